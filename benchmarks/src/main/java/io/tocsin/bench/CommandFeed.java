package io.tocsin.bench;

import org.agrona.DirectBuffer;

/** Where encoded commands go: an engine, or a pipeline. */
@FunctionalInterface
interface CommandFeed {
    void feed(DirectBuffer buffer, int offset, int length);
}
