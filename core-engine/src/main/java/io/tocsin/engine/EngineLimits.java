package io.tocsin.engine;

/**
 * Every capacity of an engine, as the log's Genesis states them: nothing else sizes it, and nothing in it grows. Reaching one is a defined, counted answer, never
 * an exception; each says which. Every capacity is at least 1 and at most {@value #MAX_COUNT}, so that no table's array passes 2 GiB, except as said.
 *
 * @param maxSubjects patients, and beds or devices that stand for unidentified ones. Full: an alert goes on without a subject, readings are answered {@code TABLE_FULL} 5.
 * @param maxAlerts open alerts. Less than a sixteenth free: raises that are neither CRITICAL nor EMERGENT are answered {@code TABLE_FULL} 6; full: all raises are. As many limits of patients: one more is answered {@code TABLE_FULL} 6. Advisories have places beside, as in every table of which they take some: one, and one for sixteen.
 * @param maxPeople people and destinations. Full: the configuration that names one more is refused, {@code TABLE_FULL}.
 * @param maxUnits units. Full: the configuration that names one more is refused, {@code TABLE_FULL}.
 * @param maxBeds beds. Full: the configuration that names one more is refused, {@code TABLE_FULL}.
 * @param maxRoles names of roles. Full: the configuration that names one more is refused, {@code TABLE_FULL}.
 * @param maxDevices devices whose reading sequence is remembered. Full: batches of further devices are applied without looking for duplicates.
 * @param maxInterfaces sources with an idempotency window of 1,024 commands. Full: the configuration that names one more is refused, {@code TABLE_FULL}.
 * @param maxClients sources with an idempotency window of 32 commands. Full: commands of further sources are answered {@code TABLE_FULL} 13.
 * @param maxSessions open sessions of people. Full: {@code SessionOpened} is answered {@code TABLE_FULL} 14.
 * @param maxGateways gateways. A session that names one at or above it is answered {@code INVALID_FIELD} 3.
 * @param maxOffers recipients of all open alerts together. Full: a target is not chosen, with clause {@code RECIPIENT_BOUND}.
 * @param maxOutboxEntries outbox entries. Full: offers wait, other outputs are sent once without being kept.
 * @param maxDeliveries unreceived (recipient, sequence) pairs of all entries together. Full: as {@code maxOutboxEntries}.
 * @param laneBound unreceived deliveries of one lane. Reached: the oldest of a closed alert leaves with {@code OutputLeft}; without one the oldest leaves from OTHER and nothing leaves from CRITICAL.
 * @param contentBlocks blocks of 64 bytes that hold the content of declared alerts. Less than a sixteenth free or full: as {@code maxAlerts}, with {@code TABLE_FULL} 20; an update that finds no room leaves the old content.
 * @param maxAssignments lists of people (one per unit and role, patient or bed that was ever assigned anybody), places in all of them together, and duties of rosters. Full: the configuration that needs one more is refused, {@code TABLE_FULL}.
 * @param maxPolicies policy versions held at once, running escalations keep theirs. Full: the configuration that brings one more is refused, {@code TABLE_FULL}.
 * @param maxRules limit rules. More: the configuration is refused, {@code TABLE_FULL}. At most {@value #MAX_RULES}, one bit each beside the score.
 * @param configBytes bytes of one configuration between {@code ConfigBegin} and {@code ConfigCommit}. More: the configuration is refused, {@code TOO_LARGE}. At most {@value #MAX_CONFIG_BYTES}.
 * @param maxLimitWatches timed limit rules watched at once, one per rule and subject from the first violation until nothing is left to wait for. Full: a violation counts and ends at once, with clause {@code WATCH_BOUND}.
 * @param maxSilences silences that are pending or active, or whose alerts are not all let go yet. Full: {@code CreateSilence} is answered {@code TABLE_FULL} 26. At most {@value #MAX_SILENCES}.
 * @param maxMonitored subjects whose readings are looked at over time, and active monitoring sessions. Full: who was not read for two hours is forgotten for somebody new; without such a one, somebody new goes without; {@code StartMonitoring} is answered {@code TABLE_FULL} 27. At most half of {@value #MAX_COUNT}.
 * @param maxDoses doses that are watched at once, and as many of which it was told what became of them. Less than a sixteenth free: {@code ScheduleDose} that is not time-critical is answered {@code TABLE_FULL} 28; full: all are. Of those told, the first gives way. At most {@value #MAX_DOSES}.
 */
