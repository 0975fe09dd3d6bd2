package io.tocsin.audit;

import static java.util.Objects.requireNonNull;

import io.tocsin.AuditSealed;
import io.tocsin.atrest.AtRest;
import io.tocsin.atrest.AtRestKeys;
import io.tocsin.atrest.SealedFile;
import io.tocsin.atrest.SealedWriter;
import io.tocsin.codecs.sbe.AuditFileEncoder;
import io.tocsin.codecs.sbe.AuditKind;
import io.tocsin.codecs.sbe.AuditSealEncoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes an audit: appends records to the last file, goes on behind its last seal, and begins another file when one is full. What was appended is in memory until {@link
 * #flush}. After an {@link IOException} it is of no use any more: another one is opened, which finds what came to the disk. One thread; waits for the disk.
 */
final class AuditWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditWriter.class);
    /** Of memory for what is not written. */
    private static final int PENDING_BYTES = 4 << 20;
    /** With so much of it taken, nothing more is read. */
    private static final int FULL_BYTES = 1 << 20;
    /** At a time: a clock that is wrong for an hour does not take all of it away. */
    private static final int MOST_DELETED = 8;

    private final Path folder;
    private final AuditKey key;
    /** What files are sealed with that begin; {@code null} = they are not. */
    private final @Nullable AtRestKeys keys;

    private final @Nullable AtRestKeys readKeys;
    private final long fileBytes;
    private final ByteBuffer pending = ByteBuffer.allocateDirect(PENDING_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer payload = ByteBuffer.allocate(Chain.MAX_PAYLOAD_BYTES);
    private final UnsafeBuffer buffer = new UnsafeBuffer(payload);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final AuditFileEncoder fileHead = new AuditFileEncoder();
    private final AuditSealEncoder seal = new AuditSealEncoder();
    private final AuditDraft draft = new AuditDraft();
    private final AuditPlace place;
    private final AuditContext context;
    private final Chain chain;
    private long chainHigh;
    private long chainLow;
    private @Nullable FileChannel file;
    /** What seals the file, if there are keys. */
    private @Nullable SealedWriter sealing;
    /** Without what seals add. */
    private long writtenBytes;
    /** Of them, what the file began with: what was known before it, and not what is new. */
    private long headBytes;

    private long firstSeq;
    private @Nullable AuditSealed sealed;

    private AuditWriter(
            final Path folder,
            final AuditKey key,
            final AtRest atRest,
            final long fileBytes,
            final AuditResume resume) {
        this.folder = folder;
        this.key = key;
        readKeys = atRest.keys();
        keys = atRest.forWriting();
        this.fileBytes = fileBytes;
        place = resume.place();
        context = resume.context();
        chain = resume.chain();
        chainHigh = resume.chainHigh();
        chainLow = resume.chainLow();
        sealed = resume.sealed();
    }

    /**
     * Goes on with an audit, or begins one.
     *
     * @param folder    of it; made if it is not there.
     * @param key       to sign with.
     * @param atRest    keys of its files, and whether those that begin are sealed.
     * @param fileBytes from which on a file is full.
     * @param feed      of the log that is audited.
     * @param nowNs     epoch.
     * @throws IOException if it cannot be read or written.
     */
    static AuditWriter open(
            final Path folder,
            final AuditKey key,
            final AtRest atRest,
            final long fileBytes,
            final AuditFeed feed,
            final long nowNs)
            throws IOException {
        if (Files.notExists(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        final AuditResume resume = AuditResume.of(folder, atRest.keys());
        final AuditWriter writer = new AuditWriter(folder, key, atRest, fileBytes, resume);
        try {
            writer.goOn(resume, feed, nowNs);
        } catch (final IOException | RuntimeException failed) {
            writer.close();
            throw failed;
        }
        return writer;
    }

    private void goOn(final AuditResume resume, final AuditFeed feed, final long nowNs) throws IOException {
        final Path last = resume.file();
        if (last == null || !place.isOf(feed.epochHigh(), feed.epochLow())) {
            place.anew(feed.epochHigh(), feed.epochLow());
            final AuditBeginning beginning = feed.beginning();
            if (beginning != null) {
                place.begin(beginning);
                beginning.state().accept(context::takeState);
            }
            begin(nowNs, 0);
        } else if (!AuditTrail.isInLog(place, feed)) {
            shortened(AuditTrail.countUpTo(place.commandNs, feed), nowNs);
        } else if (resume.keyId() != key.id() || SealedFile.keyId(last) != keyAtRest()) {
            begin(nowNs, 0);
        } else {
            final FileChannel open = FileChannel.open(last, StandardOpenOption.WRITE);
            file = open;
            writtenBytes = SealedFile.plainBytes(last);
            sealing = keys == null
                    ? null
                    : new SealedWriter(open, open.size(), writtenBytes, keys.current(), AuditFiles.PURPOSE);
            firstSeq = AuditFiles.firstSeq(last);
            headBytes = resume.headBytes();
        }
    }

    AuditContext context() {
        return context;
    }

    AuditPlace place() {
        return place;
    }

    /** The last record. */
    long seq() {
        return chain.seq();
    }

    /** The last seal; it may not have come to the log. */
    AuditSealed sealed() {
        return requireNonNull(sealed);
    }

    /** Whether records are to be written before more are read. */
    boolean isFull() {
        return pending.position() >= FULL_BYTES;
    }

    /** Whether so much is new in the file that another is to begin. */
    boolean isFileFull() {
        return writtenBytes - headBytes >= fileBytes;
    }

    /** Whether another key is in force at rest than the one that the file was begun with. */
    boolean isOfAnotherKey() {
        final SealedWriter through = sealing;
        return through != null
                && keys != null
                && through.key().id() != keys.current().id();
    }

    /** Appends a record. */
    void append(final AuditDraft record) {
        chain.append(TimeUnit.NANOSECONDS.toMicros(record.atNs), record.encode(), pending);
    }

    /** Writes what was appended; not forced. */
    void flush() throws IOException {
        final FileChannel to = requireNonNull(file);
        final SealedWriter through = sealing;
        pending.flip();
        while (pending.hasRemaining()) {
            writtenBytes += through == null ? to.write(pending, writtenBytes) : through.write(pending);
        }
        pending.clear();
    }

    /** Signs how far the audit has come, and forces it to the disk: {@link #sealed()} from here on. */
    void seal(final long nowNs) throws IOException {
        final AuditSealed made = appendSeal(nowNs);
        flush();
        requireNonNull(file).force(false);
        sealed = made;
    }

    /** Begins another file, behind all that was appended in the one before; it is sealed at once. */
    void roll(final long nowNs) throws IOException {
        flush();
        requireNonNull(file).force(false);
        begin(nowNs, 0);
    }

    /**
     * Deletes files whose records are all older, but never the present one, and eight at most; a sealed record says so first.
     *
     * @param beforeNs epoch.
     * @param nowNs    epoch.
     * @return how many.
     */
    int purge(final long beforeNs, final long nowNs) throws IOException {
        final List<Path> files = AuditFiles.in(folder);
        int over = 0;
        // A file's records are older than the next one's first.
        while (over < Math.min(MOST_DELETED, files.size() - 1)
                && AuditFiles.firstSeq(files.get(over)) < firstSeq
                && firstMicros(files.get(over + 1), readKeys) < TimeUnit.NANOSECONDS.toMicros(beforeNs)) {
            over++;
        }
        if (over == 0) {
            return 0;
        }
        draft.begin(AuditKind.AUDIT_PURGED, nowNs);
        draft.outcome = AuditDraft.SUCCESS;
        draft.eventSeq = AuditFiles.firstSeq(files.get(over)) - 1;
        append(draft);
        seal(nowNs);
        for (final Path old : files.subList(0, over)) {
            Files.delete(old);
        }
        return over;
    }

    @Override
    public void close() throws IOException {
        // Whoever opens another one every second does not wait for a collection of garbage.
        BufferUtil.free(pending);
        final FileChannel open = file;
        if (open != null) {
            open.close();
        }
    }

    /** The log knows nothing of the last seals, perhaps: what follows is another chain to it, whose hashes go on from those before. */
    private void shortened(final long kept, final long nowNs) throws IOException {
        final long recorded = place.commandSeq;
        place.shortened(kept);
        final SecureRandom random = new SecureRandom();
        chainHigh = random.nextLong();
        chainLow = random.nextLong();
        sealed = null;
        begin(nowNs, recorded);
    }

    /**
     * Under another name until it is whole: what it begins with, what indexes and sessions stand for, and a seal.
     *
     * @param lostFrom the last command of which there was a record, if the log has lost it; else 0.
     */
    private void begin(final long nowNs, final long lostFrom) throws IOException {
        final FileChannel before = file;
        final Path path = AuditFiles.of(folder, chain.seq() + 1);
        final Path beside = path.resolveSibling(path.getFileName() + ".new");
        final FileChannel begun = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        file = begun;
        sealing = keys == null ? null : new SealedWriter(begun, 0, 0, keys.current(), AuditFiles.PURPOSE);
        writtenBytes = 0;
        firstSeq = chain.seq() + 1;
        fileHead.wrapAndApplyHeader(buffer, 0, header)
                .chainHigh(chainHigh)
                .chainLow(chainLow)
                .epochHigh(place.epochHigh)
                .epochLow(place.epochLow)
                .keyId(key.id())
                .commandSeq(place.commandSeq)
                .position(place.position)
                .commandNs(place.commandNs)
                .eventSeq(place.eventSeq)
                .previousHead(chain.seq() == 0 ? "" : chain.head())
                .publicKey(key.publicText());
        append(MessageHeaderEncoder.ENCODED_LENGTH + fileHead.encodedLength(), nowNs);
        for (final AuditContext.Carried each : context.carried()) {
            append(each.draft(draft, nowNs));
            if (isFull()) {
                flush();
            }
        }
        if (lostFrom > 0) {
            draft.begin(AuditKind.LOG_SHORTENED, nowNs);
            draft.commandSeq = place.commandSeq;
            draft.throughSeq = lostFrom;
            draft.outcome = AuditDraft.SERIOUS_FAILURE;
            append(draft);
        }
        seal(nowNs);
        headBytes = writtenBytes;
        Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
        syncFolder();
        if (before != null) {
            before.close();
        }
    }

    private AuditSealed appendSeal(final long nowNs) {
        final AuditSealed last = sealed;
        final AuditSealed made = new AuditSealed(
                chainHigh,
                chainLow,
                chain.seq(),
                last == null ? 0 : last.seq(),
                key.id(),
                chain.head(),
                last == null ? "" : last.head(),
                key.sign(AuditKey.statement(chainHigh, chainLow, chain.seq(), chain.head())));
        seal.wrapAndApplyHeader(buffer, 0, header)
                .seq(made.seq())
                .previousSeq(made.previousSeq())
                .atNs(nowNs)
                .eventSeq(place.eventSeq)
                .keyId(made.keyId())
                .head(made.head())
                .previousHead(made.previousHead())
                .signature(made.signature());
        append(MessageHeaderEncoder.ENCODED_LENGTH + seal.encodedLength(), nowNs);
        return made;
    }

    /** The name of a new file is there after the power was gone, too. */
    private void syncFolder() throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private void append(final int bytes, final long nowNs) {
        chain.append(TimeUnit.NANOSECONDS.toMicros(nowNs), payload.clear().limit(bytes), pending);
    }

    /** Of the key that is in force at rest; 0 = files are not sealed. */
    private int keyAtRest() {
        return keys == null ? 0 : keys.current().id();
    }

    /** When a file was begun; later than all times if that cannot be told: what is before it is kept then. */
    private static long firstMicros(final Path path, final @Nullable AtRestKeys keys) {
        try {
            final ByteBuffer head = AuditFiles.head(path, keys, Chain.HEAD_BYTES + MessageHeaderDecoder.ENCODED_LENGTH);
            final boolean isHead = head.remaining() == Chain.HEAD_BYTES + MessageHeaderDecoder.ENCODED_LENGTH
                    && head.getLong(0) == AuditFiles.firstSeq(path)
                    && new MessageHeaderDecoder()
                                    .wrap(new UnsafeBuffer(head), Chain.HEAD_BYTES)
                                    .templateId()
                            == AuditFileEncoder.TEMPLATE_ID;
            if (isHead) {
                return head.getLong(Long.BYTES);
            }
            LOG.warn("{} does not begin as a file of an audit does: nothing before it is deleted", path);
        } catch (final IOException unread) {
            LOG.warn("nothing of the audit before {} is deleted: {}", path, unread.toString());
        }
        return Long.MAX_VALUE;
    }
}
