package io.tocsin.transport.gateway;

import io.netty.channel.Channel;

/** Whether a client is still there: takes what it is sent, and answers when it is asked. Looks once a second; loop only; does not allocate. */
final class Watch {
    /** Heartbeats that a client may let pass before it is asked, and before it is given up. */
    private static final int ASK_AFTER = 3;

    private static final int SILENT_AFTER = 6;

    private final Channel channel;
    private final WriteMeter meter;
    private final GatewaySettings settings;
    private long heardNs;
    private long progressNs;
    private long askedNs;
    private long beatNs;
    private long taken;
    private long moved;
    private boolean heard;

    Watch(final Channel channel, final WriteMeter meter, final GatewaySettings settings, final long nowNs) {
        this.channel = channel;
        this.meter = meter;
        this.settings = settings;
        heardNs = nowNs;
        progressNs = nowNs;
        askedNs = nowNs;
        beatNs = nowNs;
    }

    /** How a client is. */
    enum State {
        /** All right. */
        FINE,
        /** Said nothing for a while: ping it. */
        ASK,
        /** Answers nothing. */
        SILENT,
        /** Takes nothing of what it should have. */
        STALLED
    }

    /** The client said something. */
    void heard() {
        heard = true;
    }

    /** Looks; {@code movedNow} rises with every delivery written or confirmed. */
    State look(final long nowNs, final long movedNow, final boolean isBehind) {
        final long takenNow = meter.taken(channel.unsafe().outboundBuffer());
        final boolean isWaiting = isBehind || !channel.isWritable();
        if (!isWaiting || takenNow != taken || movedNow != moved) {
            progressNs = nowNs;
        }
        taken = takenNow;
        moved = movedNow;
        if (heard || !channel.config().isAutoRead()) {
            heardNs = nowNs;
            heard = false;
        }
        if (nowNs - progressNs >= settings.stallNs) {
            return State.STALLED;
        }
        if (nowNs - heardNs >= SILENT_AFTER * settings.heartbeatNs) {
            return State.SILENT;
        }
        if (nowNs - heardNs >= ASK_AFTER * settings.heartbeatNs && nowNs - askedNs >= settings.heartbeatNs) {
            askedNs = nowNs;
            return State.ASK;
        }
        return State.FINE;
    }

    /** Whether a heartbeat is due; if so, the next one is due later. */
    boolean isHeartbeatDue(final long nowNs) {
        final boolean isDue = nowNs - beatNs >= settings.heartbeatNs;
        if (isDue) {
            beatNs = nowNs;
        }
        return isDue;
    }
}
