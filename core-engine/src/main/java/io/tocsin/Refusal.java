package io.tocsin;

import io.tocsin.codecs.sbe.Result;

/** Why a command was not carried out. Whatever the reason, it changed nothing. */
public enum Refusal {
    /** The ring has no room for commands of this class now. Try again later; critical raises and answers of people are the last to meet this. */
    BUSY("the router is busy"),
    /** The router is closed or has stopped itself. */
    CLOSED("the router is closed"),
    /** The journal has no room for commands of this class. Critical raises and answers of people are the last to meet this. */
    STORAGE_FULL("the router's storage is full"),
    /** The command is longer than one slot of the ring. */
    TOO_LONG("the command is longer than a slot of the ring"),
    /** The commandId is below the idempotency window of its source. */
    STALE_KEY("the commandId is below the window of its source"),
    /** A field is out of its range; the detail holds its id in the schema. */
    INVALID_FIELD("a field is out of its range"),
    /** An id is too long; the detail holds its field's id in the schema. */
    ID_TOO_LONG("an id is longer than 36 bytes"),
    /** Not a command of this version. */
    UNKNOWN_TEMPLATE("not a command of this version"),
    /** The message does not fit its own length. */
    MALFORMED("the message does not fit its own length"),
    /** No open alert has this id, or this key of this source. */
    UNKNOWN_ALERT("no open alert has this id or key"),
    /** The session is not open. */
    UNKNOWN_SESSION("the session is not open"),
    /** No configuration named this person. */
    UNKNOWN_PERSON("no configuration named this person"),
    /** The alert was not offered to this person. */
    NOT_OFFERED("the alert was not offered to this person"),
    /** Somebody else has accepted the alert. */
    ALREADY_OWNED("somebody else has accepted the alert"),
    /** Only who owns the alert may do this. */
    NOT_OWNER("only who owns the alert may do this"),
    /** The condition has ended: nobody needs to come any more. */
    NOT_ACTIVE("the condition has ended"),
    /** The person named is not connected. */
    NOT_REACHABLE("the person named is not connected"),
    /** The role of this person, or how they stand to patient, unit and alert, does not permit it; the detail holds the action. */
    FORBIDDEN("this is not for this person"),
    /** A capacity is reached; the detail holds the id of its field in Genesis. */
    TABLE_FULL("a capacity of the router is reached"),
    /** More durability was asked for than this router's journal gives. */
    LEVEL_UNAVAILABLE("this router's journal does not give the level asked for"),
    /** The configuration contradicts itself or what is there; the detail holds the number of the entry. */
    CONFIG_REFUSED("the configuration was refused"),
    /**
     * A silence, a snooze or a limit of a patient lasts too long; or a silence or a snooze covers what nothing may mute, or everything; or a limit would widen that of
     * a CRITICAL rule; or it is not known. Or a patient may not be forgotten now, who has an open alert or has to be kept.
     */
    SILENCE_REFUSED(
            "the silence, snooze or limit covers too much, lasts too long or is not known; or the patient may not be"
                    + " forgotten now"),
    /** Others are being asked beside the owner: nobody puts that off. */
    STILL_ASKING("others are still being asked"),
    /** A second person must confirm: not who made or proposed it. */
    SAME_PERSON("a second person must confirm"),
    /** No configuration of this hash waits for a second person. */
    UNKNOWN_PROPOSAL("no such configuration is proposed"),
    /** No monitoring session has this number, or it is over and its people cannot change any more. */
    UNKNOWN_MONITORING("no active monitoring session has this number"),
    /** A device is in another active monitoring session. */
    DEVICE_IN_USE("a device is in another active monitoring session"),
    /** The monitoring session of the device was stopped, and it is in no other: its readings are not taken. */
    MONITORING_ENDED("the monitoring session of the device was stopped"),
    /** A critical result is accepted by reading its value back, and resolved only once somebody has; the detail says how often in a row that failed. */
    READ_BACK_NEEDED("the value of a critical result has to be read back"),
    /** What was read back is not the value of the critical result; the detail says how often in a row that failed. */
    READ_BACK_WRONG("what was read back is not what the result says now"),
    /** The patient has no dose of this id. */
    UNKNOWN_DOSE("the patient has no dose of this id"),
    /** A member of the cluster has not said that its code knows the engine version; the detail holds its number. */
    VERSION_NOT_KNOWN("a member has not said that it knows this engine version"),
    /** The engine cannot carry this command out, and it was passed over: it did nothing, and does nothing however often it is sent. */
    QUARANTINED("the router cannot carry this command out, and has passed it over"),
    /** The proof behind the session does not permit it; the detail holds the scope that is missing. */
    SCOPE_MISSING("the proof behind the session does not permit this"),
    /** Only an administrator of the site may order this. */
    NOT_ADMINISTRATOR("only an administrator of the site may order this"),
    /** This router keeps no history of readings, or what it follows for it could not be read any more. */
    NO_HISTORY("this router keeps no history of readings"),
    /** The log does not begin as it must. */
    NOT_STARTED("the log has not been started");

    private final String meaning;

    Refusal(final String meaning) {
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

    static Refusal of(final Result result) {
        return switch (result) {
            case STALE_KEY -> STALE_KEY;
            case INVALID_FIELD -> INVALID_FIELD;
            case ID_TOO_LONG -> ID_TOO_LONG;
            case UNKNOWN_TEMPLATE -> UNKNOWN_TEMPLATE;
            case MALFORMED -> MALFORMED;
            case UNKNOWN_ALERT -> UNKNOWN_ALERT;
            case UNKNOWN_SESSION -> UNKNOWN_SESSION;
            case UNKNOWN_PERSON -> UNKNOWN_PERSON;
            case NOT_OFFERED -> NOT_OFFERED;
            case ALREADY_OWNED -> ALREADY_OWNED;
            case TABLE_FULL -> TABLE_FULL;
            case FORBIDDEN -> FORBIDDEN;
            case LEVEL_UNAVAILABLE -> LEVEL_UNAVAILABLE;
            case CONFIG_REFUSED -> CONFIG_REFUSED;
            case NOT_ADMINISTRATOR -> NOT_ADMINISTRATOR;
            case NOT_STARTED -> NOT_STARTED;
            case NOT_OWNER -> NOT_OWNER;
            case NOT_ACTIVE -> NOT_ACTIVE;
            case NOT_REACHABLE -> NOT_REACHABLE;
            case STILL_ASKING -> STILL_ASKING;
            case PROTECTED, UNKNOWN_SILENCE, MATCHES_EVERYTHING, TOO_LONG -> SILENCE_REFUSED;
            case SAME_PERSON -> SAME_PERSON;
            case UNKNOWN_PROPOSAL -> UNKNOWN_PROPOSAL;
            case UNKNOWN_MONITORING -> UNKNOWN_MONITORING;
            case DEVICE_IN_USE -> DEVICE_IN_USE;
            case READ_BACK_NEEDED -> READ_BACK_NEEDED;
            case READ_BACK_WRONG -> READ_BACK_WRONG;
            case UNKNOWN_DOSE -> UNKNOWN_DOSE;
            case VERSION_NOT_KNOWN -> VERSION_NOT_KNOWN;
            case QUARANTINED -> QUARANTINED;
            case SCOPE_MISSING -> SCOPE_MISSING;
            case MONITORING_ENDED -> MONITORING_ENDED;
            case OK, DUPLICATE, TEST_TRAFFIC, PROPOSED, NULL_VAL ->
                throw new IllegalArgumentException(result + " is no refusal");
        };
    }
}
