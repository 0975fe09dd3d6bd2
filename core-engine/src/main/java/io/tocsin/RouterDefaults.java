package io.tocsin;

import io.tocsin.engine.EngineLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a router does where its context does not say. */
public final class RouterDefaults {
    private static final Logger LOG = LoggerFactory.getLogger(AlertRouter.class);

    private RouterDefaults() {}

    /**
     * Capacities of a large hospital's worth of people inside somebody else's process; some 20 MB.
     *
     * @return 10,000 subjects, 2,000 open alerts, 2,000 people, 2,000 beds, 64 policy versions.
     */
    public static EngineLimits limits() {
        return EngineLimits.builder()
                .maxSubjects(10_000)
                .maxAlerts(2_000)
                .maxPeople(2_000)
                .maxUnits(256)
                .maxBeds(2_000)
                .maxRoles(64)
                .maxDevices(4_000)
                .maxInterfaces(16)
                .maxClients(1_000)
                .maxSessions(4_000)
                .maxGateways(8)
                .maxOffers(16_000)
                .maxOutboxEntries(16_000)
                .maxDeliveries(64_000)
                .laneBound(256)
                .contentBlocks(32_000)
                .maxAssignments(20_000)
                .maxPolicies(64)
                .maxRules(63)
                .configBytes(4_194_304)
                .maxDoses(10_000)
                .build();
    }

    static void logFatal(final Throwable cause) {
        LOG.error("the router has stopped itself and refuses everything from now on", cause);
    }

    static void logError(final Throwable cause) {
        LOG.error("a listener threw; others are not affected", cause);
    }
}
