package io.tocsin.transport.server.config;

import io.tocsin.RouterDefaults;
import io.tocsin.engine.EngineLimits;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.function.ToIntFunction;

/** Reads the capacities of the engine: a preset, and what differs from it. */
final class LimitsReader {
    private static final List<Capacity> CAPACITIES = List.of(
            new Capacity("max-subjects", EngineLimits::maxSubjects, EngineLimits.Builder::maxSubjects),
            new Capacity("max-alerts", EngineLimits::maxAlerts, EngineLimits.Builder::maxAlerts),
            new Capacity("max-people", EngineLimits::maxPeople, EngineLimits.Builder::maxPeople),
            new Capacity("max-units", EngineLimits::maxUnits, EngineLimits.Builder::maxUnits),
            new Capacity("max-beds", EngineLimits::maxBeds, EngineLimits.Builder::maxBeds),
            new Capacity("max-roles", EngineLimits::maxRoles, EngineLimits.Builder::maxRoles),
            new Capacity("max-devices", EngineLimits::maxDevices, EngineLimits.Builder::maxDevices),
            new Capacity("max-interfaces", EngineLimits::maxInterfaces, EngineLimits.Builder::maxInterfaces),
            new Capacity("max-clients", EngineLimits::maxClients, EngineLimits.Builder::maxClients),
            new Capacity("max-sessions", EngineLimits::maxSessions, EngineLimits.Builder::maxSessions),
            new Capacity("max-gateways", EngineLimits::maxGateways, EngineLimits.Builder::maxGateways),
            new Capacity("max-offers", EngineLimits::maxOffers, EngineLimits.Builder::maxOffers),
            new Capacity("max-outbox-entries", EngineLimits::maxOutboxEntries, EngineLimits.Builder::maxOutboxEntries),
            new Capacity("max-deliveries", EngineLimits::maxDeliveries, EngineLimits.Builder::maxDeliveries),
            new Capacity("lane-bound", EngineLimits::laneBound, EngineLimits.Builder::laneBound),
            new Capacity("content-blocks", EngineLimits::contentBlocks, EngineLimits.Builder::contentBlocks),
            new Capacity("max-assignments", EngineLimits::maxAssignments, EngineLimits.Builder::maxAssignments),
            new Capacity("max-policies", EngineLimits::maxPolicies, EngineLimits.Builder::maxPolicies),
            new Capacity("max-rules", EngineLimits::maxRules, EngineLimits.Builder::maxRules),
            new Capacity("config-bytes", EngineLimits::configBytes, EngineLimits.Builder::configBytes),
            new Capacity("max-limit-watches", EngineLimits::maxLimitWatches, EngineLimits.Builder::maxLimitWatches),
            new Capacity("max-silences", EngineLimits::maxSilences, EngineLimits.Builder::maxSilences),
            new Capacity("max-monitored", EngineLimits::maxMonitored, EngineLimits.Builder::maxMonitored),
            new Capacity("max-doses", EngineLimits::maxDoses, EngineLimits.Builder::maxDoses));

    private final Section section;

    LimitsReader(final Section section) {
        this.section = section;
    }

    EngineLimits read() {
        final Preset preset = section.choice("preset", Preset.STANDARD, List.of(Preset.values()));
        final EngineLimits start = preset.limits();
        final EngineLimits.Builder limits = start.toBuilder();
        for (final Capacity capacity : CAPACITIES) {
            capacity.writer.accept(
                    limits, section.integer(capacity.key, capacity.reader.applyAsInt(start), 1, most(capacity)));
        }
        section.end();
        return limits.build();
    }

    private static int most(final Capacity capacity) {
        return switch (capacity.key) {
            case "max-rules" -> EngineLimits.MAX_RULES;
            case "max-silences" -> EngineLimits.MAX_SILENCES;
            case "max-doses" -> EngineLimits.MAX_DOSES;
            case "config-bytes" -> EngineLimits.MAX_CONFIG_BYTES;
            default -> EngineLimits.MAX_COUNT;
        };
    }

    /** Where the capacities start from. */
    private enum Preset {
        SMALL,
        STANDARD,
        HOSPITAL;

        EngineLimits limits() {
            return switch (this) {
                case SMALL -> EngineLimits.small();
                case STANDARD -> RouterDefaults.limits();
                case HOSPITAL -> EngineLimits.hospital();
            };
        }
    }

    private record Capacity(
            String key, ToIntFunction<EngineLimits> reader, ObjIntConsumer<EngineLimits.Builder> writer) {}
}
