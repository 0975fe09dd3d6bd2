package io.tocsin.audit;

import io.tocsin.atrest.AtRestKeys;
import io.tocsin.codecs.sbe.AuditFileDecoder;
import io.tocsin.codecs.sbe.AuditKind;
import io.tocsin.codecs.sbe.AuditRecordDecoder;
import io.tocsin.codecs.sbe.AuditSealDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads an audit from its first record on, and finds out whether somebody changed it: a record that is not what its hash says, that is missing, that stands twice or
 * elsewhere; a seal that nobody with the key has signed; a command that no record names, or two do; an end that comes before what the log was told. Reading ends at the
 * first of them, as what follows vouches for nothing. One thread; waits for the disk.
 */
public final class AuditReader {
    private final List<PublicKey> keys;
    /** What the log was told and no record has met yet, by chain and record. */
    private final Map<String, NavigableMap<Long, String>> told = new TreeMap<>();

    private final @Nullable AtRestKeys atRest;
    private final Sink sink;
    private final Chain chain = new Chain();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AuditFileDecoder file = new AuditFileDecoder();
    private final AuditRecordDecoder record = new AuditRecordDecoder();
    private final AuditSealDecoder seal = new AuditSealDecoder();
    private final Set<String> chains = new LinkedHashSet<>();
    private @Nullable PublicKey ownKey;
    private String headBefore = "";
    private long firstSeq;
    private long sealedSeq;
    private long commandSeq;
    private String countedLog = "";

    private long seals;
    private int files;
    /** What counts only once a seal covers it: through which record files were deleted. */
    private long saidPurgedThrough;

    private long purgedThrough;
    /** Where another chain began of which no record that is sealed says why; 0 = nowhere. */
    private long unexplainedSeq;

    private boolean isExplained;

    /** Is given records that are whole. */
    public interface Sink {
        /**
         * A record.
         *
         * @param seq    of it.
         * @param micros when, epoch.
         * @param record to be read in its order, during the call only.
         */
        void onRecord(long seq, long micros, AuditRecordDecoder record);
    }

    /**
     * What the log was told.
     *
     * @param chain identity of the chain, 32 digits.
     * @param seq   last record that the head covers.
     * @param head  its hash, 64 digits.
     */
    public record Checkpoint(String chain, long seq, String head) {
        /** Of the two halves of a chain's identity. */
        public static Checkpoint of(final long chainHigh, final long chainLow, final long seq, final String head) {
            return new Checkpoint(AuditKey.hex(chainHigh) + AuditKey.hex(chainLow), seq, head);
        }
    }

    /**
     * What was found.
     *
     * @param chains     that the files have, as 32 digits each; one, unless the log was shortened.
     * @param files      that were read.
     * @param firstSeq   the first record; 0 = there is none.
     * @param lastSeq    the last that is whole.
     * @param head       its hash.
     * @param seals      that are right.
     * @param commandSeq the last command that is named.
     * @param sealedSeq  the last record that a right seal covers; what is behind it anybody can have written.
     * @param isKeyGiven seals were held against keys that were given, not those that stand in the files.
     * @param badSeq     the first record that is not as it should be; 0 = all are.
     * @param finding    what is wrong with it; empty = nothing.
     */
    public record Result(
            Set<String> chains,
            int files,
            long firstSeq,
            long lastSeq,
            String head,
            long seals,
            long commandSeq,
            long sealedSeq,
            boolean isKeyGiven,
            long badSeq,
            String finding) {
        /**
         * The same, with a finding.
         *
         * @param seq  the record that is not as it should be.
         * @param what is wrong with it.
         * @return another result.
         */
        public Result with(final long seq, final String what) {
            return new Result(
                    chains, files, firstSeq, lastSeq, head, seals, commandSeq, sealedSeq, isKeyGiven, seq, what);
        }

        /** Whether nothing was found. */
        public boolean isWhole() {
            return finding.isEmpty();
        }
    }

    /** Ends the reading. */
    private static final class BadException extends Exception {
        private static final long serialVersionUID = 1;

        final long seq;

        BadException(final long seq, final String what) {
            super(what);
            this.seq = seq;
        }
    }

    private AuditReader(
            final List<PublicKey> keys,
            final List<Checkpoint> checkpoints,
            final @Nullable AtRestKeys atRest,
            final Sink sink) {
        this.keys = List.copyOf(keys);
        this.atRest = atRest;
        this.sink = sink;
        checkpoints.forEach(each ->
                told.computeIfAbsent(each.chain(), none -> new TreeMap<>()).put(each.seq(), each.head()));
    }

