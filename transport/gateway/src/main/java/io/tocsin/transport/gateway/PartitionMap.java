package io.tocsin.transport.gateway;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.json.FacilityList;
import io.tocsin.codecs.text.EdgeText;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which facility belongs to which cluster, and so which units, patients and people: those of a facility are known to its cluster and to no other. A facility belongs to
 * one cluster; a cluster may have several. Immutable; any thread.
 */
public final class PartitionMap {
    /** Most clusters of a map. */
    public static final int MAX_CLUSTERS = 128;

    /** Most nodes of a cluster. */
    public static final int MAX_NODES = 9;

    /** Most facilities of a map. */
    public static final int MAX_FACILITIES = FacilityList.MAX_FACILITIES;

    /** Most units of a map. */
    public static final int MAX_UNITS = 100_000;

    private static final Set<String> THIS_MACHINE = Loopback.NAMES;

    private final long version;
    private final Map<String, Cluster> clusters = new HashMap<>();
    private final Map<String, Facility> facilities = new HashMap<>();
    private final Map<String, Facility> ofUnits = new HashMap<>();
    private final List<Cluster> inOrder;
    private final List<Facility> allFacilities;
    private final @Nullable Facility otherwise;

    /**
     * A cluster and where its nodes are.
     *
     * @param name        a letter or digit, then letters, digits, {@code . _ -}, 36 in all at most.
     * @param nodes       where clients connect to each, such as {@code wss://10.0.0.1:8443/ws}, 1 to {@value #MAX_NODES}; all with TLS or none.
     * @param authorities X.509 in PEM, that alone vouch for the nodes; {@code null} = those of the JVM's trust store.
     * @param unencrypted nodes at {@code ws://} may be on other machines, because something else encrypts what is said.
     */
    public record Cluster(
            String name, List<URI> nodes, @Nullable Path authorities, boolean unencrypted) {
        /** Keeps a copy of the list. */
        public Cluster {
            requireNonNull(name, "name");
            nodes = List.copyOf(nodes);
        }
    }

    /**
     * A facility.
     *
     * @param name    as a cluster's.
     * @param cluster that it belongs to.
     * @param units   by which it is known too when somebody raises an alert and does not name it; each of one facility alone.
     */
    public record Facility(String name, String cluster, List<String> units) {
        /** Keeps a copy of the list. */
        public Facility {
            requireNonNull(name, "name");
            requireNonNull(cluster, "cluster");
            units = List.copyOf(units);
        }
    }

    /**
     * Makes a map.
     *
     * @param version    from 1; the next one is higher.
     * @param clusters   1 to {@value #MAX_CLUSTERS}.
     * @param facilities 1 to {@value #MAX_FACILITIES}.
     * @param otherwise  of which an alert is that is raised by HTTP and names no facility, and no unit that the map knows; {@code null} = it is refused.
     * @throws IllegalArgumentException if it is none; the message says everything that is wrong, a line each.
     */
    public PartitionMap(
            final long version,
            final List<Cluster> clusters,
            final List<Facility> facilities,
            final @Nullable String otherwise) {
        this.version = version;
        inOrder = List.copyOf(clusters);
        allFacilities = List.copyOf(facilities);
        final List<String> wrong = new ArrayList<>();
        if (version < 1) {
            wrong.add("version is " + version + ": it is 1 or more, and higher in each map that follows");
        }
        bounded(wrong, "clusters", clusters.size(), MAX_CLUSTERS);
        bounded(wrong, "facilities", facilities.size(), MAX_FACILITIES);
        clusters.forEach(cluster -> add(wrong, cluster));
        nodesOnce(wrong, clusters);
        facilities.forEach(facility -> add(wrong, facility));
        if (ofUnits.size() > MAX_UNITS) {
            wrong.add("there are " + ofUnits.size() + " units: at most " + MAX_UNITS);
        }
        this.otherwise = otherwise == null ? null : this.facilities.get(otherwise);
        if (otherwise != null && this.otherwise == null) {
            wrong.add("otherwise names facility '" + otherwise + "', which there is none of");
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", wrong));
        }
    }

    /** Which map it is, from 1. */
    public long version() {
        return version;
    }

    /** All clusters, in the order in which they were said. */
    public List<Cluster> clusters() {
        return inOrder;
    }

    /** All facilities, in the order in which they were said. */
    public List<Facility> facilities() {
        return allFacilities;
    }

    /** Of which an alert is that says no place; {@code null} = of none. */
    public @Nullable Facility otherwise() {
        return otherwise;
    }

    /**
     * Finds a facility.
     *
     * @param name any.
     * @return {@code null} if there is none of that name.
     */
    public @Nullable Facility facility(final String name) {
        return facilities.get(name);
    }

    /**
     * Finds the facility that a unit is of.
     *
     * @param unit any.
     * @return {@code null} if the map does not name the unit.
     */
    public @Nullable Facility ofUnit(final String unit) {
        return ofUnits.get(unit);
    }

