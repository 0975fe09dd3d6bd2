package io.tocsin.transport.cluster;

import io.aeron.security.Authenticator;
import io.aeron.security.AuthorisationService;
import io.aeron.security.CredentialsSupplier;
import io.aeron.security.SessionProxy;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What the members of a cluster know and nobody else does. Whoever asks one of them for a session, or its archive for anything, is sent 32 random bytes and answers with
 * their HMAC-SHA256 under the secret, so that neither the secret nor an answer that could be used again is ever sent. There may be several, so that one can be changed
 * while nodes run: the first is shown, every one is accepted.
 *
 * <p>Any thread, but what {@link #authenticator} and {@link #seal} give is for one each.
 */
final class NodeSecret {
    /** Shortest that is accepted, bytes. */
    static final int MIN_BYTES = 16;

    /** Of a cluster's log, and of an archive: what is answered to one is of no use to the other. */
    static final String CLUSTER = "tocsin-cluster-1";

    static final String ARCHIVE = "tocsin-archive-1";
    static final String APPLIED = "tocsin-applied-1";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int NONCE_BYTES = 32;
    private static final byte[] NOBODY = {};
    private static final byte[] MEMBER = "member".getBytes(StandardCharsets.US_ASCII);

    private final List<byte[]> values;
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong refused = new AtomicLong();

    /** @param values none: nobody is asked. */
    NodeSecret(final List<byte[]> values) {
        this.values = values.stream().map(byte[]::clone).toList();
        for (final byte[] value : this.values) {
            if (value.length < MIN_BYTES) {
                throw new IllegalArgumentException(
                        "a secret of " + value.length + " bytes: it must have " + MIN_BYTES + " at least");
            }
        }
    }

    /** Whether members ask each other at all. */
    boolean isKept() {
        return !values.isEmpty();
    }

    /** How often somebody did not know it. */
    long refusedCount() {
        return refused.get();
    }

    /** Somebody did not know it. */
    void refused() {
        refused.incrementAndGet();
    }

    /** How this node shows to another that it knows it. */
    CredentialsSupplier credentials(final String purpose) {
        return new CredentialsSupplier() {
            @Override
            public byte[] encodedCredentials() {
                return NOBODY;
            }

            @Override
            public byte[] onChallenge(final byte[] encodedChallenge) {
                return values.isEmpty() ? NOBODY : seal(values.get(0), purpose).doFinal(encodedChallenge);
            }
        };
    }

    /** How this node finds out whether another knows it. */
    Authenticator authenticator(final String purpose) {
        return new Challenging(purpose);
    }

    /** Whoever knows it may do anything; nobody else anything. */
    AuthorisationService authorisation() {
        return isKept()
                ? (protocolId, actionId, type, principal) -> Arrays.equals(MEMBER, principal)
                : AuthorisationService.ALLOW_ALL;
    }

    /** What seals messages with the one that is shown; for one thread. Only if there is one. */
    Mac seal(final String purpose) {
        return seal(values.get(0), purpose);
    }

    /** What checks seals, one for each that is accepted; for one thread. */
    List<Mac> seals(final String purpose) {
        return values.stream().map(value -> seal(value, purpose)).toList();
    }

    private boolean isAnswer(final String purpose, final byte[] nonce, final byte[] answer) {
        boolean isOne = false;
        for (final Mac seal : seals(purpose)) {
            // All of them, and each whole: how long it takes tells nothing.
            isOne |= MessageDigest.isEqual(seal.doFinal(nonce), answer);
        }
        return isOne;
    }

    /** A key of its own for each purpose. */
    private static Mac seal(final byte[] value, final String purpose) {
        return mac(mac(value).doFinal(purpose.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Mac mac(final byte[] key) {
        try {
            final Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (final InvalidKeyException impossible) {
            throw new IllegalArgumentException(impossible);
        } catch (final GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, missing);
        }
    }

    /** Sessions that were asked and have not answered are as many as are kept at once; who asks for more than that begins anew. */
    private final class Challenging implements Authenticator {
        private static final int MAX_WAITING = 256;

        private final String purpose;
        private final Map<Long, Asked> waiting = new LinkedHashMap<>();

        Challenging(final String purpose) {
            this.purpose = purpose;
        }

        @Override
        public void onConnectRequest(final long sessionId, final byte[] encodedCredentials, final long nowMs) {
            final byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            if (waiting.size() >= MAX_WAITING) {
                waiting.remove(waiting.keySet().iterator().next());
            }
            waiting.put(sessionId, new Asked(nonce));
        }

        @Override
        public void onChallengeResponse(final long sessionId, final byte[] encodedCredentials, final long nowMs) {
            final Asked asked = waiting.get(sessionId);
            if (asked != null) {
                asked.answer = encodedCredentials;
            }
        }

        @Override
        public void onConnectedSession(final SessionProxy session, final long nowMs) {
            final Asked asked = waiting.get(session.sessionId());
            if (asked == null) {
                session.reject();
            } else {
                session.challenge(asked.nonce);
            }
        }

        @Override
        public void onChallengedSession(final SessionProxy session, final long nowMs) {
            final Asked asked = waiting.get(session.sessionId());
            if (asked == null) {
                session.reject();
            } else if (asked.answer != null) {
                if (!isAnswer(purpose, asked.nonce, asked.answer)) {
                    waiting.remove(session.sessionId());
                    refused();
                    session.reject();
                } else if (session.authenticate(MEMBER)) {
                    waiting.remove(session.sessionId());
                }
            }
        }
    }

    /** What a session was asked, and what it answered. */
    private static final class Asked {
        private final byte[] nonce;
        private byte @Nullable [] answer;

        Asked(final byte[] nonce) {
            this.nonce = nonce;
        }
    }
}
