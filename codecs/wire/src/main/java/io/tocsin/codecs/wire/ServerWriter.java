package io.tocsin.codecs.wire;

import static io.tocsin.codecs.wire.FrameOut.flag;
import static io.tocsin.codecs.wire.FrameOut.text;

import io.tocsin.codecs.json.HistoryPoint;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.ShownReading;
import io.tocsin.codecs.wire.frames.AlertsEncoder;
import io.tocsin.codecs.wire.frames.AnswerEncoder;
import io.tocsin.codecs.wire.frames.AuthExpiringEncoder;
import io.tocsin.codecs.wire.frames.AuthRefreshedEncoder;
import io.tocsin.codecs.wire.frames.DeliveryEncoder;
import io.tocsin.codecs.wire.frames.DrainEncoder;
import io.tocsin.codecs.wire.frames.DutyEncoder;
import io.tocsin.codecs.wire.frames.HeartbeatEncoder;
import io.tocsin.codecs.wire.frames.HistoryEncoder;
import io.tocsin.codecs.wire.frames.LimitsEncoder;
import io.tocsin.codecs.wire.frames.MessageHeaderEncoder;
import io.tocsin.codecs.wire.frames.MonitoringEncoder;
import io.tocsin.codecs.wire.frames.MonitoringsEncoder;
import io.tocsin.codecs.wire.frames.PastAlertsEncoder;
import io.tocsin.codecs.wire.frames.PatientShownEncoder;
import io.tocsin.codecs.wire.frames.ProtocolErrorEncoder;
import io.tocsin.codecs.wire.frames.RevocationsEncoder;
import io.tocsin.codecs.wire.frames.SessionsEncoder;
import io.tocsin.codecs.wire.frames.SilencesEncoder;
import io.tocsin.codecs.wire.frames.ViewEncoder;
import io.tocsin.codecs.wire.frames.ViewsEncoder;
import io.tocsin.codecs.wire.frames.VitalsShownEncoder;
import io.tocsin.codecs.wire.frames.WelcomeEncoder;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/** Writes what the router says. Any thread; allocates. */
final class ServerWriter {
    /** Header, seq and prev: what each recipient of a delivery has of its own. */
    private static final int HEAD_BYTES = MessageHeaderEncoder.ENCODED_LENGTH + 2 * Long.BYTES;

    private ServerWriter() {}

    /** The payload of one frame. */
    static byte[] write(final ServerMessage message) {
        final FrameOut out = new FrameOut();
        return out.bytes(message(message, out));
    }

    /** The beginning of a delivery. */
    static byte[] deliveryHead(final long seq, final long prev) {
        final byte[] head = new byte[HEAD_BYTES];
        final UnsafeBuffer buffer = new UnsafeBuffer(head);
        new MessageHeaderEncoder()
                .wrap(buffer, 0)
                .blockLength(DeliveryEncoder.BLOCK_LENGTH)
                .templateId(DeliveryEncoder.TEMPLATE_ID)
                .schemaId(DeliveryEncoder.SCHEMA_ID)
                .version(DeliveryEncoder.SCHEMA_VERSION);
        buffer.putLong(MessageHeaderEncoder.ENCODED_LENGTH, seq, DeliveryEncoder.BYTE_ORDER);
        buffer.putLong(MessageHeaderEncoder.ENCODED_LENGTH + Long.BYTES, prev, DeliveryEncoder.BYTE_ORDER);
        return head;
    }

    /** What is behind the beginning of a delivery, whoever it is for. */
    static byte[] deliveryTail(final ServerMessage.Delivery delivery) {
        final FrameOut out = new FrameOut();
        final int end = delivery(delivery, out).limit();
        return Arrays.copyOfRange(out.buffer().byteArray(), HEAD_BYTES, end);
    }