    /** As {@link #read(Path, List, List, AtRestKeys, Sink)}, of files that are not sealed. */
    public static Result read(
            final Path folder, final List<PublicKey> keys, final List<Checkpoint> checkpoints, final Sink sink)
            throws IOException {
        return read(folder, keys, checkpoints, null, sink);
    }

    /**
     * Reads an audit.
     *
     * @param folder      of its files.
     * @param keys        of which one is to have made each seal; none = whichever the file says itself, which finds out nothing of who wrote all of it anew.
     * @param checkpoints what the log was told, of whichever chain.
     * @param atRest      keys of files that are sealed; {@code null} = none.
     * @param sink        is given each record before the first that is not as it should be.
     * @return what was found.
     * @throws IOException if it cannot be read, or the key of a file is not there.
     */
    public static Result read(
            final Path folder,
            final List<PublicKey> keys,
            final List<Checkpoint> checkpoints,
            final @Nullable AtRestKeys atRest,
            final Sink sink)
            throws IOException {
        final AuditReader reader = new AuditReader(keys, checkpoints, atRest, sink);
        try {
            for (final Path each : Files.isDirectory(folder) ? AuditFiles.in(folder) : List.<Path>of()) {
                reader.read(each);
            }
            reader.end();
            return reader.result(0, "");
        } catch (final BadException bad) {
            return reader.result(bad.seq, String.valueOf(bad.getMessage()));
        }
    }

    private Result result(final long badSeq, final String finding) {
        return new Result(
                chains,
                files,
                firstSeq,
                chain.seq(),
                chain.head(),
                seals,
                commandSeq,
                sealedSeq,
                !keys.isEmpty(),
                badSeq,
                finding);
    }

    private void read(final Path path) throws IOException, BadException {
        try (AuditFiles.Content content = AuditFiles.content(path, atRest)) {
            read(path, content);
        }
    }

    private void read(final Path path, final AuditFiles.Content content) throws BadException {
        final ByteBuffer bytes = content.bytes();
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final String name = String.valueOf(path.getFileName());
        files++;
        if (AuditFiles.firstSeq(path) != chain.seq() + 1 && chain.seq() != 0) {
            throw new BadException(
                    chain.seq() + 1,
                    "records " + (chain.seq() + 1) + " to " + (AuditFiles.firstSeq(path) - 1)
                            + " are missing: the next file is " + name);
        }
        int at = 0;
        while (at < bytes.limit()) {
            final int length = Chain.frameBytes(bytes, at);
            if (length < 0 || length > bytes.limit() - at) {
                throw new BadException(
                        chain.seq() + 1,
                        content.damage().isEmpty()
                                ? name + " at byte " + at + ": a record is not all there"
                                : content.damage());
            }
            if (at == 0) {
                begin(path, buffer, name);
            }
            headBefore = chain.head();
            final String wrong = chain.take(bytes, at, length);
            if (!wrong.isEmpty()) {
                throw new BadException(chain.seq() + 1, name + " at byte " + at + ": " + wrong);
            }
            take(buffer, at + Chain.HEAD_BYTES, bytes.getLong(at + Long.BYTES), name);
            at += length;
        }
        if (!content.damage().isEmpty()) {
            throw new BadException(chain.seq() + 1, content.damage());
        }
        if (at == 0) {
            throw new BadException(chain.seq() + 1, name + " is empty");
        }
    }

    /** The first file may be that of records whose time to be kept was not over yet when those before them were deleted. */
    private void begin(final Path path, final UnsafeBuffer buffer, final String name) throws BadException {
        final long first = AuditFiles.firstSeq(path);
        try {
            if (header.wrap(buffer, Chain.HEAD_BYTES).templateId() != AuditFileDecoder.TEMPLATE_ID) {
                throw new BadException(first, name + " does not begin as a file does");
            }
            file.wrapAndApplyHeader(buffer, Chain.HEAD_BYTES, header);
            if (chains.add(chainId()) && chains.size() > 1) {
                unexplainedSeq = first;
                isExplained = false;
            }
            final String before = file.previousHead();
            if (chain.seq() == 0) {
                firstSeq = first;
                if (first > 1) {
                    chain.at(first - 1, HexFormat.of().parseHex(before));
                }
            } else if (!before.equals(chain.head())) {
                throw new BadException(first, name + " does not go on from the file before it");
            }
            ownKey = AuditKey.publicOf(file.publicKey());
        } catch (final GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException wrong) {
            throw new BadException(first, name + " does not begin as a file does: " + wrong.getMessage());
        }
    }

