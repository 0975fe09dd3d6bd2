package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.DoseOutcome;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.text.DoseNote;
import io.tocsin.codecs.text.OverrideReason;
import org.agrona.MutableDirectBuffer;

/** Reads, writes and encodes what is said of doses. Any thread. */
final class Doses {
    private static final Names<DoseOutcome> OUTCOME = Names.of(DoseOutcome.class);
    private static final Names<Purpose> PURPOSE = Names.of(Purpose.class);
    private static final Names<OverrideReason> OVERRIDE_REASON = Names.of(OverrideReason.class);

    private Doses() {}

    static ScheduleDose schedule(final Fields fields) throws ProtocolException {
        final ScheduleDose dose = new ScheduleDose(
                fields.unsigned("commandId"),
                fields.optionalInstant("claimedNs"),
                fields.constant("purpose", PURPOSE, Purpose.PRODUCTION),
                fields.id("dose"),
                fields.id("patient"),
                fields.text("medication"),
                fields.optionalInstant("dueNs"),
                fields.optionalNumber("windowMs", 0, ScheduleDose.MAX_WINDOW_MS, 0),
                fields.has("critical") && fields.flag("critical"));
        try {
            dose.content();
        } catch (final IllegalArgumentException wrong) {
            throw fields.invalid(dose.dueNs() < 1 ? "dueNs" : "medication", String.valueOf(wrong.getMessage()));
        }
        return dose;
    }

    static RecordDose record(final Fields fields) throws ProtocolException {
        final DoseOutcome outcome = fields.constant("outcome", OUTCOME);
        return new RecordDose(
                fields.unsigned("commandId"),
                fields.optionalInstant("claimedNs"),
                fields.constant("purpose", PURPOSE, Purpose.PRODUCTION),
                outcome == DoseOutcome.WITHDRAWN ? fields.optionalId("dose") : fields.id("dose"),
                fields.id("patient"),
                outcome,
                fields.optionalInstant("atNs"),
                fields.optionalText("comment"),
                fields.optionalConstant("override", OVERRIDE_REASON));
    }

    static String type(final ClientMessage.Medicate message) {
        return message instanceof ScheduleDose ? "scheduleDose" : "recordDose";
    }

    static void write(final ClientMessage.Medicate message, final JsonOut out) {
        AlertWriter.purpose(message.purpose(), out);
        if (message instanceof ScheduleDose dose) {
            out.text("dose", dose.dose()).text("patient", dose.patient()).text("medication", dose.medication());
            out.instant("dueNs", dose.dueNs()).number("windowMs", dose.windowMs());
            out.flag("critical", dose.critical());
        } else if (message instanceof RecordDose note) {
            out.text("dose", note.dose()).text("patient", note.patient()).word("outcome", note.outcome());
            out.instant("atNs", note.atNs()).text("comment", note.comment());
            out.word("override", note.override());
        }
    }

    /** Encodes the command with its header; answers its bytes. */
    static int encode(final ClientMessage.Medicate message, final MutableDirectBuffer buffer, final int offset) {
        return message instanceof ScheduleDose dose
                ? dose.content().encode(buffer, offset)
                : note((RecordDose) message).encode(buffer, offset);
    }

    private static DoseNote note(final RecordDose note) {
        return new DoseNote(note.dose(), note.patient(), note.outcome(), note.atNs(), note.comment());
    }
}
