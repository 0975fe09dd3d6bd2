package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.AcceptAlertDecoder;
import io.tocsin.codecs.sbe.AcceptResultDecoder;
import io.tocsin.codecs.sbe.ArriveAtBedsideDecoder;
import io.tocsin.codecs.sbe.CancelAlertDecoder;
import io.tocsin.codecs.sbe.ClearAlertDecoder;
import io.tocsin.codecs.sbe.ConfigBeginDecoder;
import io.tocsin.codecs.sbe.ConfigCommitDecoder;
import io.tocsin.codecs.sbe.ConfigPartDecoder;
import io.tocsin.codecs.sbe.ConfirmConfigDecoder;
import io.tocsin.codecs.sbe.EscalateAlertDecoder;
import io.tocsin.codecs.sbe.HeartbeatDecoder;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.PositionReportedDecoder;
import io.tocsin.codecs.sbe.Presence;
import io.tocsin.codecs.sbe.PresenceChangedDecoder;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.ReceiptBatchDecoder;
import io.tocsin.codecs.sbe.RedirectAlertDecoder;
import io.tocsin.codecs.sbe.RejectAlertDecoder;
import io.tocsin.codecs.sbe.ReleaseAlertDecoder;
import io.tocsin.codecs.sbe.ReportResultDecoder;
import io.tocsin.codecs.sbe.ResolveAlertDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.SessionClosedDecoder;
import io.tocsin.codecs.sbe.SessionOpenedDecoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SourceQueryDecoder;
import io.tocsin.codecs.sbe.UpdateAlertDecoder;
import io.tocsin.codecs.sbe.VitalsBatchDecoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Reads a command, checks its fields, and hands it to the part it is for. */
final class OracleCommands {
    private static final int SESSION_TABLE = 14;
    private final OracleState state;
    private final OracleAlerts alerts;
    private final OraclePeople people;
    private final OracleOutbox outbox;
    private final OracleDispatch dispatch;
    private final OracleMonitoring monitoring;
    private final OracleConfig config;
    private final OracleRouting routing;
    private final OracleLostDevices lostDevices;
    private final OracleOperation operation;
    private final OracleResults results;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    OracleCommands(
            final OracleState state,
            final OracleAlerts alerts,
            final OraclePeople people,
            final OracleOutbox outbox,
            final OracleDispatch dispatch,
            final OracleMonitoring monitoring,
            final OracleConfig config,
            final OracleRouting routing,
            final OracleLostDevices lostDevices,
            final OracleOperation operation,
            final OracleResults results) {
        this.state = state;
        this.alerts = alerts;
        this.people = people;
        this.outbox = outbox;
        this.dispatch = dispatch;
        this.monitoring = monitoring;
        this.config = config;
        this.routing = routing;
        this.lostDevices = lostDevices;
        this.operation = operation;
        this.results = results;
    }

    OracleAnswer carryOut(final int template, final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        return switch (template) {
            case ConfigBeginDecoder.TEMPLATE_ID ->
                config.begin(
                        new ConfigBeginDecoder()
                                .wrapAndApplyHeader(buffer, 0, header)
                                .configId(),
                        envelope);
            case ConfigPartDecoder.TEMPLATE_ID -> part(buffer);
            case ConfigCommitDecoder.TEMPLATE_ID -> commit(buffer, envelope);
            case ConfirmConfigDecoder.TEMPLATE_ID ->
                config.confirm(
                        new ConfirmConfigDecoder()
                                .wrapAndApplyHeader(buffer, 0, header)
                                .contentHash(),
                        envelope);
            case RaiseAlertDecoder.TEMPLATE_ID -> raise(buffer, envelope);
            case ReportResultDecoder.TEMPLATE_ID -> results.report(buffer, envelope);
            case UpdateAlertDecoder.TEMPLATE_ID -> update(buffer, envelope);
            case ClearAlertDecoder.TEMPLATE_ID -> clear(buffer, envelope);
            case CancelAlertDecoder.TEMPLATE_ID -> cancel(buffer, envelope);
            case VitalsBatchDecoder.TEMPLATE_ID -> vitals(buffer, envelope);
            case AcceptAlertDecoder.TEMPLATE_ID,
                    AcceptResultDecoder.TEMPLATE_ID,
                    RejectAlertDecoder.TEMPLATE_ID,
                    ResolveAlertDecoder.TEMPLATE_ID,
                    ReleaseAlertDecoder.TEMPLATE_ID,
                    RedirectAlertDecoder.TEMPLATE_ID,
                    EscalateAlertDecoder.TEMPLATE_ID,
                    ArriveAtBedsideDecoder.TEMPLATE_ID -> people.carryOut(template, buffer, envelope);
            case SessionOpenedDecoder.TEMPLATE_ID -> sessionOpened(buffer);
            case SessionClosedDecoder.TEMPLATE_ID -> sessionClosed(buffer);
            case ReceiptBatchDecoder.TEMPLATE_ID -> receipts(buffer, envelope);
            case SourceQueryDecoder.TEMPLATE_ID, HeartbeatDecoder.TEMPLATE_ID -> OracleAnswer.OK;
            case PresenceChangedDecoder.TEMPLATE_ID -> routing.presence(buffer, envelope);
            case PositionReportedDecoder.TEMPLATE_ID -> routing.report(buffer, envelope);
            default -> operation.carryOut(template, buffer, envelope);
        };
    }

