package io.tocsin.transport.cluster;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeron.security.Authenticator;
import io.aeron.security.CredentialsSupplier;
import io.aeron.security.SessionProxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who knows the secret is let in, by an answer that fits one question only. */
final class NodeSecretTest {
    private static final byte[] OLD = "the secret of last year".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEW = "the secret of this year".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER = "the secret of others...".getBytes(StandardCharsets.US_ASCII);

    @Test
    void shouldLetInWhoKnowsOneOfThem() {
        final NodeSecret house = new NodeSecret(List.of(NEW, OLD));

        assertThat(isLetIn(house, new NodeSecret(List.of(NEW)))).isTrue();
        assertThat(isLetIn(house, new NodeSecret(List.of(OLD)))).isTrue();
        assertThat(house.refusedCount()).isZero();
        assertThat(isLetIn(house, new NodeSecret(List.of(OTHER, NEW))))
                .as("only the first is shown")
                .isFalse();
        assertThat(isLetIn(house, new NodeSecret(List.of()))).isFalse();
        assertThat(house.refusedCount()).isEqualTo(2);
    }

    @Test
    void shouldRefuseAnAnswerToAnotherQuestion() {
        final NodeSecret house = new NodeSecret(List.of(NEW));
        final CredentialsSupplier own = house.credentials(NodeSecret.CLUSTER);
        final Session first = new Session(1);
        final Authenticator gate = house.authenticator(NodeSecret.CLUSTER);
        gate.onConnectRequest(1, own.encodedCredentials(), 0);
        gate.onConnectedSession(first, 0);
        final byte[] answer = own.onChallenge(first.challenge());
        final Session second = new Session(2);
        gate.onConnectRequest(2, own.encodedCredentials(), 0);
        gate.onConnectedSession(second, 0);
        gate.onChallengeResponse(2, answer, 0);
        gate.onChallengedSession(second, 0);

        assertThat(second.isRefused).isTrue();
        assertThat(house.credentials(NodeSecret.ARCHIVE).onChallenge(first.challenge()))
                .as("of another purpose")
                .isNotEqualTo(answer);
        assertThat(own.encodedCredentials()).as("said without being asked").isEmpty();
    }

    @Test
    void shouldBelieveWhatEnginesHaveDoneOnlyFromWhoKnowsIt() {
        final NodeSecret house = new NodeSecret(List.of(NEW, OLD));
        final AppliedReport own = new AppliedReport(house);
        final UnsafeBuffer heard = copy(new AppliedReport(new NodeSecret(List.of(OLD))).of(2, 7, 4_096, 1_024));

        assertThat(own.isAt(heard, 0, heard.capacity())).isTrue();
        assertThat(AppliedReport.member(heard, 0)).isEqualTo(2);
        assertThat(AppliedReport.termId(heard, 0)).isEqualTo(7);
        assertThat(AppliedReport.position(heard, 0)).isEqualTo(4_096);
        assertThat(AppliedReport.needlessBefore(heard, 0)).isEqualTo(1_024);
        for (int at = 0; at < heard.capacity(); at++) {
            heard.putByte(at, (byte) (heard.getByte(at) ^ 1));
            assertThat(own.isAt(heard, 0, heard.capacity()))
                    .as("byte %d changed", at)
                    .isFalse();
            heard.putByte(at, (byte) (heard.getByte(at) ^ 1));
        }
        final UnsafeBuffer bare = copy(new AppliedReport(new NodeSecret(List.of())).of(2, 7, 4_096, 1_024));
        assertThat(own.isAt(bare, 0, bare.capacity())).as("without a seal").isFalse();
    }

    @Test
    void shouldNotTakeAShortOne() {
        assertThatThrownBy(() -> new NodeSecret(List.of(new byte[15]))).hasMessageContaining("must have 16 at least");
    }

    private static UnsafeBuffer copy(final DirectBuffer report) {
        final UnsafeBuffer copy = new UnsafeBuffer(new byte[report.capacity()]);
        copy.putBytes(0, report, 0, report.capacity());
        return copy;
    }

    private static boolean isLetIn(final NodeSecret house, final NodeSecret guest) {
        final Session session = new Session(1);
        final Authenticator gate = house.authenticator(NodeSecret.CLUSTER);
        final CredentialsSupplier own = guest.credentials(NodeSecret.CLUSTER);
        gate.onConnectRequest(1, own.encodedCredentials(), 0);
        gate.onConnectedSession(session, 0);
        gate.onChallengedSession(session, 0);
        assertThat(session.principal).as("let in before it has answered").isNull();
        gate.onChallengeResponse(1, own.onChallenge(session.challenge()), 0);
        gate.onChallengedSession(session, 0);
        assertThat(session.principal == null).isEqualTo(session.isRefused);
        return session.principal != null && house.authorisation().isAuthorised(0, 0, null, session.principal);
    }

    private static final class Session implements SessionProxy {
        private final long id;
        private byte @Nullable [] challenge;
        private byte @Nullable [] principal;
        private boolean isRefused;

        Session(final long id) {
            this.id = id;
        }

        byte[] challenge() {
            return requireNonNull(challenge);
        }

        @Override
        public long sessionId() {
            return id;
        }

        @Override
        public boolean challenge(final byte[] encodedChallenge) {
            challenge = encodedChallenge;
            return true;
        }

        @Override
        public boolean authenticate(final byte[] encodedPrincipal) {
            principal = encodedPrincipal;
            return true;
        }

        @Override
        public void reject() {
            isRefused = true;
        }
    }
}
