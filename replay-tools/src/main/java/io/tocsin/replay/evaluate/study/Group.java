package io.tocsin.replay.evaluate.study;

/** Some patients. Immutable; the array is not copied and must not be changed. */
final class Group {
    private final String name;
    private final int[] patients;

    /**
     * Of these.
     *
     * @param name     in reports.
     * @param patients their numbers, rising.
     */
    Group(final String name, final int[] patients) {
        this.name = name;
        this.patients = patients;
    }

    String name() {
        return name;
    }

    int[] patients() {
        return patients;
    }

    int size() {
        return patients.length;
    }
}
