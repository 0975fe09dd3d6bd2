package io.tocsin.replay.why;

/**
 * Why a person was told of an alert, or was not.
 *
 * @param person  id.
 * @param verdict in one word.
 * @param text    in sentences for people.
 */
public record Answer(String person, Verdict verdict, String text) {}
