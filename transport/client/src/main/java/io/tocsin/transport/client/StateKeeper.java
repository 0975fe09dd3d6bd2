package io.tocsin.transport.client;

import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.MonitoringReport;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.ViewReport;
import java.util.function.Consumer;

/** Hears of one cluster for somebody else, and says how the connection is. On the client's thread, but for {@link #state()}. */
final class StateKeeper implements ClientListener {
    private final ClientListener listener;
    private final Consumer<ClusterState> changed;
    private volatile ClusterState state = ClusterState.CONNECTING;

    StateKeeper(final ClientListener listener, final Consumer<ClusterState> changed) {
        this.listener = listener;
        this.changed = changed;
    }

    /** Any thread. */
    ClusterState state() {
        return state;
    }

    @Override
    public void onWelcome(final ServerMessage.Welcome welcome) {
        become(ClusterState.UP);
        listener.onWelcome(welcome);
    }

    @Override
    public void onDisconnected(final Disconnect disconnect) {
        final CloseCode code = disconnect.closeCode();
        final boolean isRefused = code != null && code.isFaultOfClient();
        final String reason = disconnect.reason().isEmpty() ? "the connection broke" : disconnect.reason();
        become(new ClusterState(isRefused ? ClusterState.Kind.REFUSED : ClusterState.Kind.AWAY, reason));
        listener.onDisconnected(disconnect);
    }

    @Override
    public void onDelivery(final ServerMessage.Delivery delivery) {
        listener.onDelivery(delivery);
    }

    @Override
    public void onAnswer(final ServerMessage.Answer answer) {
        listener.onAnswer(answer);
    }

    @Override
    public void onError(final ServerMessage.ProtocolError error) {
        listener.onError(error);
    }

    @Override
    public void onView(final ViewReport view) {
        listener.onView(view);
    }

    @Override
    public void onMonitoring(final MonitoringReport session) {
        listener.onMonitoring(session);
    }

    @Override
    public void onVitals(final ServerMessage.VitalsShown shown) {
        listener.onVitals(shown);
    }

    @Override
    public void onHeartbeat(final ServerMessage.Heartbeat heartbeat) {
        listener.onHeartbeat(heartbeat);
    }

    private void become(final ClusterState next) {
        if (!next.equals(state)) {
            state = next;
            changed.accept(next);
        }
    }
}
