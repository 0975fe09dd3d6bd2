package io.tocsin.replay.evaluate.study;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What a patient's rows may be used for. Decided by the id alone, so it is the same in every run and in every order of the input. */
enum Split {
    /** Thresholds that nobody has published are chosen here. */
    TUNE("tune"),
    /** What a score value means is learnt here. */
    CALIBRATE("calibrate"),
    /** Nothing is chosen or learnt here. */
    TEST("test");

    private static final int PARTS = 10;
    private static final int TUNE_BELOW = 7;
    private static final int CALIBRATE_BELOW = 8;

    private final String key;

    Split(final String key) {
        this.key = key;
    }

    /** In reports. */
    String key() {
        return key;
    }

    /** By SHA-256 of the id's bytes, read as one unsigned number, modulo 10: 0 to 6, 7, 8 and 9. */
    static Split of(final byte[] patientId) {
        int remainder = 0;
        for (final byte digit : sha256(patientId)) {
            remainder = (remainder * 256 + (digit & 0xFF)) % PARTS;
        }
        return remainder < TUNE_BELOW ? TUNE : remainder < CALIBRATE_BELOW ? CALIBRATE : TEST;
    }

    private static byte[] sha256(final byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (final NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