public record EngineLimits(
        int maxSubjects,
        int maxAlerts,
        int maxPeople,
        int maxUnits,
        int maxBeds,
        int maxRoles,
        int maxDevices,
        int maxInterfaces,
        int maxClients,
        int maxSessions,
        int maxGateways,
        int maxOffers,
        int maxOutboxEntries,
        int maxDeliveries,
        int laneBound,
        int contentBlocks,
        int maxAssignments,
        int maxPolicies,
        int maxRules,
        int configBytes,
        int maxLimitWatches,
        int maxSilences,
        int maxMonitored,
        int maxDoses) {
    /** Highest value of a capacity that has no other bound. */
    public static final int MAX_COUNT = 1 << 24;

    /** Highest value of {@link #maxRules()}. */
    public static final int MAX_RULES = 63;

    /** Highest value of {@link #maxSilences()}. */
    public static final int MAX_SILENCES = 4_096;

    /** Highest value of {@link #maxDoses()}. */
    public static final int MAX_DOSES = 1 << 21;

    /** Highest value of {@link #configBytes()}. */
    public static final int MAX_CONFIG_BYTES = 1 << 26;

    /**
     * Checks every capacity.
     *
     * @throws IllegalArgumentException if one is out of its range; the message names it, its value and the range.
     */
    public EngineLimits {
        require("maxSubjects", maxSubjects, MAX_COUNT);
        require("maxAlerts", maxAlerts, MAX_COUNT);
        require("maxPeople", maxPeople, MAX_COUNT);
        require("maxUnits", maxUnits, MAX_COUNT);
        require("maxBeds", maxBeds, MAX_COUNT);
        require("maxRoles", maxRoles, MAX_COUNT);
        require("maxDevices", maxDevices, MAX_COUNT);
        require("maxInterfaces", maxInterfaces, MAX_COUNT);
        require("maxClients", maxClients, MAX_COUNT);
        require("maxSessions", maxSessions, MAX_COUNT);
        require("maxGateways", maxGateways, MAX_COUNT);
        require("maxOffers", maxOffers, MAX_COUNT);
        require("maxOutboxEntries", maxOutboxEntries, MAX_COUNT);
        require("maxDeliveries", maxDeliveries, MAX_COUNT);
        require("laneBound", laneBound, MAX_COUNT);
        require("contentBlocks", contentBlocks, MAX_COUNT);
        require("maxAssignments", maxAssignments, MAX_COUNT);
        require("maxPolicies", maxPolicies, MAX_COUNT);
        require("maxRules", maxRules, MAX_RULES);
        require("configBytes", configBytes, MAX_CONFIG_BYTES);
        require("maxLimitWatches", maxLimitWatches, MAX_COUNT);
        require("maxSilences", maxSilences, MAX_SILENCES);
        require("maxMonitored", maxMonitored, MAX_COUNT / 2);
        require("maxDoses", maxDoses, MAX_DOSES);
    }

    /**
     * For tests and trials: a few wards' worth, ready in a millisecond.
     *
     * @return 256 subjects, 128 alerts, 64 people.
     */
    public static EngineLimits small() {
        return new Builder().build();
    }

    /**
     * For a large hospital or a group of them; the engine's tables take about 120 MiB.
     *
     * @return 100,000 subjects, 20,000 alerts, 15,000 people.
     */
    public static EngineLimits hospital() {
        return new Builder()
                .maxSubjects(100_000)
                .maxAlerts(20_000)
                .maxPeople(15_000)
                .maxUnits(1_000)
                .maxBeds(10_000)
                .maxRoles(256)
                .maxDevices(50_000)
                .maxInterfaces(64)
                .maxClients(20_000)
                .maxSessions(20_000)
                .maxGateways(64)
                .maxOffers(160_000)
                .maxOutboxEntries(100_000)
                .maxDeliveries(400_000)
                .laneBound(1_024)
                .contentBlocks(160_000)
                .maxAssignments(200_000)
                .maxPolicies(64)
                .maxRules(63)
                .configBytes(16_777_216)
                .maxLimitWatches(100_000)
                .maxDoses(50_000)
                .build();
    }

    /** Starts from {@link #small()}: a builder of its own. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts from these limits.
     *
     * @return a builder of its own; these limits stay as they are.
     */
    public Builder toBuilder() {
        return new Builder()
                .maxSubjects(maxSubjects)
                .maxAlerts(maxAlerts)
                .maxPeople(maxPeople)
                .maxUnits(maxUnits)
                .maxBeds(maxBeds)
                .maxRoles(maxRoles)
                .maxDevices(maxDevices)
                .maxInterfaces(maxInterfaces)
                .maxClients(maxClients)
                .maxSessions(maxSessions)
                .maxGateways(maxGateways)
                .maxOffers(maxOffers)
                .maxOutboxEntries(maxOutboxEntries)
                .maxDeliveries(maxDeliveries)
                .laneBound(laneBound)
                .contentBlocks(contentBlocks)
                .maxAssignments(maxAssignments)
                .maxPolicies(maxPolicies)
                .maxRules(maxRules)
                .configBytes(configBytes)
                .maxLimitWatches(maxLimitWatches)
                .maxSilences(maxSilences)
                .maxMonitored(maxMonitored)
                .maxDoses(maxDoses);
    }

    private static void require(final String property, final int value, final int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    "engine limit " + property + " is " + value + ": it must be from 1 to " + most);
        }
    }

    /** Collects limits; starts as {@link EngineLimits#small()}. One thread at a time. */
    public static final class Builder {
        private int maxSubjects = 256;
        private int maxAlerts = 128;
        private int maxPeople = 64;
        private int maxUnits = 32;
        private int maxBeds = 128;
        private int maxRoles = 32;
        private int maxDevices = 128;
        private int maxInterfaces = 4;
        private int maxClients = 64;
        private int maxSessions = 64;
        private int maxGateways = 8;
        private int maxOffers = 1_024;
        private int maxOutboxEntries = 1_024;
        private int maxDeliveries = 4_096;
        private int laneBound = 64;
        private int contentBlocks = 2_048;
        private int maxAssignments = 512;
        private int maxPolicies = 8;
        private int maxRules = 16;
        private int configBytes = 65_536;
        private int maxLimitWatches;
        private int maxSilences;
        private int maxMonitored;
        private int maxDoses;

        private Builder() {}

        /** Sets {@link EngineLimits#maxSubjects()}, checked by {@link #build()}; returns this. */
        public Builder maxSubjects(final int value) {
            maxSubjects = value;
            return this;
        }

        /** Sets {@link EngineLimits#maxAlerts()}, checked by {@link #build()}; returns this. */
        public Builder maxAlerts(final int value) {
            maxAlerts = value;
            return this;
        }

        /** Sets {@link EngineLimits#maxPeople()}, checked by {@link #build()}; returns this. */
        public Builder maxPeople(final int value) {
            maxPeople = value;
            return this;
        }

        /** Sets {@link EngineLimits#maxUnits()}, checked by {@link #build()}; returns this. */
        public Builder maxUnits(final int value) {
            maxUnits = value;
            return this;
        }

        /** Sets {@link EngineLimits#maxBeds()}, checked by {@link #build()}; returns this. */
        public Builder maxBeds(final int value) {
            maxBeds = value;
            return this;
        }

        /** Sets {@link EngineLimits#maxRoles()}, checked by {@link #build()}; returns this. */
        public Builder maxRoles(final int value) {
            maxRoles = value;
            return this;
        }

        /** Sets {@link EngineLimits#maxDevices()}, checked by {@link #build()}; returns this. */
        public Builder maxDevices(final int value) {
            maxDevices = value;
            return this;
        }

        /** Sets {@link EngineLimits#maxInterfaces()}, checked by {@link #build()}; returns this. */
        public Builder maxInterfaces(final int value) {
            maxInterfaces = value;
            return this;
        }

        /** Sets {@link EngineLimits#maxClients()}, checked by {@link #build()}; returns this. */
        public Builder maxClients(final int value) {
            maxClients = value;
            return this;
        }

        /** Sets {@link EngineLimits#maxSessions()}, checked by {@link #build()}; returns this. */
        public Builder maxSessions(final int value) {
            maxSessions = value;
            return this;
        }

        /** Sets {@link EngineLimits#maxGateways()}, checked by {@link #build()}; returns this. */
        public Builder maxGateways(final int value) {
            maxGateways = value;
            return this;
        }

        /** Sets {@link EngineLimits#maxOffers()}, checked by {@link #build()}; returns this. */
        public Builder maxOffers(final int value) {
            maxOffers = value;
            return this;
        }

        /** Sets {@link EngineLimits#maxOutboxEntries()}, checked by {@link #build()}; returns this. */
        public Builder maxOutboxEntries(final int value) {
            maxOutboxEntries = value;
            return this;
        }

        /** Sets {@link EngineLimits#maxDeliveries()}, checked by {@link #build()}; returns this. */
        public Builder maxDeliveries(final int value) {
            maxDeliveries = value;
            return this;
        }

        /** Sets {@link EngineLimits#laneBound()}, checked by {@link #build()}; returns this. */
        public Builder laneBound(final int value) {
            laneBound = value;
            return this;
        }

        /** Sets {@link EngineLimits#contentBlocks()}, checked by {@link #build()}; returns this. */
        public Builder contentBlocks(final int value) {
            contentBlocks = value;
            return this;
        }

        /** Sets {@link EngineLimits#maxAssignments()}, checked by {@link #build()}; returns this. */
        public Builder maxAssignments(final int value) {
            maxAssignments = value;
            return this;
        }

        /** Sets {@link EngineLimits#maxPolicies()}, checked by {@link #build()}; returns this. */
        public Builder maxPolicies(final int value) {
            maxPolicies = value;
            return this;
        }

        /** Sets {@link EngineLimits#maxRules()}, checked by {@link #build()}; returns this. */
        public Builder maxRules(final int value) {
            maxRules = value;
            return this;
        }

        /** Sets {@link EngineLimits#configBytes()}, checked by {@link #build()}; returns this. */
        public Builder configBytes(final int value) {
            configBytes = value;
            return this;
        }

        /** Sets {@link EngineLimits#maxLimitWatches()}; 0, as at first, is as many as {@link EngineLimits#maxSubjects()}; returns this. */
        public Builder maxLimitWatches(final int value) {
            maxLimitWatches = value;
            return this;
        }

        /** Sets {@link EngineLimits#maxSilences()}; 0, as at first, is 256; returns this. */
        public Builder maxSilences(final int value) {
            maxSilences = value;
            return this;
        }

        /** Sets {@link EngineLimits#maxMonitored()}; 0, as at first, is as many as {@link EngineLimits#maxSubjects()}, at most 16,384; returns this. */
        public Builder maxMonitored(final int value) {
            maxMonitored = value;
            return this;
        }

        /** Sets {@link EngineLimits#maxDoses()}; 0, as at first, is as many as {@link EngineLimits#maxAlerts()}, at most {@value #MAX_DOSES}; returns this. */
        public Builder maxDoses(final int value) {
            maxDoses = value;
            return this;
        }

        /**
         * Checks every capacity.
         *
         * @return the limits.
         * @throws IllegalArgumentException if one is out of its range; the message names it, its value and the range.
         */
        public EngineLimits build() {
            return new EngineLimits(
                    maxSubjects,
                    maxAlerts,
                    maxPeople,
                    maxUnits,
                    maxBeds,
                    maxRoles,
                    maxDevices,
                    maxInterfaces,
                    maxClients,
                    maxSessions,
                    maxGateways,
                    maxOffers,
                    maxOutboxEntries,
                    maxDeliveries,
                    laneBound,
                    contentBlocks,
                    maxAssignments,
                    maxPolicies,
                    maxRules,
                    configBytes,
                    maxLimitWatches == 0 ? maxSubjects : maxLimitWatches,
                    maxSilences == 0 ? 256 : maxSilences,
                    maxMonitored == 0 ? Math.min(maxSubjects, 16_384) : maxMonitored,
                    maxDoses == 0 ? Math.min(maxAlerts, MAX_DOSES) : maxDoses);
        }
    }
}
