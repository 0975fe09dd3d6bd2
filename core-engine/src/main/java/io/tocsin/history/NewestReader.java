package io.tocsin.history;

import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.VitalsBatchDecoder;
import io.tocsin.engine.monitoring.Subjects;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Finds what was read last of a subject. One thread; allocates the readings. */
final class NewestReader implements Tier.Visitor {
    private static final long NS_PER_MINUTE = 60_000_000_000L;
    private static final long NS_PER_MS = 1_000_000;

    private final HistoryStore store;
    private final List<NewestReadings.Reading> found = new ArrayList<>();
    private long fromNs;
    private int parameter;
    private int accuracy;

    NewestReader(final HistoryStore store) {
        this.store = store;
    }

    /** The newest reading of each parameter that was read at {@code fromNs} or later, to the millisecond, in order of parameters. */
    List<NewestReadings.Reading> read(final byte kind, final DirectBuffer id, final long from) {
        fromNs = from;
        found.clear();
        for (parameter = 1; parameter < Subjects.PARAMETERS; parameter++) {
            accuracy = store.lastAccuracy(kind, id, 0, id.capacity(), parameter);
            store.last(kind, id, 0, id.capacity(), parameter, this);
        }
        return found;
    }

    @Override
    public void onBucket(final Tier tier, final UnsafeBuffer memory, final int bucket) {
        final long atNs =
                memory.getInt(bucket + Tier.START) * NS_PER_MINUTE + memory.getInt(bucket + Tier.LAST_MS) * NS_PER_MS;
        if (atNs >= fromNs - fromNs % NS_PER_MS) {
            found.add(new NewestReadings.Reading(
                    Parameter.get((byte) parameter),
                    memory.getInt(bucket + Tier.LAST),
                    atNs,
                    accuracy == VitalsBatchDecoder.accuracyNullValue() ? null : accuracy));
        }
    }
}
