package io.tocsin.transport.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.json.MonitoringReport;
import io.tocsin.codecs.json.ServerMessage;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Takes down what a client hears. */
class Recorder implements ClientListener {
    final BlockingQueue<ServerMessage.Welcome> welcomes = new LinkedBlockingQueue<>();
    final BlockingQueue<ServerMessage.Delivery> deliveries = new LinkedBlockingQueue<>();
    final BlockingQueue<ServerMessage.ProtocolError> errors = new LinkedBlockingQueue<>();
    final BlockingQueue<ServerMessage.Heartbeat> heartbeats = new LinkedBlockingQueue<>();
    final BlockingQueue<MonitoringReport> monitorings = new LinkedBlockingQueue<>();
    final BlockingQueue<ServerMessage.VitalsShown> vitals = new LinkedBlockingQueue<>();
    final BlockingQueue<Disconnect> disconnects = new LinkedBlockingQueue<>();

    @Override
    public void onWelcome(final ServerMessage.Welcome welcome) {
        welcomes.add(welcome);
    }

    @Override
    public void onDelivery(final ServerMessage.Delivery delivery) {
        deliveries.add(delivery);
    }

    @Override
    public void onError(final ServerMessage.ProtocolError error) {
        errors.add(error);
    }

    @Override
    public void onHeartbeat(final ServerMessage.Heartbeat heartbeat) {
        heartbeats.add(heartbeat);
    }

    @Override
    public void onMonitoring(final MonitoringReport session) {
        monitorings.add(session);
    }

    @Override
    public void onVitals(final ServerMessage.VitalsShown shown) {
        vitals.add(shown);
    }

    @Override
    public void onDisconnected(final Disconnect disconnect) {
        disconnects.add(disconnect);
    }

    static <T> T next(final BlockingQueue<T> queue) throws InterruptedException {
        final T next = queue.poll(ScriptedServer.PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(next).as("nothing was heard").isNotNull();
        return next;
    }
}
