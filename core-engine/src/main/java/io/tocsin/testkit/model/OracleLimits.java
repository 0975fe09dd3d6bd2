package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.GenesisDecoder;
import io.tocsin.codecs.sbe.GenesisEncoder;

/** The capacities of Genesis. */
record OracleLimits(
        long subjects,
        long alerts,
        long people,
        long units,
        long beds,
        long roles,
        long devices,
        long interfaces,
        long clients,
        long sessions,
        long gateways,
        long offers,
        long outboxEntries,
        long deliveries,
        long laneBound,
        long contentBlocks,
        long assignments,
        long policies,
        long rules,
        long configBytes,
        long limitWatches,
        long silences,
        long monitored,
        long doses) {

    /** In a log of a former version, or where 0 stands: as many as subjects. */
    private static long watches(final GenesisDecoder genesis) {
        final boolean isStated = genesis.actingVersion() >= 3 && genesis.maxLimitWatches() != 0;
        return isStated ? genesis.maxLimitWatches() : genesis.maxSubjects();
    }

    static OracleLimits of(final GenesisDecoder genesis, final int blockLength) {
        final boolean hasDoses =
                genesis.actingVersion() >= 3 && blockLength >= GenesisDecoder.maxDosesEncodingOffset() + 4;
        return new OracleLimits(
                genesis.maxSubjects(),
                genesis.maxAlerts(),
                genesis.maxPeople(),
                genesis.maxUnits(),
                genesis.maxBeds(),
                genesis.maxRoles(),
                genesis.maxDevices(),
                genesis.maxInterfaces(),
                genesis.maxClients(),
                genesis.maxSessions(),
                genesis.maxGateways(),
                genesis.maxOffers(),
                genesis.maxOutboxEntries(),
                genesis.maxDeliveries(),
                genesis.laneBound(),
                genesis.contentBlocks(),
                genesis.maxAssignments(),
                genesis.maxPolicies(),
                genesis.maxRules(),
                genesis.configBytes(),
                watches(genesis),
                genesis.actingVersion() >= 3 && genesis.maxSilences() != 0 ? genesis.maxSilences() : 256,
                genesis.actingVersion() >= 3 && genesis.maxMonitored() != 0
                        ? genesis.maxMonitored()
                        : Math.min(genesis.maxSubjects(), 16_384),
                hasDoses && genesis.maxDoses() != 0 ? genesis.maxDoses() : Math.min(genesis.maxAlerts(), 2_097_152));
    }

    /** Says them. */
    void writeTo(final GenesisEncoder genesis) {
        genesis.maxSubjects(subjects)
                .maxAlerts(alerts)
                .maxPeople(people)
                .maxUnits(units)
                .maxBeds(beds)
                .maxRoles(roles)
                .maxDevices(devices)
                .maxInterfaces(interfaces)
                .maxClients(clients)
                .maxSessions(sessions)
                .maxGateways(gateways)
                .maxOffers(offers)
                .maxOutboxEntries(outboxEntries)
                .maxDeliveries(deliveries)
                .laneBound(laneBound)
                .contentBlocks(contentBlocks)
                .maxAssignments(assignments)
                .maxPolicies(policies)
                .maxRules(rules)
                .configBytes(configBytes)
                .maxLimitWatches(limitWatches)
                .maxSilences(silences)
                .maxMonitored(monitored)
                .maxDoses(doses);
    }
}
