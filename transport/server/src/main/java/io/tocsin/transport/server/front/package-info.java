/**
 * The process in front of several clusters: it brings clients to the cluster of their facility. It has no engine and keeps nothing. Started by {@code tocsin front}.
 */
@NullMarked
package io.tocsin.transport.server.front;

import org.jspecify.annotations.NullMarked;
