package io.tocsin.replay.why;

/** Whether a person was told, in one word. Names are stable: programs read them. */
public enum Verdict {
    /** Told, and took responsibility. */
    ACCEPTED(true),
    /** Told, and did not take it or gave it back. */
    REJECTED(true),
    /** Told, and went off duty or on break before it was over: others were asked, if somebody still had to be. */
    RELIEVED(true),
    /** Told, and did not answer in the step's time. */
    NOT_ANSWERED(true),
    /** Told, and it was withdrawn or is open still. */
    TOLD(true),
    /** Chosen and sent it, but no client was connected that could have received it. */
    NOT_REACHABLE(false),
    /** Chosen, but credit never came. */
    WAITING_FOR_CREDIT(false),
    /** Named by a step, but the alert had as many recipients as it may have. */
    NO_PLACE(false),
    /** An exercise: it never reaches people. */
    TEST_TRAFFIC(false),
    /** No policy covered the severity, so that nobody was asked. */
    NO_POLICY(false),
    /** A silence held the alert back, so that nobody was asked. */
    SILENCED(false),
    /** Somebody took it before any step had named the person; whether a later one would have, nobody recorded. */
    TAKEN_BEFORE(false),
    /** Closed before any step had named the person; whether a later one would have, nobody recorded. */
    CLOSED_BEFORE(false),
    /** Steps ran, and none of them named the person. */
    NOT_IN_ANY_STEP(false),
    /** No step has begun, for the reasons that the events carry. */
    NO_STEP(false),
    /** Nobody of that name is known to these events. */
    UNKNOWN_PERSON(false);

    private final boolean told;

    Verdict(final boolean told) {
        this.told = told;
    }

    /**
     * Whether the person was told.
     *
     * @return true if something that they were sent could reach them.
     */
    public boolean isTold() {
        return told;
    }
}
