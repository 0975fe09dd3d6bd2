package io.tocsin.bench;

import io.tocsin.codecs.sbe.Result;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command that is measured, what must have happened before it, what puts the engine back afterwards, and what it is answered. */
@SuppressWarnings("ImmutableEnumChecker") // Lists made by List.of do not change.
public enum AlertCommand {
    /** Opens an alert, routed to one nurse: AlertRaised, StepStarted, OutputDispatched, answer. The headline. */
    RAISE(List.of(), Verb.RAISE, List.of(Verb.RECEIPT, Verb.RESOLVE), Result.OK),
    /** The same with every text as long as it may be, 900 bytes. */
    RAISE_LONGEST(List.of(), Verb.RAISE_LONGEST, List.of(Verb.RECEIPT, Verb.RESOLVE), Result.OK),
    /** The same key again, nothing changed: AlertUpdated, answer. */
    RAISE_SAME_KEY(List.of(Verb.RAISE, Verb.RECEIPT), Verb.RAISE, List.of(Verb.RESOLVE), Result.OK),
    /** The same command id again: the first answer. */
    RAISE_DUPLICATE(List.of(Verb.RAISE), null, List.of(Verb.RECEIPT, Verb.RESOLVE), Result.OK),
    /** Another description: AlertUpdated, OutputDispatched, answer. */
    UPDATE(List.of(Verb.RAISE, Verb.RECEIPT), Verb.UPDATE, List.of(Verb.RECEIPT, Verb.RESOLVE), Result.OK),
    /** The condition ends, review begins: ConditionChanged, OutputDispatched, answer. */
    CLEAR(List.of(Verb.RAISE, Verb.RECEIPT), Verb.CLEAR, List.of(Verb.RECEIPT, Verb.RESOLVE), Result.OK),
    /** Raised in error: AlertClosed, OutputDispatched, answer. */
    CANCEL(List.of(Verb.RAISE, Verb.RECEIPT), Verb.CANCEL, List.of(Verb.RECEIPT), Result.OK),
    /** One delivery received and shown: ReceiptNoted, DisplayNoted, answer. */
    RECEIPT(List.of(Verb.RAISE), Verb.RECEIPT, List.of(Verb.RESOLVE), Result.OK),
    /** The nurse takes it: OfferAnswered, answer. */
    ACCEPT(List.of(Verb.RAISE, Verb.RECEIPT), Verb.ACCEPT, List.of(Verb.RESOLVE), Result.OK),
    /** The nurse does not, the desk is told: OfferAnswered, StepEnded, StepStarted, OutputDispatched, answer. */
    REJECT(List.of(Verb.RAISE, Verb.RECEIPT), Verb.REJECT, List.of(Verb.RESOLVE), Result.OK),
    /** The owner is done: AlertClosed, answer. */
    RESOLVE(List.of(Verb.RAISE, Verb.RECEIPT, Verb.ACCEPT), Verb.RESOLVE, List.of(), Result.OK),
    /** The owner gives it back, the desk is told: OfferAnswered, StepEnded, StepStarted, OutputDispatched, answer. */
    RELEASE(List.of(Verb.RAISE, Verb.RECEIPT, Verb.ACCEPT), Verb.RELEASE, List.of(Verb.RESOLVE), Result.OK),
    /** The nurse names a colleague: OfferAnswered, AlertRedirected, OutputDispatched, answer. */
    REDIRECT(List.of(Verb.RAISE, Verb.RECEIPT), Verb.REDIRECT, List.of(Verb.RESOLVE, Verb.RECEIPT), Result.OK),
    /** The nurse asks for more people: StepEnded, StepStarted, OutputDispatched, answer. */
    ESCALATE(List.of(Verb.RAISE, Verb.RECEIPT), Verb.ESCALATE, List.of(Verb.RESOLVE), Result.OK),
    /** The owner is at the bedside: BedsideReached, answer. */
    ARRIVE(List.of(Verb.RAISE, Verb.RECEIPT, Verb.ACCEPT), Verb.ARRIVE, List.of(Verb.RESOLVE), Result.OK),
    /** A nurse silences a patient's lesser alerts: SilenceChanged, answer. */
    SILENCE(List.of(), Verb.SILENCE, List.of(Verb.END_SILENCE), Result.OK),
    /** And ends that: SilenceChanged, answer. */
    END_SILENCE(List.of(Verb.SILENCE), Verb.END_SILENCE, List.of(), Result.OK),
    /** Opens an alert that one of so many silences mutes: AlertRaised, AlertMuted, answer. */
    RAISE_SILENCED(List.of(Verb.SILENCE), Verb.RAISE_URGENT, List.of(Verb.CANCEL, Verb.END_SILENCE), Result.OK),
    /** The owner of an alert that is URGENT puts it off: AlertSnoozed, answer. */
    SNOOZE(
            List.of(Verb.RAISE_URGENT, Verb.RECEIPT, Verb.ACCEPT),
            Verb.SNOOZE,
            List.of(Verb.END_SNOOZE, Verb.RESOLVE),
            Result.OK),
    /** And takes that back: SnoozeEnded, answer. */
    END_SNOOZE(
            List.of(Verb.RAISE_URGENT, Verb.RECEIPT, Verb.ACCEPT, Verb.SNOOZE),
            Verb.END_SNOOZE,
            List.of(Verb.RESOLVE),
            Result.OK),
    /** A nurse says to be busy: PresenceNoted, answer. */
    PRESENCE(List.of(), Verb.BUSY, List.of(Verb.ONLINE), Result.OK),
    /** A nurse says where they are: answer. */
    POSITION(List.of(), Verb.POSITION, List.of(), Result.OK),
    /** A nurse connects, nothing to send again: SessionChanged, answer. */
    SESSION_OPEN(List.of(Verb.SESSION_CLOSE), Verb.SESSION_OPEN, List.of(), Result.OK),
    /** A nurse disconnects: SessionChanged, answer. */
    SESSION_CLOSE(List.of(), Verb.SESSION_CLOSE, List.of(Verb.SESSION_OPEN), Result.OK),
    /** Nothing is due. */
    TICK(List.of(), Verb.TICK, List.of(), null),
    /** A raise that is cut off: answer. */
    REFUSED_MALFORMED(List.of(), Verb.MALFORMED, List.of(), Result.MALFORMED),
    /** An alert that is not open: answer. */
    REFUSED_UNKNOWN_ALERT(List.of(), Verb.ACCEPT_UNKNOWN, List.of(), Result.UNKNOWN_ALERT);

