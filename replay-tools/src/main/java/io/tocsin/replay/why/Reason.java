package io.tocsin.replay.why;

/**
 * A clause that led to something.
 *
 * @param id   in the schema, for ever.
 * @param name in the schema; {@code ?} and the number if this version does not know it.
 * @param text a sentence for people.
 */
public record Reason(int id, String name, String text) {}
