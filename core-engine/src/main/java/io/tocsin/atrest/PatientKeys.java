package io.tocsin.atrest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys of patients, in one file that lies outside of the data: a random key for each patient about whom something was typed, sealed under a key of the site, and found by
 * what HMAC-SHA256 makes of the patient's id, so that the file names nobody. To destroy a key is to write over its record.
 *
 * <p>A key is in the file before anything is sealed with it, and forced to the disk if that is asked for. What a process that was killed wrote half, at the end, is no key yet,
 * and is written over. Any thread; who makes or destroys a key waits for the disk.
 */
public final class PatientKeys implements AutoCloseable {
    /** Name of the file in its folder. */
    public static final String FILE_NAME = "patients.keys";

    /** Keys that a file takes; what is typed about further patients is sealed with the key of nobody. */
    public static final int MOST_KEYS = 4_000_000;

    private static final long DAY_MS = 86_400_000L;
    /** Numbers are the seconds since 2025, or one more than the last: a file that was put back from a copy goes on above what it has lost. */
    private static final long FIRST_SECOND = 1_735_689_600L;

    /** Head, key of the index, key of nobody: a process that was killed while it began a file left no more. */
    private static final int FIRST_RECORDS = 3;

    private static final long LAST_ID = 0xFFFF_FFFEL;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What HMAC makes of a patient's id. */
    private record Index(long high, long low) {}

    private final Path file;
    private final AtRestKeys site;
    private final FileChannel channel;
    private final LongSupplier epochMs;
    private final boolean isForced;
    private final boolean isReadOnly;
    private final PatientKeyRecord record = new PatientKeyRecord();
    private final Map<Index, PatientKey> newest = new ConcurrentHashMap<>();
    private final Map<Integer, PatientKey> byId = new ConcurrentHashMap<>();
    private final Map<Integer, Boolean> gone = new ConcurrentHashMap<>();
    private final List<Long> damaged = new ArrayList<>();
    private final ThreadLocal<Mac> macs = ThreadLocal.withInitial(PatientKeys::mac);
    private SecretKeySpec index = new SecretKeySpec(new byte[] {0}, "HmacSHA256");
    private PatientKey nobodys;
    private long end;
    private long lastId;
    private boolean isDirty;

    private PatientKeys(
            final Path file,
            final AtRestKeys site,
            final FileChannel channel,
            final LongSupplier epochMs,
            final boolean isForced,
            final boolean isReadOnly) {
        this.file = file;
        this.site = site;
        this.channel = channel;
        this.epochMs = epochMs;
        this.isForced = isForced;
        this.isReadOnly = isReadOnly;
        nobodys = new PatientKey(0, 0, 0, 0, 0, new byte[PatientKey.BYTES], null);
    }

