package io.tocsin.transport.gateway;

import java.util.concurrent.atomic.LongAdder;

/** What has passed through a front to one cluster; it goes on when the map changes. Any thread. */
final class FrontCounts {
    final LongAdder open = new LongAdder();
    final LongAdder relayed = new LongAdder();
    final LongAdder lost = new LongAdder();
    final LongAdder unreachable = new LongAdder();
    final LongAdder raises = new LongAdder();
    final LongAdder misdirected = new LongAdder();
}
