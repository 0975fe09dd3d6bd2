package io.tocsin.replay.evaluate;

import io.tocsin.engine.EngineLimits;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.journal.Journal;
import io.tocsin.journal.NoJournal;
import io.tocsin.pipeline.Pipeline;
import io.tocsin.replay.evaluate.Responders.Responder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every medical call of a file through ring and engine, one after the other on a virtual clock: the units say where they stand, the call is raised, the unit that is
 * offered it takes it and reports it done before the next one comes. Knows no distance: who is sent is what the engine says.
 */
final class CallEvaluation {
    private static final long EPOCH_HIGH = 0x746f_6373_696eL;
    private static final long EPOCH_LOW = 0x6d6f_6e74_636fL;
    private static final int MAX_CYCLES = 1_000_000;

    private final List<Responder> units;
    private final List<Call> calls;
    private final @Nullable InMemoryJournal journal;
    private final @Nullable EventLog events;
    private final CallFindings findings;
    private final VirtualClock clock = new VirtualClock();
    private final CallCommands commands = new CallCommands(clock);

    CallEvaluation(final List<Responder> units, final List<Call> calls, final boolean keep) {
        this.units = units;
        this.calls = calls;
        journal = keep ? new InMemoryJournal() : null;
        events = keep ? new EventLog() : null;
        findings = new CallFindings(events);
    }

    /** Runs it, once. */
    EvaluationResult run() {
        final CallSite site = new CallSite(units);
        final Journal recorded = journal == null ? new NoJournal() : journal;
        final long beganNs = System.nanoTime();
        try (Pipeline pipeline = Pipeline.launch(new Pipeline.Context()
                .threading(Pipeline.Threading.MANUAL)
                .epoch(EPOCH_HIGH, EPOCH_LOW)
                .clock(clock)
                .journal(recorded)
                .limits(limits(site))
                .outputHandler(findings)
                .deliveryErrorHandler(findings::failed))) {
            open(pipeline, site);
            for (final Call call : calls) {
                if (call.isMedical()) {
                    answer(pipeline, call);
                }
            }
            return new EvaluationResult(
                    new Findings(0),
                    pipeline.engine().stateDigest(),
                    pipeline.engine().eventHash(),
                    pipeline.engine().commandSeq(),
                    pipeline.engine().eventSeq(),
                    System.nanoTime() - beganNs);
        }
    }

    CallFindings findings() {
        return findings;
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

    private EngineLimits limits(final CallSite site) {
        try {
            return EngineLimits.builder()
                    .maxPeople(units.size() + 1)
                    .maxSessions(units.size() + 1)
                    .configBytes(Math.max(site.length(), 1))
                    .build();
        } catch (final IllegalArgumentException tooMany) {
            throw new EvaluationException("too many units for one engine: " + tooMany.getMessage(), tooMany);
        }
    }

    private void open(final Pipeline pipeline, final CallSite site) {
        publish(pipeline, commands.configBegin());
        int part = 0;
        for (int from = 0; from < site.length(); from += CallCommands.partRoom()) {
            final int length = Math.min(CallCommands.partRoom(), site.length() - from);
            publish(pipeline, commands.configPart(part++, site.bytes(), from, length));
        }
        publish(pipeline, commands.configCommit(site.count(), site.contentHash()));
        for (int i = 0; i < units.size(); i++) {
            publish(pipeline, commands.sessionOpened(session(i), units.get(i).id()));
        }
        drain(pipeline);
    }

    private void answer(final Pipeline pipeline, final Call call) {
        // The calls keep their distances; the clock stands where it stands in every run.
        clock.moveTo(
                VirtualClock.instantOfNs(0) + call.instantNs() - calls.get(0).instantNs());
        for (int i = 0; i < units.size(); i++) {
            publish(pipeline, commands.position(session(i), units.get(i)));
        }
        publish(pipeline, commands.raise(call));
        drain(pipeline);
        boolean isTaken = false;
        for (final CallFindings.Told told : findings.takeTold()) {
            final int unit = unitOf(told.person());
            if (unit >= 0) {
                publish(
                        pipeline,
                        commands.received(
                                session(unit), told.isCritical() ? told.seq() : 0, told.isCritical() ? 0 : told.seq()));
            }
            if (unit >= 0 && told.isOffer()) {
                publish(pipeline, commands.accept(session(unit), told.alertId()));
                publish(pipeline, commands.resolve(session(unit), told.alertId()));
                isTaken = true;
            }
        }
        drain(pipeline);
        if (!isTaken) {
            throw new EvaluationException("line " + call.line() + ": no unit was offered the call");
        }
    }

    private int unitOf(final String person) {
        for (int i = 0; i < units.size(); i++) {
            if (units.get(i).id().equals(person)) {
                return i;
            }
        }
        return -1;
    }

    private static long session(final int unit) {
        return 1L + unit;
    }

    private void drain(final Pipeline pipeline) {
        int cycles = 0;
        while (pipeline.doWork() + pipeline.pollOutputs() > 0) {
            if (++cycles == MAX_CYCLES) {
                throw new EvaluationException("the engine finds no rest at " + clock.nanoTime() + " ns");
            }
        }
        findings.requireNoComplaint();
    }

    private void publish(final Pipeline pipeline, final int length) {
        long ticket = pipeline.tryPublish(commands.buffer(), 0, length);
        while (ticket == Pipeline.BUSY && pipeline.doWork() + pipeline.pollOutputs() > 0) {
            ticket = pipeline.tryPublish(commands.buffer(), 0, length);
        }
        if (ticket < 0) {
            throw new EvaluationException("the ring did not take a command: " + ticket);
        }
    }
}
