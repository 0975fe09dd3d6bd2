package io.tocsin.engine;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.engine.access.AccessEvents;
import io.tocsin.engine.access.ForgetEvents;
import io.tocsin.engine.alert.AlertKeys;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.audit.AuditEvents;
import io.tocsin.engine.audit.AuditHead;
import io.tocsin.engine.audit.AuditHeads;
import io.tocsin.engine.authority.ViewEvents;
import io.tocsin.engine.delivery.Sessions;
import io.tocsin.engine.duty.DutyEvents;
import io.tocsin.engine.event.AlertEvents;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.CareEvents;
import io.tocsin.engine.event.ContactEvents;
import io.tocsin.engine.event.DeliveryEvents;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.event.MonitoringEvents;
import io.tocsin.engine.event.PatientLimitEvents;
import io.tocsin.engine.event.ResponseEvents;
import io.tocsin.engine.event.RoutingEvents;
import io.tocsin.engine.event.ServiceEvents;
import io.tocsin.engine.event.SystemEvents;
import io.tocsin.engine.report.AlertReports;
import io.tocsin.engine.report.ConfigReport;
import io.tocsin.engine.report.InhibitionReport;
import io.tocsin.engine.report.TrendReport;
import io.tocsin.engine.semantics.Semantics;
import io.tocsin.engine.semantics.SemanticsEvents;
import io.tocsin.engine.suppression.SuppressionEvents;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Says what an engine holds, in the order that the schema gives. Used once; reads only, allocates. */
final class EngineReport implements EventStream.EventSink {
    private static final int LANES = 2;

    private final StateSink sink;
    private final EngineParts parts;
    private final SystemEvents systemEvents;
    private final AlertEvents alertEvents;
    private final DeliveryEvents deliveryEvents;
    private final SuppressionEvents suppressionEvents;
    private final AlertReports alertReports;
    private final RoutingEvents routingEvents;
    private final DutyEvents dutyEvents;
    private final PatientLimitEvents limitEvents;
    private final MonitoringEvents monitoringEvents;
    private final CareEvents careEvents;
    private final ResponseEvents responseEvents;
    private final ServiceEvents serviceEvents;
    private final ContactEvents contactEvents;
    private final ForgetEvents forgetEvents;
    private final AuditEvents auditEvents;
    private final SemanticsEvents semanticsEvents;
    private final AccessEvents accessEvents;
    private final ViewEvents viewEvents;
    private final long nowNs;
    private final UnsafeBuffer content = new UnsafeBuffer(new byte[AlertEngine.MAX_COMMAND_LENGTH]);

    EngineReport(final EngineParts parts, final EventStream stream, final StateSink sink) {
        this.parts = parts;
        this.sink = sink;
        final EventStream reporting = stream.reporting(this);
        systemEvents = new SystemEvents(reporting);
        alertEvents = new AlertEvents(reporting);
        deliveryEvents = new DeliveryEvents(reporting);
        suppressionEvents = new SuppressionEvents(reporting);
        routingEvents = new RoutingEvents(reporting);
        dutyEvents = new DutyEvents(reporting);
        limitEvents = new PatientLimitEvents(reporting);
        monitoringEvents = new MonitoringEvents(reporting);
        careEvents = new CareEvents(reporting);
        responseEvents = new ResponseEvents(reporting);
        serviceEvents = new ServiceEvents(reporting);
        contactEvents = new ContactEvents(reporting);
        forgetEvents = new ForgetEvents(reporting);
        auditEvents = new AuditEvents(reporting);
        semanticsEvents = new SemanticsEvents(reporting);
        accessEvents = new AccessEvents(reporting);
        viewEvents = new ViewEvents(reporting);
        nowNs = stream.nowNs();
        alertReports = new AlertReports(reporting, parts.alerts, parts.offers, parts.policies, parts.ladder.team());
    }

