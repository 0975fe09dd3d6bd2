package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Acuity;

/** Writes what clients say. Any thread; allocates. */
public final class ClientMessageWriter {
    private ClientMessageWriter() {}

    /**
     * Writes one message. Halves of surrogate pairs, which UTF-8 cannot hold, become replacement characters.
     *
     * @param message to write.
     * @return one JSON object in UTF-8.
     */
    public static byte[] write(final ClientMessage message) {
        return JsonOut.write(out -> fields(message, out));
    }

    // One branch a message: a switch over types would need a later Java.
    private static void fields(final ClientMessage message, final JsonOut out) {
        if (message instanceof ClientMessage.Hello hello) {
            hello(hello, out);
        } else if (message instanceof ClientMessage.AuthRefresh refresh) {
            out.text("type", "auth.refresh").text("token", refresh.token().text());
        } else if (message instanceof ClientMessage.Raise raise) {
            command("raise", raise, out);
            out.word("level", raise.level());
            AlertWriter.purpose(raise.purpose(), out);
            out.object("alert", alert -> AlertWriter.declaration(raise.alert(), alert));
        } else if (message instanceof ClientMessage.Update update) {
            command("update", update, out);
            name(update.alert(), out);
            out.word("severity", update.severity()).text("description", update.description());
        } else if (message instanceof ClientMessage.Clear clear) {
            command("clear", clear, out);
            name(clear.alert(), out);
        } else if (message instanceof ClientMessage.Cancel cancel) {
            command("cancel", cancel, out);
            name(cancel.alert(), out);
        } else if (message instanceof ClientMessage.Heartbeat) {
            out.text("type", "heartbeat");
        } else if (message instanceof ClientMessage.Vitals vitals) {
            vitals(vitals, out);
        } else if (message instanceof ClientMessage.Accept accept) {
            command("accept", accept, out);
            out.sequence("alertId", accept.alertId()).word("override", accept.override());
            out.text("readBack", accept.readBack()).number("occurrence", accept.occurrence());
        } else if (message instanceof ClientMessage.Reject reject) {
            command("reject", reject, out);
            out.sequence("alertId", reject.alertId()).word("reason", reject.reason());
        } else if (message instanceof ClientMessage.Resolve resolve) {
            command("resolve", resolve, out);
            out.sequence("alertId", resolve.alertId());
        } else if (message instanceof ClientMessage.Release release) {
            command("release", release, out);
            out.sequence("alertId", release.alertId());
        } else if (message instanceof ClientMessage.Redirect redirect) {
            command("redirect", redirect, out);
            out.sequence("alertId", redirect.alertId())
                    .text("to", redirect.to())
                    .word("reason", redirect.reason());
        } else if (message instanceof ClientMessage.Escalate escalate) {
            command("escalate", escalate, out);
            out.sequence("alertId", escalate.alertId())
                    .count("step", escalate.step())
                    .number("round", escalate.round())
                    .number("loop", escalate.loop());
        } else if (message instanceof ClientMessage.Arrive arrive) {
            command("arrive", arrive, out);
            out.sequence("alertId", arrive.alertId()).word("override", arrive.override());
        } else if (message instanceof ClientMessage.Snooze snooze) {
            command("snooze", snooze, out);
            out.sequence("alertId", snooze.alertId()).number("forMs", snooze.forMs());
        } else if (message instanceof ClientMessage.EndSnooze end) {
            command("endSnooze", end, out);
            out.sequence("alertId", end.alertId());
        } else if (message instanceof ClientMessage.Silence silence) {
            command("silence", silence, out);
            Silences.command(silence, out);
        } else if (message instanceof ClientMessage.ConfirmSilence confirm) {
            command("confirmSilence", confirm, out);
            out.count("silenceId", confirm.silenceId());
        } else if (message instanceof ClientMessage.EndSilence end) {
            command("endSilence", end, out);
            out.count("silenceId", end.silenceId());
        } else if (message instanceof ClientMessage.SilencesQuery query) {
            out.text("type", "silences").text("ref", query.ref()).count("limit", query.limit());
            out.number("after", query.after());
        } else if (message instanceof ClientMessage.Position position) {
            command("position", position, out);
            out.text("person", position.person()).text("unit", position.unit());
            out.object("location", location -> AlertWriter.location(position.location(), location));
        } else if (message instanceof ClientMessage.PresenceChange change) {
            command("presence", change, out);
            out.text("person", change.person()).word("presence", change.presence());
        } else if (message instanceof ClientMessage.BeginBreak pause) {
            command("beginBreak", pause, out);
            out.count("durationMs", pause.durationMs()).text("cover", pause.cover());
        } else if (message instanceof ClientMessage.EndBreak end) {
            command("endBreak", end, out);
        } else if (message instanceof ReportResult result) {
            command("result", result, out);
            Results.write(result, out);
        } else if (message instanceof ClientMessage.Medicate dose) {
            command(Doses.type(dose), dose, out);
            Doses.write(dose, out);
        } else if (message instanceof ClientMessage.Monitor monitor) {
            command(Monitorings.type(monitor), monitor, out);
            Monitorings.command(monitor, out);
        } else if (message instanceof ClientMessage.Access access) {
            command(Accesses.type(access), access, out);
            Accesses.command(access, out);
        } else if (message instanceof ClientMessage.AccessQuery query) {
            Accesses.query(query, out);
        } else if (message instanceof ClientMessage.MonitoringsQuery query) {
            out.text("type", "monitorings").text("ref", query.ref()).count("limit", query.limit());
            out.id("after", query.after());
        } else if (message instanceof ClientMessage.WatchVitals watch) {
            out.text("type", "watchVitals").text("ref", watch.ref()).id("monitoringId", watch.monitoringId());
            out.flag("on", watch.on());
        } else if (message instanceof ClientMessage.DutyQuery query) {
            out.text("type", "duty").text("ref", query.ref()).count("limit", query.limit());
            final DutyKey after = query.after();
            if (after != null) {
                out.object("after", key -> Duties.key(after, key));
            }
        } else if (message instanceof ClientMessage.HistoryQuery query) {
            Histories.query(query, out);
        } else if (message instanceof LimitsQuery query) {
            PatientLimits.query(query, out);
        } else if (message instanceof PatientQuery query) {
            Directories.patientQuery(query, out);
        } else if (message instanceof PastAlertsQuery query) {
            Directories.pastQuery(query, out);
        } else if (message instanceof ClientMessage.Receipts receipts) {
            receipts(receipts, out);
        } else if (message instanceof ClientMessage.AlertsQuery query) {
            out.text("type", "alerts").text("ref", query.ref()).count("limit", query.limit());
            out.id("after", query.after());
        }
    }

