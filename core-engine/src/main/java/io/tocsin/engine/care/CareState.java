package io.tocsin.engine.care;

/**
 * What a configuration may change of care.
 *
 * @param doses   that are to be told of.
 * @param weights that rise.
 */
public record CareState(Doses doses, Weights weights) {}
