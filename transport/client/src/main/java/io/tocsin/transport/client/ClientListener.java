package io.tocsin.transport.client;

import io.tocsin.codecs.json.MonitoringReport;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.ViewReport;

/** Hears what happens to a client, on its thread: never wait there. What is thrown goes to the client's error handler. */
public interface ClientListener {
    /** The router has greeted back: commands flow, deliveries follow. At every connection anew; how it resumed, the message says. */
    default void onWelcome(final ServerMessage.Welcome welcome) {}

    /**
     * A delivery, in the order of its lane and once. It is confirmed to the router after this has returned; if this throws, it comes again with the next connection.
     */
    default void onDelivery(final ServerMessage.Delivery delivery) {}

    /** An answer, before the future that waits for it is completed. One that the client will send again for, such as BUSY, is heard too. */
    default void onAnswer(final ServerMessage.Answer answer) {}

    /** Something that this client said could not be taken. */
    default void onError(final ServerMessage.ProtocolError error) {}

    /**
     * Somebody sees a patient for a time whom they have nothing to do with, or no more: told to whose view it is, whoever cares for the patient, privacy officers and operators. A
     * client whose own view is over shows nothing of the patient any more.
     *
     * @param view as it is now.
     */
    default void onView(final ViewReport view) {}

    /**
     * A monitoring session that names the person, or that the person began, began itself, has other people, or is over. Told once to who is connected: after a
     * connection was lost, {@link TocsinClient#monitorings} says which are active.
     */
    default void onMonitoring(final MonitoringReport session) {}

    /** What was read last of whom the client watches, {@link TocsinClient#watchVitals}, or that no more is shown: about once a second, newer readings in the place of older ones. */
    default void onVitals(final ServerMessage.VitalsShown shown) {}

    /** The router lives. */
    default void onHeartbeat(final ServerMessage.Heartbeat heartbeat) {}

    /** A connection ended, or could not be made. */
    default void onDisconnected(final Disconnect disconnect) {}
}
