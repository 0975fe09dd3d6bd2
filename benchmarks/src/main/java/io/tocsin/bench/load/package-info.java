/**
 * The load rig: a real server in one process, sources and clinicians on real sockets in another, an open loop that never waits for what came before, and latency from
 * the instant at which a raise was to be sent to the instant at which the clinician's client had it, on one clock. {@code LoadCommand} is the entrance.
 */
@NullMarked
package io.tocsin.bench.load;

import org.jspecify.annotations.NullMarked;
