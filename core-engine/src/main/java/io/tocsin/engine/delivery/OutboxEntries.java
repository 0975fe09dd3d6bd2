package io.tocsin.engine.delivery;

import io.tocsin.engine.alert.Advice;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Places;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/** What is told by outputs that somebody has not received: one entry for all who get it. An entry leaves with its last delivery. */
final class OutboxEntries {
    final long[] alertId;
    final long[] deadlineNs;
    final int[] subject;
    final int[] owner;
    final byte[] kind;
    final byte[] lane;
    final byte[] priority;
    final byte[] severity;
    final byte[] step;
    final byte[] channels;
    final int[] references;
    final Places places;

    OutboxEntries(final int maxEntries) {
        places = new Places(maxEntries);
        final int most = places.slots().capacity();
        alertId = new long[most];
        deadlineNs = new long[most];
        subject = new int[most];
        owner = new int[most];
        kind = new byte[most];
        lane = new byte[most];
        priority = new byte[most];
        severity = new byte[most];
        step = new byte[most];
        channels = new byte[most];
        references = new int[most];
    }

    boolean isAdvice(final int entry) {
        return priority[entry] == Advice.PRIORITY;
    }

    /** Takes an entry for an alert, of which {@code alerts} says the rest; there is a place. */
    int take(
            final Alerts alerts,
            final int alertSlot,
            final int outputKind,
            final int outputLane,
            final int outputStep,
            final int outputChannels,
            final long outputDeadlineNs,
            final int outputOwner) {
        final int entry = places.take(Advice.is(alerts, alertSlot));
        alertId[entry] = alerts.alertId[alertSlot];
        deadlineNs[entry] = outputDeadlineNs;
        subject[entry] = alerts.subject[alertSlot];
        owner[entry] = outputOwner;
        kind[entry] = (byte) outputKind;
        lane[entry] = (byte) outputLane;
        priority[entry] = alerts.priority[alertSlot];
        severity[entry] = alerts.severity[alertSlot];
        step[entry] = (byte) outputStep;
        channels[entry] = (byte) outputChannels;
        references[entry] = 0;
        return entry;
    }

    /** Gives an entry back that has no delivery. */
    void give(final int entry) {
        places.give(entry, isAdvice(entry));
    }

    void snapshot(final SnapshotWriter writer) {
        places.slots().snapshot(writer);
        for (int i = 0; i < places.slots().highWater(); i++) {
            if (places.slots().isUsed(i)) {
                writer.putLong(alertId[i]);
                writer.putLong(deadlineNs[i]);
                writer.putInt(subject[i]);
                writer.putInt(owner[i]);
                writer.putByte(kind[i]);
                writer.putByte(lane[i]);
                writer.putByte(priority[i]);
                writer.putByte(severity[i]);
                writer.putByte(step[i]);
                writer.putByte(channels[i]);
            }
        }
    }

    void restore(final SnapshotReader reader) {
        places.slots().restore(reader);
        for (int i = 0; i < places.slots().highWater(); i++) {
            if (places.slots().isUsed(i)) {
                alertId[i] = reader.getLong();
                deadlineNs[i] = reader.getLong();
                subject[i] = reader.getInt();
                owner[i] = reader.getInt();
                kind[i] = (byte) reader.getByte();
                lane[i] = (byte) reader.getByte();
                priority[i] = (byte) reader.getByte();
                severity[i] = (byte) reader.getByte();
                step[i] = (byte) reader.getByte();
                channels[i] = (byte) reader.getByte();
                places.restored(isAdvice(i));
            }
        }
    }
}
