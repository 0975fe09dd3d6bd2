package io.tocsin.transport.directory;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.tocsin.transport.directory.chronicle.ChronicleStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A read model's table together with its own record: of which log it is, how far that was applied, written behind everything that was applied, and five numbers of
 * the model. A file counts only if a mark beside it says that it was closed in order, of this shape and log, and not beyond the log's end; else it is deleted and made
 * again from the beginning. Writer only.
 */
final class ModelStore implements AutoCloseable {
    /** Numbers of the model. */
    static final int NUMBERS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(ModelStore.class);
    private static final String MARK = "tocsin-read-model";
    private static final int APPLIED = Layout.APPLIED_OFFSET;
    private static final int EPOCH_HIGH = Layout.FIELDS_OFFSET;
    private static final int EPOCH_LOW = EPOCH_HIGH + Long.BYTES;
    private static final int FIRST_NUMBER = EPOCH_LOW + Long.BYTES;
    private static final int RECORD_BYTES = FIRST_NUMBER + NUMBERS * Long.BYTES;

    private final ReadModelStore store;
    private final Shape shape;
    private final @Nullable Path file;
    private final Layout layout = new Layout();
    private final Slice key = new Slice();
    private final Slice meta = new Slice();
    private boolean isRecorded;
    private volatile boolean damaged;

    private ModelStore(final ReadModelStore store, final Shape shape, final @Nullable Path file) {
        this.store = store;
        this.shape = shape;
        this.file = file;
        key.bytes()[0] = Layout.META;
        key.length(1);
        meta.length(RECORD_BYTES);
    }

    /** A table in memory, empty. */
    static ModelStore inMemory(final Shape shape, final LogPlace log) {
        return over(new HeapStore(withRecord(shape)), shape, log);
    }

    /** A table over another that is empty and not in a file. */
    static ModelStore over(final ReadModelStore store, final Shape shape, final LogPlace log) {
        final ModelStore model = new ModelStore(store, shape, null);
        model.begin(log);
        return model;
    }

    /**
     * A table in a folder: as it was left, or empty.
     *
     * @throws UncheckedIOException if the folder cannot be used.
     */
    static ModelStore inFolder(final Path folder, final Shape shape, final LogPlace log) {
        final Path file = folder.resolve(shape.name() + ".map");
        try {
            makeFolder(folder);
            final boolean isClean = Files.isRegularFile(file) && takeMark(file, shape, log);
            if (isClean) {
                final ModelStore model = new ModelStore(open(file, shape), shape, file);
                if (model.recall(log)) {
                    return model;
                }
                model.store.close();
            }
            if (Files.deleteIfExists(file)) {
                LOG.info("{} was not left in order, or is of another log or size: it is made again", file);
            }
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
        final ModelStore model = new ModelStore(open(file, shape), shape, file);
        model.begin(log);
        return model;
    }

    ReadModelStore store() {
        return store;
    }

    long capacity() {
        return shape.capacity();
    }

    /** Entries, without the record. */
    long size() {
        return store.size() - (isRecorded ? 1 : 0);
    }

    /** Sequence of the last event that is in it. */
    long applied() {
        return Layout.getLong(meta, APPLIED);
    }

    long number(final int index) {
        return Layout.getLong(meta, FIRST_NUMBER + index * Long.BYTES);
    }

    /** In the record with the next {@link #commit}. */
    void number(final int index, final long value) {
        Layout.putLong(meta, FIRST_NUMBER + index * Long.BYTES, value);
    }

    /** Notes how far everything is applied, once it is. */
    void commit(final long appliedSeq) {
        Layout.putLong(meta, APPLIED, appliedSeq);
        layout.seal(meta);
        store.put(key, meta, !isRecorded);
        isRecorded = true;
    }

    /** It will not be taken again. Any thread. */
    void markDamaged() {
        damaged = true;
    }

    boolean isDamaged() {
        return damaged;
    }

    /** Closes it; in order, unless it is damaged. */
    @Override
    public void close() {
        store.close();
        if (file == null || damaged) {
            return;
        }
        try {
            force(file);
            putMark(file);
        } catch (final IOException failed) {
            LOG.warn("{} is closed, but cannot be marked so: the next start makes it again", file, failed);
        }
    }

    private static long withRecord(final Shape shape) {
        return shape.capacity() + 1;
    }

    private static ReadModelStore open(final Path file, final Shape shape) {
        return ChronicleStore.open(file, withRecord(shape), shape.averageKeyBytes(), shape.averageValueBytes());
    }

    private void begin(final LogPlace log) {
        Layout.putLong(meta, EPOCH_HIGH, log.epochHigh());
        Layout.putLong(meta, EPOCH_LOW, log.epochLow());
        commit(0);
    }

    private boolean recall(final LogPlace log) {
        if (!store.get(key, meta)) {
            return false;
        }
        try {
            layout.check(meta);
        } catch (final DamagedException damage) {
            LOG.warn("the record of {} cannot be used: {}", file, damage.getMessage());
            return false;
        }
        isRecorded = true;
        return meta.length() == RECORD_BYTES
                && Layout.getLong(meta, EPOCH_HIGH) == log.epochHigh()
                && Layout.getLong(meta, EPOCH_LOW) == log.epochLow()
                && applied() <= log.lastEventSeq();
    }

    private static void makeFolder(final Path folder) throws IOException {
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            // Names and telephone numbers of patients: for nobody else on this machine.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** Whether a mark vouches for the file; there is none any more afterwards, on the disk too, before anything is written to the file. */
    private static boolean takeMark(final Path file, final Shape shape, final LogPlace log) throws IOException {
        final Path mark = mark(file);
        if (!Files.isRegularFile(mark)) {
            return false;
        }
        final String found = Files.readString(mark);
        Files.delete(mark);
        forceFolder(file);
        return found.equals(sealed(shape, Files.size(file), log.epochHigh(), log.epochLow()));
    }

    private void putMark(final Path closed) throws IOException {
        final Path mark = mark(closed);
        final Path beside = mark.resolveSibling(mark.getFileName() + ".new");
        Files.writeString(
                beside,
                sealed(shape, Files.size(closed), Layout.getLong(meta, EPOCH_HIGH), Layout.getLong(meta, EPOCH_LOW)));
        force(beside);
        Files.move(beside, mark, StandardCopyOption.ATOMIC_MOVE);
        forceFolder(closed);
    }

    private static String sealed(final Shape shape, final long fileBytes, final long high, final long low) {
        final String text = String.join(
                " ",
                MARK,
                String.valueOf(Layout.VERSION),
                shape.toString(),
                String.valueOf(fileBytes),
                Long.toHexString(high),
                Long.toHexString(low));
        final CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return text + ' ' + Long.toHexString(crc.getValue()) + '\n';
    }

    private static Path mark(final Path file) {
        return file.resolveSibling(file.getFileName() + ".closed");
    }

    private static void force(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
            channel.force(true);
        }
    }

    private static void forceFolder(final Path file) throws IOException {
        final Path folder = file.getParent();
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, READ)) {
                channel.force(true);
            }
        }
    }
}
