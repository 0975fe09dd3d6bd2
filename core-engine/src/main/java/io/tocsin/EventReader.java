package io.tocsin;

import io.tocsin.atrest.PatientTexts;
import io.tocsin.codecs.sbe.AccessRefusedDecoder;
import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.ConfigAppliedDecoder;
import io.tocsin.codecs.sbe.ConfigProposedDecoder;
import io.tocsin.codecs.sbe.ConfigRefusedDecoder;
import io.tocsin.codecs.sbe.CountersReportedDecoder;
import io.tocsin.codecs.sbe.DisplayNotedDecoder;
import io.tocsin.codecs.sbe.EmergencyOverrideDecoder;
import io.tocsin.codecs.sbe.EngineStartedDecoder;
import io.tocsin.codecs.sbe.EngineVersionSwitchedDecoder;
import io.tocsin.codecs.sbe.EventHeaderDecoder;
import io.tocsin.codecs.sbe.GateReason;
import io.tocsin.codecs.sbe.IdInternedDecoder;
import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.OutputDispatchedDecoder;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.OutputLeftDecoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.PresenceNotedDecoder;
import io.tocsin.codecs.sbe.ReceiptNotedDecoder;
import io.tocsin.codecs.sbe.ResponderChosenDecoder;
import io.tocsin.codecs.sbe.SessionChangedDecoder;
import io.tocsin.router.IdBook;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** Decodes every event, and keeps the ids that events name by index. Delivery thread only; allocates what it answers. */
final class EventReader {
    private final IdBook ids = new IdBook();
    private final AlertEventReader alerts;
    private final SilenceEventReader silences;
    private final CommentReader comments;
    private final DutyEventReader duty = new DutyEventReader(ids);
    private final ContactEventReader contacts = new ContactEventReader(ids);
    private final ServiceEventReader service = new ServiceEventReader(ids);
    private final LimitEventReader limits;
    private final CareEventReader care;
    private final MonitoringEventReader monitorings = new MonitoringEventReader(ids);
    private final AccessEventReader access = new AccessEventReader(ids);
    private final TrendEventReader trends = new TrendEventReader(ids);

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final EventHeaderDecoder stamp = new EventHeaderDecoder();
    private final OutputDispatchedDecoder dispatched = new OutputDispatchedDecoder();
    private final ReceiptNotedDecoder receipt = new ReceiptNotedDecoder();
    private final DisplayNotedDecoder display = new DisplayNotedDecoder();
    private final OutputLeftDecoder left = new OutputLeftDecoder();
    private final SessionChangedDecoder session = new SessionChangedDecoder();
    private final IdInternedDecoder interned = new IdInternedDecoder();

    /** What is sealed is read as it stands. */
    EventReader() {
        this(null);
    }

    /** Opens what is sealed. */
    EventReader(final @Nullable PatientTexts texts) {
        alerts = new AlertEventReader(ids, texts);
        comments = new CommentReader(texts);
        silences = new SilenceEventReader(ids, comments);
        limits = new LimitEventReader(ids, comments);
        care = new CareEventReader(ids, comments);
    }

    /** The ids told so far. */
    IdBook ids() {
        return ids;
    }

    /** Number of the key that sealed the comment of the event that was read last; 0 = it has none, or one in the clear. */
    int commentKey() {
        return comments.key();
    }

    RouterEvent read(final DirectBuffer buffer, final int offset) {
        comments.reset();
        header.wrap(buffer, offset);
        final RouterEvent.Stamp at = stamp(buffer, offset);
        final RouterEvent ofAlert = alerts.read(at, header, buffer, offset);
        if (ofAlert != null) {
            return ofAlert;
        }
        final RouterEvent ofDelivery = delivery(at, buffer, offset);
        if (ofDelivery != null) {
            return ofDelivery;
        }
        final RouterEvent ofSilence = silences.read(at, header, buffer, offset);
        if (ofSilence != null) {
            return ofSilence;
        }
        final RouterEvent ofDuty = duty.read(at, header, buffer, offset);
        if (ofDuty != null) {
            return ofDuty;
        }
        final RouterEvent ofService = service.read(at, header, buffer, offset);
        if (ofService != null) {
            return ofService;
        }
        final RouterEvent ofLimit = limits.read(at, header, buffer, offset);
        if (ofLimit != null) {
            return ofLimit;
        }
        final RouterEvent ofCare = care.read(at, header, buffer, offset);
        if (ofCare != null) {
            return ofCare;
        }
        final RouterEvent ofMonitoring = monitorings.read(at, header, buffer, offset);
        if (ofMonitoring != null) {
            return ofMonitoring;
        }
        final RouterEvent ofTrend = trends.read(at, header, buffer, offset);
        if (ofTrend != null) {
            return ofTrend;
        }
        final RouterEvent ofAccess = access.read(at, header, buffer, offset);
        if (ofAccess != null) {
            return ofAccess;
        }
        final RouterEvent ofContact = contacts.read(at, header, buffer, offset);
        return ofContact != null ? ofContact : system(at, buffer, offset);
    }

