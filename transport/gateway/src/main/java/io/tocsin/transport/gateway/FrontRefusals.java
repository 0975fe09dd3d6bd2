package io.tocsin.transport.gateway;

import java.util.concurrent.atomic.LongAdder;

/** Whom a front brings nowhere. Any thread. */
final class FrontRefusals {
    final LongAdder unknown = new LongAdder();
}
