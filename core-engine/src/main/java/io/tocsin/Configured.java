package io.tocsin;

/**
 * The answer to a configuration: all of it is in force.
 *
 * @param configId    of the configuration; 0 if nothing had to be changed.
 * @param contentHash of the site, {@link Site#contentHash()}.
 * @param entryCount  how many entries differed from what was in force and were sent.
 */
public record Configured(long configId, long contentHash, int entryCount) {}
