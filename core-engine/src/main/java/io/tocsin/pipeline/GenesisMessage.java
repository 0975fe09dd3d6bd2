package io.tocsin.pipeline;

import io.tocsin.codecs.sbe.GenesisEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.engine.EngineLimits;
import io.tocsin.engine.semantics.Semantics;
import org.agrona.MutableDirectBuffer;

/** Record 0 of every log: identity and every capacity. */
public final class GenesisMessage {
    /** Bytes of the message with its header. */
    public static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + GenesisEncoder.BLOCK_LENGTH;

    private GenesisMessage() {}

    /**
     * Encodes a Genesis of the newest semantics, of the host itself, without answer. Any thread; allocates two flyweights.
     *
     * @param limits    of the engine.
     * @param epochHigh of the log, upper 64 bits.
     * @param epochLow  of the log, lower 64 bits.
     * @param buffer    to write to.
     * @param offset    of the message header; {@link #LENGTH} bytes are written.
     * @return {@link #LENGTH}.
     */
    public static int encode(
            final EngineLimits limits,
            final long epochHigh,
            final long epochLow,
            final MutableDirectBuffer buffer,
            final int offset) {
        return encode(Semantics.NEWEST, limits, epochHigh, epochLow, buffer, offset);
    }

    /**
     * Encodes a Genesis of the host itself, without answer. Any thread; allocates two flyweights.
     *
     * @param engineVersion semantics that the log begins with.
     * @param limits    of the engine.
     * @param epochHigh of the log, upper 64 bits.
     * @param epochLow  of the log, lower 64 bits.
     * @param buffer    to write to.
     * @param offset    of the message header; {@link #LENGTH} bytes are written.
     * @return {@link #LENGTH}.
     */
    public static int encode(
            final int engineVersion,
            final EngineLimits limits,
            final long epochHigh,
            final long epochLow,
            final MutableDirectBuffer buffer,
            final int offset) {
        // The envelope is all zeros: the host itself, not deduplicated, no answer wanted.
        buffer.setMemory(offset, LENGTH, (byte) 0);
        new GenesisEncoder()
                .wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder())
                .epochHigh(epochHigh)
                .epochLow(epochLow)
                .engineVersion(engineVersion)
                .maxSubjects(limits.maxSubjects())
                .maxAlerts(limits.maxAlerts())
                .maxPeople(limits.maxPeople())
                .maxUnits(limits.maxUnits())
                .maxBeds(limits.maxBeds())
                .maxRoles(limits.maxRoles())
                .maxDevices(limits.maxDevices())
                .maxInterfaces(limits.maxInterfaces())
                .maxClients(limits.maxClients())
                .maxSessions(limits.maxSessions())
                .maxGateways(limits.maxGateways())
                .maxOffers(limits.maxOffers())
                .maxOutboxEntries(limits.maxOutboxEntries())
                .maxDeliveries(limits.maxDeliveries())
                .laneBound(limits.laneBound())
                .contentBlocks(limits.contentBlocks())
                .maxAssignments(limits.maxAssignments())
                .maxPolicies(limits.maxPolicies())
                .maxRules(limits.maxRules())
                .configBytes(limits.configBytes())
                .maxLimitWatches(limits.maxLimitWatches())
                .maxSilences(limits.maxSilences())
                .maxMonitored(limits.maxMonitored())
                .maxDoses(limits.maxDoses());
        return LENGTH;
    }
}
