package io.tocsin.audit;

import io.tocsin.AuditSealed;
import io.tocsin.atrest.AtRestKeys;
import io.tocsin.atrest.SealedFile;
import io.tocsin.atrest.SealedWriter;
import io.tocsin.codecs.sbe.AuditFileDecoder;
import io.tocsin.codecs.sbe.AuditRecordDecoder;
import io.tocsin.codecs.sbe.AuditSealDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an audit goes on: behind the last seal of its last file. What stands behind that nobody has signed: it is cut off and kept beside it, and made again from the
 * journal, so that nothing that somebody has written there is ever signed. If a seal is cut off that had come to the log, the log refuses the next one. Made once; waits
 * for the disk.
 */
final class AuditResume {
    private static final Logger LOG = LoggerFactory.getLogger(AuditResume.class);

    private final AuditPlace place = new AuditPlace();
    private final AuditContext context = new AuditContext();
    private final Chain chain = new Chain();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private long chainHigh;
    private long chainLow;
    private long keyId;
    private int headBytes;
    private @Nullable AuditSealed sealed;
    private @Nullable Path file;

    private final @Nullable AtRestKeys atRest;

    private AuditResume(final @Nullable AtRestKeys atRest) {
        this.atRest = atRest;
    }

    /** Of the audit in a folder; a new one, of a random name, where there is none. */
    static AuditResume of(final Path folder, final @Nullable AtRestKeys atRest) throws IOException {
        final AuditResume resume = new AuditResume(atRest);
        final List<Path> files = AuditFiles.in(folder);
        for (int i = files.size() - 1; i >= 0 && resume.file == null; i--) {
            resume.read(files.get(i));
        }
        if (resume.file == null) {
            if (!files.isEmpty()) {
                throw new IOException(folder + " holds files of an audit, and none that begins as it should");
            }
            final SecureRandom random = new SecureRandom();
            resume.chainHigh = random.nextLong();
            resume.chainLow = random.nextLong();
        }
        return resume;
    }

    AuditPlace place() {
        return place;
    }

    AuditContext context() {
        return context;
    }

    Chain chain() {
        return chain;
    }

    long chainHigh() {
        return chainHigh;
    }

    long chainLow() {
        return chainLow;
    }

    long keyId() {
        return keyId;
    }

    /** The last seal; {@code null} = a new audit. It may not have come to the log. */
    @Nullable
    AuditSealed sealed() {
        return sealed;
    }

    /** What the file begins with, its first seal included. */
    long headBytes() {
        return headBytes;
    }

    /** To go on with; {@code null} = a new one. */
    @Nullable
    Path file() {
        return file;
    }

    /** Reads the last file; one without a whole seal is put aside. */
    private void read(final Path last) throws IOException {
        try (AuditFiles.Content content = AuditFiles.content(last, atRest)) {
            read(last, content);
        }
    }

    private void read(final Path last, final AuditFiles.Content content) throws IOException {
        final ByteBuffer bytes = content.bytes();
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final int end = sealedBytes(last, bytes, buffer);
        for (int at = 0; at < end; at += Chain.frameBytes(bytes, at)) {
            take(buffer, at + Chain.HEAD_BYTES, TimeUnit.MICROSECONDS.toNanos(bytes.getLong(at + Long.BYTES)));
        }
        if (end < bytes.limit() || end == 0 || !content.damage().isEmpty()) {
            cut(last, end, bytes);
        }
        if (end > 0) {
            file = last;
        }
    }

    /** What is whole up to a seal, and where the chain stands behind it. */
    private static final class Sealed {
        private final int at;
        private final int end;
        private final long seq;
        private final byte[] head;

        Sealed(final int at, final int end, final long seq, final byte[] head) {
            this.at = at;
            this.end = end;
            this.seq = seq;
            this.head = head;
        }
    }

    /** How much of a file is whole and sealed by the key that the file names; the chain stands there then. */
    private int sealedBytes(final Path last, final ByteBuffer bytes, final UnsafeBuffer buffer) {
        final Deque<Sealed> seals = new ArrayDeque<>();
        int at = 0;
        int length = Chain.frameBytes(bytes, at);
        boolean isWhole = length > 0 && length <= bytes.limit() && begin(last, buffer);
        while (isWhole && length > 0 && length <= bytes.limit() - at) {
            isWhole = chain.take(bytes, at, length).isEmpty();
            final boolean isSeal =
                    header.wrap(buffer, at + Chain.HEAD_BYTES).templateId() == AuditSealDecoder.TEMPLATE_ID;
            if (isWhole && isSeal) {
                final byte[] head = new byte[Chain.HASH_BYTES];
                chain.copyHead(head);
                seals.addLast(new Sealed(at, at + length, chain.seq(), head));
            }
            at += length;
            length = Chain.frameBytes(bytes, at);
        }
        headBytes = seals.isEmpty() ? 0 : seals.getFirst().end;
        // What comes before a seal that is right nobody has touched.
        while (!seals.isEmpty() && !isSigned(buffer, seals.getLast())) {
            LOG.warn("the seal at byte {} of {} was not made with the key of that file", seals.getLast().at, last);
            seals.removeLast();
        }
        final Sealed end = seals.isEmpty() ? new Sealed(0, 0, 0, new byte[Chain.HASH_BYTES]) : seals.getLast();
        chain.at(end.seq, end.head);
        return end.end;
    }

