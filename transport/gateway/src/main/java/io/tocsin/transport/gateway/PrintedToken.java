package io.tocsin.transport.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * For development on one's own machine: a token that is made anew at every launch and printed, with which anybody may take any name. A gateway that other machines
 * reach refuses to start with it. Any thread.
 */
public final class PrintedToken implements Authenticator {
    private static final int BYTES = 32;

    private final String text;

    /** Another one. */
    public PrintedToken() {
        final byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        text = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** What is printed, for this launch only. */
    public String text() {
        return text;
    }

    @Override
    public CompletionStage<Principal> authenticate(final String token) {
        final boolean isIt =
                MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
        return isIt
                ? CompletableFuture.completedFuture(Principal.DEVELOPER)
                : CompletableFuture.failedFuture(new TokenRefusedException(TokenFault.SIGNATURE));
    }
}
