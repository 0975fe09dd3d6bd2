package io.tocsin.replay.evaluate.ktas;

import static java.util.Objects.requireNonNull;

import io.tocsin.Policy;
import io.tocsin.Raise;
import io.tocsin.RouterEvent;
import io.tocsin.Site;
import io.tocsin.TriageRules;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.replay.evaluate.EvaluateRequest;
import io.tocsin.replay.evaluate.RouterRun;
import io.tocsin.replay.evaluate.ktas.ComplaintTable.Declared;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every visit through the router, one a minute, as two alerts that differ in what they declare: what the table says of the complaint, as if nobody had looked; and the
 * nurse's level, which triage may raise and never lowers. Knows no clinical rule: how severe an alert is in the end is what the router says.
 */
final class KtasEvaluation {
    private static final String UNIT = "emergency";
    private static final String DESK = "desk";
    private static final String ALONE = "alone/";
    private static final String WITH_NURSE = "nurse/";

    /** The desk resolves at once. */
    private static final int MAX_OPEN = 16;

    private static final long NS_PER_MINUTE = 60_000_000_000L;

    private final ComplaintTable complaints = ComplaintTable.standard();
    private final TriageTally alone = new TriageTally();
    private final TriageTally withNurse = new TriageTally();
    private final Map<String, Visit> byKey = new HashMap<>();
    private final List<Visit> visits;

    KtasEvaluation(final List<Visit> visits) {
        this.visits = visits;
    }

    /** Runs it, once. */
    RouterRun run(final EvaluateRequest request) {
        try (RouterRun run = new RouterRun(site(), RouterRun.limits(visits.size(), MAX_OPEN), this::onEvent)) {
            run.connect(DESK, offer -> run.expect(offer.resolve()));
            long minute = 0;
            for (final Visit visit : visits) {
                run.moveTo(minute++ * NS_PER_MINUTE);
                raise(run, visit, ALONE, complaints.of(visit.complaint()));
                // The nurse has heard the complaint: of what the table says only the type is left.
                raise(
                        run,
                        visit,
                        WITH_NURSE,
                        new Declared(complaints.of(visit.complaint()).type(), level(visit)));
            }
            run.finish(request);
            return run;
        }
    }

    /** Declared is what the table says of the complaint. */
    TriageTally alone() {
        return alone;
    }

    /** Declared is the nurse's level. */
    TriageTally withNurse() {
        return withNurse;
    }

    /** How many visits had a complaint of each type. */
    Map<EmergencyType, Long> types() {
        final Map<EmergencyType, Long> types = new EnumMap<>(EmergencyType.class);
        visits.forEach(visit -> types.merge(complaints.of(visit.complaint()).type(), 1L, Long::sum));
        return types;
    }

    /** The three higher levels are Emergency, the two lower ones are not: the least that either can mean. */
    private static Severity level(final Visit visit) {
        return visit.isNurseEmergency() ? Severity.URGENT : Severity.NON_URGENT;
    }

    private Site site() {
        final Site.Builder site = Site.named(UNIT).unit(UNIT).desk(DESK).triage(TriageRules.standard());
        site.policy(Policy.named("all").person(DESK, Duration.ofMinutes(1)).failSafe(DESK, Duration.ofHours(1)));
        for (final Visit visit : visits) {
            site.patientInUnit(visit.id(), UNIT).ageGroup(visit.id(), visit.ageGroup());
        }
        return site.build();
    }

    private void raise(final RouterRun run, final Visit visit, final String what, final Declared declared) {
        final String key = what + visit.id();
        byKey.put(key, visit);
        final Raise raise = Raise.alert(key)
                .patient(visit.id())
                .type(declared.type())
                .severity(declared.severity())
                .typeText(visit.complaint())
                .consciousness(visit.consciousness());
        visit.hundredths().forEach((parameter, value) -> raise.vital(parameter, value / 100.0));
        run.expect(run.router().raise(raise));
        run.settle();
    }

    private void onEvent(final RouterEvent event) {
        if (event instanceof RouterEvent.AlertRaised raised) {
            final TriageTally tally = raised.alertKey().startsWith(ALONE) ? alone : withNurse;
            tally.add(raised, requireNonNull(byKey.get(raised.alertKey())).isExpertEmergency());
        }
    }
}
