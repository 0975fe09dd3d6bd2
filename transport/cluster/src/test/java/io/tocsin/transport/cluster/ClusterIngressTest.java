package io.tocsin.transport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.SessionOpenedDecoder;
import io.tocsin.codecs.sbe.SessionOpenedEncoder;
import io.tocsin.pipeline.AdmissionClass;
import io.tocsin.pipeline.CommandRing;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a command is sent again, and when not. One thread, a client that does as it is told, a service that says what it is told. */
final class ClusterIngressTest {
    private static final long WEDGE_NS = 1_000;

    private final IngressProgress progress = new IngressProgress(77);
    private final Client client = new Client();
    private final CommandRing ring = new CommandRing(16);
    private long nowNs;
    private final ClusterIngress ingress = new ClusterIngress(ring, progress, client, () -> nowNs, WEDGE_NS, 2);

    @Test
    void shouldSendInOrderAndFreeWhatTheNodesOwnEngineHasCarriedOut() throws Exception {
        publish(16);
        assertThat(ring.tryPublish(AdmissionClass.SYSTEM, command(99), 0, 1)).isEqualTo(CommandRing.BUSY);
        ingress.doWork();
        assertThat(client.offered).isEqualTo(numbers(0, 16));
        assertThat(ingress.backlog()).isEqualTo(16);

        progress.applied(9);
        ingress.doWork();

        assertThat(ingress.backlog()).isEqualTo(6);
        assertThat(ring.tryPublish(AdmissionClass.SYSTEM, command(16), 0, 1)).isPositive();
        ingress.doWork();
        assertThat(client.offered).isEqualTo(numbers(0, 17));
        assertThat(ingress.sentAgainCount()).isZero();
    }

    @Test
    void shouldGoOnWhereTheClientTookNoMore() throws Exception {
        client.room = 3;
        publish(5);
        ingress.doWork();
        ingress.doWork();
        assertThat(client.offered).isEqualTo(numbers(0, 3));

        client.room = 100;
        ingress.doWork();

        assertThat(client.offered).isEqualTo(numbers(0, 5));
    }

    /** What the old leader had may still come: it could have been held by a majority when it died. */
    @Test
    void shouldWaitForTheBeginningOfTheNewTermAndSendAgainOnlyWhatWasLost() throws Exception {
        publish(6);
        ingress.doWork();
        progress.applied(1);
        client.termId = 2;
        publish(1);
        ingress.doWork();
        assertThat(client.offered)
                .as("nothing, not even what is new, before it is known what was lost")
                .isEqualTo(numbers(0, 6));

        progress.applied(3);
        progress.enteredTerm(2);
        ingress.doWork();

        assertThat(client.offered).isEqualTo(List.of(0, 1, 2, 3, 4, 5, 4, 5, 6));
        assertThat(ingress.sentAgainCount()).isEqualTo(2);
    }

    @Test
    void shouldSendAgainWhatASessionThatIsOverHasNotBrought() throws Exception {
        progress.opened(1);
        publish(4);
        ingress.doWork();
        progress.applied(0);
        client.sessionId = 2;
        progress.opened(2);
        ingress.doWork();
        assertThat(client.offered).isEqualTo(numbers(0, 4));

        progress.closed(1);
        ingress.doWork();

        assertThat(client.offered).isEqualTo(List.of(0, 1, 2, 3, 1, 2, 3));
    }

    @Test
    void shouldEndASessionThatNothingComesOf() throws Exception {
        progress.opened(1);
        publish(2);
        ingress.doWork();
        nowNs += WEDGE_NS;
        ingress.doWork();
        assertThat(client.abandoned).isZero();

        nowNs++;
        ingress.doWork();

        assertThat(client.abandoned).isEqualTo(1);
        assertThat(ingress.abandonedCount()).isEqualTo(1);
    }

