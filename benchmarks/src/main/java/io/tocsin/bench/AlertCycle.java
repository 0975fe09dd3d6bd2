package io.tocsin.bench;

import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.AlertEngine;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An engine that goes round in a circle: alerts of one batch of visits are raised, received, answered and resolved, then those of the next. A benchmark measures
 * one part of the circle; the other parts run between its measurements, so the engine stays in the same state however long it runs. Beside them
 * other alerts stay open, {@value #OTHERS} where nothing else is said, offered and waiting for their step's end.
 */
final class AlertCycle {
    /** Alerts that are open all the time. */
    static final int OTHERS = 4_096;

    /** Keys of those, apart from the visits'. */
    private static final long FIRST_OTHER_KEY = 1_000_000_000L;

    private static final int CRITICAL = 0;
    private static final int OTHER = 1;

    final Commands commands = new Commands();
    final HandoverCommands handovers = new HandoverCommands();
    final PresenceCommands presences = new PresenceCommands();
    private final int[] visits;
    private final int nurses;
    private final Output output;
    private final AlertEngine engine;
    private final CommandSlots slots;
    private final UnsafeBuffer single = new UnsafeBuffer(new byte[AlertEngine.MAX_COMMAND_LENGTH]);
    private int firstVisit;
    private long commandId;
    private long nowNs = Hospital.START_NS;

    AlertCycle(final int patients, final int batch) {
        this(patients, batch, Hospital.NURSES, OTHERS);
    }

    /** The same with so many nurses, and so many other alerts. */
    AlertCycle(final int patients, final int batch, final int nurses, final int others) {
        visits = Hospital.visits(patients);
        this.nurses = nurses;
        output = new Output(nurses + 1);
        engine = Hospital.engine(output, visits, Hospital.Escalation.NURSE, false, nurses, others);
        slots = new CommandSlots(batch);
        for (int i = 0; i < others; i++) {
            final int visit = i % patients;
            feed(commands.raise(
                    single, 0, nextCommandId(), FIRST_OTHER_KEY + i, visits[visit], Severity.CRITICAL, false));
            feed(writeReceipt(visit % nurses, single, 0));
        }
    }

    AlertEngine engine() {
        return engine;
    }

    Output output() {
        return output;
    }

    CommandSlots slots() {
        return slots;
    }

    /** Goes on to the next visits. */
    void nextVisits() {
        firstVisit += slots.count();
        if (firstVisit + slots.count() > visits.length) {
            firstVisit = 0;
        }
    }

    /** Writes a command for each visit of the batch. */
    void write(final Verb verb) {
        for (int i = 0; i < slots.count(); i++) {
            slots.length(i, verb.write(this, i, slots.buffer(), slots.offset(i)));
        }
    }

    /** Gives what was written to the engine. */
    void play() {
        nowNs = slots.play(engine, nowNs);
    }

    void writeAndPlay(final Verb verb) {
        write(verb);
        play();
    }

    /** The desk has received everything. */
    void deskReceipt() {
        feed(writeReceipt(nurses, single, 0));
    }

    /** Lets engine time pass without telling the engine. */
    void pass(final long durationNs) {
        nowNs += durationNs;
    }

    long nowNs() {
        return nowNs;
    }

    long nextCommandId() {
        return ++commandId;
    }

    long visit(final int index) {
        return (long) firstVisit + index;
    }

    int nurse(final int index) {
        return (firstVisit + index) % nurses;
    }

    /** Another nurse of the batch. */
    int colleague(final int index) {
        return nurse(index ^ 1);
    }

    /** The patient of a visit. */
    int patient(final int index) {
        return visits[firstVisit + index];
    }

    /** The silence made for a visit: numbers are dense, and the batch's silences were the last. */
    long silenceId(final int index) {
        return output.lastSilenceId() - slots.count() + 1 + index;
    }

    /** The alert of a visit: ids are dense, and the batch's raises were the last. */
    long alertId(final int index) {
        return output.lastAlertId() - slots.count() + 1 + index;
    }

    int writeRaise(
            final int index,
            final MutableDirectBuffer buffer,
            final int offset,
            final Severity severity,
            final boolean longest) {
        return commands.raise(buffer, offset, nextCommandId(), visit(index), patient(index), severity, longest);
    }

    int writeReceipt(final int person, final MutableDirectBuffer buffer, final int offset) {
        return commands.receipts(
                buffer,
                offset,
                nextCommandId(),
                person,
                output.lastSeq(person, CRITICAL),
                output.lastSeq(person, OTHER));
    }

    private void feed(final int length) {
        nowNs += CommandSlots.STEP_NS;
        engine.onCommand(nowNs, single, 0, length);
    }
}
