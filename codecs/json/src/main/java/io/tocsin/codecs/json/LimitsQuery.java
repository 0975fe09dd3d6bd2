package io.tocsin.codecs.json;

/**
 * Asks which limits a patient, or whoever lies in a bed without a name, has of their own.
 *
 * @param ref     echoed in the answer.
 * @param subject patient or bed.
 */
public record LimitsQuery(String ref, Subject subject) implements ClientMessage.SubjectQuery {}
