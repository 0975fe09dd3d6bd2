package io.tocsin.transport.client;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.FacilityList;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who works in facilities of several clusters, or a source that speaks for several: one {@link TocsinClient} with each cluster, through a front, on one thread.
 * Each has its own lanes, its own place to resume at, its own numbers of commands and its own bound of what waits; when one cluster is gone, the others go on. Any
 * thread.
 */
public final class GroupClient implements AutoCloseable {
    private final FacilityList facilities;
    private final Map<String, TocsinClient> clients;
    private final Map<String, StateKeeper> keepers;
    private final ClientGroup threads;

    private GroupClient(
            final FacilityList facilities,
            final Map<String, TocsinClient> clients,
            final Map<String, StateKeeper> keepers,
            final ClientGroup threads) {
        this.facilities = facilities;
        this.clients = clients;
        this.keepers = keepers;
        this.threads = threads;
    }

    /**
     * Asks a front which facility is of which cluster.
     *
     * @param front       as for {@link Context#fronts}.
     * @param credentials whom to believe to be the front; no token is sent.
     * @param patience    how long to wait, up to a minute.
     * @return completed with the list, which may be kept; exceptionally with what went wrong.
     */
    public static CompletableFuture<FacilityList> facilities(
            final URI front, final Credentials credentials, final Duration patience) {
        return FacilityQuery.ask(front, credentials, patience);
    }

    /**
     * Makes the clients, which begin to connect.
     *
     * @param context used for this client only.
     * @return at once, connected or not.
     * @throws IllegalArgumentException if a facility is in no cluster of the list; the message names it.
     * @throws IllegalStateException    if the context lacks something, or would send a token in clear.
     */
    public static GroupClient connect(final Context context) {
        final FacilityList list = context.requireList();
        final Map<String, String> entrances = new LinkedHashMap<>();
        for (final String facility : context.in) {
            final String cluster = list.clusterOf(facility);
            if (cluster == null) {
                throw new IllegalArgumentException("there is no facility '" + facility + "' in partition map "
                        + list.version() + "; it has "
                        + String.join(
                                ", ",
                                list.facilities().stream()
                                        .map(FacilityList.Entry::facility)
                                        .toList()));
            }
            entrances.putIfAbsent(cluster, facility);
        }
        final ClientGroup threads = ClientGroup.threads(1);
        final Map<String, TocsinClient> clients = new LinkedHashMap<>();
        final Map<String, StateKeeper> keepers = new LinkedHashMap<>();
        try {
            entrances.forEach((cluster, facility) -> {
                final GroupListener listener = context.listener;
                final StateKeeper keeper =
                        new StateKeeper(listener.of(cluster), state -> listener.onState(cluster, state));
                final TocsinClient.Context one = requireNonNull(context.each.apply(cluster))
                        .endpoints(context.fronts.stream()
                                .map(front -> at(front, facility))
                                .toArray(URI[]::new))
                        .listener(keeper)
                        .group(threads);
                final ClientMessage.Resume resume = context.resume.get(cluster);
                keepers.put(cluster, keeper);
                clients.put(cluster, TocsinClient.connect(resume == null ? one : one.resume(resume)));
            });
        } catch (final RuntimeException wrong) {
            clients.values().forEach(TocsinClient::close);
            threads.close();
            throw wrong;
        }
        return new GroupClient(list, clients, keepers, threads);
    }

    /** The clusters that it is connected with, by name. */
    public List<String> clusters() {
        return List.copyOf(clients.keySet());
    }

    /**
     * The client of one cluster.
     *
     * @param cluster its name, as a listener heard it.
     * @return to be asked and told, and not to be closed.
     * @throws IllegalArgumentException if it is none of {@link #clusters()}.
     */
    public TocsinClient of(final String cluster) {
        final TocsinClient client = clients.get(cluster);
        if (client == null) {
            throw new IllegalArgumentException("not connected with cluster '" + cluster + "': " + clusters());
        }
        return client;
    }

    /**
     * The client of the cluster that a facility is of.
     *
     * @param facility its name.
     * @return to be asked and told, and not to be closed.
     * @throws IllegalArgumentException if there is no such facility, or it is of none of {@link #clusters()}.
     */
    public TocsinClient at(final String facility) {
        final String cluster = facilities.clusterOf(facility);
        if (cluster == null) {
            throw new IllegalArgumentException(
                    "there is no facility '" + facility + "' in partition map " + facilities.version());
        }
        return of(cluster);
    }

