/**
 * Benchmarks. Every one extends {@link io.tocsin.bench.BenchmarkBase}, which gives the forked JVMs the flag they need; each stands beside its raw limit in the same
 * run. {@link io.tocsin.bench.RingThroughput} is a harness of its own, because JMH is no tool for two threads on two cores. {@code benchmarks/README.md} says which
 * figure answers which question.
 */
@NullMarked
package io.tocsin.bench;

import org.jspecify.annotations.NullMarked;