    /**
     * Whether this map may follow another while people are connected by that. A facility does not go to another cluster so: two fronts that did not read their maps at
     * the same instant would send alerts of one ward to two clusters. That takes a stop of all fronts.
     *
     * @param before the map in force.
     * @return why not, for people; {@code null} if it may.
     */
    public @Nullable String whyNotAfter(final PartitionMap before) {
        if (version <= before.version) {
            return "its version is " + version + ", and " + before.version
                    + " is in force: a map that changes has a higher one";
        }
        for (final Facility facility : before.facilities.values()) {
            final Facility next = facilities.get(facility.name());
            if (next != null && !next.cluster().equals(facility.cluster())) {
                return "facility '" + facility.name() + "' goes from cluster '" + facility.cluster() + "' to '"
                        + next.cluster() + "': stop all fronts, and start them with this map";
            }
        }
        for (final Map.Entry<String, Facility> unit : before.ofUnits.entrySet()) {
            final Facility next = ofUnits.get(unit.getKey());
            if (next != null && !next.cluster().equals(unit.getValue().cluster())) {
                return "unit '" + unit.getKey() + "' goes from cluster '"
                        + unit.getValue().cluster() + "' to '" + next.cluster()
                        + "': stop all fronts, and start them with this map";
            }
        }
        return null;
    }

    /**
     * Whether another map says the same.
     *
     * @param other any.
     * @return true if whoever goes by one could go by the other.
     */
    public boolean isSameAs(final PartitionMap other) {
        return version == other.version
                && inOrder.equals(other.inOrder)
                && allFacilities.equals(other.allFacilities)
                && Objects.equals(otherwise, other.otherwise);
    }

    /** What clients are told of it. */
    FacilityList list() {
        return new FacilityList(
                version,
                allFacilities.stream()
                        .map(facility -> new FacilityList.Entry(facility.name(), facility.cluster()))
                        .toList());
    }

    private static void bounded(final List<String> wrong, final String what, final int count, final int most) {
        if (count < 1 || count > most) {
            wrong.add("there are " + count + ' ' + what + ": it takes 1 to " + most);
        }
    }

    private void add(final List<String> wrong, final Cluster cluster) {
        final String what = "cluster '" + cluster.name() + '\'';
        named(wrong, what, cluster.name());
        if (clusters.put(cluster.name(), cluster) != null) {
            wrong.add(what + " is there twice");
        }
        if (cluster.nodes().isEmpty() || cluster.nodes().size() > MAX_NODES) {
            wrong.add(what + " has " + cluster.nodes().size() + " nodes: it takes 1 to " + MAX_NODES);
        }
        final boolean isEncrypted =
                !cluster.nodes().isEmpty() && isEncrypted(cluster.nodes().get(0));
        for (final URI node : cluster.nodes()) {
            final boolean isAddress = ("ws".equals(node.getScheme()) || isEncrypted(node))
                    && node.getHost() != null
                    && node.getPort() > 0
                    && "/ws".equals(node.getRawPath())
                    && node.getRawQuery() == null
                    && node.getRawUserInfo() == null;
            if (!isAddress) {
                wrong.add(what + ": '" + node + "' is no address of a node: it reads wss://HOST:PORT/ws, or"
                        + " ws://HOST:PORT/ws without TLS");
            } else if (isEncrypted(node) != isEncrypted) {
                wrong.add(what + ": some nodes are ws:// and others wss://: whoever blocks these would have it all in"
                        + " clear");
            } else if (!isEncrypted
                    && !cluster.unencrypted()
                    && !THIS_MACHINE.contains(node.getHost().toLowerCase(Locale.ROOT))) {
                wrong.add(what + ": '" + node + "' is another machine: without TLS whoever is on the way can read"
                        + " patients and tokens, and be anybody; say wss://, or allow-unencrypted = true");
            }
        }
        if (cluster.authorities() != null && !isEncrypted) {
            wrong.add(what + ": authorities are of no use at ws://: say wss://");
        }
    }

    /** A node of two clusters would have the alerts of both. */
    private static void nodesOnce(final List<String> wrong, final List<Cluster> clusters) {
        final Map<String, String> seen = new HashMap<>();
        for (final Cluster cluster : clusters) {
            final Set<String> own = new HashSet<>();
            for (final URI node : cluster.nodes()) {
                final String where = String.valueOf(node.getAuthority()).toLowerCase(Locale.ROOT);
                final String other = seen.putIfAbsent(where, cluster.name());
                if (!own.add(where) || (other != null && !other.equals(cluster.name()))) {
                    wrong.add("cluster '" + cluster.name() + "': node '" + node + "' is there twice");
                }
            }
        }
    }

    private void add(final List<String> wrong, final Facility facility) {
        final String what = "facility '" + facility.name() + '\'';
        named(wrong, what, facility.name());
        if (facilities.put(facility.name(), facility) != null) {
            wrong.add(what + " is there twice");
        }
        if (!clusters.containsKey(facility.cluster())) {
            wrong.add(what + " is of cluster '" + facility.cluster() + "', which there is none of");
        }
        for (final String unit : facility.units()) {
            if (unit.isEmpty() || EdgeText.utf8Length(unit) > EdgeText.MAX_ID_BYTES) {
                wrong.add(what + ": unit '" + unit + "' is no id: it has 1 to " + EdgeText.MAX_ID_BYTES + " bytes");
            }
            final Facility other = ofUnits.put(unit, facility);
            if (other != null) {
                wrong.add(what + ": unit '" + unit + "' is of facility '" + other.name()
                        + "' as well: name it in none if both have one of that name, and the facility with each alert");
            }
        }
    }

    private static void named(final List<String> wrong, final String what, final String name) {
        if (!FacilityList.isName(name)) {
            wrong.add(
                    what + " has no good name: a letter or digit, then letters, digits, '.', '_' and '-', 36 in all at"
                            + " most");
        }
    }

    static boolean isEncrypted(final URI node) {
        return "wss".equals(node.getScheme());
    }
}
