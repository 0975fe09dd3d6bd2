package io.tocsin.transport.server.config;

import io.tocsin.transport.server.NodeSettings;
import io.tocsin.transport.server.sheet.SheetSettings;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Reads whether and how downtime sheets are kept. One thread. */
final class SheetReader {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final int MOST_KEPT = 1_000;

    private SheetReader() {}

    /**
     * As the section says.
     *
     * @param folder  of the configuration's file.
     * @param cluster of which the router is a node: each has a folder of its own; {@code null} = it stands alone.
     * @return {@code null}: nobody wants sheets.
     */
    static @Nullable SheetSettings read(
            final Section section, final Path folder, final @Nullable NodeSettings cluster) {
        final Item where = section.item("folder");
        final Duration every = section.duration("every", Duration.ofHours(1), SHORTEST, Duration.ofDays(1));
        final int keep = section.integer("keep", 24, 1, MOST_KEPT);
        final Path telephones = new HeartbeatReader(folder).file(section, "telephones");
        final boolean names = section.flag("names", true);
        final String zone = section.text("zone", ZoneId.systemDefault().getId());
        section.end();
        if (where == null) {
            if (telephones != null) {
                section.problem("folder", "is missing: without it no sheet is made");
            }
            return null;
        }
        final Path sheets = folder.resolve(where.text());
        return new SheetSettings(
                cluster == null || cluster.nodeId() == NodeSettings.NONE
                        ? sheets
                        : sheets.resolve("node-" + cluster.nodeId()),
                every,
                keep,
                telephones,
                names,
                zone(section, zone));
    }

    private static ZoneId zone(final Section section, final String name) {
        try {
            return ZoneId.of(name);
        } catch (final DateTimeException unknown) {
            section.problem("zone", "'" + name + "' is no time zone: say one such as Europe/Berlin");
            return ZoneId.systemDefault();
        }
    }
}
