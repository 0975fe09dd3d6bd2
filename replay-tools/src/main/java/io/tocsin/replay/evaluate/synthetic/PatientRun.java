package io.tocsin.replay.evaluate.synthetic;

import io.tocsin.LimitRules;
import io.tocsin.Policy;
import io.tocsin.Readings;
import io.tocsin.RouterEvent;
import io.tocsin.Site;
import io.tocsin.replay.evaluate.EvaluateRequest;
import io.tocsin.replay.evaluate.RouterRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One patient through routers that have each limit once for every setting, as many settings in one router as there is room for limits: all of them see the same seconds. A
 * desk takes every alert, and what has ended is closed at once, so that each violation that counts is an alert of its own.
 */
final class PatientRun {
    private static final int SETTINGS_PER_ROUTER = LimitRules.MAX_RULES / Setting.limits();
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final String UNIT = "SYNTHETIC";
    private static final String DESK = "desk";

    /**
     * What came of a patient.
     *
     * @param told      by each setting, in their order.
     * @param eventHash of all routers.
     * @param commands  of all routers.
     * @param events    of all routers.
     */
    record Result(List<Told> told, long eventHash, long commands, long events) {}

    private final EvaluateRequest request;
    private final Stay stay;
    private final String patient;

    /**
     * @param request that led to it.
     * @param stay    to be fed.
     */
    PatientRun(final EvaluateRequest request, final Stay stay) {
        this.request = request;
        this.stay = stay;
        patient = "SYNTHETIC-" + stay.number();
    }

    /** Feeds all seconds to every router, once. */
    Result result() {
        final List<Told> all = new ArrayList<>();
        long hash = 0;
        long commands = 0;
        long events = 0;
        final List<Setting> settings = Setting.everyOne();
        for (int from = 0; from < settings.size(); from += SETTINGS_PER_ROUTER) {
            final List<Setting> some = settings.subList(from, Math.min(from + SETTINGS_PER_ROUTER, settings.size()));
            final List<Told> told =
                    some.stream().map(setting -> new Told(stay, setting)).toList();
            final RouterRun.Figures figures =
                    feed(some, told, patient + "-" + some.get(0).key());
            hash = 31 * hash + figures.eventHash();
            commands += figures.commands();
            events += figures.events();
            all.addAll(told);
        }
        return new Result(all, hash, commands, events);
    }

    private RouterRun.Figures feed(final List<Setting> settings, final List<Told> told, final String name) {
        LimitRules rules = LimitRules.none();
        for (final Setting setting : settings) {
            rules = setting.addTo(rules);
        }
        try (RouterRun run =
                new RouterRun(site(rules), RouterRun.limits(1, rules.rules().size()), event -> note(event, told))) {
            run.connect(DESK, offer -> run.expect(offer.accept()));
            final Readings readings = Readings.ofPatient(patient);
            for (int second = 0; second < stay.seconds(); second++) {
                run.moveTo(second * NS_PER_SECOND);
                if (fill(readings.clear(), second)) {
                    run.expect(run.router().readings(readings));
                }
            }
            run.settle();
            run.finish(request, name);
            return run.figures();
        }
    }

    private boolean fill(final Readings readings, final int second) {
        boolean isFilled = false;
        for (int vital = 0; vital < Vital.count(); vital++) {
            final int value = stay.shown(vital, second);
            if (value != Monitor.NOTHING) {
                readings.hundredths(Vital.at(vital).parameter(), value);
                isFilled = true;
            }
        }
        return isFilled;
    }

    private static void note(final RouterEvent event, final List<Told> told) {
        if (event instanceof RouterEvent.AlertRaised raised) {
            final int rule = raised.cause().rule() - 1;
            told.get(rule / Setting.limits())
                    .add(rule % Setting.limits(), raised.stamp().timestampNs() - RouterRun.instantNs(0));
        }
    }

    private Site site(final LimitRules rules) {
        return Site.named(UNIT)
                .unit(UNIT)
                .desk(DESK)
                .patientInUnit(patient, UNIT)
                .rules(rules)
                .policy(Policy.named("all")
                        .person(DESK, Duration.ofMinutes(5))
                        .failSafe(DESK, Duration.ofHours(1))
                        .review(Duration.ZERO))
                .build();
    }
}
