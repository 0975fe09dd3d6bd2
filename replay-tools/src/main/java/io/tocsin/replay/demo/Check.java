package io.tocsin.replay.demo;

/**
 * One thing that must hold.
 *
 * @param name  key of the report.
 * @param text  what must hold, for people.
 * @param holds whether it does.
 * @param why   what was found if it does not; empty if it does.
 */
record Check(String name, String text, boolean holds, String why) {
    /** Judges by what was found. */
    static Check that(final String name, final String text, final boolean holds, final String found) {
        return new Check(name, text, holds, holds ? "" : found);
    }
}
