package io.tocsin.atrest;

import io.tocsin.codecs.sbe.ForgetPatientEncoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed about a patient: sealed before it comes to the ring, with the patient's key, and opened where it is shown. The engine, the log and everything that is
 * made of them hold the sealed bytes alone, and decide nothing by them. Without its key nobody reads a text again.
 *
 * <p>Any thread. Sealing allocates some kilobytes, and waits for the disk when a patient's key has to be made ({@link PatientKeys#open}). When it cannot be made, what was
 * typed is sealed with the key of nobody: an emergency is never refused for it.
 */
public final class PatientTexts implements AutoCloseable {
    /** Stands in the place of a text whose key was destroyed. */
    public static final String FORGOTTEN = "[forgotten]";

    /** Stands in the place of a text whose key is not there, and of which nothing says that it was destroyed. */
    public static final String MISSING = "[key missing]";

    /** Stands in the place of a text for whoever was given no keys. */
    public static final String SEALED = "[sealed]";

    /** Stands in the place of a text that is not what was sealed. */
    public static final String CHANGED = "[changed]";

    /** Longest description, or comment of a result, that is kept whole. */
    public static final int MOST_DESCRIPTION_BYTES = 160 - TextSeal.HEAD_BYTES;

    /** Longest personal block that is kept whole. */
    public static final int MOST_PERSONAL_BYTES = 96 - TextSeal.HEAD_BYTES;

    private static final int TEMPLATE_AT = MessageHeaderDecoder.templateIdEncodingOffset();
    private static final int BLOCK = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int MOST_ID_BYTES = 36;
    private static final int TRIES = 3;
    private static final long DAY_NS = 86_400_000_000_000L;

    /** Where a command goes on to. */
    public interface Way {
        /**
         * Publishes a command, without waiting.
         *
         * @param buffer holds it.
         * @param offset of its header.
         * @param length of all of it.
         * @return the answer to whoever sent it.
         */
        long publish(DirectBuffer buffer, int offset, int length);
    }

    /** Whose alert it is that an update names. */
    public interface Patients {
        /**
         * The patient of an open alert.
         *
         * @param alertId  its number; 0 = it is named by its key.
         * @param sourceId of the command.
         * @param purpose  of the command, raw.
         * @param alertKey its key, if it has no number.
         * @return the patient's id; {@code null} if that is not known.
         */
        @Nullable
        String patientOf(long alertId, long sourceId, int purpose, String alertKey);

        /**
         * Who lies in a bed.
         *
         * @param bedId of the site's configuration.
         * @return the patient's id; {@code null} if that is not known.
         */
        default @Nullable String patientIn(final String bedId) {
            return null;
        }
    }

    private final @Nullable PatientKeys keys;
    private final int keepDays;
    private final ThreadLocal<TextDesk> desks = ThreadLocal.withInitial(() -> new TextDesk(this));
    /** Whoever seals and publishes holds it shared: so nothing is on its way when a patient's key is put aside. */
    private final ReadWriteLock entering = new ReentrantReadWriteLock();

    private final AtomicLong sealed = new AtomicLong();
    private final AtomicLong nobodys = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();

    private PatientTexts() {
        keys = null;
        keepDays = 0;
    }

    /** For whoever has no keys: says of each text that is sealed that it is. */
    public static PatientTexts withoutKeys() {
        return new PatientTexts();
    }

    /**
     * With keys.
     *
     * @param keys     of patients; closed with it.
     * @param keepDays for how many days after the last text about a patient nobody forgets the patient; 0 = at once.
     */
    public PatientTexts(final PatientKeys keys, final int keepDays) {
        this.keys = keys;
        this.keepDays = keepDays;
    }

    /**
     * Whether there is a sealed text in the content of an alert, or in a command. Does not allocate.
     *
     * @param content holds it.
     * @param offset  of its header.
     * @param length  of all of it.
     * @return {@code false} also if it is none.
     */
    public static boolean isSealed(final DirectBuffer content, final int offset, final int length) {
        return TextFields.isSealed(content, offset, length);
    }

