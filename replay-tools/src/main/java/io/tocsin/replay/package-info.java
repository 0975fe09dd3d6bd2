/**
 * The command line around the core: what can be printed, replayed, simulated, evaluated and shown. Each subcommand is a
 * class of its own; none of them knows a clinical threshold, except the demo, which stands for a hospital.
 */
@NullMarked
package io.tocsin.replay;

import org.jspecify.annotations.NullMarked;
