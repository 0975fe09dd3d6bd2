package io.tocsin.transport.gateway;

import io.tocsin.codecs.json.MessageCodec;
import io.tocsin.codecs.json.ServerMessage;
import org.jspecify.annotations.Nullable;

/** What says in one turn to all whose heartbeat is due that their connection lives: written once for those who speak alike. One loop; used once. */
final class Heartbeats {
    private final long nowNs;
    private @Nullable MessageCodec codec;
    private byte[] written = {};

    /**
     * Nothing is written yet.
     *
     * @param nowNs of the turn, epoch ns.
     */
    Heartbeats(final long nowNs) {
        this.nowNs = nowNs;
    }

    long nowNs() {
        return nowNs;
    }

    /** A heartbeat; nobody writes to it. */
    byte[] in(final MessageCodec spoken) {
        if (spoken != codec) {
            codec = spoken;
            written = spoken.write(new ServerMessage.Heartbeat(nowNs));
        }
        return written;
    }
}