    /**
     * The keys.
     *
     * @return always the same.
     * @throws IllegalStateException if there are none.
     */
    public PatientKeys keys() {
        final PatientKeys held = keys;
        if (held == null) {
            throw new IllegalStateException("there are no keys of patients: nothing can be sealed");
        }
        return held;
    }

    /** How many messages were sealed. */
    public long sealed() {
        return sealed.get();
    }

    /** How many of them with the key of nobody: no patient was named, or an update came before its alert was known. They cannot be forgotten. */
    public long nobodys() {
        return nobodys.get();
    }

    /** How often a key could not be made, kept or destroyed. */
    public long faults() {
        return faults.get() + (keys == null ? 0 : keys.faults());
    }

    /**
     * Lets a command in: seals what was typed in it, and fills in what the host says of a patient who is to be forgotten.
     *
     * @param buffer   holds it.
     * @param offset   of its header.
     * @param length   of all of it.
     * @param patients whose alert it is.
     * @param way      where it goes on to.
     * @return as {@code way} answers.
     */
    public long enter(
            final DirectBuffer buffer, final int offset, final int length, final Patients patients, final Way way) {
        if (length < BLOCK) {
            return way.publish(buffer, offset, length);
        }
        final int template = buffer.getShort(offset + TEMPLATE_AT) & 0xFFFF;
        if (template == ForgetPatientEncoder.TEMPLATE_ID) {
            return enterForgetting(buffer, offset, length, way);
        }
        if (TextFields.countOf(template) == 0) {
            return way.publish(buffer, offset, length);
        }
        final TextDesk desk = desks.get();
        if (!desk.fields.read(buffer, offset, length) || !desk.isSomethingTyped()) {
            return way.publish(buffer, offset, length);
        }
        final byte[] patient = TextOwner.patientOf(desk.fields, patients);
        final boolean isSomebody = patient.length > 0 && patient.length <= MOST_ID_BYTES;
        // Once more if the patient's key was put aside in between.
        for (int i = 0; isSomebody && i < TRIES && keys().ready(patient) != null; i++) {
            entering.readLock().lock();
            try {
                final PatientKey key = keys().current(patient);
                if (key != null) {
                    return publish(desk, key, way);
                }
            } finally {
                entering.readLock().unlock();
            }
        }
        nobodys.incrementAndGet();
        if (isSomebody) {
            faults.incrementAndGet();
        }
        return publish(desk, keys().nobodys(), way);
    }

    private long publish(final TextDesk desk, final PatientKey key, final Way way) {
        sealed.incrementAndGet();
        desk.seal(key);
        return way.publish(desk.out, 0, desk.fields.write(desk.out, 0));
    }

    /**
     * Opens the content of an alert, or a command, as it stands in the log.
     *
     * @param content holds it.
     * @param offset  of its header.
     * @param length  of all of it.
     * @param into    takes it with its texts, or with what stands in their place, in the clear; 2,048 bytes.
     * @return how long it is then; 0 = nothing in it is sealed.
     */
    public int open(final DirectBuffer content, final int offset, final int length, final MutableDirectBuffer into) {
        final TextDesk desk = desks.get();
        final TextFields fields = desk.fields;
        if (!fields.read(content, offset, length)) {
            return 0;
        }
        final int opened = desk.open() ? fields.write(into, 0) : 0;
        fields.clear();
        return opened;
    }

    /**
     * Opens a comment as an event tells it.
     *
     * @param comment as it stands in the log.
     * @return it, or what stands in its place, if it is sealed; else its words.
     */
    public String comment(final byte[] comment) {
        final TextDesk desk = desks.get();
        final TextFields fields = desk.fields;
        fields.put(0, comment);
        desk.openText(0, TextDesk.COMMENT);
        final String opened = new String(fields.text[0], 0, fields.length[0], StandardCharsets.UTF_8);
        fields.clear();
        return opened;
    }

