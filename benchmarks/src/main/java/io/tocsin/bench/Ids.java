package io.tocsin.bench;

/** Writes the ids of the benchmarks' site without allocating. */
final class Ids {
    /** Longest id there is. */
    static final int MAX_BYTES = 36;

    private static final int PATIENT_DIGITS = 8;
    private static final int PERSON_DIGITS = 4;
    private static final int UNIT_DIGITS = 3;
    private static final int KEY_DIGITS = 12;

    private Ids() {}

    /** Such as {@code MRN00012345}. */
    static int patient(final int patient, final byte[] target) {
        target[0] = 'M';
        target[1] = 'R';
        target[2] = 'N';
        return digits(patient, PATIENT_DIGITS, target, 3);
    }

    /** Such as {@code N0123}. */
    static int person(final int person, final byte[] target) {
        target[0] = 'N';
        return digits(person, PERSON_DIGITS, target, 1);
    }

    /** Such as {@code U042}. */
    static int unit(final int unit, final byte[] target) {
        target[0] = 'U';
        return digits(unit, UNIT_DIGITS, target, 1);
    }

    /** Such as {@code DEV00012345}. */
    static int device(final int device, final byte[] target) {
        target[0] = 'D';
        target[1] = 'E';
        target[2] = 'V';
        return digits(device, PATIENT_DIGITS, target, 3);
    }

    /** Such as {@code MON-000000012345}. */
    static int key(final long number, final byte[] target) {
        target[0] = 'M';
        target[1] = 'O';
        target[2] = 'N';
        target[3] = '-';
        return digits(number, KEY_DIGITS, target, 4);
    }

    private static int digits(final long number, final int count, final byte[] target, final int offset) {
        long rest = number;
        for (int i = offset + count - 1; i >= offset; i--) {
            target[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return offset + count;
    }
}
