package io.tocsin.transport.server.config;

import io.tocsin.SilenceScope;
import io.tocsin.SilenceWindow;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SilenceOrigin;
import io.tocsin.schedule.Window;
import io.tocsin.schedule.WindowTimes;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what is silenced when, by maintenance and by the calendar. One thread. */
final class WindowReader {
    /**
     * Silences that a window may have at a time: four within two days, if it lasts for longer than a day or the clock is put back, and as many again while those of a
     * configuration that was changed are there besides.
     */
    private static final int SILENCES_OF_ONE = 8;

    private static final Duration LONGEST = Duration.ofDays(31);
    private static final List<SilenceOrigin> ORIGINS = List.of(SilenceOrigin.MAINTENANCE, SilenceOrigin.CALENDAR);
    private static final List<EmergencyType> TYPES = Arrays.stream(EmergencyType.values())
            .filter(type -> type != EmergencyType.NULL_VAL)
            .toList();
    private static final List<Cause> CAUSES = Arrays.stream(Cause.values())
            .filter(cause ->
                    cause != Cause.NULL_VAL && cause != Cause.TECHNICAL && cause != Cause.TREND && cause != Cause.CARE)
            .toList();
    /** What fields are called here. */
    private static final Map<String, String> KEYS =
            Map.of("severityAtMost", "severity-at-most", "type", "emergency", "comment", "comment", "scope", "unit");

    private final Findings findings;
    private final LocalTimes times;
    private final int maxSilences;
    private final Names units;
    private final Names beds;
    private final Names patients;

    WindowReader(
            final Findings findings, final Names units, final Names beds, final Names patients, final int maxSilences) {
        this.findings = findings;
        this.maxSilences = maxSilences;
        times = new LocalTimes(findings);
        this.units = units;
        this.beds = beds;
        this.patients = patients;
    }

    /** The windows that are right. Names are looked up once all are known. */
    List<SilenceWindow> read(final Section section, final List<Runnable> references) {
        final List<SilenceWindow> windows = new ArrayList<>();
        section.named().forEach((name, each) -> {
            final SilenceWindow window = window(name, each, references);
            if (window != null) {
                windows.add(window);
            }
        });
        if (windows.size() * SILENCES_OF_ONE > maxSilences) {
            whole(
                    section,
                    "there are " + windows.size() + " windows: " + maxSilences / SILENCES_OF_ONE
                            + " are the most, an eighth of limits.max-silences");
        }
        return windows;
    }

    private @Nullable SilenceWindow window(final String name, final Section section, final List<Runnable> references) {
        final SilenceOrigin origin = section.requiredChoice("origin", ORIGINS);
        final SilenceScope scope = new SilenceScope(
                reference(section.item("unit"), units, references),
                reference(section.item("patient"), patients, references),
                reference(section.item("bed"), beds, references),
                section.hasOptional("emergency") ? section.requiredChoice("emergency", TYPES) : null,
                section.choice("severity-at-most", Severity.EMERGENT, RulesReader.SEVERITIES),
                section.hasOptional("cause") ? section.requiredChoice("cause", CAUSES) : null,
                section.hasOptional("parameter") ? section.requiredChoice("parameter", RulesReader.PARAMETERS) : null);
        final String comment = section.text("comment", "");
        final WindowTimes open = open(section);
        section.end();
        if (origin == null || open == null) {
            return null;
        }
        try {
            return new SilenceWindow(name, origin, scope, open, comment);
        } catch (final IllegalArgumentException wrong) {
            final String message = String.valueOf(wrong.getMessage());
            final int colon = message.indexOf(": ");
            final String key = KEYS.getOrDefault(message.substring(0, Math.max(colon, 0)), "");
            if (key.isEmpty()) {
                whole(section, message);
            } else {
                section.problem(key, message.substring(colon + 2));
            }
            return null;
        }
    }

    private void whole(final Section section, final String message) {
        findings.problem(section.origin(), section.path(), message);
    }

    private @Nullable WindowTimes open(final Section section) {
        final ZoneId zone = LocalTimes.zone(section);
        final List<DayOfWeek> days = section.choices("days", LocalTimes.DAYS, LocalTimes.DAYS);
        final Item hours = section.item("hours");
        final Item fromItem = section.item("from");
        final Item untilItem = section.item("until");
        if ((hours == null) == (fromItem == null && untilItem == null)) {
            section.problem("hours", "say when: either hours, which come again, or from and until");
            return null;
        }
        if (hours != null) {
            final Window weekly = days.isEmpty() ? null : times.hours(days, hours);
            if (days.isEmpty()) {
                section.problem("days", "names no day");
            }
            return weekly == null ? null : WindowTimes.weekly(weekly, zone);
        }
        // What is printed as effective names all of them.
        if (days.size() < LocalTimes.DAYS.size()) {
            section.problem("days", "is for hours, which come again; from and until are once");
            return null;
        }
        if (fromItem == null || untilItem == null) {
            section.problem(fromItem == null ? "from" : "until", "is missing: say both from and until");
            return null;
        }
        final LocalDateTime from = times.instant(fromItem);
        final LocalDateTime until = times.instant(untilItem);
        return from == null || until == null ? null : once(section, from, until, zone);
    }

    private @Nullable WindowTimes once(
            final Section section, final LocalDateTime from, final LocalDateTime until, final ZoneId zone) {
        final WindowTimes once;
        try {
            once = WindowTimes.once(from, until, zone);
        } catch (final IllegalArgumentException backwards) {
            section.problem("until", "is not after from");
            return null;
        }
        if (Duration.between(from, until).compareTo(LONGEST) > 0) {
            section.problem("until", "is more than " + LONGEST.toDays() + " days after from");
            return null;
        }
        return once;
    }

    private static String reference(final @Nullable Item item, final Names names, final List<Runnable> references) {
        if (item == null) {
            return "";
        }
        references.add(() -> names.require(item));
        return item.text();
    }
}
