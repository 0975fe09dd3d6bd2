package io.tocsin.transport.server.config;

import io.tocsin.ServiceLevel;
import io.tocsin.ServiceLevel.LoadLimit;
import io.tocsin.Site;
import java.time.Duration;
import java.util.List;

/** Reads what a site promises. A router that is served always promises something: what is not said is {@link ServiceLevel#standard()}. One thread. */
final class ServiceLevelReader {
    private static final int MAX_CONNECTIONS = 1 << 20;
    private static final int PERCENT = 100;
    private static final int PERMILLE_PER_PERCENT = 10;
    private static final Duration HOUR = Duration.ofHours(1);

    private final Findings findings;
    private final Names people;
    private final boolean isThere;

    ServiceLevelReader(final Findings findings, final Names people, final boolean isThere) {
        this.findings = findings;
        this.people = people;
        this.isThere = isThere;
    }

    /** Reads the section; people are looked up once all are known. */
    void read(final Section section, final Site.Builder site, final List<Runnable> references) {
        final boolean isOn = section.flag("enabled", isThere);
        final ServiceLevel standard = ServiceLevel.standard();
        final Duration target = section.duration(
                "target", Duration.ofMillis(standard.targetMs()), Duration.ofMillis(100), Duration.ofMinutes(10));
        final Duration breach =
                section.duration("breach", Duration.ofMillis(standard.breachMs()), Duration.ofMillis(101), HOUR);
        final List<Item> administrators = section.items("administrators");
        final LoadLimit elevated = limit(section.section("elevated"), standard.elevated());
        final LoadLimit emergency = limit(section.section("emergency"), standard.emergency());
        final int leave = section.integer("leave-below-percent", standard.leavePercent(), 1, PERCENT);
        final Duration hold = section.duration("hold", Duration.ofMillis(standard.holdMs()), Duration.ZERO, HOUR);
        final Duration putOff = section.duration(
                "put-off", Duration.ofMillis(standard.deferMs()), Duration.ZERO, Duration.ofMinutes(1));
        final Duration deviceLost =
                section.duration("device-lost", Duration.ofMillis(standard.deviceLostMs()), Duration.ZERO, HOUR);
        section.end();
        references.add(() -> {
            try {
                final ServiceLevel level = standard.received(target, breach)
                        .load(elevated, emergency)
                        .leavingBelow(leave, hold)
                        .puttingOff(putOff)
                        .deviceLost(deviceLost)
                        .administrators(people.require(administrators));
                if (isOn) {
                    site.serviceLevel(level);
                }
            } catch (final IllegalArgumentException wrong) {
                findings.problem(section.origin(), section.path(), String.valueOf(wrong.getMessage()));
            }
        });
    }

    private static LoadLimit limit(final Section section, final LoadLimit standard) {
        final LoadLimit limit = new LoadLimit(
                section.integer("connections", standard.connections(), 0, MAX_CONNECTIONS),
                section.integer("backlog-percent", standard.backlogPermille() / PERMILLE_PER_PERCENT, 0, PERCENT)
                        * PERMILLE_PER_PERCENT,
                section.integer("cpu-percent", standard.cpuPermille() / PERMILLE_PER_PERCENT, 0, PERCENT)
                        * PERMILLE_PER_PERCENT);
        section.end();
        return limit;
    }
}
