package io.tocsin.replay.evaluate.mimic3;

import io.tocsin.LimitRules;
import io.tocsin.PatientLimit;
import io.tocsin.Policy;
import io.tocsin.Readings;
import io.tocsin.Site;
import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.replay.evaluate.EvaluateRequest;
import io.tocsin.replay.evaluate.RouterRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A chart through a router: limits as what is set at the bedside, readings as readings. The unit's own limits are where no reading comes, so that what is violated is
 * what was charted, and limits are taken as they stand, as typing errors were charted too. Of one instant limits come before readings, then in file order.
 */
final class ChartRun {
    private static final String DESK = "desk";
    private static final String UNIT = "icu";
    /** Beyond every reading, on either side. */
    private static final double FAR = 1_000_000;

    private static final double HUNDREDTHS = 100.0;

    private final ChartReader.Chart chart;
    private final ChartTally tally = new ChartTally();

    ChartRun(final ChartReader.Chart chart) {
        this.chart = chart;
    }

    /** In the order in which things were measured and set; the run that may be kept. */
    RouterRun asMeasured(final EvaluateRequest request) {
        try (RouterRun run = start()) {
            tell(run, Charted::measuredNs);
            run.finish(request);
            return run;
        }
    }

    /** In the order in which they were stored: late, and what was stored at once in the order in which it was measured. */
    void asStored() {
        try (RouterRun run = start()) {
            tell(run, Charted::storedNs);
        }
    }

    ChartTally tally() {
        return tally;
    }

    /** Which bound a rule has; rules are those of each series in turn. */
    static Bound boundOf(final int rule) {
        return rule % 2 == 1 ? Bound.BELOW : Bound.ABOVE;
    }

    private RouterRun start() {
        final List<String> stays = chart.stays();
        final int limits = stays.size() * Series.values().length * 2;
        final RouterRun run = new RouterRun(site(stays), RouterRun.limits(stays.size(), limits), tally::on);
        run.connect(DESK, offer -> run.expect(offer.resolve()));
        return run;
    }

    private void tell(final RouterRun run, final ToLongFunction<Charted> instantNs) {
        final List<Charted> inOrder = new ArrayList<>(chart.charted());
        // Sorting is stable: what is alike stays in file order.
        inOrder.sort(Comparator.comparingLong(instantNs)
                .thenComparingLong(Charted::measuredNs)
                .thenComparing(Charted::isReading));
        final long firstNs = inOrder.isEmpty() ? 0 : instantNs.applyAsLong(inOrder.get(0));
        for (final Charted row : inOrder) {
            run.moveTo(instantNs.applyAsLong(row) - firstNs);
            tell(run, row);
            run.settle();
        }
    }

    private void tell(final RouterRun run, final Charted row) {
        if (row.isReading()) {
            tally.reading(row);
            run.expect(run.router()
                    .readings(Readings.ofPatient(row.stay())
                            .hundredths(row.series().parameter(), row.hundredths())));
        } else {
            final double value = row.hundredths() / HUNDREDTHS;
            final PatientLimit limit = row.bound() == Bound.BELOW
                    ? PatientLimit.below(row.series().parameter(), value)
                    : PatientLimit.above(row.series().parameter(), value);
            run.expect(run.router().limitAtBedside(limit.patient(row.stay())));
        }
    }

    private static Site site(final List<String> stays) {
        LimitRules rules = LimitRules.none().limitsAsStated();
        for (final Series series : Series.values()) {
            rules = rules.below(series.parameter(), -FAR, Severity.URGENT)
                    .above(series.parameter(), FAR, Severity.URGENT);
        }
        final Site.Builder site = Site.named(UNIT).unit(UNIT).desk(DESK).rules(rules);
        site.policy(Policy.named("all").person(DESK, Duration.ofMinutes(1)).failSafe(DESK, Duration.ofHours(1)));
        stays.forEach(stay -> site.patientInUnit(stay, UNIT));
        return site.build();
    }
}