    private void take(final UnsafeBuffer buffer, final int at, final long micros, final String name)
            throws BadException {
        final long seq = chain.seq();
        final String head = told(chainId()).remove(seq);
        if (head != null && !head.equals(chain.head())) {
            throw new BadException(seq, name + ": the log was told another head of it, " + head);
        }
        switch (header.wrap(buffer, at).templateId()) {
            case AuditFileDecoder.TEMPLATE_ID -> {
                file.wrapAndApplyHeader(buffer, at, header);
                final String log = AuditKey.hex(file.epochHigh()) + AuditKey.hex(file.epochLow());
                if (!log.equals(countedLog) || (file.commandSeq() == 0 && file.position() == 0)) {
                    // Another log may be followed from the midst of it.
                    countedLog = log;
                    commandSeq = file.commandSeq();
                }
            }
            case AuditRecordDecoder.TEMPLATE_ID -> {
                record.wrapAndApplyHeader(buffer, at, header);
                count(seq, name);
                sink.onRecord(seq, micros, record);
            }
            case AuditSealDecoder.TEMPLATE_ID -> seal(buffer, at, name);
            default -> {
                // Of a later version.
            }
        }
    }

    /** Every command stands in exactly one record. */
    private void count(final long seq, final String name) throws BadException {
        if (record.kind() == AuditKind.LOG_SHORTENED) {
            commandSeq = record.commandSeq();
            isExplained = true;
        } else if (record.kind() == AuditKind.AUDIT_PURGED) {
            saidPurgedThrough = record.eventSeq();
        } else if (record.position() != 0) {
            if (record.commandSeq() != commandSeq + 1) {
                throw new BadException(
                        seq, name + ": command " + record.commandSeq() + " follows command " + commandSeq);
            }
            commandSeq = record.throughSeq();
        }
    }

    private void seal(final UnsafeBuffer buffer, final int at, final String name) throws BadException {
        seal.wrapAndApplyHeader(buffer, at, header);
        final long seq = chain.seq();
        final String head = seal.head();
        seal.skipPreviousHead();
        if (seal.seq() != seq - 1 || !head.equals(headBefore)) {
            throw new BadException(seq, name + ": a seal of something else than what is before it");
        }
        final String statement = AuditKey.statement(file.chainHigh(), file.chainLow(), seal.seq(), head);
        final String signature = seal.signature();
        if (signers().noneMatch(signer -> AuditKey.isSigned(signer, statement, signature))) {
            throw new BadException(
                    seq,
                    name + ": its seal is not signed by " + (keys.isEmpty() ? "the key of its file" : "a key given")
                            + ", but as it says by key " + AuditKey.hex(seal.keyId()));
        }
        seals++;
        sealedSeq = seal.seq();
        purgedThrough = saidPurgedThrough;
        if (isExplained) {
            unexplainedSeq = 0;
        }
    }

    private Stream<PublicKey> signers() {
        return keys.isEmpty() ? Stream.ofNullable(ownKey) : keys.stream();
    }

    private String chainId() {
        return AuditKey.hex(file.chainHigh()) + AuditKey.hex(file.chainLow());
    }

    private NavigableMap<Long, String> told(final String chainId) {
        return told.computeIfAbsent(chainId, none -> new TreeMap<>());
    }

    private void end() throws BadException {
        if (firstSeq > 1 && purgedThrough < firstSeq - 1) {
            throw new BadException(
                    1,
                    "records 1 to " + (firstSeq - 1) + " are missing, and none that is sealed says that they were to be"
                            + " deleted");
        }
        if (unexplainedSeq != 0) {
            throw new BadException(
                    unexplainedSeq,
                    "another chain begins, and no record that is sealed says that the log was shortened");
        }
        for (final Map.Entry<String, NavigableMap<Long, String>> each : told.entrySet()) {
            final Long missing = each.getValue().ceilingKey(firstSeq);
            if (missing != null && chains.contains(each.getKey())) {
                throw new BadException(
                        Math.min(missing, chain.seq() + 1),
                        missing > chain.seq()
                                ? "the end is missing: the log was told of record "
                                        + each.getValue().lastKey() + ", the last there is is " + chain.seq()
                                : "it is of another chain than the one that the log was told of it");
            }
        }
    }

    /**
     * Whether a folder holds an audit.
     *
     * @param folder to look at.
     * @return whether there is a file of one.
     * @throws IOException if it cannot be looked at.
     */
    public static boolean isIn(final Path folder) throws IOException {
        return Files.isDirectory(folder) && !List.copyOf(AuditFiles.in(folder)).isEmpty();
    }
}
