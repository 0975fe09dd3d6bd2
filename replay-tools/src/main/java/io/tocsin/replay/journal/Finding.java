package io.tocsin.replay.journal;

/**
 * One thing that was looked at.
 *
 * @param state how it is.
 * @param what  was looked at, in a word or two.
 * @param text  what was found, one line.
 */
record Finding(State state, String what, String text) {
    /** How a thing is. */
    enum State {
        /** As it must be. */
        OK("ok  "),
        /** Not as it was meant, but the next start puts it right and nothing is lost. */
        NOTE("note"),
        /** Damaged. */
        BAD("BAD ");

        private final String word;

        State(final String word) {
            this.word = word;
        }
    }

    static Finding ok(final String what, final String text) {
        return new Finding(State.OK, what, text);
    }

    static Finding note(final String what, final String text) {
        return new Finding(State.NOTE, what, text);
    }

    static Finding bad(final String what, final String text) {
        return new Finding(State.BAD, what, text.replaceAll("\\R\\s*", " "));
    }

    boolean isBad() {
        return state == State.BAD;
    }

    @Override
    public String toString() {
        return String.format("%s  %-12s %s", state.word, what, text);
    }
}
