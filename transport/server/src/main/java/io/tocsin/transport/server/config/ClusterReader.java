package io.tocsin.transport.server.config;

import io.tocsin.engine.EngineLimits;
import io.tocsin.transport.cluster.AppliedAnswers;
import io.tocsin.transport.cluster.ClusterMember;
import io.tocsin.transport.cluster.ClusterNode;
import io.tocsin.transport.cluster.ClusterTiming;
import io.tocsin.transport.server.ListenSettings;
import io.tocsin.transport.server.NodeSettings;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads of which cluster a router is a node. One thread. */
final class ClusterReader {
    private static final int MAX_MEMBERS = 9;
    private static final int MAX_PORT = 65_535;
    private static final int MAX_BASE_PORT = MAX_PORT - ClusterMember.PORTS + 1;
    private static final int MIN_TERM_BYTES = 64 << 10;
    private static final int MAX_TERM_BYTES = 1 << 28;
    private static final int MAX_SEGMENT_BYTES = 1 << 30;
    private static final int DEFAULT_TERM_BYTES = 16 << 20;
    private static final int DEFAULT_SEGMENT_BYTES = 64 << 20;
    private static final long DEFAULT_LOW_WATER_BYTES = 1L << 30;
    private static final long DEFAULT_FULL_WATER_BYTES = 256L << 20;
    private static final long MAX_LOW_WATER_BYTES = 1L << 50;
    private static final Duration SHORTEST_JOIN = Duration.ofSeconds(5);

    /** A node without a leader sends its people elsewhere first. */
    private static final Duration SHORTEST_GONE = Duration.ofSeconds(10);

    /** Stands for a host that cannot be used, and was told of. */
    private static final String WRONG_HOST = "wrong.invalid";

    private final Path folder;
    private final @Nullable Integer node;
    private final EngineLimits limits;
    private ListenSettings listen;

    /**
     * @param folder of the configuration's file.
     * @param node   which of the members this is, if it was said beside the file.
     * @param limits of the engine.
     * @param listen where a node listens of which its member says nothing.
     */
    ClusterReader(
            final Path folder, final @Nullable Integer node, final EngineLimits limits, final ListenSettings listen) {
        this.folder = folder;
        this.node = node;
        this.limits = limits;
        this.listen = listen;
    }

    /** Where the node listens, once it is read. */
    ListenSettings listen() {
        return listen;
    }

    NodeSettings read(final Section section) {
        final Long said = section.number("node-id", 0, MAX_MEMBERS - 1);
        final int nodeId = node != null ? node : said != null ? said.intValue() : NodeSettings.NONE;
        final boolean isProtected = section.flag("protected-transport", false);
        final List<ClusterMember> members = members(section, nodeId, isProtected);
        final Item secret = section.item("secret-file");
        final Path secretFile = secret == null ? null : folder.resolve(secret.text());
        final boolean withoutSecret = section.flag("without-secret", false);
        if (secretFile == null
                && !withoutSecret
                && members.stream().anyMatch(member -> !member.host().equals(WRONG_HOST) && !member.isLoopback())) {
            section.problem(
                    "secret-file",
                    "is missing, and other machines reach the members: name a file with a line of at least "
                            + ClusterNode.MIN_SECRET_BYTES
                            + " random characters, the same on every machine, or state with"
                            + " without-secret = true that whoever reaches their ports may do anything");
        }
        final Path data = folder.resolve(section.text("folder", "data"));
        final Item driver = section.item("driver-folder");
        final boolean isDurable = section.flag("durable", false);
        final AppliedAnswers applied =
                section.choice("applied", AppliedAnswers.ALERTS, List.of(AppliedAnswers.values()));
        final Timing timing = section.choice("timing", Timing.SWIFT, List.of(Timing.values()));
        final Duration join =
                section.duration("join-within", Duration.ofMinutes(10), SHORTEST_JOIN, Duration.ofDays(1));
        final Duration gone = section.duration("gone-after", Duration.ofSeconds(30), SHORTEST_GONE, Duration.ofDays(1));
        final long lowWater = section.size("low-water", DEFAULT_LOW_WATER_BYTES, 0, MAX_LOW_WATER_BYTES);
        long criticalLowWater = section.size("critical-low-water", DEFAULT_FULL_WATER_BYTES, 0, MAX_LOW_WATER_BYTES);
        if (lowWater < criticalLowWater) {
            section.problem(
                    "low-water",
                    "must be at least critical-low-water, " + Units.size(criticalLowWater)
                            + ": critical alerts are the last to be refused");
            criticalLowWater = lowWater;
        }
        final int termBytes = section.powerOfTwo("term-size", DEFAULT_TERM_BYTES, MIN_TERM_BYTES, MAX_TERM_BYTES);
        int segmentBytes = section.powerOfTwo("segment-size", DEFAULT_SEGMENT_BYTES, MIN_TERM_BYTES, MAX_SEGMENT_BYTES);
        if (segmentBytes < termBytes) {
            section.problem("segment-size", "a segment holds at least one term of " + Units.size(termBytes));
            segmentBytes = termBytes;
        }
        final Duration snapshots =
                section.duration("snapshot-every", Duration.ofHours(6), Duration.ofSeconds(1), Duration.ofDays(1));
        section.end();
        final NodeSettings settings = new NodeSettings(
                nodeId,
                members,
                data,
                driver == null ? null : folder.resolve(driver.text()),
                isDurable,
                applied,
                isProtected,
                secretFile,
                withoutSecret,
                timing == Timing.SWIFT ? ClusterTiming.swift() : ClusterTiming.calm(),
                join,
                gone,
                lowWater,
                criticalLowWater,
                termBytes,
                segmentBytes,
                snapshots);
        try {
            settings.secrets();
        } catch (final UncheckedIOException | IllegalArgumentException unusable) {
            section.problem("secret-file", String.valueOf(unusable.getMessage()));
        }
        return settings;
    }

