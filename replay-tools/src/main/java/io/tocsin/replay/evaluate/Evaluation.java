package io.tocsin.replay.evaluate;

import io.tocsin.LimitTiming;
import io.tocsin.engine.EngineLimits;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.journal.Journal;
import io.tocsin.journal.NoJournal;
import io.tocsin.pipeline.OutputHandler;
import io.tocsin.pipeline.Pipeline;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One data set through one pipeline with one set of rules. Everything that decides is fixed: epoch, instants, order; so
 * two runs are the same.
 */
final class Evaluation {
    /** Identity of the log: the same in every run, so that runs can be compared. */
    private static final long EPOCH_HIGH = 0x746f_6373_696eL;

    private static final long EPOCH_LOW = 0x6576_616c_7561_7465L;

    private static final int MAX_OPEN = EngineLimits.MAX_COUNT / 2;

    private final VitalsTable table;
    private final RuleSet rules;
    private final @Nullable InMemoryJournal journal;
    private final @Nullable EventLog events;
    private final @Nullable OutputHandler witness;

    /**
     * @param table the rows.
     * @param rules to configure.
     * @param keep  whether journal and events are kept, in memory.
     */
    Evaluation(final VitalsTable table, final RuleSet rules, final boolean keep) {
        this(table, rules, keep, null);
    }

    /**
     * @param table   the rows.
     * @param rules   to configure.
     * @param keep    whether journal and events are kept, in memory.
     * @param witness told every event as well; {@code null} = nobody.
     */
    Evaluation(
            final VitalsTable table, final RuleSet rules, final boolean keep, final @Nullable OutputHandler witness) {
        this.table = table;
        this.rules = rules;
        this.witness = witness;
        journal = keep ? new InMemoryJournal() : null;
        events = keep ? new EventLog() : null;
    }

    /**
     * Runs it, once.
     *
     * @param progress told each hour that begins.
     * @return what came out.
     * @throws EvaluationException if the engine refused a command or its own counters disagree with its events.
     */
    EvaluationResult run(final IntConsumer progress) {
        final SiteEntries site = new SiteEntries(rules, table.patientIds());
        final Findings findings = new Findings(rules.limits().size());
        final OpenAlerts openAlerts = new OpenAlerts(table.patientIds());
        final DeskInbox inbox = new DeskInbox();
        final EventListener listener = new EventListener(findings, openAlerts, inbox, events, witness);
        final VirtualClock clock = new VirtualClock();
        final Journal recorded = journal == null ? new NoJournal() : journal;
        final long beganNs = System.nanoTime();
        try (Pipeline pipeline = Pipeline.launch(new Pipeline.Context()
                .threading(Pipeline.Threading.MANUAL)
                .epoch(EPOCH_HIGH, EPOCH_LOW)
                .clock(clock)
                .journal(recorded)
                .limits(limitsFor(site))
                .outputHandler(listener)
                .deliveryErrorHandler(listener::failed))) {
            final Feeder feeder = new Feeder(pipeline, clock, listener, openAlerts, inbox, rules.news2());
            feeder.open(site);
            feeder.feed(table, progress);
            feeder.askForCounters();
            requireAgreement(findings);
            final long elapsedNs = System.nanoTime() - beganNs;
            return new EvaluationResult(
                    findings,
                    pipeline.engine().stateDigest(),
                    pipeline.engine().eventHash(),
                    pipeline.engine().commandSeq(),
                    pipeline.engine().eventSeq(),
                    elapsedNs);
        }
    }

    /** What was recorded; {@code null} if it was not to be kept. */
    @Nullable
    InMemoryJournal journal() {
        return journal;
    }

    /** What the engine said; {@code null} if it was not to be kept. */
    @Nullable
    EventLog events() {
        return events;
    }

    private static void requireAgreement(final Findings findings) {
        if (!findings.countersReported()) {
            throw new EvaluationException("the engine did not report its counters");
        }
        if (findings.refused() != 0) {
            throw new EvaluationException("the engine refused " + findings.refused() + " commands");
        }
        if (findings.alertsOpen() != findings.alertsRaised() - findings.alertsClosed()) {
            throw new EvaluationException("the engine counts " + findings.alertsOpen() + " open alerts, its events "
                    + (findings.alertsRaised() - findings.alertsClosed()));
        }
    }

    /** Room for everybody, and for every alert that all of them can have open at once. */
    private EngineLimits limitsFor(final SiteEntries site) {
        final int patients = Math.max(table.patientCount(), 1);
        final int alertsPerPatient = rules.limits().size() + 1;
        final int alerts = (int) Math.min((long) patients * alertsPerPatient * 17 / 16 + 16, MAX_OPEN);
        try {
            return limitsFor(site, patients, alerts);
        } catch (final IllegalArgumentException tooLarge) {
            throw new EvaluationException("the input is too large for one engine: " + tooLarge.getMessage(), tooLarge);
        }
    }

    /** Every timed limit of everybody can be waiting at once. */
    private int maxWatches(final int patients) {
        final long timed = rules.limits().stream()
                .filter(rule -> !rule.timing().equals(LimitTiming.AT_ONCE))
                .count();
        return (int) Math.min(patients * Math.max(timed, 1), MAX_OPEN);
    }

    private EngineLimits limitsFor(final SiteEntries site, final int patients, final int alerts) {
        return EngineLimits.builder()
                .maxSubjects(patients)
                .maxAlerts(alerts)
                .maxOffers(alerts)
                .maxOutboxEntries(8 * SiteEntries.GATEWAY_CREDIT)
                .maxDeliveries(8 * SiteEntries.GATEWAY_CREDIT)
                .laneBound(4 * SiteEntries.GATEWAY_CREDIT)
                .maxRules(Math.max(rules.limits().size(), 1))
                .maxLimitWatches(maxWatches(patients))
                .configBytes(site.length())
                .build();
    }
}
