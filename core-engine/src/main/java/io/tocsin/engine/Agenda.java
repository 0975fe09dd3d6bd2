package io.tocsin.engine;

import io.tocsin.engine.overload.BreachAlarms;
import io.tocsin.engine.response.Awakening;
import io.tocsin.engine.store.Due;

/** What is due when, over all parts of the engine that keep deadlines: the earliest first, at the same instant in the order of the parts. */
final class Agenda {
    private static final int MOST_PER_ENTRANCE = 64;

    private final Due[] parts;

    private Agenda(final Due... parts) {
        this.parts = parts;
    }

    /** The order at one instant: who is on duty is settled before a step asks for them. */
    static Agenda of(final EngineParts parts, final Awakening awakening) {
        return new Agenda(
                parts.shifts,
                parts.breaks,
                new AlertsDue(parts.alerts, parts.ladder, parts.life, parts.vitals.monitor),
                parts.vitals.monitor,
                parts.watch,
                parts.vitals.deviceWatch.silence(),
                parts.lostDevices,
                parts.silences,
                new BreachAlarms(parts.alerts, parts.ledger, parts.ownAlerts),
                awakening,
                parts.contacts,
                parts.vitals.patientLimits,
                parts.vitals.gate,
                parts.vitals.care.doses,
                parts.vitals.care.weights,
                parts.access.revocations,
                parts.views,
                parts.configuration);
    }

    /** When the first is due, epoch ns, or {@link Due#NEVER}. */
    long firstNs() {
        long firstNs = Due.NEVER;
        for (final Due part : parts) {
            firstNs = Math.min(firstNs, part.firstNs());
        }
        return firstNs;
    }

    /** Carries out what is due by now; only so much per entrance, so that a command never waits long behind deadlines. The rest stays due. */
    void expire(final long nowNs) {
        for (int i = 0; i < MOST_PER_ENTRANCE; i++) {
            final Due first = first();
            if (first.firstNs() > nowNs) {
                return;
            }
            first.fire(nowNs);
        }
    }

    private Due first() {
        Due first = parts[0];
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].firstNs() < first.firstNs()) {
                first = parts[i];
            }
        }
        return first;
    }
}
