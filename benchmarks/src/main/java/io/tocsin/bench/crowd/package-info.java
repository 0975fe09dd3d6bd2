/**
 * The rig of {@link io.tocsin.bench.Clinicians}: thousands of connections of clinicians on raw sockets, each with a token of its own, to a router in a process of its own;
 * and as many to a bare Netty server that broadcasts the same bytes. Nobody else may call it.
 */
@NullMarked
package io.tocsin.bench.crowd;

import org.jspecify.annotations.NullMarked;
