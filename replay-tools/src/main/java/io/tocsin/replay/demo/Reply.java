package io.tocsin.replay.demo;

/**
 * How the router answered.
 *
 * @param kind    in one word.
 * @param alertId which alert; 0 = none.
 * @param text    for people, when it is none of the expected.
 */
record Reply(Kind kind, long alertId, String text) {
    /** The answers that somebody at a bedside tells apart. */
    enum Kind {
        /** It is done and kept. */
        DONE,
        /** No room now; nothing happened; the same may be sent again. */
        BUSY,
        /** Others were faster, or the alert is over. */
        LATE,
        /** The client was closed before an answer came: nobody knows. */
        GONE,
        /** Anything else: nothing here should ever get it. */
        REFUSED
    }

    /** Done. */
    static Reply done(final long alertId) {
        return new Reply(Kind.DONE, alertId, "");
    }

    /** Not done, for one of the expected reasons. */
    static Reply not(final Kind kind) {
        return new Reply(kind, 0, "");
    }

    /** Refused for a reason that nobody expects. */
    static Reply refused(final String text) {
        return new Reply(Kind.REFUSED, 0, text);
    }

    boolean is(final Kind other) {
        return kind == other;
    }
}