    private boolean isSigned(final UnsafeBuffer buffer, final Sealed sealing) {
        final AuditFileDecoder from = new AuditFileDecoder().wrapAndApplyHeader(buffer, Chain.HEAD_BYTES, header);
        final long high = from.chainHigh();
        final long low = from.chainLow();
        from.skipPreviousHead();
        final String publicText = from.publicKey();
        final AuditSealDecoder made =
                new AuditSealDecoder().wrapAndApplyHeader(buffer, sealing.at + Chain.HEAD_BYTES, header);
        final String statement = AuditKey.statement(high, low, made.seq(), made.head());
        made.skipPreviousHead();
        try {
            return AuditKey.isSigned(AuditKey.publicOf(publicText), statement, made.signature());
        } catch (final GeneralSecurityException noKey) {
            return false;
        }
    }

    /** The chain before the file is what it says itself. */
    private boolean begin(final Path last, final UnsafeBuffer buffer) {
        if (header.wrap(buffer, Chain.HEAD_BYTES).templateId() != AuditFileDecoder.TEMPLATE_ID) {
            return false;
        }
        final AuditFileDecoder head = new AuditFileDecoder().wrapAndApplyHeader(buffer, Chain.HEAD_BYTES, header);
        final String before = head.previousHead();
        final boolean isHash = before.matches("[0-9a-f]{" + 2 * Chain.HASH_BYTES + "}");
        chain.at(AuditFiles.firstSeq(last) - 1, isHash ? HexFormat.of().parseHex(before) : new byte[Chain.HASH_BYTES]);
        return true;
    }

    private void take(final UnsafeBuffer buffer, final int at, final long atNs) {
        switch (header.wrap(buffer, at).templateId()) {
            case AuditFileDecoder.TEMPLATE_ID -> {
                final AuditFileDecoder head = new AuditFileDecoder().wrapAndApplyHeader(buffer, at, header);
                place.take(head);
                chainHigh = head.chainHigh();
                chainLow = head.chainLow();
                keyId = head.keyId();
            }
            case AuditRecordDecoder.TEMPLATE_ID -> {
                final AuditRecordDecoder record = new AuditRecordDecoder().wrapAndApplyHeader(buffer, at, header);
                place.take(record, atNs);
                context.take(record);
            }
            case AuditSealDecoder.TEMPLATE_ID -> {
                final AuditSealDecoder seal = new AuditSealDecoder().wrapAndApplyHeader(buffer, at, header);
                sealed = new AuditSealed(
                        chainHigh,
                        chainLow,
                        seal.seq(),
                        seal.previousSeq(),
                        seal.keyId(),
                        seal.head(),
                        seal.previousHead(),
                        seal.signature());
                place.eventSeq = Math.max(place.eventSeq, seal.eventSeq());
            }
            default -> {
                // Of a later version.
            }
        }
    }

    private void cut(final Path last, final int at, final ByteBuffer bytes) throws IOException {
        final Path aside = last.resolveSibling(last.getFileName() + ".cut-at-" + at);
        LOG.warn(
                "the audit's last file {} is sealed up to byte {} of {}; the rest is kept in {}, and made again from"
                        + " the journal",
                last,
                at,
                bytes.limit(),
                aside.getFileName());
        if (at == 0) {
            Files.move(last, aside, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        final long from = SealedFile.fileBytesOf(last, at);
        if (from < 0) {
            throw new IOException(last + " has no piece that ends where its last seal does, at byte " + at
                    + " of what is sealed in it: somebody else has written it");
        }
        final ByteBuffer rest = bytes.duplicate();
        rest.position(at);
        final AtRestKeys keys = SealedFile.isSealed(last) ? atRest : null;
        try (FileChannel kept = FileChannel.open(
                        aside,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                FileChannel channel = FileChannel.open(last, StandardOpenOption.WRITE)) {
            // Sealed anew: what stood there could not be opened without what stood before it. A piece that is not all
            // there nobody opens.
            final WritableByteChannel to =
                    keys == null ? kept : new SealedWriter(kept, 0, 0, keys.current(), AuditFiles.PURPOSE);
            while (rest.hasRemaining()) {
                to.write(rest);
            }
            channel.truncate(from);
            channel.force(true);
        }
    }
}