    private static MessageEncoderFlyweight message(final ServerMessage message, final FrameOut out) {
        if (message instanceof ServerMessage.Delivery delivery) {
            return delivery(delivery, out);
        } else if (message instanceof ServerMessage.Answer answer) {
            return answer(answer, out);
        } else if (message instanceof ServerMessage.Welcome welcome) {
            return welcome(welcome, out);
        } else if (message instanceof ServerMessage.Alerts alerts) {
            final AlertsEncoder encoder = new AlertsEncoder().wrapAndApplyHeader(out.buffer(), 0, out.header());
            encoder.asOfEventSeq(alerts.asOfEventSeq()).more(flag(alerts.more()));
            final var entries =
                    encoder.entriesCount(FrameOut.count(alerts.alerts().size()));
            entries(encoder, alerts.alerts(), entries::next, out, AlertWriter::report);
            return encoder.reference(text(alerts.ref()));
        } else if (message instanceof ServerMessage.Silences silences) {
            final SilencesEncoder encoder = new SilencesEncoder().wrapAndApplyHeader(out.buffer(), 0, out.header());
            encoder.asOfEventSeq(silences.asOfEventSeq()).more(flag(silences.more()));
            final var entries =
                    encoder.entriesCount(FrameOut.count(silences.silences().size()));
            entries(encoder, silences.silences(), entries::next, out, ReportWriter::silence);
            return encoder.reference(text(silences.ref()));
        } else if (message instanceof ServerMessage.Duty duty) {
            final DutyEncoder encoder = new DutyEncoder().wrapAndApplyHeader(out.buffer(), 0, out.header());
            encoder.asOfEventSeq(duty.asOfEventSeq()).more(flag(duty.more()));
            final var entries = encoder.entriesCount(FrameOut.count(duty.duty().size()));
            entries(encoder, duty.duty(), entries::next, out, ReportWriter::duty);
            return encoder.reference(text(duty.ref()));
        } else if (message instanceof ServerMessage.Monitorings sessions) {
            final MonitoringsEncoder encoder =
                    new MonitoringsEncoder().wrapAndApplyHeader(out.buffer(), 0, out.header());
            encoder.asOfEventSeq(sessions.asOfEventSeq()).more(flag(sessions.more()));
            final var entries =
                    encoder.entriesCount(FrameOut.count(sessions.monitorings().size()));
            entries(encoder, sessions.monitorings(), entries::next, out, ReportWriter::monitoring);
            return encoder.reference(text(sessions.ref()));
        } else if (message instanceof ServerMessage.PastAlerts past) {
            final PastAlertsEncoder encoder = new PastAlertsEncoder().wrapAndApplyHeader(out.buffer(), 0, out.header());
            encoder.catchingUp(flag(past.catchingUp())).more(flag(past.more()));
            final var entries =
                    encoder.entriesCount(FrameOut.count(past.alerts().size()));
            entries(encoder, past.alerts(), entries::next, out, ReportWriter::past);
            return encoder.reference(text(past.ref()));
        } else if (message instanceof ServerMessage.Limits limits) {
            final LimitsEncoder encoder = new LimitsEncoder().wrapAndApplyHeader(out.buffer(), 0, out.header());
            encoder.asOfEventSeq(limits.asOfEventSeq());
            final var entries =
                    encoder.entriesCount(FrameOut.count(limits.limits().size()));
            entries(encoder, limits.limits(), entries::next, out, ReportWriter::limit);
            return encoder.reference(text(limits.ref()));
        } else if (message instanceof ServerMessage.Sessions sessions) {
            final SessionsEncoder encoder = new SessionsEncoder().wrapAndApplyHeader(out.buffer(), 0, out.header());
            encoder.more(flag(sessions.more()));
            final var entries =
                    encoder.entriesCount(FrameOut.count(sessions.sessions().size()));
            entries(encoder, sessions.sessions(), entries::next, out, AccessWriter::session);
            return encoder.reference(text(sessions.ref()));
        } else if (message instanceof ServerMessage.Revocations revocations) {
            final RevocationsEncoder encoder =
                    new RevocationsEncoder().wrapAndApplyHeader(out.buffer(), 0, out.header());
            encoder.asOfEventSeq(revocations.asOfEventSeq()).more(flag(revocations.more()));
            final var entries = encoder.entriesCount(
                    FrameOut.count(revocations.revocations().size()));
            entries(encoder, revocations.revocations(), entries::next, out, AccessWriter::revocation);
            return encoder.reference(text(revocations.ref()));
        } else if (message instanceof ServerMessage.Views views) {
            final ViewsEncoder encoder = new ViewsEncoder().wrapAndApplyHeader(out.buffer(), 0, out.header());
            encoder.asOfEventSeq(views.asOfEventSeq()).more(flag(views.more()));
            final var entries =
                    encoder.entriesCount(FrameOut.count(views.views().size()));
            entries(encoder, views.views(), entries::next, out, AccessWriter::view);
            return encoder.reference(text(views.ref()));
        } else if (message instanceof ServerMessage.History history) {
            return history(history, out);
        } else if (message instanceof ServerMessage.PatientShown patient) {
            return patient(patient, out);
        } else if (message instanceof ServerMessage.VitalsShown shown) {
            return vitalsShown(shown, out);
        }
        return life(message, out);
    }

