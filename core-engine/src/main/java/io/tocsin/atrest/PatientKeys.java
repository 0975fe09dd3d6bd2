package io.tocsin.atrest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

    private static final long LAST_ID = 0xFFFF_FFFEL;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What HMAC makes of a patient's id. */
    private record Index(long high, long low) {}

    private final PatientKeyFile file;
    private final AtRestKeys site;
    private final LongSupplier epochMs;
    private final boolean isForced;
    private final PatientKeyRecord record = new PatientKeyRecord();
    private final Map<Index, PatientKey> newest = new ConcurrentHashMap<>();
    private final Map<Integer, PatientKey> byId = new ConcurrentHashMap<>();
    private final Map<Integer, Boolean> gone = new ConcurrentHashMap<>();
    private final List<Long> damaged = new ArrayList<>();
    private final ThreadLocal<Mac> macs = ThreadLocal.withInitial(TextSeal::mac);
    private SecretKeySpec index = new SecretKeySpec(new byte[] {0}, "HmacSHA256");
    private PatientKey nobodys;
    private long end;
    private long lastId;
    private boolean isDirty;

    private PatientKeys(
            final PatientKeyFile file, final AtRestKeys site, final LongSupplier epochMs, final boolean isForced) {
        this.file = file;
        this.site = site;
        this.epochMs = epochMs;
        this.isForced = isForced;
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
            final PatientKeys keys = new PatientKeys(PatientKeyFile.own(folder), site, System::currentTimeMillis, true);
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
            return read(new PatientKeys(PatientKeyFile.own(folder), site, epochMs, isForced));
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
            return read(new PatientKeys(PatientKeyFile.read(folder), site, System::currentTimeMillis, false));
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
                file.force();
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
        try {
            if (wasDirty) {
                file.force();
            }
        } catch (final IOException failed) {
            synchronized (this) {
                isDirty = true;
            }
            throw failed;
        }
    }

    @Override
    public void close() {
        try {
            if (!file.isReadOnly) {
                force();
            }
            file.close();
        } catch (final IOException failed) {
            throw new KeyRefusedException("the patients' keys " + file.path + " cannot be closed: " + failed, failed);
        }
    }

    private synchronized PatientKey madeOrUsed(final Index whose, final int today) throws IOException {
        final PatientKey known = newest.get(whose);
        if (known != null && !known.isRetired) {
            if (known.usedDay != today) {
                record.key(
                        PatientKeyRecord.PATIENT,
                        known.id,
                        today,
                        known.high,
                        known.low,
                        known.material,
                        site.current());
                known.usedDay = today;
                try {
                    write(known.recordOffset);
                } catch (final IOException failed) {
                    // The key is there, and seals: of its last day the file is not sure.
                    return known;
                }
            }
            return known;
        }
        if (byId.size() > MOST_KEYS) {
            throw new IOException(file.path + " has " + MOST_KEYS + " keys: it takes no more");
        }
        final PatientKey made = make(PatientKeyRecord.PATIENT, whose, today, known);
        newest.put(whose, made);
        return made;
    }

    private PatientKey make(final int kind, final Index whose, final int today, final @Nullable PatientKey former)
            throws IOException {
        final byte[] material = new byte[PatientKey.BYTES];
        RANDOM.nextBytes(material);
        final long id = Math.max(lastId + 1, epochMs.getAsLong() / 1_000 - FIRST_SECOND);
        if (id > LAST_ID) {
            throw new IOException(file.path + " has used up the numbers of its keys");
        }
        record.key(kind, (int) id, today, whose.high, whose.low, material, site.current());
        write(end);
        if (isForced) {
            file.force();
        }
        final PatientKey made = new PatientKey((int) id, whose.high, whose.low, today, end, material, former);
        end += PatientKeyRecord.BYTES;
        lastId = id;
        byId.put(made.id, made);
        return made;
    }

    private void write(final long at) throws IOException {
        isDirty = true;
        file.write(record, at);
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
                lastId = Math.max(lastId, Integer.toUnsignedLong(record.id()));
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
    private synchronized void begin() throws IOException {
        record.head();
        write(0);
        final byte[] material = new byte[PatientKey.BYTES];
        RANDOM.nextBytes(material);
        record.key(PatientKeyRecord.INDEX, 0, 0, 0, 0, material, site.current());
        write(PatientKeyRecord.BYTES);
        index = new SecretKeySpec(material, "HmacSHA256");
        end = 2L * PatientKeyRecord.BYTES;
        nobodys = make(PatientKeyRecord.NOBODY, new Index(0, 0), today(), null);
        file.forceName();
    }

    private byte[] material(final long at) {
        try {
            return record.open(site);
        } catch (final KeyRefusedException refused) {
            throw new KeyRefusedException(file.path + " at byte " + at + " " + refused.getMessage(), refused);
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

    static byte[] bytesOf(final String patientId) {
        return patientId.getBytes(StandardCharsets.UTF_8);
    }
}