    /**
     * The number of the key that sealed a comment.
     *
     * @param comment as it stands in the log.
     * @return 0 if it is not sealed; else unsigned.
     */
    public static int keyOf(final byte[] comment) {
        return TextSeal.isSealed(comment, 0, comment.length) ? TextSeal.keyOf(comment, 0) : 0;
    }

    /**
     * Whether nobody reads any more what a key has sealed.
     *
     * @param keyId its number.
     * @return it was destroyed here.
     */
    public boolean isForgotten(final int keyId) {
        return keys != null && keys.isGone(keyId);
    }

    /**
     * A patient is forgotten: the keys go. What is gone already stays so.
     *
     * @param patientId whose.
     * @param lastKey   up to which number.
     * @return how many keys were destroyed now.
     */
    public int forget(final String patientId, final long lastKey) {
        return keys().destroy(patientId.getBytes(StandardCharsets.UTF_8), lastKey);
    }

    /** How many keys were ordered to be destroyed until now: what {@link #isDestroyed} asks for. */
    public long ordered() {
        return keys == null ? 0 : keys.ordered();
    }

    /**
     * Whether keys are gone from the disk. Does not wait.
     *
     * @param ordered as {@link #ordered} said once the last of them was ordered to be destroyed.
     * @return they were written over, and that was forced.
     */
    public boolean isDestroyed(final long ordered) {
        return keys == null || keys.isDestroyed(ordered);
    }

    @Override
    public void close() {
        if (keys != null) {
            keys.close();
        }
    }

    /** Nothing is on its way with the patient's key any more when this is published, and nothing is sealed with it any more. */
    private long enterForgetting(final DirectBuffer buffer, final int offset, final int length, final Way way) {
        final int patientAt = offset + BLOCK + ForgetPatientEncoder.BLOCK_LENGTH;
        final int patientBytes = patientAt < offset + length ? buffer.getByte(patientAt) & 0xFF : 0;
        if (patientBytes == 0
                || patientAt + 1 + patientBytes > offset + length
                || length > TextDesk.MOST_MESSAGE_BYTES) {
            return way.publish(buffer, offset, length);
        }
        final byte[] patient = new byte[patientBytes];
        buffer.getBytes(patientAt + 1, patient);
        entering.writeLock().lock();
        try {
            final UnsafeBuffer out = desks.get().out;
            out.putBytes(0, buffer, offset, length);
            final int usedDay = keys().usedDay(patient);
            out.putInt(BLOCK + ForgetPatientEncoder.lastKeyEncodingOffset(), (int) keys().lastId());
            out.putLong(
                    BLOCK + ForgetPatientEncoder.keptUntilNsEncodingOffset(),
                    keepDays == 0 || usedDay < 0 ? 0 : (usedDay + 1L + keepDays) * DAY_NS);
            // Also of who has an open alert as far as is known here: it may be closed before the order is carried out.
            keys().retire(patient, true);
            final long ticket = way.publish(out, 0, length);
            if (ticket < 0) {
                keys().retire(patient, false);
            }
            return ticket;
        } finally {
            entering.writeLock().unlock();
        }
    }

    /** What stands in the place of a text that cannot be opened. */
    byte[] inItsPlace(final @Nullable PatientKey key, final int keyId) {
        return words(key, keyId).getBytes(StandardCharsets.US_ASCII);
    }

    private String words(final @Nullable PatientKey key, final int keyId) {
        if (keys == null) {
            return SEALED;
        }
        if (key != null) {
            return CHANGED;
        }
        return keys.isGone(keyId) ? FORGOTTEN : MISSING;
    }

    /** A key by its number; {@code null} = it is not there. */
    @Nullable
    PatientKey find(final int keyId) {
        return keys == null ? null : keys.find(keyId);
    }
}
