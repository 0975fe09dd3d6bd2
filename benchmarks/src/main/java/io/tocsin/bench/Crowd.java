package io.tocsin.bench;

import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.EngineLimits;
import io.tocsin.pipeline.GenesisMessage;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** An engine, everybody read once, and readings of some of them in a shuffled order. */
final class Crowd {
    final AlertEngine engine = new AlertEngine(new Output());
    private final Readings readings;
    private long nowNs = Hospital.START_NS;
    private int at;

    Crowd(final int patients, final int monitored, final int sample) {
        final UnsafeBuffer genesis = new UnsafeBuffer(new byte[GenesisMessage.LENGTH]);
        GenesisMessage.encode(limits(patients, monitored), 1, 2, genesis, 0);
        engine.onCommand(nowNs, genesis, 0, GenesisMessage.LENGTH);
        final int[] visits =
                read((buffer, offset, length) -> engine.onCommand(nowNs, buffer, offset, length), patients);
        readings = Readings.of(ReadingKind.PLAIN, Arrays.copyOf(visits, sample));
    }

    /** Room for so many patients, and for so many whose readings are looked at over time. */
    static EngineLimits limits(final int patients, final int monitored) {
        return Hospital.limits().toBuilder()
                .maxSubjects(patients + 1)
                .maxMonitored(monitored)
                .build();
    }

    /** Configures a site and reads everybody's seven inputs of NEWS2; answers in which order. */
    static int[] read(final CommandFeed feed, final int patients) {
        Hospital.open(feed, new int[0], Hospital.Escalation.DESK, true);
        final UnsafeBuffer message = new UnsafeBuffer(new byte[AlertEngine.MAX_COMMAND_LENGTH]);
        final int[] visits = Hospital.visits(patients);
        for (final int patient : visits) {
            feed.feed(message, 0, Readings.writeAllInputs(message, patient));
        }
        return visits;
    }

    long readingsBytes() {
        return readings.buffer().capacity();
    }

    void next() {
        nowNs += CommandSlots.STEP_NS;
        engine.onCommand(nowNs, readings.buffer(), readings.offset(at), readings.length());
        at = at + 1 == readings.count() ? 0 : at + 1;
    }
}