    void report(final Genesis genesis, final Semantics semantics) {
        systemEvents.started(genesis.epochHigh(), genesis.epochLow(), semantics.version());
        interned(IdTable.SUBJECT, parts.subjects.ids());
        interned(IdTable.PERSON, parts.site.people());
        interned(IdTable.UNIT, parts.site.units());
        interned(IdTable.BED, parts.site.beds());
        interned(IdTable.ROLE, parts.site.roles());
        new ConfigReport(parts.configState, systemEvents).report(parts.configuration.appliedHash());
        InhibitionReport.report(parts.gate.rules(), systemEvents);
        TrendReport.report(parts.vitals.advisories.rules(), systemEvents);
        parts.configuration.report(systemEvents);
        sessions();
        presences();
        parts.shifts.report(dutyEvents);
        parts.breaks.report(dutyEvents, parts.site.people().size());
        parts.silences.report(suppressionEvents);
        parts.vitals.patientLimits.report(limitEvents);
        parts.monitorings.report(monitoringEvents);
        parts.vitals.care.doses.report(careEvents);
        parts.access.revocations.report(accessEvents);
        parts.views.report(viewEvents, parts.site.people().size(), nowNs);
        parts.access.forgetting.report(forgetEvents);
        receipts();
        alerts();
        parts.contacts.report(contactEvents);
        if (parts.operations.isOn()) {
            parts.reportService(serviceEvents);
        }
        for (int member = 0; member < AuditHeads.MEMBERS; member++) {
            final AuditHead head = parts.audit.heads().of(member);
            if (head.isKnown()) {
                auditEvents.checkpointed(Because.NOTHING, member, head, content, 0, 0);
            }
        }
        for (int member = 0; member < semantics.members(); member++) {
            if (semantics.knownBy(member) > 0) {
                semanticsEvents.noted(semantics, member);
            }
        }
    }

    @Override
    public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        sink.onState(buffer, offset, length);
    }

    @Override
    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        throw new IllegalStateException("a report answers nobody");
    }

    private void interned(final IdTable table, final io.tocsin.engine.store.IdTable ids) {
        for (int i = 0; i < ids.size(); i++) {
            systemEvents.interned(table, i, ids.records(), ids.idOffset(i), ids.idLength(i));
        }
    }

    private void sessions() {
        final Sessions sessions = parts.sessions;
        for (int i = 0; i < sessions.slots().highWater(); i++) {
            if (sessions.slots().isUsed(i)) {
                deliveryEvents.sessionChanged(
                        Because.NOTHING,
                        sessions.id(i),
                        sessions.person(i),
                        sessions.gateway(i),
                        sessions.capabilities(i),
                        true);
                if (sessions.limits().isLimited(i)) {
                    sessions.tellLimits(deliveryEvents, i);
                }
            }
        }
    }

    private void presences() {
        for (int person = 0; person < parts.site.people().size(); person++) {
            if (!parts.presences.isOnline(person)) {
                routingEvents.presenceNoted(Because.NOTHING, person, parts.presences.of(person));
            }
        }
    }

    private void receipts() {
        for (int person = 0; person < parts.site.people().size(); person++) {
            for (int lane = 0; lane < LANES; lane++) {
                final long received = parts.dispatcher.receivedSeq(person, lane);
                if (received > 0) {
                    deliveryEvents.receiptNoted(Because.of(Clause.RECEIVED), person, lane, received);
                }
            }
        }
    }

    /** The open alerts alone. */
    void alerts() {
        final Alerts alerts = parts.alerts;
        final AlertKeys keys = alerts.keys();
        for (int i = 0; i < alerts.slots().highWater(); i++) {
            if (alerts.slots().isUsed(i)) {
                alertEvents.raised(
                        Because.NOTHING,
                        alerts.alertId[i],
                        alerts.sourceId[i],
                        alerts.subject[i],
                        alerts.unit[i],
                        alerts.bed[i],
                        alerts.type[i],
                        alerts.severity[i],
                        alerts.priority[i],
                        alerts.purpose[i],
                        alerts.cause[i],
                        (alerts.flags[i] & Alerts.UNIDENTIFIED) != 0,
                        alerts.parameter[i],
                        alerts.rule[i],
                        alerts.value[i],
                        alerts.limit[i],
                        alerts.assessments().told(i));
                alertEvents.raisedContent(
                        keys.bytes(),
                        keys.textOffset(i),
                        keys.textLength(i),
                        content,
                        0,
                        alerts.contents().get(i, content));
                alertReports.reported(i);
                parts.gate.report(suppressionEvents, i);
                parts.snoozes.report(responseEvents, i);
                parts.ledger.report(serviceEvents, i);
            }
        }
    }
}