    /** How each connection is. */
    public Map<String, ClusterState> states() {
        final Map<String, ClusterState> states = new LinkedHashMap<>();
        keepers.forEach((cluster, keeper) -> states.put(cluster, keeper.state()));
        return states;
    }

    /**
     * How the connection with one cluster is.
     *
     * @param cluster its name.
     * @return as it is now.
     * @throws IllegalArgumentException if it is none of {@link #clusters()}.
     */
    public ClusterState state(final String cluster) {
        final StateKeeper keeper = keepers.get(cluster);
        if (keeper == null) {
            throw new IllegalArgumentException("not connected with cluster '" + cluster + "': " + clusters());
        }
        return keeper.state();
    }

    /** What the client has of each cluster, so that another process can go on behind it, {@link Context#resume}; clusters that never welcomed it are not there. */
    public CompletableFuture<Map<String, ClientMessage.Resume>> resume() {
        final Map<String, CompletableFuture<ClientMessage.@Nullable Resume>> asked = new LinkedHashMap<>();
        clients.forEach((cluster, client) -> asked.put(cluster, client.resume()));
        return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    final Map<String, ClientMessage.Resume> positions = new LinkedHashMap<>();
                    asked.forEach((cluster, answer) -> {
                        final ClientMessage.Resume position = answer.join();
                        if (position != null) {
                            positions.put(cluster, position);
                        }
                    });
                    return positions;
                });
    }

    /** Closes every client. Waits, 3 s at most for each; never call it from a listener. */
    @Override
    public void close() {
        clients.values().forEach(TocsinClient::close);
        threads.close();
    }

    private static URI at(final URI front, final String facility) {
        return URI.create(front + "?facility=" + facility);
    }

    /** Settings of one client; used once. One thread. */
    public static final class Context {
        private List<URI> fronts = List.of();
        private @Nullable FacilityList list;
        private List<String> in = List.of();
        private Map<String, ClientMessage.Resume> resume = Map.of();
        private GroupListener listener = cluster -> new ClientListener() {};
        private Function<String, TocsinClient.Context> each = cluster -> new TocsinClient.Context();

        /** Nothing is said yet. */
        public Context() {}

        /** Where fronts are, in the order to try, such as {@code wss://alerts.example:8443/ws}; needed. Returns this. */
        public Context fronts(final URI... value) {
            for (final URI front : Arguments.endpoints(value)) {
                if (front.getRawQuery() != null || front.getRawFragment() != null) {
                    throw new IllegalArgumentException("front " + front + ": it reads wss://HOST:PORT/ws");
                }
            }
            fronts = List.of(value);
            return this;
        }

        /** Which facility is of which cluster, as {@link #facilities} was told; needed. Returns this. */
        public Context list(final FacilityList value) {
            list = requireNonNull(value, "list");
            return this;
        }

        /** Of which facilities to hear; those of one cluster are heard over one connection; needed. Returns this. */
        public Context in(final String... names) {
            in = List.of(names);
            return this;
        }

        /** What an earlier process had, by cluster; default nothing. Returns this. */
        public Context resume(final Map<String, ClientMessage.Resume> value) {
            resume = Map.copyOf(value);
            return this;
        }

        /** Hears what happens; default nobody. Returns this. */
        public Context listener(final GroupListener value) {
            listener = requireNonNull(value, "listener");
            return this;
        }

        /** Makes the settings of each client by the name of its cluster: role, person, client, credentials, bounds. Endpoints, listener, group and resume are replaced. Returns this. */
        public Context each(final Function<String, TocsinClient.Context> value) {
            each = requireNonNull(value, "each");
            return this;
        }

        private FacilityList requireList() {
            if (fronts.isEmpty()) {
                throw new IllegalStateException("no front: say where one is, such as ws://127.0.0.1:8090/ws");
            }
            if (list == null) {
                throw new IllegalStateException(
                        "no list of facilities: ask a front for it, GroupClient.facilities(...)");
            }
            if (in.isEmpty()) {
                throw new IllegalStateException("no facility: say of which to hear");
            }
            return list;
        }
    }
}
