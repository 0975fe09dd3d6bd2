package io.tocsin.audit;

/**
 * What an audit has done.
 *
 * @param isUp       it follows the log and writes; if not, nobody reads of patients.
 * @param fault      why not; empty if it is up.
 * @param records    that the chain has.
 * @param sealed     how many of them are signed, and told the log.
 * @param commandSeq the last command that it has a record of.
 * @param keyId      names the key; 0 = not known yet.
 */
public record AuditCounts(boolean isUp, String fault, long records, long sealed, long commandSeq, long keyId) {}