    private static MessageEncoderFlyweight life(final ServerMessage message, final FrameOut out) {
        if (message instanceof ServerMessage.Heartbeat heartbeat) {
            return new HeartbeatEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .serverTimeNs(heartbeat.serverTimeNs());
        } else if (message instanceof ServerMessage.Monitoring monitoring) {
            final MonitoringEncoder encoder = new MonitoringEncoder().wrapAndApplyHeader(out.buffer(), 0, out.header());
            out.inside(encoder, at -> ReportWriter.monitoring(monitoring.report(), out, at));
            return encoder;
        } else if (message instanceof ServerMessage.View view) {
            final ViewEncoder encoder = new ViewEncoder().wrapAndApplyHeader(out.buffer(), 0, out.header());
            out.inside(encoder, at -> AccessWriter.view(view.report(), out, at));
            return encoder;
        } else if (message instanceof ServerMessage.AuthExpiring expiring) {
            return new AuthExpiringEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .expiresNs(expiring.expiresNs());
        } else if (message instanceof ServerMessage.AuthRefreshed refreshed) {
            return new AuthRefreshedEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .expiresNs(refreshed.expiresNs());
        } else if (message instanceof ServerMessage.Drain drain) {
            return new DrainEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .retryAfterMs(drain.retryAfterMs());
        } else if (message instanceof ServerMessage.ProtocolError error) {
            return new ProtocolErrorEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .commandId(error.commandId())
                    .retryAfterMs(error.retryAfterMs())
                    .code(Words.ERROR_CODE.of(error.code()))
                    .path(text(error.field()))
                    .message(text(error.message()))
                    .reference(text(error.ref()));
        }
        throw new IllegalArgumentException(
                "alert-v1.xml has no message for " + message.getClass().getSimpleName());
    }

    private static DeliveryEncoder delivery(final ServerMessage.Delivery delivery, final FrameOut out) {
        final DeliveryEncoder encoder = new DeliveryEncoder().wrapAndApplyHeader(out.buffer(), 0, out.header());
        encoder.seq(delivery.seq())
                .prev(delivery.prev())
                .deadlineNs(delivery.deadlineNs())
                .offeredNs(delivery.offeredNs())
                .kind(Words.OUTPUT_KIND.of(delivery.kind()))
                .message(Words.MESSAGE_KIND.of(delivery.message()))
                .lane(Words.LANE.of(delivery.lane()))
                .redelivery(flag(delivery.redelivery()))
                .step((short) delivery.step())
                .outcome(Words.OUTCOME.of(delivery.outcome()));
        Bits.channels(delivery.channels(), encoder.channels());
        encoder.owner(text(delivery.owner()));
        out.inside(encoder, at -> AlertWriter.report(delivery.alert(), out, at));
        return encoder;
    }

    private static MessageEncoderFlyweight welcome(final ServerMessage.Welcome welcome, final FrameOut out) {
        return new WelcomeEncoder()
                .wrapAndApplyHeader(out.buffer(), 0, out.header())
                .session(welcome.session())
                .source(welcome.source())
                .highestCommandId(welcome.highestCommandId())
                .epochHigh(welcome.epoch().high())
                .epochLow(welcome.epoch().low())
                .critical(welcome.critical())
                .other(welcome.other())
                .heartbeatMs(welcome.heartbeatMs())
                .level(Words.LEVEL.of(welcome.level()))
                .resume(Words.RESUME_RESULT.of(welcome.resume()))
                .notice(text(welcome.notice()));
    }

