package io.tocsin.transport.gateway;

import static java.util.Objects.requireNonNull;

import java.io.Serial;

/** A token proves nothing. It has no stack trace, since whoever sends forged ones would be paid in traces; and says nothing of what the token holds. */
public final class TokenRefusedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final TokenFault fault;

    /**
     * A refusal.
     *
     * @param fault why.
     */
    public TokenRefusedException(final TokenFault fault) {
        super("the token " + requireNonNull(fault, "fault").meaning(), null, false, false);
        this.fault = fault;
    }

    /** Why. */
    public TokenFault fault() {
        return fault;
    }
}
