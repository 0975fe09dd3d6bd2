package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.GenesisDecoder;
import io.tocsin.codecs.sbe.HeartbeatDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SourceQueryDecoder;
import io.tocsin.codecs.sbe.TechnicalCondition;
import io.tocsin.codecs.sbe.TickDecoder;
import io.tocsin.codecs.sbe.VitalsBatchDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** The entrance: section 1 of the specification, and what every command goes through before it is carried out (sections 2 and 3). */
public final class OracleEngine implements Side {
    private static final int DEADLINES = 64;
    private static final int WITH_ENVELOPE = MessageHeaderDecoder.ENCODED_LENGTH + EnvelopeDecoder.ENCODED_LENGTH;
    private final OracleState state;
    private final OracleSources sources;
    private final OracleLadder ladder;
    private final OracleDispatch dispatch;
    private final OracleMonitoring monitoring;
    private final OracleWatch watch;
    private final OracleSilences silences;
    private final OracleRosters rosters;
    private final OracleBreaks breaks;
    private final OracleSnoozes snoozes;
    private final OracleGuard guard;
    private final OracleCommands commands;
    private final OracleClocks clocks;
    private final OracleOwn own;
    private final OracleLostDevices lostDevices;
    private final OracleContacts contacts;
    private final OracleModes modes;
    private final OraclePatientLimits patientLimits;
    private final OracleDoses doses;
    private final OracleConfig config;
    private boolean wasRepeated;
    private boolean isSourceQuery;

    /**
     * An engine that has not begun.
     *
     * @param plants bugs to have on purpose; none for the engine that is right.
     */
    public OracleEngine(final Set<Plant> plants) {
        state = new OracleState(plants);
        sources = new OracleSources(state);
        clocks = new OracleClocks(state);
        contacts = new OracleContacts(state);
        modes = new OracleModes(state);
        final OracleOutbox outbox = new OracleOutbox(state, clocks, modes, contacts);
        silences = new OracleSilences(state);
        final OracleInhibitions inhibitions = new OracleInhibitions(state);
        final OracleRouting routing = new OracleRouting(state);
        ladder = new OracleLadder(
                state, outbox, new OracleGate(state, silences, inhibitions), routing, clocks, contacts, modes);
        dispatch = new OracleDispatch(state, outbox, modes, contacts);
        snoozes = new OracleSnoozes(state, ladder);
        final OracleAlerts alerts = new OracleAlerts(state, outbox, ladder, snoozes, contacts);
        final OracleRelief relief = new OracleRelief(state, ladder);
        own = new OracleOwn(state, alerts);
        lostDevices = new OracleLostDevices(state, own);
        breaks = new OracleBreaks(state, relief);
        rosters = new OracleRosters(state, relief, breaks, lostDevices);
        patientLimits = new OraclePatientLimits(state);
        monitoring = new OracleMonitoring(state, alerts, sources, patientLimits, own);
        doses = new OracleDoses(state, alerts, own, ladder, relief);
        watch = new OracleWatch(state, alerts, monitoring.devices);
        config = new OracleConfig(state, sources, watch, routing, rosters, patientLimits, monitoring);
        guard = new OracleGuard(state);
        commands = new OracleCommands(
                state,
                alerts,
                new OraclePeople(state, new OracleHandover(state, outbox, ladder)),
                outbox,
                dispatch,
                monitoring,
                config,
                routing,
                lostDevices,
                new OracleOperation(state, own, clocks, modes, dispatch, monitoring, contacts),
                new OracleResults(state, alerts, ladder, relief));
    }

    @Override
    public List<Line> onTick(final long timestampNs) {
        enter(timestampNs);
        leave();
        return new ArrayList<>(state.out);
    }

    @Override
    public List<Line> onCommand(final long timestampNs, final byte[] message) {
        enter(timestampNs);
        final UnsafeBuffer buffer = new UnsafeBuffer(message);
        final OracleEnvelope envelope = envelope(buffer);
        wasRepeated = false;
        isSourceQuery = false;
        final OracleAnswer answer = answer(buffer, envelope);
        if (answer != null && answer.isRefusal()) {
            state.refused++;
        }
        leave();
        if (answer != null && envelope != null && envelope.correlation() != 0) {
            state.out.add(line(answer, envelope));
        }
        return new ArrayList<>(state.out);
    }

