package io.tocsin.replay.audit;

import io.tocsin.atrest.AtRestKeys;
import io.tocsin.audit.AuditReader;
import io.tocsin.codecs.sbe.AuditKind;
import io.tocsin.codecs.sbe.AuditRecordDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An audit that is compared with another of the same log. Two differ in what is their own: when they were started and sealed, how runs of routine commands are cut, what
 * files begin with. What they say of a command, and of an event, they have to say alike. One thread; waits for the disk.
 */
final class ComparedAudit {
    /** Commands, or events, that are hashed together: so near a difference is told. */
    static final int BUCKET = 4_096;

    private final Path files;
    private final List<PublicKey> keys;
    private final @Nullable AtRestKeys atRest;
    private final AuditReader.Result result;
    private Range commands = Range.NONE;
    private Range events = Range.NONE;

    private ComparedAudit(
            final Path files,
            final List<PublicKey> keys,
            final @Nullable AtRestKeys atRest,
            final AuditReader.Result result) {
        this.files = files;
        this.keys = keys;
        this.atRest = atRest;
        this.result = result;
    }

    /** Numbers that follow each other, both ends included. */
    record Range(long first, long last) {
        static final Range NONE = new Range(Long.MAX_VALUE, 0);

        Range with(final long from, final long to) {
            return new Range(Math.min(first, from), Math.max(last, to));
        }

        Range and(final Range other) {
            return new Range(Math.max(first, other.first), Math.min(last, other.last));
        }

        boolean isEmpty() {
            return first > last;
        }

        boolean holds(final long number) {
            return number >= first && number <= last;
        }
    }

    /** Reads it once, for what there is of it. */
    static ComparedAudit read(final Path files, final List<PublicKey> keys, final @Nullable AtRestKeys atRest)
            throws IOException {
        final ComparedAudit audit = new ComparedAudit(
                files, keys, atRest, AuditReader.read(files, keys, List.of(), atRest, (seq, micros, record) -> {}));
        audit.each((micros, record) -> {
            if (record.position() != 0) {
                audit.commands = audit.commands.with(record.commandSeq(), record.throughSeq());
            } else if (isEvent(record)) {
                audit.events = audit.events.with(record.eventSeq(), record.eventSeq());
            }
        });
        return audit;
    }

    AuditReader.Result result() {
        return result;
    }

    /** Which commands, or events, it says anything of. */
    Range range(final boolean ofCommands) {
        return ofCommands ? commands : events;
    }

    /** Hashes of what it says of a part of the log. */
    Digests digests(final boolean ofCommands, final Range range) throws IOException {
        final Digests digests = new Digests();
        each((micros, record) -> {
            final boolean isCommand = record.position() != 0 && record.kind() != AuditKind.ROUTINE;
            final boolean isMeant = ofCommands ? isCommand : record.position() == 0 && isEvent(record);
            final long number = ofCommands ? record.commandSeq() : record.eventSeq();
            if (isMeant && range.holds(number)) {
                digests.add(number, content(micros, record));
            }
        });
        return digests;
    }

    private static boolean isEvent(final AuditRecordDecoder record) {
        return record.commandSeq() != 0 && record.eventSeq() != 0;
    }

    private interface Each {
        void take(long micros, AuditRecordDecoder record);
    }

    /** Records that a seal covers. */
    private void each(final Each each) throws IOException {
        AuditReader.read(files, keys, List.of(), atRest, (seq, micros, record) -> {
            if (seq <= result.sealedSeq()) {
                each.take(micros, record);
            }
        });
    }

    /** A session says who acts; whether the audit knew its person by then may differ where the session was just over. */
    private static byte[] content(final long micros, final AuditRecordDecoder record) {
        final boolean isBySession = record.position() != 0 && record.sessionId() != 0;
        final StringBuilder text = new StringBuilder()
                .append(micros)
                .append(' ')
                .append(record.commandSeq())
                .append(' ')
                .append(record.position())
                .append(' ')
                .append(record.eventSeq())
                .append(' ')
                .append(record.sourceId())
                .append(' ')
                .append(record.sessionId())
                .append(' ')
                .append(record.alertId())
                .append(' ')
                .append(record.detail())
                .append(' ')
                .append(record.template())
                .append(' ')
                .append(record.kindRaw())
                .append(' ')
                .append(record.outcome())
                .append(' ')
                .append(record.roleRaw())
                .append(' ')
                .append(record.emergency())
                .append(' ')
                .append(record.tableRaw());
        record.shown().forEach(each -> text.append(' ').append(each.shownId()));
        final String who = record.who();
        text.append('\n').append(isBySession ? "" : who);
        text.append('\n').append(record.patientId());
        text.append('\n').append(record.place());
        text.append('\n').append(record.to());
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Hashes of buckets, by their first number. */
    static final class Digests {
        private final TreeMap<Long, byte[]> buckets = new TreeMap<>();
        private final MessageDigest digest = sha256();
        private long records;

        void add(final long number, final byte[] content) {
            records++;
            final long bucket = number - number % BUCKET;
            final byte[] before = buckets.getOrDefault(bucket, new byte[0]);
            digest.update(before);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, content.length));
            buckets.put(bucket, digest.digest(content));
        }

        long records() {
            return records;
        }

        /** Hash of all. */
        String whole() {
            buckets.values().forEach(digest::update);
            return HexFormat.of().formatHex(digest.digest());
        }

        /** The first number of the first bucket that is another; -1 = none is. */
        long firstDifference(final Digests other) {
            final TreeMap<Long, byte[]> all = new TreeMap<>(buckets);
            all.putAll(other.buckets);
            for (final long bucket : all.keySet()) {
                if (!MessageDigest.isEqual(buckets.get(bucket), other.buckets.get(bucket))) {
                    return bucket;
                }
            }
            return -1;
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (final NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
