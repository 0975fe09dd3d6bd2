package io.tocsin.bench;

/** What a batch of readings is like. */
public enum ReadingKind {
    /** One reading of a known patient, within its limits. The headline. */
    PLAIN(1, false, false),
    /** With a device id and a sequence that rises. */
    DEVICE(1, true, false),
    /** With a device sequence that was seen before. */
    DUPLICATE(1, true, false),
    /** Heart rates only; one in two hundred opens an alert, one in two hundred ends it. */
    CROSSING(1, false, false),
    /** NEWS2 is on, all its inputs are known, the score stays as it is. */
    NEWS2(1, false, true),
    /** Thirty-two readings in one batch. */
    THIRTY_TWO(32, false, false),
    /** From a device, everything on that looks at readings: {@link EverythingOn}. Limits of one patient come as they are computed, scores change. */
    EVERYTHING(1, true, true);

    private final int readings;
    private final boolean hasDevice;
    private final boolean news2;

    ReadingKind(final int readings, final boolean hasDevice, final boolean news2) {
        this.readings = readings;
        this.hasDevice = hasDevice;
        this.news2 = news2;
    }

    int readings() {
        return readings;
    }

    boolean hasDevice() {
        return hasDevice;
    }

    boolean usesNews2() {
        return news2;
    }
}
