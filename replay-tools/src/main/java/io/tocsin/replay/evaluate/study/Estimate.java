package io.tocsin.replay.evaluate.study;

/**
 * A figure of a sample and how far it would move with another sample of the same patients.
 *
 * @param value of the sample; not a number where it is undefined, such as a share of nothing.
 * @param low   2.5th percentile over the draws.
 * @param high  97.5th percentile over the draws.
 */
record Estimate(double value, double low, double high) {}
