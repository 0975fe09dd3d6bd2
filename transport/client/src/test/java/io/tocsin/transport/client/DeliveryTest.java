package io.tocsin.transport.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.Epoch;
import io.tocsin.codecs.json.ResumeResult;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every delivery is handed on once, in the order of its lane, and confirmed once it was taken. */
@ParameterizedClass
@EnumSource(Spoken.class)
final class DeliveryTest {
    private static final int PATIENCE = ScriptedServer.PATIENCE_SECONDS;

    private final Spoken spoken;

    private final Recorder recorder = new Recorder();

    DeliveryTest(final Spoken spoken) {
        this.spoken = spoken;
    }

    @Test
    void shouldHandOnOnceAndConfirm() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                TocsinClient client = TocsinClient.connect(Says.ann(server).listener(recorder))) {
            final Peer peer = server.greeted();
            peer.say(Says.offer(Lane.CRITICAL, 1, 0), Says.offer(Lane.OTHER, 1, 0), Says.offer(Lane.CRITICAL, 2, 1));

            assertThat(confirmed(peer, 2, 1)).isPositive();
            peer.say(Says.offer(Lane.CRITICAL, 2, 1));
            final ClientMessage.Receipts again = peer.hear(ClientMessage.Receipts.class);
            assertThat(again.critical())
                    .as("a duplicate is confirmed once more")
                    .isEqualTo(2);
            assertThat(recorder.deliveries)
                    .extracting(delivery -> delivery.lane() + " " + delivery.seq())
                    .containsExactly("CRITICAL 1", "OTHER 1", "CRITICAL 2");
            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    void shouldBeginWhereTheRouterSays() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                TocsinClient client = TocsinClient.connect(Says.ann(server).listener(recorder))) {
            final Peer peer = server.greeted(0, ResumeResult.NEW, 40, 7);
            peer.say(Says.offer(Lane.CRITICAL, 41, 40), Says.offer(Lane.OTHER, 9, 7));

            confirmed(peer, 41, 9);
            assertThat(recorder.deliveries).hasSize(2);
            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    void shouldConfirmManyWithFewMessages() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                TocsinClient client = TocsinClient.connect(Says.ann(server).listener(recorder))) {
            final Peer peer = server.greeted();
            peer.say(Says.offers(Lane.OTHER, 1, 1_000));

            assertThat(confirmed(peer, 0, 1_000)).as("messages").isBetween(1, 100);
            assertThat(recorder.deliveries).hasSize(1_000);
            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    void shouldTellWhatWasShownInBatches() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                TocsinClient client = TocsinClient.connect(Says.ann(server).listener(recorder))) {
            final Peer peer = server.greeted();
            peer.say(Says.offers(Lane.CRITICAL, 1, 100));
            for (int i = 0; i < 100; i++) {
                client.displayed(Recorder.next(recorder.deliveries));
            }

            final List<Long> shown = new ArrayList<>();
            while (shown.size() < 100) {
                peer.hear(ClientMessage.Receipts.class).displayed().forEach(next -> shown.add(next.seq()));
            }
            assertThat(shown).doesNotHaveDuplicates().hasSize(100);
        }
    }

    @Test
    void shouldComeBackForWhatIsMissing() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                TocsinClient client = TocsinClient.connect(Says.ann(server).listener(recorder))) {
            final Peer first = server.greeted();
            first.say(
                    Says.offer(Lane.CRITICAL, 1, 0), Says.offer(Lane.CRITICAL, 3, 2), Says.offer(Lane.CRITICAL, 4, 3));

            assertThat(first.closed()).isEqualTo(CloseCode.GOING_AWAY.code());
            final Peer second = server.next();
            assertThat(second.hello().resume()).isEqualTo(new ClientMessage.Resume(ScriptedServer.EPOCH, 1, 0));
            second.say(ScriptedServer.welcome(0, ResumeResult.RESUMED, 1, 0, 0));
            second.say(Says.offers(Lane.CRITICAL, 2, 4));
            confirmed(second, 4, 0);

            assertThat(recorder.deliveries)
                    .extracting(ServerMessage.Delivery::seq)
                    .containsExactly(1L, 2L, 3L, 4L);
            assertThat(Recorder.next(recorder.disconnects).reason()).contains("missing");
            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    void shouldNotMissWhatHasLeftTheOutbox() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                TocsinClient client = TocsinClient.connect(Says.ann(server).listener(recorder))) {
            final Peer peer = server.greeted();
            peer.say(Says.offer(Lane.CRITICAL, 1, 0), Says.offer(Lane.CRITICAL, 5, 1));

            confirmed(peer, 5, 0);
            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    void shouldNotConfirmWhatTheListenerCouldNotTake() throws Exception {
        final BlockingQueue<Throwable> thrown = new LinkedBlockingQueue<>();
        final Recorder clumsy = new Recorder() {
            private boolean isSecondTime;

            @Override
            public void onDelivery(final ServerMessage.Delivery delivery) {
                if (delivery.seq() == 2 && !isSecondTime) {
                    isSecondTime = true;
                    throw new IllegalStateException("dropped it");
                }
                super.onDelivery(delivery);
            }
        };
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                TocsinClient client =
                        TocsinClient.connect(Says.ann(server).listener(clumsy).errorHandler(thrown::add))) {
            final Peer first = server.greeted();
            first.say(Says.offers(Lane.CRITICAL, 1, 3));
            assertThat(Recorder.next(thrown)).hasMessage("dropped it");
            Recorder.next(clumsy.deliveries);
            Recorder.next(clumsy.deliveries);
            first.abort();

            final Peer second = server.next();
            assertThat(second.hello().resume()).isEqualTo(new ClientMessage.Resume(ScriptedServer.EPOCH, 1, 0));
            second.say(ScriptedServer.welcome(0, ResumeResult.RESUMED, 1, 0, 0));
            second.say(Says.offers(Lane.CRITICAL, 2, 3));

            assertThat(Recorder.next(clumsy.deliveries).seq()).isEqualTo(2);
            confirmed(second, 3, 0);
            assertThat(clumsy.deliveries).as("3 was taken the first time").isEmpty();
            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    void shouldForgetSequencesOfAnotherEpoch() throws Exception {
        shouldForgetSequences(ResumeResult.RESET);
    }

    @Test
    void shouldForgetSequencesThatTheRouterLost() throws Exception {
        shouldForgetSequences(ResumeResult.AHEAD);
    }

    private void shouldForgetSequences(final ResumeResult result) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                TocsinClient client = TocsinClient.connect(Says.ann(server).listener(recorder))) {
            final Peer first = server.greeted();
            first.say(Says.offers(Lane.CRITICAL, 1, 30));
            confirmed(first, 30, 0);
            first.abort();

            final Peer second = server.greeted(0, result, 3, 0);
            second.say(Says.offer(Lane.CRITICAL, 4, 3));
            confirmed(second, 4, 0);
            assertThat(recorder.deliveries).hasSize(31);
            assertThat(client.resume().get(PATIENCE, SECONDS))
                    .isEqualTo(new ClientMessage.Resume(ScriptedServer.EPOCH, 4, 0));
        }
    }

    @Test
    void shouldGoOnWhereAnotherClientOfThePersonIs() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                TocsinClient client = TocsinClient.connect(Says.ann(server).listener(recorder))) {
            final Peer first = server.greeted();
            first.say(Says.offer(Lane.CRITICAL, 1, 0));
            confirmed(first, 1, 0);
            first.abort();

            final Peer second = server.greeted(0, ResumeResult.RESUMED, 10, 0);
            second.say(Says.offer(Lane.CRITICAL, 11, 10));
            confirmed(second, 11, 0);
            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    void shouldGoOnBehindWhatAnEarlierProcessHad() throws Exception {
        final ClientMessage.Resume had = new ClientMessage.Resume(new Epoch(1, 2), 12, 40);
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                TocsinClient client =
                        TocsinClient.connect(Says.ann(server).listener(recorder).resume(had))) {
            final Peer peer = server.next();
            assertThat(peer.hello().resume()).isEqualTo(had);
            peer.say(ScriptedServer.welcome(0, ResumeResult.RESUMED, 12, 40, 0));
            peer.say(Says.offer(Lane.OTHER, 40, 39), Says.offer(Lane.OTHER, 41, 40));

            confirmed(peer, 0, 41);
            assertThat(recorder.deliveries)
                    .extracting(ServerMessage.Delivery::seq)
                    .containsExactly(41L);
            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    void shouldConfirmBeforeItSaysGoodbye() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(spoken.codec())) {
            final TocsinClient client = TocsinClient.connect(Says.ann(server).listener(recorder));
            final Peer peer = server.greeted();
            peer.say(Says.offer(Lane.CRITICAL, 1, 0));
            Recorder.next(recorder.deliveries);
            client.close();

            assertThat(confirmed(peer, 1, 0)).isEqualTo(1);
            assertThat(peer.closed()).isEqualTo(CloseCode.NORMAL.code());
        }
    }

    /** Reads receipts until they have come so far; answers how many it took. */
    private static int confirmed(final Peer peer, final long critical, final long other) throws InterruptedException {
        int messages = 0;
        ClientMessage.Receipts receipts;
        do {
            receipts = peer.hear(ClientMessage.Receipts.class);
            messages++;
        } while (receipts.critical() < critical || receipts.other() < other);
        return messages;
    }
}
