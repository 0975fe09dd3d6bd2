package io.tocsin.atrest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
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
 * <p>A key is in the file before anything is sealed with it, and forced to the disk if that is asked for, by a thread of the file's own. What a process that was killed wrote half, at the end, is no key yet,
 * and is written over. Any thread; who needs a new key waits 50 ms for the disk at most, and nobody else waits.
 */
public final class PatientKeys implements AutoCloseable {
    /** Name of the file in its folder. */
    public static final String FILE_NAME = "patients.keys";

    /** Keys that a file takes; what is typed about further patients is sealed with the key of nobody. */
    public static final int MOST_KEYS = 4_000_000;

    private static final long DAY_MS = 86_400_000L;
    /** Longer than an order takes to come back from the log. */
    private static final long RETIRED_MS = 60_000;

    private static final SecureRandom RANDOM = new SecureRandom();

    /** What HMAC makes of a patient's id. */
    private record Index(long high, long low) {}

    private final PatientKeyFile file;
    private final AtRestKeys site;
    private final LongSupplier epochMs;
    private final PatientKeyNumbers numbers;
    private final PatientKeyRecord record = new PatientKeyRecord();
    private final Map<Index, PatientKey> newest = new ConcurrentHashMap<>();
    private final Map<Integer, PatientKey> byId = new ConcurrentHashMap<>();
    private final Map<Integer, Boolean> gone = new ConcurrentHashMap<>();
    private final List<Long> damaged = new ArrayList<>();
    private final ThreadLocal<Mac> macs = ThreadLocal.withInitial(TextSeal::mac);
    private SecretKeySpec index = new SecretKeySpec(new byte[] {0}, "HmacSHA256");
    private PatientKey nobodys;
    private long end;
    private @Nullable PatientKeyWriter writer;

