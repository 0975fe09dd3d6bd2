package io.tocsin.codecs.json;

import static java.util.Objects.requireNonNull;

/**
 * What a client proves with who it is. Whoever has it is the client, so that it shows itself to nobody who prints it. Immutable.
 *
 * @param text as its issuer made it; empty = none.
 */
public record Token(String text) {
    /** No proof. */
    public static final Token NONE = new Token("");

    /** Checks that it is there. */
    public Token {
        requireNonNull(text, "text");
    }

    /**
     * Whether it proves nothing because there is none.
     *
     * @return true: it is empty.
     */
    public boolean isNone() {
        return text.isEmpty();
    }

    @Override
    public String toString() {
        return isNone() ? "(no token)" : "(a token)";
    }
}
