package io.tocsin.codecs.json;

import java.nio.charset.StandardCharsets;

/** Writes what the router says. Any thread; allocates. */
public final class ServerMessageWriter {
    private ServerMessageWriter() {}

    /**
     * Writes one message.
     *
     * @param message to write.
     * @return one JSON object in UTF-8.
     */
    public static byte[] write(final ServerMessage message) {
        return JsonOut.write(out -> fields(message, out));
    }

    /**
     * What all recipients of one delivery are sent alike, written once: {@link #deliveryHead} and then this are the message to one of them.
     *
     * @param delivery its seq and prev do not count.
     * @return the end of a JSON object in UTF-8.
     */
    public static byte[] deliveryTail(final ServerMessage.Delivery delivery) {
        final byte[] object = JsonOut.write(out -> deliveryTail(delivery, out));
        // The brace that opens the object becomes the comma behind the head.
        object[0] = ',';
        return object;
    }

    /**
     * What one recipient of a delivery is sent before {@link #deliveryTail}.
     *
     * @param seq  of the recipient's lane.
     * @param prev of the recipient's lane.
     * @return the beginning of a JSON object, ASCII.
     */
    public static byte[] deliveryHead(final long seq, final long prev) {
        return ("{\"type\":\"delivery\",\"seq\":\"" + Long.toUnsignedString(seq) + "\",\"prev\":\""
                        + Long.toUnsignedString(prev) + '"')
                .getBytes(StandardCharsets.US_ASCII);
    }

    // One branch a message: a switch over types would need a later Java.
    private static void fields(final ServerMessage message, final JsonOut out) {
        if (message instanceof ServerMessage.Welcome welcome) {
            welcome(welcome, out);
        } else if (message instanceof ServerMessage.Answer answer) {
            answer(answer, out);
        } else if (message instanceof ServerMessage.Delivery delivery) {
            out.text("type", "delivery").sequence("seq", delivery.seq()).sequence("prev", delivery.prev());
            deliveryTail(delivery, out);
        } else if (message instanceof ServerMessage.Alerts alerts) {
            out.text("type", "alerts").text("ref", alerts.ref()).sequence("asOfEventSeq", alerts.asOfEventSeq());
            out.objects("alerts", alerts.alerts(), alert -> AlertWriter.report(alert, out));
            out.flag("more", alerts.more());
        } else if (message instanceof ServerMessage.Silences silences) {
            out.text("type", "silences").text("ref", silences.ref()).sequence("asOfEventSeq", silences.asOfEventSeq());
            out.objects("silences", silences.silences(), silence -> Silences.report(silence, out));
            out.flag("more", silences.more());
        } else if (message instanceof ServerMessage.Monitorings monitorings) {
            Monitorings.answer(monitorings, out);
        } else if (message instanceof ServerMessage.Monitoring monitoring) {
            Monitorings.report(monitoring.report(), out.text("type", "monitoring"));
        } else if (message instanceof ServerMessage.Sessions sessions) {
            Accesses.sessions(sessions, out);
        } else if (message instanceof ServerMessage.Revocations revocations) {
            Accesses.revocations(revocations, out);
        } else if (message instanceof ServerMessage.View view) {
            Accesses.view(view.report(), out.text("type", "view"));
        } else if (message instanceof ServerMessage.Views views) {
            Accesses.views(views, out);
        } else if (message instanceof ServerMessage.Limits limits) {
            PatientLimits.answer(limits, out);
        } else if (message instanceof ServerMessage.VitalsShown shown) {
            Histories.shown(shown, out);
        } else if (message instanceof ServerMessage.Duty duty) {
            Duties.duty(duty, out);
        } else if (message instanceof ServerMessage.History history) {
            Histories.history(history, out);
        } else if (message instanceof ServerMessage.PatientShown patient) {
            Directories.patient(patient, out);
        } else if (message instanceof ServerMessage.PastAlerts past) {
            Directories.past(past, out);
        } else if (message instanceof ServerMessage.Heartbeat heartbeat) {
            out.text("type", "heartbeat").instant("serverTimeNs", heartbeat.serverTimeNs());
        } else if (message instanceof ServerMessage.AuthExpiring expiring) {
            out.text("type", "auth.expiring").instant("expiresNs", expiring.expiresNs());
        } else if (message instanceof ServerMessage.AuthRefreshed refreshed) {
            out.text("type", "auth.refreshed").instant("expiresNs", refreshed.expiresNs());
        } else if (message instanceof ServerMessage.Drain drain) {
            out.text("type", "drain").count("retryAfterMs", drain.retryAfterMs());
        } else if (message instanceof ServerMessage.ProtocolError error) {
            out.text("type", "error").word("code", error.code());
            out.text("field", error.field()).text("message", error.message());
            out.id("commandId", error.commandId()).text("ref", error.ref());
            out.number("retryAfterMs", error.retryAfterMs());
        }
    }

    private static void welcome(final ServerMessage.Welcome welcome, final JsonOut out) {
        out.text("type", "welcome").id("session", welcome.session()).sequence("source", welcome.source());
        out.sequence("highestCommandId", welcome.highestCommandId())
                .text("epoch", welcome.epoch().toString())
                .word("level", welcome.level())
                .word("resume", welcome.resume())
                .sequence("critical", welcome.critical())
                .sequence("other", welcome.other())
                .count("heartbeatMs", welcome.heartbeatMs())
                .text("notice", welcome.notice());
    }

    private static void answer(final ServerMessage.Answer answer, final JsonOut out) {
        out.text("type", "answer").id("commandId", answer.commandId()).text("ref", answer.ref());
        out.word("result", answer.result()).id("alertId", answer.alertId());
        if (answer.occurrence() != 0) {
            out.flag("isNew", answer.isNew()).count("occurrence", answer.occurrence());
        }
        if (answer.repeated()) {
            out.flag("repeated", true);
        }
        out.number("detail", answer.detail()).word("level", answer.level());
        out.number("retryAfterMs", answer.retryAfterMs());
    }

    private static void deliveryTail(final ServerMessage.Delivery delivery, final JsonOut out) {
        out.word("kind", delivery.kind()).word("message", delivery.message()).word("lane", delivery.lane());
        out.flag("redelivery", delivery.redelivery())
                .count("step", delivery.step())
                .words("channels", delivery.channels())
                .instant("deadlineNs", delivery.deadlineNs())
                .instant("offeredNs", delivery.offeredNs())
                .text("owner", delivery.owner())
                .word("outcome", delivery.outcome())
                .object("alert", alert -> AlertWriter.report(delivery.alert(), alert));
    }
}
