package io.tocsin.transport.client;

/** Hears what happens to a {@link GroupClient}, on its thread: never wait there. */
public interface GroupListener {
    /**
     * Who hears what one cluster says. Numbers of alerts, silences and sessions are each cluster's own: alert 17 of one is not alert 17 of another.
     *
     * @param cluster its name.
     * @return asked for once, before there is a connection.
     */
    ClientListener of(String cluster);

    /**
     * The connection with a cluster is another than before. While one is not {@link ClusterState.Kind#UP}, show that nothing that is told there arrives.
     *
     * @param cluster its name.
     * @param state   now.
     */
    default void onState(String cluster, ClusterState state) {}
}