    private OracleAnswer part(final UnsafeBuffer buffer) {
        final ConfigPartDecoder part = new ConfigPartDecoder().wrapAndApplyHeader(buffer, 0, header);
        final byte[] entries = new byte[part.entriesLength()];
        part.getEntries(entries, 0, entries.length);
        return config.part(part.configId(), part.partNumber(), entries);
    }

    private OracleAnswer commit(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final ConfigCommitDecoder commit = new ConfigCommitDecoder().wrapAndApplyHeader(buffer, 0, header);
        return config.commit(commit.configId(), commit.entryCount(), commit.contentHash(), envelope);
    }

    private OracleAnswer raise(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final RaiseAlertDecoder raise = new RaiseAlertDecoder().wrapAndApplyHeader(buffer, 0, header);
        final List<String> ids = new ArrayList<>();
        final OracleAnswer fields = OracleFields.raise(raise, ids);
        if (fields.isRefusal()) {
            return fields;
        }
        final OracleAnswer forbidden = OracleAuthority.raise(state, envelope, ids, raise.emergencyType());
        if (forbidden != null) {
            return forbidden;
        }
        final OracleAlert open = alerts.byKey(envelope.sourceId(), envelope.purpose(), ids.get(0));
        if (results.isNamed(envelope, ids.get(0)) || OracleDevices.isOfOthers(open, raise.emergencyType())) {
            return OracleAnswer.invalid(40);
        }
        return alerts.raise(
                new OracleRaise(
                        envelope.sourceId(),
                        envelope.purpose(),
                        raise.emergencyType(),
                        raise.severity(),
                        ids.get(0),
                        ids.get(1),
                        ids.get(2),
                        ids.get(3),
                        ids.get(4),
                        raise.createdAtNs(),
                        OracleReadings.of(raise),
                        OracleDevices.conditionOf(raise)),
                buffer.byteArray());
    }

    private OracleAnswer update(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final UpdateAlertDecoder update = new UpdateAlertDecoder().wrapAndApplyHeader(buffer, 0, header);
        final OracleAnswer severity = OracleFields.severityOrNull(update.severityRaw(), 3);
        if (severity.isRefusal()) {
            return severity;
        }
        final Severity wanted = update.severityRaw() == 255 ? null : update.severity();
        final String key = OracleFields.latin(buffer, update.limit(), update.alertKeyLength());
        update.skipAlertKey();
        final String description = OracleFields.latin(buffer, update.limit(), update.descriptionLength());
        final OracleAnswer name = OracleFields.named(update.alertId(), key);
        if (name.isRefusal()) {
            return name;
        }
        if (description.length() > 160) {
            return OracleAnswer.invalid(52);
        }
        final OracleAlert alert = find(envelope, update.alertId(), key);
        return alert == null ? OracleAnswer.of(Result.UNKNOWN_ALERT) : alerts.update(alert, wanted, description);
    }