    /**
     * Begins the keys of a folder.
     *
     * @param folder made if it is not there, for its owner alone.
     * @param site   keys of the site, which seal these.
     * @throws KeyRefusedException if there are some already, or none can be made.
     */
    public static void begin(final Path folder, final AtRestKeys site) {
        KeyFiles.makeFolder(folder);
        final Path file = folder.resolve(FILE_NAME);
        if (Files.exists(file)) {
            throw new KeyRefusedException(file + " is there already; nothing was changed");
        }
        try {
            Files.createFile(
                    file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (final IOException failed) {
            throw new KeyRefusedException("the patients' keys " + file + " cannot be made: " + failed, failed);
        }
        open(folder, site, true, System::currentTimeMillis).close();
    }

    /**
     * Opens the keys of a folder for a router. Where there are none it does not begin them: a folder that is not there, as on a disk that is not mounted, would look like a new one.
     *
     * @param folder  for its owner alone, and for these keys alone.
     * @param site    keys of the site, which seal these.
     * @param isForced whether a new key is forced to the disk before it is used: else it survives the process and not the power.
     * @param epochMs  a clock, milliseconds since 1970.
     * @return the keys, until they are closed.
     * @throws KeyRefusedException if another process has them, a key of the site is missing, or they cannot be read.
     */
    public static PatientKeys open(
            final Path folder, final AtRestKeys site, final boolean isForced, final LongSupplier epochMs) {
        KeyFiles.requireFolder(folder);
        final Path file = folder.resolve(FILE_NAME);
        try {
            if (Files.notExists(file)) {
                throw new KeyRefusedException("there are no patients' keys " + file
                        + ": say where they are, or begin them with './tocsin keys patients " + folder + "'");
            }
            KeyFiles.requireOwnersAlone(file, "chmod 600 " + file);
            final FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                lock(channel, file);
                return read(new PatientKeys(file, site, channel, epochMs, isForced, false));
            } catch (final IOException | RuntimeException failed) {
                channel.close();
                throw failed;
            }
        } catch (final IOException failed) {
            throw new KeyRefusedException("the patients' keys " + file + " cannot be opened: " + failed, failed);
        }
    }

    /**
     * Reads the keys of a folder, as they are, for tools: also while a router has them.
     *
     * @param folder of them.
     * @param site   keys of the site.
     * @return the keys; none can be made or destroyed.
     * @throws KeyRefusedException if there are none, or they cannot be read.
     */
    public static PatientKeys readOnly(final Path folder, final AtRestKeys site) {
        final Path file = folder.resolve(FILE_NAME);
        try {
            final FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            try {
                return read(new PatientKeys(file, site, channel, System::currentTimeMillis, false, true));
            } catch (final IOException | RuntimeException failed) {
                channel.close();
                throw failed;
            }
        } catch (final IOException failed) {
            throw new KeyRefusedException("the patients' keys " + file + " cannot be read: " + failed, failed);
        }
    }

    /** Where they are. */
    public Path file() {
        return file;
    }

    /** How many keys of patients there are. */
    public int count() {
        return byId.size() - 1;
    }

    /** How many were destroyed. */
    public int destroyed() {
        return gone.size();
    }

    /** Bytes of the file at which a record is none, though others come behind it: what was sealed with that key is lost. */
    public List<Long> damaged() {
        return List.copyOf(damaged);
    }

    /** Number of the newest key that anybody was given. */
    synchronized long lastId() {
        return lastId;
    }

    /** The key for what is typed about nobody who is named, or when no other can be made. */
    PatientKey nobodys() {
        return nobodys;
    }

    /** A key by its number; {@code null} = there is none. */
    @Nullable
    PatientKey find(final int id) {
        return byId.get(id);
    }

    /** Whether the key of this number was destroyed here. */
    boolean isGone(final int id) {
        return gone.containsKey(id);
    }

    /** The key of a patient that seals now, made if there is none. */
    PatientKey of(final byte[] patientId, final int offset, final int length) throws IOException {
        final Index whose = indexOf(patientId, offset, length);
        final PatientKey known = newest.get(whose);
        final int today = today();
        if (known != null && !known.isRetired && known.usedDay == today) {
            return known;
        }
        return madeOrUsed(whose, today);
    }

    /** Day of 1970 on which something about the patient was sealed last; -1 = never, as far as there are keys. */
    int usedDay(final byte[] patientId) {
        final PatientKey known = newest.get(indexOf(patientId, 0, patientId.length));
        return known == null ? -1 : known.usedDay;
    }

    int today() {
        return (int) (epochMs.getAsLong() / DAY_MS);
    }

    /** What is typed about the patient from here on gets another key. */
    void retire(final byte[] patientId) {
        final PatientKey known = newest.get(indexOf(patientId, 0, patientId.length));
        if (known != null) {
            known.isRetired = true;
        }
    }

    /** Destroys the keys of a patient up to a number; on the disk once it returns. Those that are gone are gone. */
    synchronized int destroy(final byte[] patientId, final long upToId) throws IOException {
        final Index whose = indexOf(patientId, 0, patientId.length);
        final List<PatientKey> stay = new ArrayList<>();
        int count = 0;
        for (PatientKey key = newest.get(whose); key != null; key = key.former) {
            if (Integer.toUnsignedLong(key.id) > upToId) {
                stay.add(0, key);
            } else if (byId.containsKey(key.id)) {
                record.gone(key.id, today());
                write(key.recordOffset);
                channel.force(true);
                byId.remove(key.id);
                gone.put(key.id, true);
                key.wipe();
                count++;
            }
        }
        if (stay.isEmpty()) {
            newest.remove(whose);
        }
        return count;
    }

    /** Forces what was written since the last time. Waits for the disk. */
    public void force() throws IOException {
        final boolean wasDirty;
        synchronized (this) {
            wasDirty = isDirty;
            isDirty = false;
        }
        if (wasDirty) {
            channel.force(true);
        }
    }

    @Override
    public void close() {
        try {
            if (!isReadOnly) {
                force();
            }
            channel.close();
        } catch (final IOException failed) {
            throw new KeyRefusedException("the patients' keys " + file + " cannot be closed: " + failed, failed);
        }
    }

    private synchronized PatientKey madeOrUsed(final Index whose, final int today) throws IOException {
        final PatientKey known = newest.get(whose);
        if (known != null && !known.isRetired) {
            if (known.usedDay != today) {
                record.key(
                        PatientKeyRecord.PATIENT, known.id, today, known.high, known.low, known.material, site.current());
                write(known.recordOffset);
                known.usedDay = today;
            }
            return known;
        }
        if (byId.size() > MOST_KEYS) {
            throw new IOException(file + " has " + MOST_KEYS + " keys: it takes no more");
        }
        final PatientKey made = make(PatientKeyRecord.PATIENT, whose, today, known);
        newest.put(whose, made);
        return made;
    }

    private PatientKey make(
            final int kind, final Index whose, final int today, final @Nullable PatientKey former) throws IOException {
        final byte[] material = new byte[PatientKey.BYTES];
        RANDOM.nextBytes(material);
        final long id = Math.max(lastId + 1, epochMs.getAsLong() / 1_000 - FIRST_SECOND);
        if (id > LAST_ID) {
            throw new IOException(file + " has used up the numbers of its keys");
        }
        record.key(kind, (int) id, today, whose.high, whose.low, material, site.current());
        write(end);
        if (isForced) {
            channel.force(true);
        }
        final PatientKey made = new PatientKey((int) id, whose.high, whose.low, today, end, material, former);
        end += PatientKeyRecord.BYTES;
        lastId = id;
        byId.put(made.id, made);
        return made;
    }

    private void write(final long at) throws IOException {
        if (isReadOnly) {
            throw new IOException(file + " is only read here");
        }
        isDirty = true;
        final ByteBuffer bytes = record.buffer.duplicate().clear();
        long to = at;
        while (bytes.hasRemaining()) {
            to += channel.write(bytes, to);
        }
    }

    private static PatientKeys read(final PatientKeys keys) throws IOException {
        synchronized (keys) {
            keys.readAll();
        }
        return keys;
    }

    private void readAll() throws IOException {
        final long whole = channel.size() / PatientKeyRecord.BYTES;
        SecretKeySpec indexKey = null;
        PatientKey forNobody = null;
        for (long number = 0; number < whole; number++) {
            final long at = number * PatientKeyRecord.BYTES;
            readRecord(at);
            if (!record.isIntact()) {
                damaged.add(at);
            } else if (number == 0 && !record.isHead()) {
                throw new KeyRefusedException(file + " is no file of patients' keys, or of a newer version");
            } else if (record.kind() == PatientKeyRecord.INDEX) {
                indexKey = new SecretKeySpec(material(at), "HmacSHA256");
            } else if (record.kind() == PatientKeyRecord.GONE) {
                gone.put(record.id(), true);
                lastId = Math.max(lastId, Integer.toUnsignedLong(record.id()));
            } else if (number > 0) {
                final PatientKey key = held(at);
                forNobody = key.isSomebodys() ? forNobody : key;
            }
            end = at + PatientKeyRecord.BYTES;
        }
        if (indexKey != null && forNobody != null) {
            index = indexKey;
            nobodys = forNobody;
        } else if (isReadOnly || whole > FIRST_RECORDS) {
            // Never begun anew over keys that are there.
            throw new KeyRefusedException(file + " is damaged in its first records: put a copy in its place");
        } else {
            damaged.clear();
            byId.clear();
            begin();
        }
    }

    private PatientKey held(final long at) {
        final Index whose = new Index(record.high(), record.low());
        final PatientKey key = new PatientKey(
                record.id(), whose.high, whose.low, record.usedDay(), at, material(at), newest.get(whose));
        byId.put(key.id, key);
        lastId = Math.max(lastId, Integer.toUnsignedLong(key.id));
        if (key.isSomebodys()) {
            newest.put(whose, key);
        }
        return key;
    }

    /** Head, the key of the index, and that of nobody: a file is none before all three are there. */
    private void begin() throws IOException {
        record.head();
        write(0);
        final byte[] material = new byte[PatientKey.BYTES];
        RANDOM.nextBytes(material);
        record.key(PatientKeyRecord.INDEX, 0, 0, 0, 0, material, site.current());
        write(PatientKeyRecord.BYTES);
        index = new SecretKeySpec(material, "HmacSHA256");
        end = 2L * PatientKeyRecord.BYTES;
        nobodys = make(PatientKeyRecord.NOBODY, new Index(0, 0), today(), null);
        channel.force(true);
        final Path folder = file.toAbsolutePath().getParent();
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private byte[] material(final long at) {
        try {
            return record.open(site);
        } catch (final KeyRefusedException refused) {
            throw new KeyRefusedException(file + " at byte " + at + " " + refused.getMessage(), refused);
        }
    }

    private void readRecord(final long at) throws IOException {
        final ByteBuffer bytes = record.buffer.duplicate().clear();
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new IOException(file + " ends at byte " + (at + bytes.position()));
            }
        }
    }

    private Index indexOf(final byte[] patientId, final int offset, final int length) {
        try {
            final Mac mac = macs.get();
            mac.init(index);
            mac.update(patientId, offset, length);
            final ByteBuffer digest = ByteBuffer.wrap(mac.doFinal());
            final long high = digest.getLong();
            final long low = digest.getLong();
            // Both 0 stands for nobody.
            return new Index(high, (high | low) == 0 ? 1 : low);
        } catch (final GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK has no HMAC-SHA256", impossible);
        }
    }

    private static Mac mac() {
        try {
            return Mac.getInstance("HmacSHA256");
        } catch (final GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK has no HMAC-SHA256", impossible);
        }
    }

    private static void lock(final FileChannel channel, final Path file) throws IOException {
        FileLock taken;
        try {
            taken = channel.tryLock();
        } catch (final OverlappingFileLockException here) {
            taken = null;
        }
        if (taken == null) {
            throw new KeyRefusedException(
                    "the patients' keys " + file + " are in use: one router has them at a time, each its own folder");
        }
    }

    static byte[] bytesOf(final String patientId) {
        return patientId.getBytes(StandardCharsets.UTF_8);
    }
}
