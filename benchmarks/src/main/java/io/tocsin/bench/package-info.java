/**
 * Benchmarks. Every one extends {@link io.tocsin.bench.BenchmarkBase}, which gives the forked JVMs the flag they need;
 * figures are read against {@link io.tocsin.bench.ClockBaseline} of the same run.
 */
@NullMarked
package io.tocsin.bench;

import org.jspecify.annotations.NullMarked;
