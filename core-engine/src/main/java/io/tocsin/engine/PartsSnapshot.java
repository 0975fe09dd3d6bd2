package io.tocsin.engine;

import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/** The order in which the parts of an engine are written and taken over. */
final class PartsSnapshot {
    private PartsSnapshot() {}

    /** Writes every part, each before those that refer to it. */
    static void snapshot(final EngineParts parts, final SnapshotWriter writer) {
        parts.site.snapshot(writer);
        parts.assignments.snapshot(writer);
        parts.rosters.snapshot(writer);
        parts.breaks.snapshot(writer);
        parts.policies.snapshot(writer);
        parts.triageRules.snapshot(writer);
        parts.limitedTeams.snapshot(writer);
        parts.alerts.snapshot(writer);
        parts.alerts.assessments().snapshot(writer);
        parts.offers.snapshot(writer);
        parts.sessions.snapshot(writer);
        parts.operations.snapshot(writer);
        parts.deliveryRules.snapshot(writer);
        parts.modes.snapshot(writer);
        parts.methods.snapshot(writer);
        parts.contacts.snapshot(writer);
        parts.dispatcher.snapshot(writer);
        parts.qualifications.snapshot(writer);
        parts.positions.snapshot(writer);
        parts.presences.snapshot(writer);
        parts.turns.snapshot(writer);
        parts.subjects.snapshot(writer);
        parts.monitorings.snapshot(writer);
        parts.vitals.snapshot(writer);
        parts.silences.snapshot(writer);
        parts.muted.snapshot(writer);
        parts.inhibitions.snapshot(writer);
        parts.snoozes.snapshot(writer);
        parts.windows.snapshot(writer);
        parts.watch.snapshot(writer);
        parts.lostDevices.snapshot(writer);
        parts.configuration.snapshot(writer);
        parts.authority.snapshot(writer);
        parts.ledger.snapshot(writer);
        parts.audit.heads().snapshot(writer);
        parts.access.revocations.snapshot(writer);
        parts.views.snapshot(writer, parts.site.people().size());
        parts.access.forgetting.snapshot(writer);
    }

    /** Takes every part over, and looks whether all of it was as it was written. */
    static void restoreToTheEnd(final EngineParts parts, final SnapshotReader reader) {
        try {
            restore(parts, reader);
        } catch (final IndexOutOfBoundsException e) {
            throw new SnapshotException("at byte " + reader.position() + ": refers to what is not there");
        }
        final long digest = reader.digest();
        final long length = reader.position();
        if (reader.getLong() != length || reader.getLong() != digest) {
            throw new SnapshotException("its end mark differs from what came before it: it was changed");
        }
    }

    /** Takes every part over, in the same order. */
    private static void restore(final EngineParts parts, final SnapshotReader reader) {
        parts.site.restore(reader);
        final int people = parts.site.people().size();
        parts.assignments.restore(reader, people);
        parts.rosters.restore(reader, people);
        parts.breaks.restore(reader, people);
        parts.policies.restore(reader, people);
        parts.triageRules.restore(reader);
        parts.limitedTeams.restore(reader);
        parts.alerts.restore(reader);
        parts.alerts.assessments().restore(reader);
        for (int i = 0; i < parts.alerts.slots().highWater(); i++) {
            if (parts.alerts.slots().isUsed(i)) {
                parts.policies.refer(parts.alerts.policy[i]);
            }
        }
        parts.offers.restore(reader);
        parts.sessions.restore(reader);
        parts.operations.restore(reader, people);
        parts.deliveryRules.restore(reader);
        parts.modes.restore(reader);
        parts.methods.restore(reader, people);
        parts.contacts.restore(reader, people);
        parts.dispatcher.restore(reader);
        parts.qualifications.restore(reader);
        parts.positions.restore(reader, people);
        parts.presences.restore(reader, people);
        parts.turns.restore(reader, people);
        parts.subjects.restore(reader);
        parts.monitorings.restore(reader, parts.subjects.ids().size(), people);
        parts.vitals.restore(reader, parts.subjects.ids().size());
        parts.silences.restore(reader);
        parts.muted.restore(reader);
        parts.inhibitions.restore(reader);
        parts.snoozes.restore(reader);
        parts.windows.restore(reader);
        parts.watch.restore(
                reader, parts.subjects.ids().size(), parts.site.units().size());
        parts.lostDevices.restore(
                reader, parts.subjects.ids().size(), parts.site.units().size());
        parts.configuration.restore(reader, people);
        parts.authority.restore(reader);
        parts.ledger.restore(reader);
        parts.audit.heads().restore(reader);
        parts.access.revocations.restore(reader);
        parts.views.restore(reader, people, parts.subjects.ids().size());
        parts.access.forgetting.restore(reader);
    }
}