    private List<ClusterMember> members(final Section section, final int nodeId, final boolean isProtected) {
        final List<Section> said = section.sections("members");
        final List<ClusterMember> members = new ArrayList<>();
        for (final Section each : said == null ? List.<Section>of() : said) {
            final ClusterMember member = member(each, members.size(), nodeId);
            if (member != null) {
                check(each, member, members, isProtected);
            }
            // In its place even if it is wrong, so that the others keep theirs.
            members.add(member == null ? new ClusterMember(members.size(), WRONG_HOST, 1) : member);
            if (members.size() > MAX_MEMBERS) {
                break;
            }
        }
        final int count = members.size();
        if (count == 0 || count % 2 == 0 || count > MAX_MEMBERS) {
            section.problem(
                    "members",
                    (count == 0 ? "is missing" : "has " + count)
                            + ": say host and port of each, one, three, five, seven or nine of them; an even number survives no more than one fewer would");
        } else if (nodeId >= count) {
            section.problem(
                    node == null ? "node-id" : "members", "has no node " + nodeId + ": they are 0 to " + (count - 1));
        }
        final boolean areUsable =
                members.stream().noneMatch(member -> member.host().equals(WRONG_HOST));
        if (areUsable
                && members.stream().map(ClusterMember::isLoopback).distinct().count() > 1) {
            section.problem(
                    "members",
                    "are in part at an address that this machine has for itself alone, in part not: give each the address"
                            + " under which the others find it; a machine's own name often stands for 127.0.1.1 on it");
        }
        if (count > limits.maxGateways()) {
            section.problem("members", "has " + count + ": limits.max-gateways is " + limits.maxGateways());
        }
        return members;
    }

    private @Nullable ClusterMember member(final Section section, final int id, final int nodeId) {
        final Item host = section.item("host");
        final Long port = section.number("port", 1, MAX_BASE_PORT);
        final Long client = section.number("client-port", 0, MAX_PORT);
        final Long management = section.number("management-port", 0, MAX_PORT);
        section.end();
        if (client != null && client != 0 && client.equals(management)) {
            section.problem("management-port", "is " + management + ", as is client-port: they must differ");
        }
        if (id == nodeId) {
            listen = listen.at(
                    client == null ? listen.port() : client.intValue(),
                    management == null ? listen.managementPort() : management.intValue());
        }
        if (host == null || host.text().isBlank()) {
            section.problem("host", "is missing: say under which name or address the other members find it");
            return null;
        }
        if (port == null) {
            if (!section.has("port")) {
                section.problem("port", "is missing: say the first of " + ClusterMember.PORTS + " UDP ports in a row");
            }
            return null;
        }
        return new ClusterMember(id, host.text(), port.intValue());
    }

    private static void check(
            final Section section,
            final ClusterMember member,
            final List<ClusterMember> before,
            final boolean isProtected) {
        for (final ClusterMember other : before) {
            if (member.overlaps(other)) {
                section.problem(
                        "port",
                        "is " + member.basePort() + ": member " + other.id() + " takes " + ClusterMember.PORTS
                                + " in a row from " + other.basePort());
            }
        }
        try {
            member.requireProtected(isProtected);
        } catch (final IllegalArgumentException reachable) {
            section.problem("host", String.valueOf(reachable.getMessage()));
        }
    }

    /** How soon a leader is believed dead. */
    private enum Timing {
        SWIFT,
        CALM
    }
}
