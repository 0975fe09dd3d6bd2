package io.tocsin.transport.server.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What kind of a world: what its nodes are told, and what they stand on. */
final class Shape {
    private String timing = "swift";
    private boolean isDurable;
    private boolean hasWires;
    private String lowWater = "0";
    private String criticalLowWater = "0";
    private int snapshotEveryS = 20;
    private final List<String> options = new ArrayList<>();
    private final Map<Integer, List<String>> before = new HashMap<>();
    private final Map<Integer, Integer> smallDisks = new HashMap<>();

    /** A node has a disk of its own, in memory. */
    Shape smallDisk(final int id, final int mebibytes) {
        smallDisks.put(id, mebibytes);
        return this;
    }

    Shape timing(final String value) {
        timing = value;
        return this;
    }

    Shape durable() {
        isDurable = true;
        return this;
    }

    /** Each node in a network of its own. */
    Shape wires() {
        hasWires = true;
        return this;
    }

    Shape lowWater(final String low, final String critical) {
        lowWater = low;
        criticalLowWater = critical;
        return this;
    }

    Shape snapshotEveryS(final int value) {
        snapshotEveryS = value;
        return this;
    }

    /** Of the JVM. */
    Shape option(final String value) {
        options.add(value);
        return this;
    }

    /** What starts the JVM of a node. */
    Shape before(final int id, final String... words) {
        before.put(id, List.of(words));
        return this;
    }

    boolean hasWires() {
        return hasWires;
    }

    List<String> options() {
        return options;
    }

    List<String> before(final int id) {
        return before.getOrDefault(id, List.of());
    }

    /** Mebibytes by node. */
    Map<Integer, Integer> smallDisks() {
        return smallDisks;
    }

    /**
     * The file that all nodes are started with.
     *
     * @param driver  below which each node has what does not outlive it.
     * @param members as the file lists them.
     */
    String text(final Path driver, final String members) {
        final StringBuilder people = new StringBuilder();
        final StringBuilder beds = new StringBuilder();
        final StringBuilder patients = new StringBuilder();
        for (int i = 0; i < World.PEOPLE; i++) {
            people.append("s%d.reachable = always\n".formatted(i));
            beds.append("b%d.care = [ s%d ]\n".formatted(i, i));
            patients.append("p%d.bed = b%d\n".formatted(i, i));
        }
        return """
            cluster {
              folder = cluster, driver-folder = "%s", secret-file = secret, timing = %s, durable = %s
              term-size = 1 MiB, segment-size = 1 MiB, low-water = %s, critical-low-water = %s, snapshot-every = %d s
              protected-transport = true
              members = [ %s ]
            }
            listen { port = 0, management-port = 0 }
            limits { preset = small, max-alerts = 16384, max-offers = 32768, max-outbox-entries = 32768, max-deliveries = 65536, content-blocks = 65536, lane-bound = 4096 }
            site {
              people {
                %s
                silent.reachable = always, deputy.reachable = always
              }
              desks = [ desk ]
              offers-per-person.critical = 4096
              units.icu {
                beds {
                  %s
                  bx.care = [ silent ]
                }
                roles.charge = [ deputy ]
              }
              patients {
                %s
                px.bed = bx
              }
              policies.all {
                steps = [
                  { target = care-team, delay = %d ms }
                  { target = role, role = charge, delay = 60 minutes }
                ]
                fail-safe = desk
              }
            }
            """.formatted(
                        driver,
                        timing,
                        isDurable,
                        lowWater,
                        criticalLowWater,
                        snapshotEveryS,
                        members,
                        people,
                        beds,
                        patients,
                        World.STEP_MS);
    }
}