    private final List<Verb> before;
    private final @Nullable Verb measured;
    private final List<Verb> after;
    private final @Nullable Result expected;

    AlertCommand(
            final List<Verb> before,
            final @Nullable Verb measured,
            final List<Verb> after,
            final @Nullable Result expected) {
        this.before = before;
        this.measured = measured;
        this.after = after;
        this.expected = expected;
    }

    /** Goes on to the next visits and brings the engine to where the measured commands are played next. */
    void prepare(final AlertCycle cycle) {
        cycle.nextVisits();
        for (int i = 0; i < before.size(); i++) {
            cycle.writeAndPlay(before.get(i));
        }
        if (measured != null) {
            cycle.write(measured);
        }
    }

    /** Puts the engine back once they were played. */
    void putBack(final AlertCycle cycle) {
        for (int i = 0; i < after.size(); i++) {
            cycle.writeAndPlay(after.get(i));
        }
        if (this == REJECT || this == RELEASE || this == ESCALATE) {
            cycle.deskReceipt();
        }
    }

    /** How many of an output's answers were the expected one. */
    long expectedAnswers(final Output output) {
        return expected == null ? 0 : output.answers(expected.value());
    }

    /** Answers expected of a batch. */
    int answersOf(final int batch) {
        return expected == null ? 0 : batch;
    }
}