    private @Nullable RouterEvent delivery(final RouterEvent.Stamp at, final DirectBuffer buffer, final int offset) {
        return switch (header.templateId()) {
            case OutputDispatchedDecoder.TEMPLATE_ID ->
                dispatched(at, dispatched.wrapAndApplyHeader(buffer, offset, header));
            case SessionChangedDecoder.TEMPLATE_ID -> {
                session.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.SessionChanged(
                        at,
                        session.sessionId(),
                        person(session.person()),
                        session.gatewayId(),
                        session.open() == 1,
                        Capability.of(session.capabilities()));
            }
            case ReceiptNotedDecoder.TEMPLATE_ID -> {
                receipt.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.ReceiptNoted(at, person(receipt.person()), receipt.lane(), receipt.receivedSeq());
            }
            case DisplayNotedDecoder.TEMPLATE_ID -> {
                display.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.DisplayNoted(at, person(display.person()), display.lane(), display.seq());
            }
            case PresenceNotedDecoder.TEMPLATE_ID -> {
                final PresenceNotedDecoder event =
                        new PresenceNotedDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.PresenceNoted(at, person(event.person()), event.presence());
            }
            case ResponderChosenDecoder.TEMPLATE_ID -> {
                final ResponderChosenDecoder event =
                        new ResponderChosenDecoder().wrapAndApplyHeader(buffer, offset, header);
                final long metres = event.metres() == ResponderChosenDecoder.metresNullValue() ? -1 : event.metres();
                yield new RouterEvent.ResponderChosen(
                        at,
                        event.alertId(),
                        person(event.person()),
                        metres,
                        event.step(),
                        event.nearness(),
                        event.load());
            }
            case OutputLeftDecoder.TEMPLATE_ID -> {
                left.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.OutputLeft(at, left.alertId(), person(left.person()), left.lane(), left.seq());
            }
            case AccessRefusedDecoder.TEMPLATE_ID -> {
                final AccessRefusedDecoder event =
                        new AccessRefusedDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.AccessRefused(
                        at,
                        event.alertId(),
                        event.person() == AccessRefusedDecoder.personNullValue() ? "" : person(event.person()),
                        event.role(),
                        event.action());
            }
            case EmergencyOverrideDecoder.TEMPLATE_ID -> {
                final EmergencyOverrideDecoder event =
                        new EmergencyOverrideDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.EmergencyOverride(
                        at, event.alertId(), person(event.person()), event.role(), event.action(), event.reason());
            }
            default -> null;
        };
    }

    private RouterEvent system(final RouterEvent.Stamp at, final DirectBuffer buffer, final int offset) {
        return switch (header.templateId()) {
            case IdInternedDecoder.TEMPLATE_ID -> {
                interned.wrapAndApplyHeader(buffer, offset, header);
                final RouterEvent.IdInterned event = new RouterEvent.IdInterned(
                        at, interned.table(), Math.toIntExact(interned.index()), interned.value());
                ids.intern(event.table(), event.index(), event.id());
                yield event;
            }
            case EngineStartedDecoder.TEMPLATE_ID -> {
                final EngineStartedDecoder event =
                        new EngineStartedDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.EngineStarted(at, event.epochHigh(), event.epochLow(), event.engineVersion());
            }
            case EngineVersionSwitchedDecoder.TEMPLATE_ID -> {
                final EngineVersionSwitchedDecoder event =
                        new EngineVersionSwitchedDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.EngineVersionSwitched(at, event.formerVersion(), event.engineVersion());
            }
            case ConfigAppliedDecoder.TEMPLATE_ID -> {
                final ConfigAppliedDecoder event =
                        new ConfigAppliedDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.ConfigApplied(at, event.configId(), event.contentHash(), event.entryCount());
            }
            case ConfigRefusedDecoder.TEMPLATE_ID -> {
                final ConfigRefusedDecoder event =
                        new ConfigRefusedDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.ConfigRefused(at, event.configId(), event.entryNumber(), event.refusal());
            }
            case ConfigProposedDecoder.TEMPLATE_ID ->
                proposed(at, new ConfigProposedDecoder().wrapAndApplyHeader(buffer, offset, header));
            case CountersReportedDecoder.TEMPLATE_ID ->
                counters(at, new CountersReportedDecoder().wrapAndApplyHeader(buffer, offset, header));
            default -> new RouterEvent.Unknown(at, header.templateId());
        };
    }