    private OracleAnswer clear(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final ClearAlertDecoder clear = new ClearAlertDecoder().wrapAndApplyHeader(buffer, 0, header);
        final String key = OracleFields.latin(buffer, clear.limit(), clear.alertKeyLength());
        final OracleAnswer name = OracleFields.named(clear.alertId(), key);
        if (name.isRefusal()) {
            return name;
        }
        final OracleAlert alert = find(envelope, clear.alertId(), key);
        return alert == null ? OracleAnswer.of(Result.UNKNOWN_ALERT) : alerts.clear(alert);
    }

    private OracleAnswer cancel(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final CancelAlertDecoder cancel = new CancelAlertDecoder().wrapAndApplyHeader(buffer, 0, header);
        final String key = OracleFields.latin(buffer, cancel.limit(), cancel.alertKeyLength());
        final OracleAnswer name = OracleFields.named(cancel.alertId(), key);
        if (name.isRefusal()) {
            return name;
        }
        final OracleAlert alert = find(envelope, cancel.alertId(), key);
        return alert == null ? OracleAnswer.of(Result.UNKNOWN_ALERT) : alerts.cancel(alert);
    }

    private @Nullable OracleAlert find(final OracleEnvelope envelope, final long alertId, final String key) {
        if (alertId == 0) {
            return alerts.byKey(envelope.sourceId(), envelope.purpose(), key);
        }
        final OracleAlert alert = of(envelope, alertId);
        return alert == null || alert.sourceId != envelope.sourceId() ? null : alert;
    }

    /** An alert as far as the command's purpose can see it. */
    private @Nullable OracleAlert of(final OracleEnvelope envelope, final long alertId) {
        final OracleAlert alert = state.alerts.get(alertId);
        return alert == null || alert.purpose.value() != envelope.purpose() ? null : alert;
    }

    private OracleAnswer vitals(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final VitalsBatchDecoder batch = new VitalsBatchDecoder().wrapAndApplyHeader(buffer, 0, header);
        final List<OracleBatch.Reading> readings = new ArrayList<>();
        final OracleAnswer fields = OracleFields.readings(batch, readings);
        if (fields.isRefusal()) {
            return fields;
        }
        final boolean isStated = header.version() >= 3;
        final String patientId = OracleFields.latin(buffer, batch.limit(), batch.patientIdLength());
        batch.skipPatientId();
        final String bedId = OracleFields.latin(buffer, batch.limit(), batch.bedIdLength());
        batch.skipBedId();
        final String deviceId = OracleFields.latin(buffer, batch.limit(), batch.deviceIdLength());
        final int[] numbers = {41, 49, 42};
        final List<String> ids = List.of(patientId, bedId, deviceId);
        for (int i = 0; i < ids.size(); i++) {
            final OracleAnswer id = OracleFields.id(ids.get(i), numbers[i]);
            if (id.isRefusal()) {
                return id;
            }
        }
        if (patientId.isEmpty() && bedId.isEmpty() && deviceId.isEmpty()) {
            return OracleAnswer.invalid(41);
        }
        return monitoring.read(new OracleBatch(
                envelope.isProduction(),
                envelope.sourceId(),
                batch.deviceSequence(),
                batch.acuityRaw() == 0,
                isStated ? batch.measuredNs() : 0,
                isStated ? batch.status() : 0,
                isStated ? batch.statusOf() : 0,
                OracleDeviceRules.battery(batch),
                OracleDeviceRules.calibration(batch),
                OracleDeviceRules.accuracy(batch),
                OracleDeviceRules.accuracyOf(batch),
                readings,
                patientId,
                bedId,
                deviceId));
    }

