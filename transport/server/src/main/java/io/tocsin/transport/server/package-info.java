/**
 * The standalone router: journal, engine, sockets, metrics and health, put together from one configuration. For the command line, the demo, tests and benchmarks;
 * whoever embeds the router alone uses {@link io.tocsin.AlertRouter}. Threads are those of its parts, and one that watches.
 */
@NullMarked
package io.tocsin.transport.server;

import org.jspecify.annotations.NullMarked;
