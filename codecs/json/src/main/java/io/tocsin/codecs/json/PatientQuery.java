package io.tocsin.codecs.json;

/**
 * Asks who a patient is.
 *
 * @param ref     echoed in the answer.
 * @param patient of whom.
 */
public record PatientQuery(String ref, String patient) implements ClientMessage.DirectoryQuery {}
