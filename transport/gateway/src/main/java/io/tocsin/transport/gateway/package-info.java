/**
 * The front door of one alert router: WebSocket and HTTP on Netty, for sources, people's clients and operators, and a second, loopback listener for operations.
 * Embedders call {@link io.tocsin.transport.gateway.Gateway} and {@link io.tocsin.transport.gateway.ManagementServer} from any thread; everything else is internal.
 *
 * <p>Two kinds of thread work here. An event loop owns its connections: what belongs to a connection is touched by its loop only, except as a class says. The
 * router's delivery thread never touches a channel: it routes events and answers to per-connection bounded queues, and wakes each loop at most once per cycle.
 * Nothing waits on either.
 */
@NullMarked
package io.tocsin.transport.gateway;

import org.jspecify.annotations.NullMarked;
