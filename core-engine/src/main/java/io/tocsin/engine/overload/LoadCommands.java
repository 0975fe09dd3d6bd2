package io.tocsin.engine.overload;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.LoadReportedDecoder;
import io.tocsin.codecs.sbe.Mode;
import io.tocsin.codecs.sbe.ModeOrderedDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TechnicalCondition;
import io.tocsin.engine.command.Answer;
import io.tocsin.engine.delivery.Dispatcher;
import io.tocsin.engine.delivery.Sessions;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.response.OwnAlerts;
import io.tocsin.engine.site.DeliveryRules;
import io.tocsin.engine.sla.Operations;
import org.agrona.DirectBuffer;

/** {@code LoadReported} and {@code ModeOrdered}: the figures and orders that make the mode, and the alert that says that it is not NORMAL. */
public final class LoadCommands {
    private static final int PERMILLE = 1_000;
    private static final int NOBODY = -1;
    private static final int NORMAL = Mode.NORMAL.value();
    private static final int EMERGENCY = Mode.EMERGENCY.value();
    private static final int EMERGENT = Severity.EMERGENT.value();
    private static final int URGENT = Severity.URGENT.value();

    private final Operations operations;
    private final Sessions sessions;
    private final LoadModes modes;
    private final OwnAlerts own;
    private final DeliveryRules rules;
    private final Dispatcher dispatcher;
    private final LoadReportedDecoder reported = new LoadReportedDecoder();
    private final ModeOrderedDecoder ordered = new ModeOrderedDecoder();

    /**
     * Carries both out.
     *
     * @param operations with the administrators.
     * @param sessions   of people.
     * @param modes      to change.
     * @param own        alerts of the engine.
     * @param rules      what a mode does not deliver.
     * @param dispatcher with the offers that wait.
     */
    public LoadCommands(
            final Operations operations,
            final Sessions sessions,
            final LoadModes modes,
            final OwnAlerts own,
            final DeliveryRules rules,
            final Dispatcher dispatcher) {
        this.rules = rules;
        this.dispatcher = dispatcher;
        this.operations = operations;
        this.sessions = sessions;
        this.modes = modes;
        this.own = own;
    }

    /**
     * Carries {@code LoadReported} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void reported(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        reported.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        if (reported.connections() > Integer.MAX_VALUE) {
            answer.refuse(Result.INVALID_FIELD, LoadReportedDecoder.connectionsId());
        } else if (reported.backlogPermille() > PERMILLE) {
            answer.refuse(Result.INVALID_FIELD, LoadReportedDecoder.backlogPermilleId());
        } else if (reported.cpuPermille() > PERMILLE) {
            answer.refuse(Result.INVALID_FIELD, LoadReportedDecoder.cpuPermilleId());
        } else if (!isHost(envelope)) {
            answer.refuse(Result.NOT_ADMINISTRATOR, 0);
        } else {
            modes.measured((int) reported.connections(), reported.backlogPermille(), reported.cpuPermille());
            apply(false, NOBODY);
        }
    }

    /**
     * Carries {@code ModeOrdered} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void ordered(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        ordered.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        if (ordered.modeRaw() > EMERGENCY) {
            answer.refuse(Result.INVALID_FIELD, ModeOrderedDecoder.modeId());
        } else if (isHost(envelope)) {
            modes.ordered(ordered.modeRaw());
            apply(true, NOBODY);
        } else {
            final int session = sessions.slotOf(envelope.actorSession());
            if (session == Sessions.NONE) {
                answer.refuse(Result.UNKNOWN_SESSION, 0);
            } else if (!operations.isAdministrator(sessions.person(session))) {
                answer.refuse(Result.NOT_ADMINISTRATOR, 0);
            } else {
                modes.ordered(ordered.modeRaw());
                apply(true, sessions.person(session));
            }
        }
    }

    private static boolean isHost(final EnvelopeDecoder envelope) {
        return envelope.sourceId() == 0 && envelope.actorSession() == 0;
    }

    private void apply(final boolean isOrder, final int person) {
        final int before = modes.mode();
        if (!modes.apply(isOrder, person)) {
            return;
        }
        final int mode = modes.mode();
        if (rules.isSaid()) {
            dispatcher.requeueAll(mode == EMERGENCY);
        }
        final Clause why = isOrder ? Clause.MODE_ORDERED : mode > before ? Clause.LOAD_ROSE : Clause.LOAD_FELL;
        if (mode == NORMAL) {
            own.technicalEnded(why, TechnicalCondition.OVERLOAD, OwnAlerts.NONE, mode);
        } else {
            final int severity = mode == EMERGENCY ? EMERGENT : URGENT;
            own.regrade(Because.of(why), TechnicalCondition.OVERLOAD, OwnAlerts.NONE, severity);
            own.technical(Because.of(why), TechnicalCondition.OVERLOAD, OwnAlerts.NONE, OwnAlerts.NONE, mode, severity);
        }
    }
}
