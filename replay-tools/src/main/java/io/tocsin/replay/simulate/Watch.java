package io.tocsin.replay.simulate;

import io.tocsin.codecs.sbe.AlertMutedDecoder;
import io.tocsin.codecs.sbe.AlertReportedDecoder;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.StateSink;
import io.tocsin.testkit.model.Line;
import io.tocsin.testkit.model.Schema;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.DirectBuffer;

/**
 * The invariants that can be seen from outside: in what leaves, at every step, and in what the engine says that it holds. It shares no code with engine or model.
 */
final class Watch implements StateSink {
    private static final String CRITICAL = "CRITICAL";

    private final Account account = new Account();
    private final Map<String, Long> sequences = new HashMap<>();
    private final Map<String, Long> received = new HashMap<>();
    private final Map<String, String> answers = new HashMap<>();
    private final Set<Long> reported = new HashSet<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AlertReportedDecoder alert = new AlertReportedDecoder();
    private final AlertMutedDecoder muted = new AlertMutedDecoder();
    private boolean isFull;
    private long raised;
    private long closed;
    private long mutes;
    private long eventSeq;
    private long nowNs;
    private long nextDeadlineNs;
    private int owned;
    private long compared;

    /** How many alerts were raised. */
    long raised() {
        return raised;
    }

    /** How many were closed. */
    long closed() {
        return closed;
    }

    /** How often a silence held an alert back. */
    long mutes() {
        return mutes;
    }

    /** How many open ones have an owner, at the last report. */
    int owned() {
        return owned;
    }

    /** How often the whole state was compared with what events had told. */
    long compared() {
        return compared;
    }

    /** What left in a step. */
    void after(final List<Line> lines) {
        for (final Line line : lines) {
            if (line.is("CommandAnswered")) {
                answered(line);
            } else {
                numbered(line);
                event(line);
                account.tell(line);
            }
        }
    }

    private void numbered(final Line line) {
        final long seq = line.number("eventSeq");
        if (seq != eventSeq + 1) {
            throw new Fault("invariant 4, events are numbered without a gap: " + seq + " follows " + eventSeq);
        }
        eventSeq = seq;
    }

    private void event(final Line line) {
        switch (line.name()) {
            case "AlertRaised" -> {
                raised++;
                if (line.number("alertId") != raised) {
                    throw new Fault("invariant 1, no lost alert: alert " + raised + " would be next, not " + line);
                }
            }
            case "AlertClosed" -> {
                closed++;
                if (account.open(line.number("alertId")) == null) {
                    throw new Fault("invariant 1, no lost alert: closed, but not open: " + line);
                }
            }
            case "OutputDispatched" -> dispatched(line);
            case "OutputLeft" -> {
                if (line.text("lane").equals(CRITICAL) && account.open(line.number("alertId")) != null) {
                    throw new Fault("invariant 6, critical is never shed: " + line);
                }
            }
            case "AlertMuted" -> {
                mutes++;
                final Standing of = account.open(line.number("alertId"));
                if (of == null || of.isProtected()) {
                    throw new Fault("invariant 6, critical is never silenced by accident: nothing mutes it: " + line);
                }
                if (of.isCritical() && !account.isConfirmed(line.number("silenceId"))) {
                    throw new Fault("invariant 6, critical is never silenced by accident: one person's word: " + line);
                }
            }
            case "ReceiptNoted" -> received.put(lane(line.text("person"), line), line.number("receivedSeq"));
            default -> {
                // The model looks at it.
            }
        }
    }

    private void dispatched(final Line line) {
        final Standing of = account.open(line.number("alertId"));
        if (of != null && of.isTest()) {
            throw new Fault("invariant 12, exercises never page staff: " + line);
        }
        final boolean isAgain = line.number("redelivery") == 1;
        for (final Recipients.Recipient recipient : Recipients.of(line)) {
            final String lane = lane(Integer.toString(recipient.person()), line);
            final long seq = recipient.seq();
            final long last = sequences.getOrDefault(lane, 0L);
            if (isAgain ? seq > last || seq <= received.getOrDefault(lane, 0L) : seq != last + 1) {
                throw new Fault("invariant 5, every output once until it is received: " + seq + " follows " + last
                        + " in lane " + lane + ": " + line);
            }
            sequences.put(lane, Math.max(seq, last));
        }
    }

