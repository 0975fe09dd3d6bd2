/**
 * Who watches the watcher: what a router tells a dead-man service while it is ready, and a process of its own that asks routers whether they are, and calls people by
 * other means than Tocsin when none is. Nothing here knows an engine, a journal or the gateway, so that what brings those down leaves this alone. Every wait has an end,
 * and time is the monotonic clock's.
 */
@NullMarked
package io.tocsin.transport.server.watch;

import org.jspecify.annotations.NullMarked;
