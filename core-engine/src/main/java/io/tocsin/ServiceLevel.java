package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.text.EdgeText;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a site promises and how it is held to it: within what time an alert is received, who is told if it is not, from which load on the router puts off what can
 * wait. Immutable; each method answers another one. Any thread.
 */
public final class ServiceLevel {
    /** Most administrators. */
    public static final int MAX_ADMINISTRATORS = 8;

    private static final int PERMILLE = 1_000;
    private static final long MAX_MS = 3_600_000;

    private final long targetMs;
    private final long breachMs;
    private final long holdMs;
    private final long deferMs;
    private final int leavePercent;
    private final long deviceLostMs;
    private final LoadLimit elevated;
    private final LoadLimit emergency;
    private final Set<String> administrators;

    private ServiceLevel(
            final long targetMs,
            final long breachMs,
            final long holdMs,
            final long deferMs,
            final int leavePercent,
            final long deviceLostMs,
            final LoadLimit elevated,
            final LoadLimit emergency,
            final Set<String> administrators) {
        this.targetMs = targetMs;
        this.breachMs = breachMs;
        this.holdMs = holdMs;
        this.deferMs = deferMs;
        this.leavePercent = leavePercent;
        this.deviceLostMs = deviceLostMs;
        this.elevated = elevated;
        this.emergency = emergency;
        this.administrators = administrators;
    }

    /**
     * From where on a figure counts; 0 = it does not.
     *
     * @param connections     open connections of all gateways.
     * @param backlogPermille taken places of the command ring, 0 to 1,000.
     * @param cpuPermille     busy processors, 0 to 1,000.
     */
    public record LoadLimit(int connections, int backlogPermille, int cpuPermille) {
        /** Checks every figure. */
        public LoadLimit {
            if (connections < 0
                    || backlogPermille < 0
                    || backlogPermille > PERMILLE
                    || cpuPermille < 0
                    || cpuPermille > PERMILLE) {
                throw new IllegalArgumentException("load limit " + connections + " connections, " + backlogPermille
                        + " and " + cpuPermille + " per mille: none may be below 0, shares are at most 1,000");
            }
        }
    }

    /**
     * The usual promise: received within 2 s, breach line at 5 s; ELEVATED from a quarter of the ring, EMERGENCY from half of it, until every figure was below four
     * fifths of its limit for 30 s; other channels wait 60 s; who is on duty by a roster may be without a device for 60 s; connections and processors do not count; nobody but the fail-safe destination is told.
     *
     * @return always equal.
     */
    public static ServiceLevel standard() {
        return new ServiceLevel(
                2_000, 5_000, 30_000, 60_000, 80, 60_000, new LoadLimit(0, 250, 0), new LoadLimit(0, 500, 0), Set.of());
    }

    /**
     * Promises another time.
     *
     * @param target an alert is to be received within it, 100 ms to 10 minutes.
     * @param breach the breach line, longer than the target, at most an hour.
     * @return one that differs so.
     */
    public ServiceLevel received(final Duration target, final Duration breach) {
        final long within = Checks.millis("target", target, 100, 600_000);
        final long line = Checks.millis("breach", breach, 101, MAX_MS);
        if (line <= within) {
            throw new IllegalArgumentException(
                    "breach is " + line + " ms: it must be longer than the target of " + within + " ms");
        }
        return new ServiceLevel(
                within, line, holdMs, deferMs, leavePercent, deviceLostMs, elevated, emergency, administrators);
    }

    /**
     * Says who is told of breaches and of load, beside the fail-safe destination, and may order a mode.
     *
     * @param personIds at most 8, in order.
     * @return one that differs so.
     */
    public ServiceLevel administrators(final String... personIds) {
        final Set<String> people = new LinkedHashSet<>();
        for (final String personId : personIds) {
            people.add(EdgeText.requiredId("personId", personId));
        }
        if (people.size() > MAX_ADMINISTRATORS) {
            throw new IllegalArgumentException(
                    people.size() + " administrators: at most " + MAX_ADMINISTRATORS + " fit");
        }
        return new ServiceLevel(
                targetMs, breachMs, holdMs, deferMs, leavePercent, deviceLostMs, elevated, emergency, people);
    }

