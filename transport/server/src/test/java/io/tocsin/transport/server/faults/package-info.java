/**
 * What becomes of answered alerts, and of who is told, while nodes are killed, cut off, stopped and damaged: three real processes, clients over real WebSockets, and one
 * history of what was asked, answered and received, which {@link io.tocsin.transport.server.faults.History} judges. Only with {@code -Pfaults}, but for the test of the
 * judge itself.
 */
@NullMarked
package io.tocsin.transport.server.faults;

import org.jspecify.annotations.NullMarked;
