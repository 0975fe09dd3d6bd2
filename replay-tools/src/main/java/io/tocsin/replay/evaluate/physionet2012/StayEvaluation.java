package io.tocsin.replay.evaluate.physionet2012;

import io.tocsin.Counters;
import io.tocsin.LimitRules;
import io.tocsin.Policy;
import io.tocsin.Readings;
import io.tocsin.Site;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.engine.EngineLimits;
import io.tocsin.replay.evaluate.EvaluateRequest;
import io.tocsin.replay.evaluate.LimitTally;
import io.tocsin.replay.evaluate.RouterRun;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.agrona.collections.IntArrayList;

/**
 * All stays at once through the router, as if everybody had been admitted at the same minute: the usual limits of adults and NEWS2, a desk that takes every alert. Looks
 * at no value: what the router has no rule against is fed as it stands in the file.
 */
final class StayEvaluation {
    private static final String UNIT = "icu";
    private static final String DESK = "desk";
    private static final long NS_PER_MINUTE = 60_000_000_000L;
    private static final int BATCHES_PER_SETTLE = 128;
    private static final int MINUTES_PER_LINE = 720;

    /** Readings are taken every hour or more rarely, a temperature every few: they count for NEWS2 as long as a nurse would take them for current. */
    private static final LimitRules RULES =
            LimitRules.adult().news2Ages(Duration.ofHours(4), Duration.ofHours(4), Duration.ofHours(8));

    private final StayRows rows;
    private final LimitTally tally = new LimitTally(RULES);
    private final Map<Integer, Readings> batches = new LinkedHashMap<>();
    private int unsettled;

    StayEvaluation(final StayRows rows) {
        this.rows = rows;
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
        final int stays = rows.recordIds().size();
        final EngineLimits limits =
                RouterRun.limits(stays, stays * (RULES.rules().size() + 1));
        try (RouterRun run = new RouterRun(site(), limits, tally::add)) {
            run.connect(DESK, offer -> run.expect(offer.accept()));
            for (final Map.Entry<Integer, IntArrayList> minute : rows.readings().entrySet()) {
                if (minute.getKey() % MINUTES_PER_LINE == 0) {
                    request.progress("hour %d", minute.getKey() / 60);
                }
                run.moveTo(minute.getKey() * NS_PER_MINUTE);
                feed(run, minute.getValue());
            }
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

    private Site site() {
        final Site.Builder site = Site.named(UNIT).unit(UNIT).desk(DESK).rules(RULES);
        site.policy(Policy.named("all")
                .person(DESK, Duration.ofMinutes(5))
                .failSafe(DESK, Duration.ofHours(1))
                .review(Duration.ofMinutes(15))
                .stale(Duration.ofHours(4)));
        rows.recordIds().forEach(id -> site.patientInUnit(id, UNIT));
        return site.build();
    }

    /** What was measured of somebody in a minute is one batch. */
    private void feed(final RouterRun run, final IntArrayList readings) {
        for (int i = 0; i < readings.size(); i += StayRows.WIDTH) {
            final int stay = readings.getInt(i);
            final Readings known = batches.get(stay);
            final Readings batch =
                    known == null ? Readings.ofPatient(rows.recordIds().get(stay)) : known;
            batch.hundredths(Parameter.get((short) readings.getInt(i + 1)), readings.getInt(i + 2));
            if (known == null) {
                batches.put(stay, batch);
            }
        }
        for (final Readings batch : batches.values()) {
            run.expect(run.router().readings(batch));
            if (++unsettled == BATCHES_PER_SETTLE) {
                run.settle();
                unsettled = 0;
            }
        }
        batches.clear();
    }
}
