package io.tocsin.transport.gateway;

/** Why a token proves nothing. */
public enum TokenFault {
    /** No token of three parts in canonical Base64url that hold JSON. */
    MALFORMED("is not a signed token in its canonical form"),
    /** Longer than a token may be. */
    TOO_LONG("is longer than 8 KiB"),
    /** Signed in a way that is not on the list. */
    ALGORITHM("is signed in a way that is not taken here"),
    /** Another kind of token. */
    TYPE("is not an access token"),
    /** Signed with a key that the issuer does not have. */
    KEY("names a key that is not one of the issuer's"),
    /** The signature is not that of the key. */
    SIGNATURE("is not signed by its issuer"),
    /** Of somebody else. */
    ISSUER("is of another issuer"),
    /** For somebody else. */
    AUDIENCE("is not for this router"),
    /** No more. */
    EXPIRED("has expired"),
    /** Not yet. */
    NOT_YET("does not hold yet"),
    /** For another tenant. */
    TENANT("is for another tenant"),
    /** Good for longer than a revocation is kept. */
    LIFE("is good for longer than a token may be"),
    /** It names more units than a token may, or one that is no id. */
    UNITS("names more than 16 units, or one that is no id"),
    /** A claim is missing, or is not what it must be. */
    CLAIMS("does not say who it is for, as what, or until when"),
    /** The keys of the issuer are not to be had. */
    UNAVAILABLE("cannot be verified now: the issuer's keys are not to be had"),
    /** Too many others wait. */
    BUSY("cannot be verified now: too many wait for it");

    private final String meaning;

    TokenFault(final String meaning) {
        this.meaning = meaning;
    }

    /**
     * What it means, for people.
     *
     * @return goes on behind "the token".
     */
    public String meaning() {
        return meaning;
    }

    /** Whether the same token may be good later, since this says nothing about it. */
    boolean isTransient() {
        return this == UNAVAILABLE || this == BUSY;
    }
}
