package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Result;

/** How a command went: the results of the schema, and what the edge answers itself. The README's table is held equal to this by a test. */
public enum AnswerResult {
    /** Carried out, and kept at the level that the answer names. */
    OK("carried out"),
    /** Readings of a device sequence that was seen before: nothing happened. */
    DUPLICATE("these readings were seen before"),
    /** Recorded; reached nobody, because its purpose is TEST or TRAINING. */
    TEST_TRAFFIC("recorded as test traffic, nobody was told"),
    /** A configuration that takes two persons: held, not in force. */
    PROPOSED("proposed, a second person must confirm"),
    /** The commandId is below the window of its source. */
    STALE_KEY("the commandId is too old"),
    /** A field is out of its range; detail holds its id in the schema. */
    INVALID_FIELD("a field is out of its range"),
    /** An id is longer than 36 bytes; detail holds its field's id in the schema. */
    ID_TOO_LONG("an id is too long"),
    /** Not a command of the router's version. */
    UNKNOWN_TEMPLATE("not a command of this version"),
    /** The command does not fit its own length. */
    MALFORMED("the command is malformed"),
    /** No open alert has this id, or this key of this source. */
    UNKNOWN_ALERT("no open alert has this id or key"),
    /** The session is over. */
    UNKNOWN_SESSION("the session is not open"),
    /** No configuration names this person. */
    UNKNOWN_PERSON("no configuration names this person"),
    /** The alert was not offered to this person. */
    NOT_OFFERED("the alert was not offered to you"),
    /** Somebody else has accepted the alert. */
    ALREADY_OWNED("somebody else has taken the alert"),
    /** Only the owner of the alert may do this. */
    NOT_OWNER("only the owner of the alert may do this"),
    /** The condition has ended: nobody needs to come any more. */
    NOT_ACTIVE("the condition has ended"),
    /** The person named is not connected. */
    NOT_REACHABLE("the person named is not connected"),
    /** A capacity is reached; detail holds the id of its field in Genesis. */
    TABLE_FULL("a capacity is reached"),
    /** More durability was asked for than there is. */
    LEVEL_UNAVAILABLE("the router does not have this level"),
    /** A configuration was refused. */
    CONFIG_REFUSED("the configuration was refused"),
    /** Only an administrator of the site may order this. */
    NOT_ADMINISTRATOR("only an administrator may order this"),
    /** The router's log has not begun. */
    NOT_STARTED("the router has not started"),
    /** A class of alerts that nothing may mute; detail holds the id of the field that names it. */
    PROTECTED("nothing may mute or put off this class of alerts; the patient may not be forgotten now"),
    /** No silence of that number. */
    UNKNOWN_SILENCE("there is no such silence"),
    /** A silence that names nothing; detail holds the id of the first field that would. */
    MATCHES_EVERYTHING("a silence must name what it covers"),
    /** No configuration of that hash waits for a second person. */
    UNKNOWN_PROPOSAL("no such configuration is proposed"),
    /** No monitoring session of that number, or one that is over and whose people cannot change. */
    UNKNOWN_MONITORING("there is no such monitoring session"),
    /** A device is in one active monitoring session at most. */
    DEVICE_IN_USE("a device is in another monitoring session"),
    /** The monitoring session of the device was stopped: its readings are not taken. */
    MONITORING_ENDED("the monitoring session of the device was stopped"),
    /** A critical result is accepted by reading its value back; detail holds how often in a row that failed. */
    READ_BACK_NEEDED("read the value of the result back"),
    /** What was read back is not the value; detail holds how often in a row that failed. */
    READ_BACK_WRONG("that is not what the result says now"),
    /** The patient has no dose of that id. */
    UNKNOWN_DOSE("the patient has no dose of this id"),
    /** A member of a cluster is not known to know an engine version. */
    VERSION_NOT_KNOWN("a member has not said that it knows this engine version"),
    /** The command did nothing, and does nothing however often it is sent. */
    QUARANTINED("the router cannot carry this command out, and has passed it over"),
    /** The proof behind the session does not permit it; detail holds which scope is missing. */
    SCOPE_MISSING("the proof behind the session does not permit this"),
    /** The second person is the first. */
    SAME_PERSON("a second person must confirm"),
    /** A silence or a snooze is too long; detail holds the id of its end. */
    TOO_LONG("it may not last so long"),
    /** Others are being asked beside the owner: nobody puts that off. */
    STILL_ASKING("others are still being asked"),
    /** Not for this person: the role, or how they stand to patient, unit and alert, does not permit it. */
    FORBIDDEN("this is not for this person"),
    /** No room for a command of this class now; the same again later may succeed. */
    BUSY("the router is busy"),
    /** The router stops, or has stopped. */
    CLOSED("the router is closed"),
    /** The router's disk is nearly full. */
    STORAGE_FULL("the router's storage is full");

    private final String meaning;

    AnswerResult(final String meaning) {
        this.meaning = meaning;
    }

    /**
     * What it means, for people.
     *
     * @return half a sentence.
     */
    public String meaning() {
        return meaning;
    }

    /**
     * Whether the command was carried out, now or the first time it came.
     *
     * @return false: it changed nothing.
     */
    public boolean isOk() {
        return this == OK || this == DUPLICATE || this == TEST_TRAFFIC || this == PROPOSED;
    }

    /**
     * Whether the same command may succeed later, so that a client keeps it and sends it again.
     *
     * @return whether trying again makes sense.
     */
    public boolean isTransient() {
        return this == BUSY || this == CLOSED || this == STORAGE_FULL || this == NOT_STARTED;
    }

    /**
     * The engine's result.
     *
     * @param result any of this version.
     * @return the one of the same name.
     */
    public static AnswerResult of(final Result result) {
        return valueOf(result.name());
    }
}
