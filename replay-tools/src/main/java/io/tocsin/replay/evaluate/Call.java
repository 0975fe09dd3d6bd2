package io.tocsin.replay.evaluate;

/**
 * One emergency call of a region.
 *
 * @param line      of the file, from 1.
 * @param instantNs of the call, epoch ns; local time is taken as UTC.
 * @param latitude  in ten-millionths of a degree.
 * @param longitude in ten-millionths of a degree.
 * @param title     kind and what it is about.
 */
record Call(long line, long instantNs, int latitude, int longitude, String title) {
    private static final String MEDICAL = "EMS";

    boolean isMedical() {
        return title.startsWith(MEDICAL);
    }
}
