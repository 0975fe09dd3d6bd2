package io.tocsin.transport.server.config;

import io.tocsin.DeviceRules;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.Severity;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Reads how severe conditions of devices are at least, and which are looked for. A site without that section has what its preset says, one with it the standard table but for what it says. */
final class DeviceReader {
    private static final int MOST_LOW = 99;
    private static final int MOST_MARGIN = 50;
    private static final Duration LEAST_SILENT = Duration.ofSeconds(5);
    private static final Duration MOST_SILENT = Duration.ofDays(1);

    private DeviceReader() {}

    static DeviceRules read(final Section section, final boolean isThere) {
        final DeviceRules standard = DeviceRules.standard();
        final boolean isOn = section.flag("enabled", isThere);
        final int low = section.integer("battery-low", standard.low(), 0, MOST_LOW);
        final int empty = section.integer("battery-empty", low == 0 ? 0 : standard.empty(), 0, MOST_LOW);
        final int margin = section.integer("battery-margin", low == 0 ? 0 : standard.hysteresis(), 0, MOST_MARGIN);
        final boolean calibration = section.flag("calibration", true);
        final Duration silent = silent(section, standard.silent());
        final Map<DeviceCondition, Severity> floors = new EnumMap<>(DeviceCondition.class);
        final Section table = section.section("floors");
        standard.floors()
                .forEach((condition, severity) ->
                        floors.put(condition, table.choice(Values.word(condition), severity, RulesReader.SEVERITIES)));
        table.end();
        section.end();
        try {
            final DeviceRules rules = new DeviceRules(low, empty, margin, calibration, silent, floors);
            return isOn ? rules : DeviceRules.none();
        } catch (final IllegalArgumentException wrong) {
            section.problem("battery-low", String.valueOf(wrong.getMessage()));
            return DeviceRules.none();
        }
    }

    private static Duration silent(final Section section, final Duration standard) {
        final Duration silent = section.duration("silent-after", standard, Duration.ZERO, MOST_SILENT);
        if (!silent.isZero() && silent.compareTo(LEAST_SILENT) < 0) {
            section.problem("silent-after", "is less than 5 s; 0 s looks for none");
            return standard;
        }
        return silent;
    }
}