    /** None in what a former version recorded. */
    private static int limits(final OutputDispatchedDecoder event) {
        return event.actingVersion() < OutputDispatchedDecoder.treatmentLimitsSinceVersion()
                ? 0
                : event.treatmentLimits();
    }

    private RouterEvent dispatched(final RouterEvent.Stamp at, final OutputDispatchedDecoder event) {
        final List<RouterEvent.Recipient> recipients = new ArrayList<>();
        for (final OutputDispatchedDecoder.RecipientsDecoder next : event.recipients()) {
            recipients.add(
                    new RouterEvent.Recipient(person(next.person()), next.seq(), next.seq() - next.prevDistance()));
        }
        return new RouterEvent.OutputDispatched(
                at,
                event.alertId(),
                event.deadlineNs(),
                alerts.subject(event.subject()),
                person(event.owner()),
                event.kind(),
                event.lane(),
                event.priority(),
                event.severity(),
                event.step(),
                event.redelivery() == 1,
                event.kind() == OutputKind.OFFER ? Channel.of(event.channels()) : Set.of(),
                recipients,
                TreatmentLimit.of(limits(event)));
    }

    private RouterEvent proposed(final RouterEvent.Stamp at, final ConfigProposedDecoder event) {
        final Set<AuthorityAction> toConfirm = EnumSet.noneOf(AuthorityAction.class);
        for (final AuthorityAction action : AuthorityAction.values()) {
            if (action != AuthorityAction.NULL_VAL && (event.actions() >>> action.value() & 1) == 1) {
                toConfirm.add(action);
            }
        }
        return new RouterEvent.ConfigProposed(
                at,
                new Proposal(
                        event.configId(),
                        event.contentHash(),
                        event.untilNs(),
                        event.entryCount(),
                        person(event.author()),
                        event.confirmedBy() < 0 ? "" : person(event.confirmedBy()),
                        event.replacedBy() < 0 ? "" : person(event.replacedBy()),
                        event.state(),
                        toConfirm));
    }

    private static RouterEvent counters(final RouterEvent.Stamp at, final CountersReportedDecoder event) {
        final Map<Parameter, Long> readings = new EnumMap<>(Parameter.class);
        final long commands = event.commands();
        for (final CountersReportedDecoder.ReadingsDecoder next : event.readings()) {
            readings.put(next.parameter(), next.readCount());
        }
        final Map<GateReason, Long> gated = new EnumMap<>(GateReason.class);
        for (final CountersReportedDecoder.GatedDecoder next : event.gated()) {
            gated.put(next.reason(), next.gatedCount());
        }
        return new RouterEvent.CountersReported(
                at,
                new Counters(
                        commands,
                        event.refused(),
                        event.alertsRaised(),
                        event.alertsOpen(),
                        event.waiting(),
                        event.subjects(),
                        event.outputs(),
                        readings,
                        gated));
    }

    private RouterEvent.Stamp stamp(final DirectBuffer buffer, final int offset) {
        stamp.wrap(buffer, offset + MessageHeaderDecoder.ENCODED_LENGTH);
        final List<Clause> clauses = new ArrayList<>(4);
        add(clauses, stamp.clause1Raw());
        add(clauses, stamp.clause2Raw());
        add(clauses, stamp.clause3Raw());
        add(clauses, stamp.clause4Raw());
        return new RouterEvent.Stamp(stamp.eventSeq(), stamp.timestampNs(), stamp.commandSeq(), clauses);
    }

    private static void add(final List<Clause> clauses, final int raw) {
        if (raw != Clause.NONE.value()) {
            clauses.add(Clause.get(raw));
        }
    }

    private String person(final long index) {
        return ids.id(IdTable.PERSON, index);
    }
}
