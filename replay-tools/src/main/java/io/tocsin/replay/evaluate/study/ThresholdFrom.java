package io.tocsin.replay.evaluate.study;

import java.util.Locale;

/** Where the threshold of a system is from. */
enum ThresholdFrom {
    /** Somebody published it for the same score or the same method. */
    PUBLISHED,

    /** Nobody did; fixed by us before anything was looked at. */
    FIXED,

    /** Chosen among the patients of {@link Split#TUNE}. */
    TUNE;

    /** In reports. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