    private static void hello(final ClientMessage.Hello hello, final JsonOut out) {
        out.text("type", "hello").word("role", hello.role());
        out.text("person", hello.person()).text("client", hello.client()).words("capabilities", hello.capabilities());
        final ClientMessage.Resume resume = hello.resume();
        if (resume != null) {
            out.object(
                    "resume",
                    fields -> fields.text("epoch", resume.epoch().toString())
                            .sequence("critical", resume.critical())
                            .sequence("other", resume.other()));
        }
        out.text("token", hello.token().text());
    }

    private static void command(final String type, final ClientMessage.Command command, final JsonOut out) {
        out.text("type", type).sequence("commandId", command.commandId()).instant("claimedNs", command.claimedNs());
    }

    private static void name(final ClientMessage.AlertName alert, final JsonOut out) {
        out.id("alertId", alert.alertId()).text("key", alert.key());
        AlertWriter.purpose(alert.purpose(), out);
    }

    private static void vitals(final ClientMessage.Vitals vitals, final JsonOut out) {
        out.text("type", "vitals").text("ref", vitals.ref()).instant("claimedNs", vitals.claimedNs());
        out.id("deviceSequence", vitals.deviceSequence());
        out.text("patient", vitals.patient()).text("bed", vitals.bed()).text("device", vitals.device());
        if (vitals.acuity() != Acuity.CONTINUOUS) {
            out.word("acuity", vitals.acuity());
        }
        AlertWriter.purpose(vitals.purpose(), out);
        final ReadingQuality quality = vitals.quality();
        out.instant("measuredNs", quality.measuredNs()).number("status", quality.status());
        out.words("statusOf", quality.statusOf());
        final Integer battery = quality.battery();
        if (battery != null) {
            out.count("battery", battery);
        }
        out.word("calibration", quality.calibration());
        final Integer accuracy = quality.accuracy();
        if (accuracy != null) {
            out.hundredths("accuracy", accuracy);
        }
        out.words("accuracyOf", quality.accuracyOf());
        out.objects("readings", vitals.readings(), reading -> {
            out.word("parameter", reading.parameter());
            AlertWriter.reading("value", reading.parameter(), reading.hundredths(), out);
        });
    }

    private static void receipts(final ClientMessage.Receipts receipts, final JsonOut out) {
        out.text("type", "receipts").id("critical", receipts.critical()).id("other", receipts.other());
        if (!receipts.displayed().isEmpty()) {
            out.objects(
                    "displayed",
                    receipts.displayed(),
                    shown -> out.word("lane", shown.lane()).sequence("seq", shown.seq()));
        }
    }
}