    private void enter(final long timestampNs) {
        state.out.clear();
        state.nowNs = Math.max(state.nowNs, timestampNs);
        state.commandSeq++;
        clocks.receivedNs = 0;
        for (int i = 0; i < DEADLINES; i++) {
            final OracleAlert due = earliest();
            final long alertNs = due == null ? OracleAlert.NEVER : due.deadlineNs();
            final long leastNs = Math.min(alertNs, othersDueNs());
            if (leastNs > state.nowNs) {
                return;
            }
            if (due == null || leastNs < alertNs || dutyNs() == leastNs) {
                otherDue(leastNs);
            } else if (due.stepDeadlineNs <= state.nowNs) {
                due.stepDeadlineNs = OracleAlert.NEVER;
                ladder.due(due);
            } else if (due.reviewDeadlineNs <= state.nowNs) {
                ladder.reviewEnded(due);
            } else {
                monitoring.staleDue(due);
            }
        }
    }

    /** When something is due that is not an alert's deadline. */
    private long othersDueNs() {
        final long othersNs = Math.min(
                Math.min(monitoring.watchesDueNs(), watch.deadlineNs()),
                Math.min(silences.dueNs(), Math.min(clocks.nextNs(), Math.min(snoozes.dueNs(), contacts.dueNs()))));
        final long limitsNs = Math.min(
                patientLimits.dueNs(),
                Math.min(
                        monitoring.quality.dueNs(),
                        Math.min(Math.min(doses.dueNs(), monitoring.weights.dueNs()), config.dueNs())));
        final long lostNs = Math.min(watch.devices.silence.dueNs(), Math.min(lostDevices.deadlineNs(), guard.dueNs()));
        return Math.min(Math.min(othersNs, limitsNs), Math.min(lostNs, dutyNs()));
    }

    /** When somebody comes or goes, which is before everything else of the same instant. */
    private long dutyNs() {
        return Math.min(rosters.deadlineNs(), breaks.deadlineNs());
    }

    private void otherDue(final long atNs) {
        if (rosters.deadlineNs() == atNs) {
            rosters.fire();
        } else if (breaks.deadlineNs() == atNs) {
            breaks.fire();
        } else if (monitoring.watchesDueNs() == atNs) {
            monitoring.watchDue();
        } else if (watch.deadlineNs() == atNs) {
            watch.due();
        } else if (watch.devices.silence.dueNs() == atNs) {
            watch.devices.silence.fire();
        } else if (lostDevices.deadlineNs() == atNs) {
            lostDevices.fire();
        } else if (silences.dueNs() == atNs) {
            silences.fire();
        } else if (clocks.nextNs() == atNs) {
            linePassed();
        } else if (snoozes.dueNs() == atNs) {
            snoozes.fire();
        } else if (contacts.dueNs() == atNs) {
            contacts.fire();
        } else if (patientLimits.dueNs() == atNs) {
            patientLimits.fire();
        } else if (monitoring.quality.dueNs() == atNs) {
            monitoring.quality.fire();
        } else if (doses.dueNs() == atNs) {
            doses.fire();
        } else if (monitoring.weights.dueNs() == atNs) {
            monitoring.weights.fire();
        } else if (guard.dueNs() == atNs) {
            guard.fire();
        } else {
            config.fire();
        }
    }

    private void linePassed() {
        final OracleAlert line = clocks.next();
        if (line != null && clocks.passed(line)) {
            own.comes(
                    TechnicalCondition.DELIVERY_LATE,
                    Severity.EMERGENT,
                    line.unit,
                    clocks.waitedMs(line),
                    Clause.BREACH_LINE);
        }
    }

    private @Nullable OracleAlert earliest() {
        OracleAlert earliest = null;
        for (final OracleAlert alert : state.alerts.values()) {
            if (earliest == null || alert.deadlineNs() < earliest.deadlineNs()) {
                earliest = alert;
            }
        }
        return earliest;
    }

    private void leave() {
        if (state.isStarted()) {
            modes.resume(ladder);
            contacts.tellOver();
            dispatch.dispatch();
        }
    }