    @Test
    void shouldNotEndASessionBecauseNobodyHasAnythingToSay() throws Exception {
        publish(1);
        ingress.doWork();
        progress.applied(0);
        ingress.doWork();
        nowNs += 10 * WEDGE_NS;
        ingress.doWork();
        publish(1);
        ingress.doWork();

        assertThat(client.abandoned).isZero();
    }

    @Test
    void shouldPassSlotsThatHoldNoCommand() throws Exception {
        publish(1);
        ring.close();
        final long end = ring.tryMarkEnd();
        ingress.doWork();
        progress.applied(0);
        ingress.doWork();

        assertThat(client.offered).isEqualTo(numbers(0, 1));
        assertThat(ingress.hasPassed(end)).isTrue();
    }

    /** Of an embedder whose layout is older: its block is shorter, and the id of the person as short as it may be. */
    @Test
    void shouldSeatASessionThatWasWrittenBeforeScopes() throws Exception {
        final int blockLength = SessionOpenedEncoder.scopesEncodingOffset();
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + blockLength + 2;
        final UnsafeBuffer command = new UnsafeBuffer(new byte[length]);
        new MessageHeaderEncoder()
                .wrap(command, 0)
                .blockLength(blockLength)
                .templateId(SessionOpenedEncoder.TEMPLATE_ID)
                .schemaId(SessionOpenedEncoder.SCHEMA_ID)
                .version(SessionOpenedEncoder.capabilitiesSinceVersion());
        new SessionOpenedEncoder()
                .wrap(command, MessageHeaderEncoder.ENCODED_LENGTH)
                .sessionId(1)
                .gatewayId(0);
        command.putByte(length - 2, (byte) 1);
        command.putByte(length - 1, (byte) 'a');
        client.isOneNumberEach = false;
        assertThat(ring.tryPublish(AdmissionClass.SYSTEM, command, 0, length)).isPositive();
        ingress.doWork();

        final SessionOpenedDecoder sent =
                new SessionOpenedDecoder().wrapAndApplyHeader(client.last, 0, new MessageHeaderDecoder());
        assertThat(sent.gatewayId()).isEqualTo(2);
        assertThat(sent.personId()).isEqualTo("a");
    }

    private void publish(final int count) {
        for (int i = 0; i < count; i++) {
            final int number = (int) ring.claimed();
            assertThat(ring.tryPublish(AdmissionClass.SYSTEM, command(number), 0, 1))
                    .isPositive();
        }
    }

    private static UnsafeBuffer command(final int number) {
        return new UnsafeBuffer(new byte[] {(byte) number});
    }

    private static List<Integer> numbers(final int from, final int to) {
        final List<Integer> numbers = new ArrayList<>();
        for (int number = from; number < to; number++) {
            numbers.add(number);
        }
        return numbers;
    }

    private static final class Client implements LogClient {
        private final List<Integer> offered = new ArrayList<>();
        private long sessionId = 1;
        private long termId = 1;
        private int room = 100;
        private int abandoned;
        private boolean isOneNumberEach = true;
        private final UnsafeBuffer last = new UnsafeBuffer(new byte[128]);

        @Override
        public @Nullable RuntimeException refusal() {
            return null;
        }

        @Override
        public int poll(final long nowNs) {
            return 0;
        }

        @Override
        public boolean isConnected() {
            return true;
        }

        @Override
        public long sessionId() {
            return sessionId;
        }

        @Override
        public long termId() {
            return termId;
        }

        @Override
        public boolean offer(final DirectBuffer frame, final DirectBuffer command, final int length) {
            if (offered.size() >= room) {
                return false;
            }
            assertThat(IngressFrame.ingressId(frame, 0)).isEqualTo(77);
            if (isOneNumberEach) {
                assertThat(IngressFrame.sequence(frame, 0)).isEqualTo(command.getByte(0));
            }
            last.putBytes(0, command, 0, length);
            offered.add((int) command.getByte(0));
            return true;
        }

        @Override
        public void abandon() {
            abandoned++;
        }

        @Override
        public void close() {}
    }
}