    private PatientKeys(final PatientKeyFile file, final AtRestKeys site, final LongSupplier epochMs) {
        this.file = file;
        this.site = site;
        this.epochMs = epochMs;
        numbers = new PatientKeyNumbers(epochMs);
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
        PatientKeyFile.make(folder);
        try {
            final PatientKeys keys = new PatientKeys(PatientKeyFile.own(folder), site, System::currentTimeMillis);
            try (keys) {
                keys.begin();
            }
        } catch (final IOException failed) {
            throw new KeyRefusedException("the patients' keys in " + folder + " cannot be begun: " + failed, failed);
        }
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
        try {
            final PatientKeys keys = read(new PatientKeys(PatientKeyFile.own(folder), site, epochMs));
            keys.writer = new PatientKeyWriter(keys.file, isForced);
            return keys;
        } catch (final IOException failed) {
            throw new KeyRefusedException("the patients' keys in " + folder + " cannot be opened: " + failed, failed);
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
        try {
            return read(new PatientKeys(PatientKeyFile.read(folder), site, System::currentTimeMillis));
        } catch (final IOException failed) {
            throw new KeyRefusedException("the patients' keys in " + folder + " cannot be read: " + failed, failed);
        }
    }

    /** Where they are. */
    public Path file() {
        return file.path;
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
        return numbers.last();
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

    /** The key that seals now what is typed about a patient; {@code null} = none is kept yet. Does not wait. */
    @Nullable
    PatientKey current(final byte[] patientId) {
        final PatientKey known = newest.get(indexOf(patientId));
        return known != null && known.isKept && !isRetired(known) ? known : null;
    }

    /** The same, made if there is none, once it is kept: waits for that, but not for long; {@code null} = it is not. Holds nothing while it waits. */
    @Nullable
    PatientKey ready(final byte[] patientId) {
        final PatientKeyWriter to = writer;
        if (to == null) {
            return null;
        }
        final Index whose = indexOf(patientId);
        PatientKey key = newest.get(whose);
        if (key == null || isRetired(key) || key.usedDay != today()) {
            key = madeOrUsed(whose, to);
        }
        return key != null && to.await(key) ? key : null;
    }

    /** Day of 1970 on which something about the patient was sealed last; -1 = never, as far as there are keys. */
    int usedDay(final byte[] patientId) {
        final PatientKey known = newest.get(indexOf(patientId));
        return known == null ? -1 : known.usedDay;
    }

    int today() {
        return (int) (epochMs.getAsLong() / DAY_MS);
    }

    /** What is typed about the patient from here on gets another key, for a minute, or until the order is carried out; or that was not ordered after all. */
    void retire(final byte[] patientId, final boolean isOrdered) {
        final PatientKey known = newest.get(indexOf(patientId));
        if (known != null) {
            known.retiredUntilMs = isOrdered ? epochMs.getAsLong() + RETIRED_MS : 0;
        }
    }

    /** Destroys the keys of a patient up to a number: at once in memory, and in the file by its own thread. How many; those that are gone are gone. */
    synchronized int destroy(final byte[] patientId, final long upToId) {
        final PatientKeyWriter to = writer;
        final Index whose = indexOf(patientId);
        boolean isOneLeft = false;
        int count = 0;
        for (PatientKey key = newest.get(whose); key != null; key = key.former) {
            if (Integer.toUnsignedLong(key.id) > upToId) {
                isOneLeft = true;
            } else if (byId.remove(key.id) != null) {
                gone.put(key.id, true);
                key.wipe();
                record.gone(key.id, today());
                if (to != null) {
                    to.destroy(record.bytes, key.recordOffset);
                }
                count++;
            }
        }
        if (!isOneLeft) {
            newest.remove(whose);
        }
        return count;
    }

    /** How many keys were ordered to be destroyed until now. */
    long ordered() {
        return writer == null ? 0 : writer.ordered();
    }

    /** Whether the first so many of those are gone from the disk. */
    boolean isDestroyed(final long ordered) {
        return writer == null || writer.isDestroyed(ordered);
    }

    /** How many keys are to be destroyed, and could not be in the file yet: it is tried again every second. */
    public int undestroyed() {
        return writer == null ? 0 : writer.undestroyed();
    }

    /** How often the file could not be written. */
    public long faults() {
        return writer == null ? 0 : writer.faults();
    }

    /**
     * Waits until everything is on the disk.
     *
     * @throws IOException if it is not within ten seconds.
     */
    public void force() throws IOException {
        if (writer != null && !writer.settle()) {
            throw new IOException(file.path + " is not on the disk");
        }
    }

    @Override
    public void close() {
        if (writer != null) {
            writer.close();
            return;
        }
        try {
            file.close();
        } catch (final IOException failed) {
            throw new KeyRefusedException("the patients' keys " + file.path + " cannot be closed: " + failed, failed);
        }
    }

    private boolean isRetired(final PatientKey key) {
        return key.retiredUntilMs != 0 && epochMs.getAsLong() < key.retiredUntilMs;
    }

    private synchronized @Nullable PatientKey madeOrUsed(final Index whose, final PatientKeyWriter to) {
        final PatientKey known = newest.get(whose);
        final int today = today();
        if (known != null && !isRetired(known)) {
            if (known.usedDay != today && known.isKept) {
                known.usedDay = today;
                record.key(
                        PatientKeyRecord.PATIENT,
                        known.id,
                        today,
                        known.high,
                        known.low,
                        known.material,
                        site.current());
                to.keep(record.bytes, known.recordOffset, known);
            }
            return known;
        }
        if (byId.size() > MOST_KEYS || numbers.isOver()) {
            return null;
        }
        final PatientKey made = make(PatientKeyRecord.PATIENT, whose, today, known);
        to.keep(record.bytes, made.recordOffset, made);
        newest.put(whose, made);
        return made;
    }

    /** A key, and its record, which is not written yet. */
    private PatientKey make(final int kind, final Index whose, final int today, final @Nullable PatientKey former) {
        final byte[] material = new byte[PatientKey.BYTES];
        RANDOM.nextBytes(material);
        final int id = numbers.next();
        record.key(kind, id, today, whose.high, whose.low, material, site.current());
        final PatientKey made = new PatientKey(id, whose.high, whose.low, today, end, material, former);
        end += PatientKeyRecord.BYTES;
        byId.put(made.id, made);
        return made;
    }

    private static PatientKeys read(final PatientKeys keys) throws IOException {
        try {
            synchronized (keys) {
                keys.readAll();
            }
            return keys;
        } catch (final IOException | RuntimeException failed) {
            keys.file.close();
            throw failed;
        }
    }

    private void readAll() throws IOException {
        final long whole = file.records();
        SecretKeySpec indexKey = null;
        PatientKey forNobody = null;
        for (long number = 0; number < whole; number++) {
            final long at = number * PatientKeyRecord.BYTES;
            file.read(record, at);
            if (!record.isIntact()) {
                damaged.add(at);
            } else if (number == 0 && !record.isHead()) {
                throw new KeyRefusedException(file.path + " is no file of patients' keys, or of a newer version");
            } else if (record.kind() == PatientKeyRecord.INDEX) {
                indexKey = new SecretKeySpec(material(at), "HmacSHA256");
            } else if (record.kind() == PatientKeyRecord.GONE) {
                gone.put(record.id(), true);
                numbers.seen(record.id());
            } else if (number > 0) {
                final PatientKey key = held(at);
                forNobody = key.isSomebodys() ? forNobody : key;
            }
            end = at + PatientKeyRecord.BYTES;
        }
        if (indexKey == null || forNobody == null || damaged.contains(0L)) {
            // Never begun anew: there may have been keys.
            throw new KeyRefusedException(
                    file.path + " is cut, or damaged in its first records: put a copy in its place");
        }
        index = indexKey;
        nobodys = forNobody;
        numbers.lost(damaged.size());
    }

    private PatientKey held(final long at) {
        final Index whose = new Index(record.high(), record.low());
        final PatientKey key = new PatientKey(
                record.id(), whose.high, whose.low, record.usedDay(), at, material(at), newest.get(whose));
        key.isKept = true;
        byId.put(key.id, key);
        numbers.seen(key.id);
        if (key.isSomebodys()) {
            newest.put(whose, key);
        }
        return key;
    }

    /** Head, the key of the index, and that of nobody: a file is none before all three are there. */
    private synchronized void begin() throws IOException {
        record.head();
        file.write(record, 0);
        final byte[] material = new byte[PatientKey.BYTES];
        RANDOM.nextBytes(material);
        record.key(PatientKeyRecord.INDEX, 0, 0, 0, 0, material, site.current());
        file.write(record, PatientKeyRecord.BYTES);
        index = new SecretKeySpec(material, "HmacSHA256");
        end = 2L * PatientKeyRecord.BYTES;
        nobodys = make(PatientKeyRecord.NOBODY, new Index(0, 0), today(), null);
        file.write(record, nobodys.recordOffset);
        file.forceName();
    }

    private byte[] material(final long at) {
        try {
            return record.open(site);
        } catch (final KeyRefusedException refused) {
            throw new KeyRefusedException(file.path + " at byte " + at + " " + refused.getMessage(), refused);
        }
    }

    private Index indexOf(final byte[] patientId) {
        final ByteBuffer digest = ByteBuffer.wrap(TextSeal.digest(macs.get(), index, patientId));
        final long high = digest.getLong();
        final long low = digest.getLong();
        // Both 0 stands for nobody.
        return new Index(high, (high | low) == 0 ? 1 : low);
    }
}
