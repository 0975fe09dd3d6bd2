package io.tocsin.atrest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One record of the file of patients' keys, 128 bytes, little endian, with a CRC-32C at its end: so no record lies in two sectors of a disk. A key stands in it sealed under a
 * key of the site. Used by one thread at a time.
 */
final class PatientKeyRecord {
    static final int BYTES = 128;

    /** The first: which file this is. */
    static final int HEAD = 1;
    /** The key by which patients' ids are turned into what stands in the file. */
    static final int INDEX = 2;
    /** A patient's key. */
    static final int PATIENT = 3;
    /** The key for texts about nobody who was named. */
    static final int NOBODY = 4;
    /** A key that was destroyed: nothing of it, and nothing of whose it was. */
    static final int GONE = 5;

    private static final long MAGIC = 0x0050_4E49_5343_4F54L;
    private static final int VERSION = 1;
    private static final String PURPOSE = "patient keys";

    private static final int KIND_AT = 0;
    private static final int ID_AT = 4;
    private static final int SITE_KEY_AT = 8;
    private static final int USED_DAY_AT = 12;
    private static final int HIGH_AT = 16;
    private static final int LOW_AT = 24;
    private static final int NONCE_AT = 32;
    private static final int SEALED_AT = NONCE_AT + Sealer.NONCE_BYTES;
    private static final int SEALED_BYTES = PatientKey.BYTES + Sealer.TAG_BYTES;
    private static final int CRC_AT = BYTES - Integer.BYTES;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<Integer, SecretKeySpec> derived = new HashMap<>();
    final byte[] bytes = new byte[BYTES];
    final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

    int kind() {
        return buffer.getInt(KIND_AT);
    }

    int id() {
        return buffer.getInt(ID_AT);
    }

    int usedDay() {
        return buffer.getInt(USED_DAY_AT);
    }

    long high() {
        return buffer.getLong(HIGH_AT);
    }

    long low() {
        return buffer.getLong(LOW_AT);
    }

    boolean isIntact() {
        return buffer.getInt(CRC_AT) == crc();
    }

    boolean isHead() {
        return kind() == HEAD && buffer.getLong(HIGH_AT) == MAGIC && id() == VERSION;
    }

    void head() {
        empty(HEAD, VERSION);
        buffer.putLong(HIGH_AT, MAGIC);
        finish();
    }

    /** A key, sealed under one of the site. */
    void key(
            final int kind,
            final int id,
            final int usedDay,
            final long high,
            final long low,
            final byte[] material,
            final AtRestKey site) {
        empty(kind, id);
        buffer.putInt(SITE_KEY_AT, site.id());
        buffer.putInt(USED_DAY_AT, usedDay);
        buffer.putLong(HIGH_AT, high);
        buffer.putLong(LOW_AT, low);
        final byte[] nonce = new byte[Sealer.NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        buffer.put(NONCE_AT, nonce);
        try {
            final Cipher cipher = Sealer.cipher();
            cipher.init(Cipher.ENCRYPT_MODE, under(site), new GCMParameterSpec(Sealer.TAG_BITS, nonce));
            cipher.updateAAD(besides());
            cipher.doFinal(material, 0, PatientKey.BYTES, bytes, SEALED_AT);
        } catch (final GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK does not seal with " + Sealer.ALGORITHM, impossible);
        }
        finish();
    }

    /** Nothing is left of the key that stood here but its number. */
    void gone(final int id, final int onDay) {
        empty(GONE, id);
        buffer.putInt(USED_DAY_AT, onDay);
        finish();
    }

    /** The key that stands here. */
    byte[] open(final AtRestKeys keys) {
        final int siteKeyId = buffer.getInt(SITE_KEY_AT);
        final AtRestKey site = keys.find(siteKeyId);
        if (site == null) {
            throw new KeyRefusedException("is sealed with key " + AtRestKey.name(siteKeyId)
                    + ", which is not among the keys in " + keys.folder());
        }
        final byte[] material = new byte[PatientKey.BYTES];
        try {
            final Cipher cipher = Sealer.cipher();
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    under(site),
                    new GCMParameterSpec(Sealer.TAG_BITS, bytes, NONCE_AT, Sealer.NONCE_BYTES));
            cipher.updateAAD(besides());
            cipher.doFinal(bytes, SEALED_AT, SEALED_BYTES, material, 0);
            return material;
        } catch (final AEADBadTagException changed) {
            throw new KeyRefusedException("is not what was written there: it was changed", changed);
        } catch (final GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK does not open " + Sealer.ALGORITHM, impossible);
        }
    }

    /** A key of the site seals no key itself. Nonces are random, and records far fewer than those allow. */
    private SecretKeySpec under(final AtRestKey site) {
        return derived.computeIfAbsent(site.id(), id -> site.derive(PURPOSE, 0, 0));
    }

    /** Kind and number, and whose it is. When it was used last may change. */
    private byte[] besides() {
        return ByteBuffer.allocate(2 * Integer.BYTES + 2 * Long.BYTES)
                .putInt(kind())
                .putInt(id())
                .putLong(high())
                .putLong(low())
                .array();
    }

    private void empty(final int kind, final int id) {
        Arrays.fill(bytes, (byte) 0);
        buffer.putInt(KIND_AT, kind);
        buffer.putInt(ID_AT, id);
    }

    private void finish() {
        buffer.putInt(CRC_AT, crc());
    }

    private int crc() {
        final CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CRC_AT);
        return (int) crc.getValue();
    }
}