    private static @Nullable OracleEnvelope envelope(final UnsafeBuffer buffer) {
        if (buffer.capacity() < WITH_ENVELOPE) {
            return null;
        }
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
        if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID
                || header.blockLength() < EnvelopeDecoder.ENCODED_LENGTH) {
            return null;
        }
        return OracleEnvelope.of(new EnvelopeDecoder().wrap(buffer, MessageHeaderDecoder.ENCODED_LENGTH));
    }

    /** The answer to the command; null for a tick. */
    private @Nullable OracleAnswer answer(final UnsafeBuffer buffer, final @Nullable OracleEnvelope envelope) {
        final Schema.Fit fit = Schema.TOCSIN.fit(buffer, 0, buffer.capacity());
        if (fit == Schema.Fit.NO_HEADER || fit == Schema.Fit.OTHER_SCHEMA) {
            return OracleAnswer.of(Result.MALFORMED);
        }
        final int template = new MessageHeaderDecoder().wrap(buffer, 0).templateId();
        final boolean isGenesis = template == GenesisDecoder.TEMPLATE_ID;
        final boolean isTick = template == TickDecoder.TEMPLATE_ID;
        if (!isGenesis && !isTick && !isCommand(template)) {
            return OracleAnswer.of(Result.UNKNOWN_TEMPLATE);
        }
        if (fit != Schema.Fit.FITS || envelope == null) {
            return OracleAnswer.of(Result.MALFORMED);
        }
        if (envelope.purpose() > 2) {
            return OracleAnswer.invalid(1);
        }
        if (isTick) {
            if (state.isStarted()) {
                watch.heard(envelope.sourceId());
            }
            return null;
        }
        if (isGenesis == state.isStarted()) {
            return OracleAnswer.of(Result.NOT_STARTED);
        }
        clocks.receivedNs = envelope.receivedNs();
        isSourceQuery = template == SourceQueryDecoder.TEMPLATE_ID;
        return isGenesis ? genesis(buffer) : once(template, buffer, envelope);
    }

    /** At most one effect per idempotency key. */
    private OracleAnswer once(final int template, final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        if (envelope.commandId() == 0
                || template == VitalsBatchDecoder.TEMPLATE_ID
                || template == HeartbeatDecoder.TEMPLATE_ID
                || template == SourceQueryDecoder.TEMPLATE_ID) {
            watch.heard(envelope.sourceId());
            return carryOut(template, buffer, envelope);
        }
        final OracleSources.Verdict verdict = sources.judge(envelope.sourceId(), envelope.commandId());
        if (verdict.answer() != null) {
            wasRepeated = verdict.repeated();
            return verdict.answer();
        }
        watch.heard(envelope.sourceId());
        final OracleAnswer answer = carryOut(template, buffer, envelope);
        sources.store(envelope.sourceId(), envelope.commandId(), answer);
        return answer;
    }

    private OracleAnswer carryOut(final int template, final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final OracleAnswer missing = OracleProof.refusal(state, template, envelope);
        if (missing != null) {
            return missing;
        }
        if (OracleBreaks.isCommand(template)) {
            return breaks.carryOut(template, buffer, envelope);
        }
        if (OracleGuard.isCommand(template)) {
            return guard.carryOut(template, buffer, envelope);
        }
        if (OracleSnoozes.isCommand(template)) {
            return snoozes.carryOut(template, buffer, envelope);
        }
        if (OracleMonitorings.isCommand(template)) {
            return state.monitorings.carryOut(template, buffer, envelope);
        }
        if (OracleDoses.isCommand(template)) {
            return doses.carryOut(template, buffer, envelope);
        }
        if (OraclePatientLimits.isCommand(template)) {
            return patientLimits.carryOut(buffer, envelope);
        }
        return OracleSilences.isCommand(template)
                ? silences.carryOut(template, buffer, envelope)
                : commands.carryOut(template, buffer, envelope);
    }

    private static boolean isCommand(final int template) {
        return OracleTemplates.isCommand(template)
                || OracleSilences.isCommand(template)
                || OracleBreaks.isCommand(template)
                || OracleSnoozes.isCommand(template)
                || OracleGuard.isCommand(template)
                || OraclePatientLimits.isCommand(template)
                || OracleMonitorings.isCommand(template)
                || OracleDoses.isCommand(template);
    }

    private OracleAnswer genesis(final UnsafeBuffer buffer) {
        final GenesisDecoder genesis = new GenesisDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        final int blockLength = genesis.limit() - genesis.offset();
        if (genesis.engineVersion() == 0) {
            return OracleAnswer.invalid(4);
        }
        state.start(OracleLimits.of(genesis, blockLength));
        state.versions.enter(genesis.engineVersion());
        state.event(
                "EngineStarted",
                List.of(),
                "epochHigh",
                Long.toUnsignedString(genesis.epochHigh()),
                "epochLow",
                Long.toUnsignedString(genesis.epochLow()),
                "engineVersion",
                genesis.engineVersion());
        return OracleAnswer.OK;
    }

    private Line line(final OracleAnswer answer, final OracleEnvelope envelope) {
        return envelope.line(
                answer, wasRepeated, isSourceQuery && !answer.isRefusal() ? sources.highest(envelope.sourceId()) : 0);
    }

    @Override
    public long nextDeadlineNs() {
        final OracleAlert earliest = earliest();
        final long alertNs = earliest == null ? OracleAlert.NEVER : earliest.deadlineNs();
        final long leastNs = Math.min(alertNs, othersDueNs());
        return dispatch.hasMore() ? Math.min(state.nowNs, leastNs) : leastNs;
    }

    @Override
    public long nowNs() {
        return state.nowNs;
    }

    @Override
    public long commandSeq() {
        return state.commandSeq;
    }

    @Override
    public long eventSeq() {
        return state.eventSeq;
    }

    @Override
    public long highestCommandId(final long sourceId) {
        return sources.highest(sourceId);
    }
}
