package io.tocsin.transport.gateway;

import java.util.concurrent.CompletionStage;

/**
 * Says whose token it is: the JWTs of {@link JwtSettings}, or what a host brings along. Called by a gateway on threads that are there for nothing else, several at once;
 * it may compute there. What waits for something else answers later, within five seconds.
 */
@FunctionalInterface
public interface Authenticator {
    /**
     * Verifies a token.
     *
     * @param token as the client has sent it, not empty, at most 8 KiB; never to be logged.
     * @return who it is, or fails with {@link TokenRefusedException}; anything else counts as a failure of the router.
     */
    CompletionStage<Principal> authenticate(String token);
}