    /**
     * Says from which load on the mode is another; any of the figures is enough.
     *
     * @param elevatedFrom  limits of ELEVATED.
     * @param emergencyFrom limits of EMERGENCY, none below that of ELEVATED if both count.
     * @return one that differs so.
     */
    public ServiceLevel load(final LoadLimit elevatedFrom, final LoadLimit emergencyFrom) {
        requireNonNull(elevatedFrom, "elevatedFrom");
        requireNonNull(emergencyFrom, "emergencyFrom");
        pair("connections", elevatedFrom.connections(), emergencyFrom.connections());
        pair("backlogPermille", elevatedFrom.backlogPermille(), emergencyFrom.backlogPermille());
        pair("cpuPermille", elevatedFrom.cpuPermille(), emergencyFrom.cpuPermille());
        return new ServiceLevel(
                targetMs,
                breachMs,
                holdMs,
                deferMs,
                leavePercent,
                deviceLostMs,
                elevatedFrom,
                emergencyFrom,
                administrators);
    }

    /**
     * Says when the mode falls again.
     *
     * @param percent a figure counts as below its limit at this share of it, 1 to 100.
     * @param hold    every figure must be below for this long, at most an hour.
     * @return one that differs so.
     */
    public ServiceLevel leavingBelow(final int percent, final Duration hold) {
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("percent is " + percent + ": it must be from 1 to 100");
        }
        return new ServiceLevel(
                targetMs,
                breachMs,
                Checks.millis("hold", hold, 0, MAX_MS),
                deferMs,
                percent,
                deviceLostMs,
                elevated,
                emergency,
                administrators);
    }

    /**
     * Says for how long somebody on duty by a roster may be without a connected device; then that is an alert.
     *
     * @param time 1 s to an hour; 0 = for ever.
     * @return one that differs so.
     */
    public ServiceLevel deviceLost(final Duration time) {
        final long lostMs = time.isZero() ? 0 : Checks.millis("deviceLost", time, 1_000, MAX_MS);
        return new ServiceLevel(
                targetMs, breachMs, holdMs, deferMs, leavePercent, lostMs, elevated, emergency, administrators);
    }

    /**
     * Says for how long channels other than the WebSocket are put off in a mode, for alerts that are neither CRITICAL nor EMERGENT.
     *
     * @param wait at most 60 s; 0 = never.
     * @return one that differs so.
     */
    public ServiceLevel puttingOff(final Duration wait) {
        return new ServiceLevel(
                targetMs,
                breachMs,
                holdMs,
                Checks.millis("wait", wait, 0, 60_000),
                leavePercent,
                deviceLostMs,
                elevated,
                emergency,
                administrators);
    }

    /** Within what time an alert is to be received, ms. */
    public long targetMs() {
        return targetMs;
    }

    /** The breach line, ms. */
    public long breachMs() {
        return breachMs;
    }

    /** For how long figures must be below before the mode falls, ms. */
    public long holdMs() {
        return holdMs;
    }

    /** For how long other channels are put off, ms. */
    public long deferMs() {
        return deferMs;
    }

    /** Share of a limit below which a figure is below it, per cent. */
    public int leavePercent() {
        return leavePercent;
    }

    /** How long somebody on duty may be without a connected device, ms; 0 = for ever. */
    public long deviceLostMs() {
        return deviceLostMs;
    }

    /** Limits of ELEVATED. */
    public LoadLimit elevated() {
        return elevated;
    }

    /** Limits of EMERGENCY. */
    public LoadLimit emergency() {
        return emergency;
    }

    /** Who is told beside the fail-safe destination, in order. */
    public List<String> administrators() {
        return List.copyOf(administrators);
    }

    private static void pair(final String what, final int lesser, final int greater) {
        if (lesser > 0 && greater > 0 && greater < lesser) {
            throw new IllegalArgumentException(
                    what + " of EMERGENCY is " + greater + ", below that of ELEVATED, " + lesser);
        }
    }
}
