package io.tocsin.replay.audit;

import io.tocsin.audit.AuditReader;
import io.tocsin.codecs.sbe.AuditRecordDecoder;
import io.tocsin.codecs.sbe.ReadRecordedDecoder;
import io.tocsin.replay.journal.FolderException;
import io.tocsin.replay.journal.ToldAudit;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.TimeUnit;
import org.agrona.collections.LongHashSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tocsin audit export}: an audit as FHIR, once it was found whole. */
@Command(
        name = "export",
        description = "Prints an audit as FHIR R4 AuditEvent, one a line (NDJSON). An audit that is not whole is not"
                + " exported.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Runs of readings, receipts and the router's own clockwork are not printed: they stand in the log.",
            "",
            "Exit code: 0 done; 1 it is not whole, nothing was printed; 2 the arguments, the folder or the key",
            "cannot be used."
        })
final class AuditExportCommand extends AuditFolderCommand {
    @Option(names = "--from", paramLabel = "INSTANT", description = "From this time on, such as 2026-01-01T07:30:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "INSTANT", description = "Before this time.")
    private @Nullable String to;

    @Option(
            names = "--patient",
            paramLabel = "ID",
            description = "Only what concerns this patient, alerts of the patient included.")
    private String patient = "";

    @Option(names = "--alert", paramLabel = "ID", description = "Only what concerns this alert.")
    private @Nullable String alert;

    /** Whose an alert, a monitoring session or a silence is. */
    private final Owners owners = new Owners();

    /** Commands that say who reads, and that stand in the log as such. */
    private final LongHashSet reads = new LongHashSet();

    /** For picocli. */
    AuditExportCommand() {}

    @Override
    int run() throws FolderException, IOException {
        final long fromMicros = micros("--from", from, Long.MIN_VALUE);
        final long toMicros = micros("--to", to, Long.MAX_VALUE);
        final long alertId = alertId();
        final ToldAudit told = told();
        final AuditReader.Result result = read(told, this::learn);
        if (!result.isWhole()) {
            return complain(FAILED, "not whole at record " + result.badSeq() + ": " + result.finding());
        }
        final AuditEventWriter writer = new AuditEventWriter(out(), String.join("", result.chains()));
        read(told, (seq, micros, record) -> {
            final AuditEntry entry = AuditEntry.of(seq, micros, record, owners, reads);
            if (micros >= fromMicros
                    && micros < toMicros
                    && entry.isShown()
                    && (patient.isEmpty() || entry.concerns(patient, owners))
                    && (alertId == 0 || entry.concerns(alertId))) {
                writer.write(entry);
            }
        });
        out().flush();
        return DONE;
    }

    private void learn(final long seq, final long micros, final AuditRecordDecoder record) {
        if (Owners.isNamedBy(record)) {
            owners.learn(record);
        } else if (record.template() == ReadRecordedDecoder.TEMPLATE_ID) {
            reads.add(record.commandSeq());
        }
    }

    private long alertId() throws FolderException {
        if (alert == null) {
            return 0;
        }
        try {
            final long id = Long.parseUnsignedLong(alert);
            if (id != 0) {
                return id;
            }
        } catch (final NumberFormatException none) {
            // Told below.
        }
        throw new FolderException("--alert is '" + alert + "': it is the number of an alert, from 1");
    }

    private static long micros(final String option, final @Nullable String text, final long otherwise)
            throws FolderException {
        if (text == null) {
            return otherwise;
        }
        try {
            final Instant instant = Instant.parse(text);
            return Math.addExact(
                    TimeUnit.SECONDS.toMicros(instant.getEpochSecond()),
                    TimeUnit.NANOSECONDS.toMicros(instant.getNano()));
        } catch (final DateTimeParseException | ArithmeticException wrong) {
            throw new FolderException(
                    option + " is '" + text + "': it is an instant such as 2026-01-01T07:30:00Z", wrong);
        }
    }
}