    private static MessageEncoderFlyweight answer(final ServerMessage.Answer answer, final FrameOut out) {
        final AnswerEncoder encoder = new AnswerEncoder().wrapAndApplyHeader(out.buffer(), 0, out.header());
        encoder.commandId(answer.commandId())
                .alertId(answer.alertId())
                .occurrence(answer.occurrence())
                .detail(answer.detail())
                .retryAfterMs(answer.retryAfterMs())
                .result(Words.ANSWER_RESULT.of(answer.result()))
                .level(Words.LEVEL.of(answer.level()))
                .flags()
                .clear()
                // Without an alert there is none that could be new.
                .isNew(answer.isNew() && answer.occurrence() != 0)
                .repeated(answer.repeated());
        return encoder.reference(text(answer.ref()));
    }

    private static MessageEncoderFlyweight history(final ServerMessage.History history, final FrameOut out) {
        final HistoryEncoder encoder = new HistoryEncoder().wrapAndApplyHeader(out.buffer(), 0, out.header());
        encoder.asOfNs(history.asOfNs()).catchingUp(flag(history.catchingUp()));
        final HistoryEncoder.PointsEncoder points =
                encoder.pointsCount(FrameOut.count(history.points().size()));
        for (final HistoryPoint point : history.points()) {
            points.next()
                    .fromNs(point.fromNs())
                    .untilNs(point.untilNs())
                    .lowest(point.lowest())
                    .highest(point.highest())
                    .last(point.last())
                    .lastNs(point.lastNs())
                    .readings(point.count());
        }
        return encoder.reference(text(history.ref()));
    }

    private static MessageEncoderFlyweight patient(final ServerMessage.PatientShown patient, final FrameOut out) {
        final PatientShownEncoder encoder = new PatientShownEncoder().wrapAndApplyHeader(out.buffer(), 0, out.header());
        final var care = encoder.careCount(FrameOut.count(patient.care().size()));
        patient.care().forEach(person -> care.next().person(text(person)));
        final var people = encoder.emergencyContactsCount(
                FrameOut.count(patient.emergencyContacts().size()));
        patient.emergencyContacts().forEach(person -> people.next().person(text(person)));
        final var contacts =
                encoder.contactsCount(FrameOut.count(patient.contacts().size()));
        patient.contacts().forEach(contact -> contacts.next().contact(text(contact)));
        return encoder.reference(text(patient.ref()))
                .patient(text(patient.patient()))
                .name(text(patient.name()))
                .unit(text(patient.unit()))
                .bed(text(patient.bed()));
    }

    private static MessageEncoderFlyweight vitalsShown(final ServerMessage.VitalsShown shown, final FrameOut out) {
        final VitalsShownEncoder encoder = new VitalsShownEncoder().wrapAndApplyHeader(out.buffer(), 0, out.header());
        encoder.monitoringId(shown.monitoringId())
                .asOfNs(shown.asOfNs())
                .catchingUp(flag(shown.catchingUp()))
                .over(flag(shown.over()));
        final VitalsShownEncoder.ReadingsEncoder readings =
                encoder.readingsCount(FrameOut.count(shown.readings().size()));
        for (final ShownReading reading : shown.readings()) {
            final Integer accuracy = reading.accuracy();
            readings.next()
                    .atNs(reading.atNs())
                    .value(reading.hundredths())
                    .accuracy(accuracy == null ? VitalsShownEncoder.ReadingsEncoder.accuracyNullValue() : accuracy)
                    .parameter(Words.PARAMETER.of(reading.parameter()));
        }
        return encoder.reference(text(shown.ref()));
    }

    /** Writes one message inside another. */
    private interface Entry<T> {
        int write(T entry, FrameOut out, int at);
    }

    private static <T> void entries(
            final MessageEncoderFlyweight outer,
            final List<T> all,
            final Runnable next,
            final FrameOut out,
            final Entry<T> entry) {
        for (final T each : all) {
            next.run();
            out.inside(outer, at -> entry.write(each, out, at));
        }
    }
}