    private OracleAnswer sessionOpened(final UnsafeBuffer buffer) {
        final SessionOpenedDecoder opened = new SessionOpenedDecoder().wrapAndApplyHeader(buffer, 0, header);
        final String personId = OracleFields.latin(buffer, opened.limit(), opened.personIdLength());
        if (opened.sessionId() == 0) {
            return OracleAnswer.invalid(2);
        }
        if (opened.gatewayId() >= state.limits().gateways()) {
            return OracleAnswer.invalid(3);
        }
        final OracleAnswer id = OracleFields.id(personId, 41);
        if (id.isRefusal()) {
            return id;
        }
        if (personId.isEmpty()) {
            return OracleAnswer.invalid(41);
        }
        final OracleProof proof = state.versions.limitsSessions()
                ? OracleProof.of(buffer, header, opened, state.site.units)
                : OracleProof.ALL;
        if (proof == null) {
            return OracleAnswer.invalid(42);
        }
        final int person = state.site.people.indexOf(personId);
        if (person < 0) {
            return OracleAnswer.of(Result.UNKNOWN_PERSON);
        }
        final OracleState.Session open = state.session(opened.sessionId());
        if (open != null) {
            if (open.person() != person) {
                return OracleAnswer.invalid(2);
            }
            proof.replace(state, open);
            dispatch.sendAgain(person);
            return OracleAnswer.OK;
        }
        if (state.sessions.size() >= state.limits().sessions()) {
            return OracleAnswer.of(Result.TABLE_FULL, SESSION_TABLE);
        }
        final int capabilities = header.version() < 2 ? 0 : opened.capabilities() % 4;
        final OracleState.Session session =
                new OracleState.Session(opened.sessionId(), person, opened.gatewayId(), capabilities, proof);
        final boolean wasAway = state.newestSession(person) == null;
        state.sessions.add(session);
        state.changed(session, List.of(), 1);
        if (!proof.equals(OracleProof.ALL)) {
            proof.tell(state, session);
        }
        if (wasAway && state.presence.get(person) == Presence.OFFLINE) {
            state.changePresence(person, Presence.ONLINE);
        }
        lostDevices.connected(person);
        dispatch.sendAgain(person);
        return OracleAnswer.OK;
    }

    private OracleAnswer sessionClosed(final UnsafeBuffer buffer) {
        final long sessionId =
                new SessionClosedDecoder().wrapAndApplyHeader(buffer, 0, header).sessionId();
        final OracleState.Session session = state.session(sessionId);
        if (session == null) {
            return OracleAnswer.of(Result.UNKNOWN_SESSION);
        }
        state.sessions.remove(session);
        state.changed(session, OracleState.clauses(Clause.SESSION_CLOSED), 0);
        final boolean isLastThere = state.sessions.stream()
                .noneMatch(other -> other.person() == session.person() && other.gatewayId() == session.gatewayId());
        if (isLastThere) {
            outbox.left(session.person(), session.gatewayId());
        }
        lostDevices.disconnected(session.person());
        return OracleAnswer.OK;
    }

    private OracleAnswer receipts(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final ReceiptBatchDecoder batch = new ReceiptBatchDecoder().wrapAndApplyHeader(buffer, 0, header);
        final long critical = batch.receivedCritical();
        final long other = batch.receivedOther();
        final OracleAnswer fields = OracleFields.displayed(batch);
        if (fields.isRefusal()) {
            return fields;
        }
        final OracleState.Session session = state.session(envelope.actorSession());
        if (session == null) {
            return OracleAnswer.of(Result.UNKNOWN_SESSION);
        }
        final int person = session.person();
        if (isAhead(person, Lane.CRITICAL, critical)) {
            return OracleAnswer.invalid(2);
        }
        if (isAhead(person, Lane.OTHER, other)) {
            return OracleAnswer.invalid(3);
        }
        batch.sbeRewind();
        for (final ReceiptBatchDecoder.DisplayedDecoder each : batch.displayed()) {
            if (isAhead(person, each.lane(), each.seq())) {
                return OracleAnswer.invalid(31);
            }
        }
        outbox.received(person, Lane.CRITICAL, critical);
        outbox.received(person, Lane.OTHER, other);
        batch.sbeRewind();
        for (final ReceiptBatchDecoder.DisplayedDecoder each : batch.displayed()) {
            state.event("DisplayNoted", List.of(), "seq", each.seq(), "person", person, "lane", each.lane());
        }
        return OracleAnswer.OK;
    }

    private boolean isAhead(final int person, final Lane lane, final long seq) {
        return Long.compareUnsigned(seq, outbox.lastDispatched(person, lane)) > 0;
    }
}
