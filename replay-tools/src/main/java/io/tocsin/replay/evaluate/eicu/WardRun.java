package io.tocsin.replay.evaluate.eicu;

import io.tocsin.Counters;
import io.tocsin.LimitRules;
import io.tocsin.Offer;
import io.tocsin.Policy;
import io.tocsin.Readings;
import io.tocsin.RecipientSession;
import io.tocsin.RouterEvent;
import io.tocsin.Site;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.EngineLimits;
import io.tocsin.replay.evaluate.EvaluateRequest;
import io.tocsin.replay.evaluate.LimitTally;
import io.tocsin.replay.evaluate.RouterRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * All stays of all hospitals through one router, by the time since each one's admission: a facility for each hospital, a unit for each ward, and in each ward one nurse who
 * takes every alert of it and resolves what is open when somebody leaves. Looks at no value.
 */
final class WardRun {
    /** After twice the usual 15 minutes without a reading an open alert is stale. */
    static final Duration STALE = Duration.ofMinutes(30);

    private static final String NURSE = "nurse";
    private static final String DESK = "desk";
    private static final long NS_PER_MINUTE = 60_000_000_000L;
    private static final int SPARE = 16;

    /** Starting values of monitors for cuff pressures of adults. */
    private static final LimitRules RULES = LimitRules.none()
            .below(Parameter.SYSTOLIC, 90, Severity.URGENT)
            .above(Parameter.SYSTOLIC, 160, Severity.URGENT)
            .below(Parameter.DIASTOLIC, 50, Severity.URGENT)
            .above(Parameter.DIASTOLIC, 90, Severity.URGENT)
            .below(Parameter.MEAN_PRESSURE, 60, Severity.URGENT)
            .above(Parameter.MEAN_PRESSURE, 110, Severity.URGENT);

    /** What happens in a minute. */
    private static final class Minute {
        private final Map<Stay, List<CuffReading>> readings = new LinkedHashMap<>();
        private final List<Stay> ends = new ArrayList<>();
    }

    private final Collection<Stay> stays;
    private final LimitTally tally = new LimitTally(RULES);
    private final Map<String, RecipientSession> sessions = new HashMap<>();
    private final Map<String, Set<Long>> openAlerts = new HashMap<>();
    private final Map<Long, String> stayOfAlert = new HashMap<>();
    private final Map<String, Long> alertsOfStay = new HashMap<>();
    private long offers;
    private long offersOutsideTheWard;

    WardRun(final Collection<Stay> stays) {
        this.stays = stays;
    }

    /**
     * What came out.
     *
     * @param run      to be reported.
     * @param counters of the router, at the end.
     */
    record Result(RouterRun run, Counters counters) {}

    /** Runs it, once. */
    Result run(final EvaluateRequest request) {
        final Set<String> wards = new LinkedHashSet<>();
        stays.forEach(stay -> wards.add(stay.ward()));
        try (RouterRun run = new RouterRun(site(), limits(wards.size()), this::onEvent)) {
            wards.forEach(ward -> sessions.put(ward, run.connect(nurse(ward), offer -> take(run, ward, offer))));
            final SortedMap<Integer, Minute> minutes = minutes();
            final int firstMinute = minutes.isEmpty() ? 0 : minutes.firstKey();
            minutes.forEach((minute, happening) -> {
                run.moveTo((minute - firstMinute) * NS_PER_MINUTE);
                play(run, happening);
            });
            run.settle();
            final CompletableFuture<Counters> counters = run.router().counters();
            run.expect(counters);
            run.finish(request);
            return new Result(run, counters.join());
        }
    }

    LimitTally tally() {
        return tally;
    }

    /** What nurses were offered. */
    long offers() {
        return offers;
    }

    /** Offers of alerts of another ward than the nurse's. */
    long offersOutsideTheWard() {
        return offersOutsideTheWard;
    }

    /** How many alerts each stay had, of those that had any reading, rising. */
    long[] alertsPerStay() {
        return stays.stream()
                .filter(stay -> !stay.readings().isEmpty())
                .mapToLong(stay -> alertsOfStay.getOrDefault(stay.id(), 0L))
                .sorted()
                .toArray();
    }

    private EngineLimits limits(final int wards) {
        return RouterRun.limits(stays.size(), stays.size() * RULES.rules().size()).toBuilder()
                .maxUnits(wards + SPARE)
                .maxRoles(wards + SPARE)
                .maxPeople(wards + SPARE)
                .maxSessions(wards + SPARE)
                .maxClients(wards + SPARE)
                .maxAssignments(wards + SPARE)
                .build();
    }

    private Site site() {
        final Site.Builder site = Site.named("hospitals").desk(DESK).rules(RULES);
        for (final Stay stay : stays) {
            site.unit(stay.ward(), stay.hospital())
                    .person(nurse(stay.ward()))
                    .role(stay.ward(), NURSE, nurse(stay.ward()))
                    .patientInUnit(stay.id(), stay.ward());
        }
        return site.policy(Policy.named("all")
                        .unitRole(NURSE, Duration.ofMinutes(5))
                        .failSafe(DESK, Duration.ofHours(1))
                        .review(Duration.ZERO)
                        .stale(STALE))
                .build();
    }

    private SortedMap<Integer, Minute> minutes() {
        final TreeMap<Integer, Minute> minutes = new TreeMap<>();
        for (final Stay stay : stays) {
            for (final CuffReading reading : stay.readings()) {
                minutes.computeIfAbsent(reading.minute(), unused -> new Minute())
                        .readings
                        .computeIfAbsent(stay, unused -> new ArrayList<>())
                        .add(reading);
            }
            minutes.computeIfAbsent(stay.endMinute(), unused -> new Minute())
                    .ends
                    .add(stay);
        }
        return minutes;
    }

    private void play(final RouterRun run, final Minute minute) {
        for (final Map.Entry<Stay, List<CuffReading>> ofStay : minute.readings.entrySet()) {
            for (final CuffReading reading : ofStay.getValue()) {
                final Readings batch = Readings.ofPatient(ofStay.getKey().id());
                reading.hundredths().forEach(batch::hundredths);
                run.expect(run.router().readings(batch));
                // The nurse answers before the next reading of the same minute can end what was raised.
                run.settle();
            }
        }
        for (final Stay stay : minute.ends) {
            for (final long alertId : List.copyOf(openAlerts.getOrDefault(stay.id(), Set.of()))) {
                final RecipientSession nurse = sessions.get(stay.ward());
                if (nurse != null) {
                    run.expect(nurse.resolve(alertId));
                }
            }
        }
    }

    private void take(final RouterRun run, final String ward, final Offer offer) {
        offers++;
        offersOutsideTheWard += offer.unit().equals(ward) ? 0 : 1;
        run.expect(offer.accept());
    }

    private void onEvent(final RouterEvent event) {
        tally.add(event);
        if (event instanceof RouterEvent.AlertRaised raised && raised.subject() != null) {
            final String stay = raised.subject().id();
            openAlerts.computeIfAbsent(stay, unused -> new LinkedHashSet<>()).add(raised.alertId());
            stayOfAlert.put(raised.alertId(), stay);
            alertsOfStay.merge(stay, 1L, Long::sum);
        } else if (event instanceof RouterEvent.AlertClosed closed) {
            final String stay = stayOfAlert.remove(closed.alertId());
            if (stay != null) {
                openAlerts.getOrDefault(stay, new LinkedHashSet<>()).remove(closed.alertId());
            }
        }
    }

    private static String nurse(final String ward) {
        return NURSE + "-" + ward;
    }
}
