package io.tocsin.codecs.json;

/** What is wrong with a message, or with who sent it. The README's table is held equal to this by a test. */
public enum ErrorCode {
    /** Not one JSON object in UTF-8. */
    NOT_JSON("the message is not one JSON object"),
    /** Not one frame of the schema of alert.v1.sbe. */
    NOT_SBE("the message is not one frame of the schema"),
    /** No such message in this direction. */
    UNKNOWN_TYPE("there is no message of this type"),
    /** A field that must be there is not. */
    MISSING_FIELD("a field is missing"),
    /** A field has the wrong type, is out of its range, or is there twice. */
    INVALID_FIELD("a field is not what it must be"),
    /** Longer or deeper than a message may be. */
    TOO_LARGE("the message is beyond a limit"),
    /** Something else came before the hello. */
    HELLO_FIRST("say hello first"),
    /** A second hello. */
    ALREADY_GREETED("hello was said before"),
    /** The client has not proved who it is; the message says what was wrong with the token. */
    UNAUTHENTICATED("prove who you are"),
    /** What the client has proved counts no more: somebody revoked it, or ended the session. */
    REVOKED("your access was revoked"),
    /** The client's role may not do or see this. */
    FORBIDDEN("this is not for your role"),
    /** The client's token does not have the scope for this; the field names the scope. */
    SCOPE_MISSING("the scope for this is missing"),
    /** The client proved who it is too long ago for this, or not strongly enough; the field names the claim. Another proof may do, the connection stays. */
    STEP_UP("prove anew who you are"),
    /** The hello names a person that no configuration names. */
    UNKNOWN_PERSON("no configuration names this person"),
    /** The client sends more than it may. */
    RATE_LIMITED("slower, please"),
    /** The router cannot take it now; the same again later may succeed. */
    UNAVAILABLE("not now"),
    /** The router keeps no history of readings, or cannot keep it any more. */
    NO_HISTORY("this router keeps no history of readings"),
    /** The router has no directory of patients and keeps no history of alerts. */
    NO_DIRECTORY("this router has no directory"),
    /** The directory does not know the patient. */
    UNKNOWN_PATIENT("the directory does not know this patient"),
    /** Who reads of patients is recorded, and cannot be now: nothing of patients is shown until it can. Alerts and answers go on. */
    NOT_AUDITED("who reads this cannot be recorded now, so it is not shown"),
    /** Something failed inside; the router's log has it under the number in the message. */
    INTERNAL("something failed here");

    private final String meaning;

    ErrorCode(final String meaning) {
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
}