    private static String lane(final String person, final Line line) {
        return person + "/" + line.text("lane");
    }

    /** A key opens one alert, and is answered the same again. */
    private void answered(final Line line) {
        if (line.number("commandId") == 0 || line.number("isNew") == 0) {
            return;
        }
        final String key = line.text("sourceId") + "/" + line.text("commandId");
        final String first = answers.putIfAbsent(key, line.text("alertId"));
        final boolean isAgain = line.number("repeated") == 1;
        if (isAgain ? !line.text("alertId").equals(first) : first != null) {
            throw new Fault("invariant 3, one effect per key: " + key + " had opened alert " + first + ": " + line);
        }
    }

    /**
     * A report begins.
     *
     * @param full       whether everything in it is compared with what events told.
     * @param maxAlerts  that the engine may hold.
     * @param atNs       engine time.
     * @param deadlineNs when the engine wants to be called.
     */
    void begin(final boolean full, final int maxAlerts, final long atNs, final long deadlineNs) {
        isFull = full;
        reported.clear();
        account.begin();
        owned = 0;
        nowNs = atNs;
        nextDeadlineNs = deadlineNs;
        final int open = account.openAlerts().size();
        if (open > maxAlerts) {
            throw new Fault("invariant 7, everything has a limit: " + open + " alerts are open of " + maxAlerts);
        }
    }

    @Override
    public void onState(final DirectBuffer buffer, final int offset, final int length) {
        if (isFull) {
            account.reported(Schema.TOCSIN.line(buffer, offset, length));
        }
        final int template = header.wrap(buffer, offset).templateId();
        if (template == AlertReportedDecoder.TEMPLATE_ID) {
            alert.wrapAndApplyHeader(buffer, offset, header);
            look();
        } else if (template == AlertMutedDecoder.TEMPLATE_ID) {
            muted.wrapAndApplyHeader(buffer, offset, header);
            if (muted.untilNs() < nextDeadlineNs) {
                throw overdue("silence", muted.alertId(), muted.untilNs());
            }
        }
    }

    private Fault overdue(final String what, final long alertId, final long wasNs) {
        return new Fault("invariant 2, an owner or a running deadline: the " + what + "'s of alert " + alertId + " was "
                + wasNs + ", it is " + nowNs + ", and the next of all is " + nextDeadlineNs);
    }

    private void look() {
        final long id = alert.alertId();
        final Standing of = account.open(id);
        if (of == null || !reported.add(id)) {
            throw new Fault("invariant 1, no lost alert: alert " + id + " is held, and no event has told of it");
        }
        final boolean hasOwner = alert.owner() >= 0;
        owned += hasOwner ? 1 : 0;
        final boolean hasClock = nextDeadlineNs != AlertEngine.NO_DEADLINE;
        final boolean needsNobody = of.isTest() || alert.condition() == Condition.INACTIVE;
        final boolean waits = alert.policyId() == 0 || alert.step() < 0;
        if (!hasOwner && alert.deadlineNs() == 0 && !(hasClock && (needsNobody || waits))) {
            throw new Fault("invariant 2, an owner or a running deadline: alert " + id + " has neither");
        }
        if (!hasOwner && alert.deadlineNs() != 0 && alert.deadlineNs() < nextDeadlineNs) {
            throw overdue("step", id, alert.deadlineNs());
        }
    }

    /** The report has ended. */
    void end() {
        if (!reported.containsAll(account.openAlerts())) {
            throw new Fault("invariant 1, no lost alert: events told of " + account.openAlerts() + ", held are "
                    + new TreeSet<>(reported));
        }
        if (isFull) {
            account.end();
            compared++;
        }
    }
}
