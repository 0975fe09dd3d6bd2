package io.tocsin.engine;

import io.tocsin.codecs.sbe.GenesisDecoder;
import io.tocsin.engine.semantics.Semantics;
import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/**
 * What record 0 of a log says: its identity, the engine's semantics and every capacity.
 *
 * @param epochHigh     of the log.
 * @param epochLow      of the log.
 * @param engineVersion semantics that the log began with; from a snapshot those that were in force.
 * @param limits        every capacity.
 */
record Genesis(long epochHigh, long epochLow, long engineVersion, EngineLimits limits) {
    private static final int SECTION_ID = 3;
    private static final int SECTION_VERSION = 4;

    /** Who knows which semantics follows: not in a log in which nobody has said so, whose snapshots are as they were before that could be said. */
    private static final int SECTION_VERSION_SAID = 5;

    /** Reads the message; limits out of range are an {@link IllegalArgumentException} that names them. */
    static Genesis read(final GenesisDecoder message) {
        return new Genesis(
                message.epochHigh(),
                message.epochLow(),
                message.engineVersion(),
                EngineLimits.builder()
                        .maxSubjects((int) message.maxSubjects())
                        .maxAlerts((int) message.maxAlerts())
                        .maxPeople((int) message.maxPeople())
                        .maxUnits((int) message.maxUnits())
                        .maxBeds((int) message.maxBeds())
                        .maxRoles((int) message.maxRoles())
                        .maxDevices((int) message.maxDevices())
                        .maxInterfaces((int) message.maxInterfaces())
                        .maxClients((int) message.maxClients())
                        .maxSessions((int) message.maxSessions())
                        .maxGateways((int) message.maxGateways())
                        .maxOffers((int) message.maxOffers())
                        .maxOutboxEntries((int) message.maxOutboxEntries())
                        .maxDeliveries((int) message.maxDeliveries())
                        .laneBound((int) message.laneBound())
                        .contentBlocks((int) message.contentBlocks())
                        .maxAssignments((int) message.maxAssignments())
                        .maxPolicies((int) message.maxPolicies())
                        .maxRules((int) message.maxRules())
                        .configBytes((int) message.configBytes())
                        .maxLimitWatches(since3(message, message.maxLimitWatches()))
                        .maxSilences(since3(message, message.maxSilences()))
                        .maxMonitored(since3(message, message.maxMonitored()))
                        .maxDoses(hasDoses(message) ? (int) message.maxDoses() : 0)
                        .build());
    }

    /** A capacity that version 3 brought; 0, which stands for its default, in a log that began before. */
    private static int since3(final GenesisDecoder message, final long value) {
        return message.actingVersion() < 3 ? 0 : (int) value;
    }

    /** Version 3 began without it: the block is as long as up to where the decoder stands behind it. */
    private static boolean hasDoses(final GenesisDecoder message) {
        return message.actingVersion() >= 3
                && message.limit() - message.offset() > GenesisDecoder.maxDosesEncodingOffset();
    }

    /** The same of a log with another epoch. */
    Genesis of(final long high, final long low) {
        return new Genesis(high, low, engineVersion, limits);
    }

    void snapshot(final SnapshotWriter writer, final Semantics semantics) {
        writer.section(SECTION_ID, semantics.isSaid() ? SECTION_VERSION_SAID : SECTION_VERSION);
        writer.putLong(epochHigh);
        writer.putLong(epochLow);
        writer.putLong(semantics.version());
        writer.putInt(limits.maxSubjects());
        writer.putInt(limits.maxAlerts());
        writer.putInt(limits.maxPeople());
        writer.putInt(limits.maxUnits());
        writer.putInt(limits.maxBeds());
        writer.putInt(limits.maxRoles());
        writer.putInt(limits.maxDevices());
        writer.putInt(limits.maxInterfaces());
        writer.putInt(limits.maxClients());
        writer.putInt(limits.maxSessions());
        writer.putInt(limits.maxGateways());
        writer.putInt(limits.maxOffers());
        writer.putInt(limits.maxOutboxEntries());
        writer.putInt(limits.maxDeliveries());
        writer.putInt(limits.laneBound());
        writer.putInt(limits.contentBlocks());
        writer.putInt(limits.maxAssignments());
        writer.putInt(limits.maxPolicies());
        writer.putInt(limits.maxRules());
        writer.putInt(limits.configBytes());
        writer.putInt(limits.maxLimitWatches());
        writer.putInt(limits.maxSilences());
        writer.putInt(limits.maxMonitored());
        writer.putInt(limits.maxDoses());
        if (semantics.isSaid()) {
            semantics.snapshot(writer);
        }
    }

    static Genesis restore(final SnapshotReader reader, final Semantics semantics) {
        final boolean isSaid = reader.section(SECTION_ID, SECTION_VERSION, SECTION_VERSION_SAID) > SECTION_VERSION;
        final long high = reader.getLong();
        final long low = reader.getLong();
        final long version = reader.getLong();
        try {
            final Genesis read = new Genesis(
                    high,
                    low,
                    version,
                    EngineLimits.builder()
                            .maxSubjects(reader.getInt())
                            .maxAlerts(reader.getInt())
                            .maxPeople(reader.getInt())
                            .maxUnits(reader.getInt())
                            .maxBeds(reader.getInt())
                            .maxRoles(reader.getInt())
                            .maxDevices(reader.getInt())
                            .maxInterfaces(reader.getInt())
                            .maxClients(reader.getInt())
                            .maxSessions(reader.getInt())
                            .maxGateways(reader.getInt())
                            .maxOffers(reader.getInt())
                            .maxOutboxEntries(reader.getInt())
                            .maxDeliveries(reader.getInt())
                            .laneBound(reader.getInt())
                            .contentBlocks(reader.getInt())
                            .maxAssignments(reader.getInt())
                            .maxPolicies(reader.getInt())
                            .maxRules(reader.getInt())
                            .configBytes(reader.getInt())
                            .maxLimitWatches(reader.getInt())
                            .maxSilences(reader.getInt())
                            .maxMonitored(reader.getInt())
                            .maxDoses(reader.getInt())
                            .build());
            if (isSaid) {
                semantics.restore(reader);
            }
            return read;
        } catch (final IllegalArgumentException e) {
            throw new SnapshotException("limits: " + e.getMessage());
        }
    }
}
