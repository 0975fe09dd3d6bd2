package io.tocsin.transport.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.wire.SbeCodec;
import org.junit.jupiter.api.Test;

/** What a client that speaks alert.v1.sbe does with what it cannot read. */
final class SbeLinkTest {
    private final Recorder recorder = new Recorder();

    @Test
    void shouldLeaveARouterThatCannotBeUnderstood() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(SbeCodec.INSTANCE);
                TocsinClient client = TocsinClient.connect(Says.ann(server).listener(recorder))) {
            final Peer first = server.greeted();
            first.sayInBinary(new byte[] {1, 2, 3});

            assertThat(first.closed()).isEqualTo(CloseCode.MALFORMED.code());
            server.greeted();
            assertThat(Recorder.next(recorder.disconnects).reason()).contains("cannot be read");
            assertThat(client.connected()).isCompleted();
        }
    }

    @Test
    void shouldLeaveARouterThatSpeaksInTexts() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(SbeCodec.INSTANCE);
                TocsinClient client = TocsinClient.connect(Says.ann(server).listener(recorder))) {
            server.greeted().say("{\"type\":\"heartbeat\"}");

            server.greeted();
            assertThat(Recorder.next(recorder.disconnects).reason()).contains("not binary");
            assertThat(client.connected()).isCompleted();
        }
    }

    @Test
    void shouldPassOverMessagesOfLaterVersions() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(SbeCodec.INSTANCE);
                TocsinClient client = TocsinClient.connect(Says.ann(server).listener(recorder))) {
            final Peer peer = server.greeted();
            final byte[] later = SbeCodec.INSTANCE.write(new ServerMessage.Heartbeat(7));
            later[2] = 99;
            peer.sayInBinary(later);
            peer.say(new ServerMessage.Heartbeat(9));

            assertThat(Recorder.next(recorder.heartbeats).serverTimeNs()).isEqualTo(9);
            assertThat(client.isConnected()).isTrue();
        }
    }
}
