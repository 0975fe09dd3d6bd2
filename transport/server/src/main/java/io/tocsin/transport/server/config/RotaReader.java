package io.tocsin.transport.server.config;

import io.tocsin.Rota;
import io.tocsin.schedule.Duty;
import io.tocsin.schedule.DutyCsv;
import io.tocsin.schedule.Layer;
import io.tocsin.schedule.Rotation;
import io.tocsin.schedule.Schedule;
import io.tocsin.schedule.ScheduleException;
import io.tocsin.schedule.Schedules;
import io.tocsin.schedule.Window;
import io.tocsin.transport.server.DutySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads who is on duty when: schedules of roles, and a table of duties. All times are local to the rota's zone. One thread. */
final class RotaReader {
    private static final Duration YEAR = Duration.ofDays(366);
    private static final Duration SHORTEST_SHIFT = Duration.ofMinutes(15);
    private static final Duration USUAL_SHIFT = Duration.ofHours(12);

    private final Findings findings;
    private final LocalTimes times;
    private final Path folder;
    private final Names people;
    private final Names units;
    private final Names roles;

    /** What becomes of an alert at the end of its owner's shift. */
    private enum ShiftEnd {
        /** The steps begin again. */
        ASK_AGAIN,
        /** It is offered to who follows. */
        HAND_OVER
    }

    RotaReader(final Findings findings, final Path folder, final Names people, final Names units, final Names roles) {
        this.findings = findings;
        times = new LocalTimes(findings);
        this.folder = folder;
        this.people = people;
        this.units = units;
        this.roles = roles;
    }

    /** The rota; without one if something is wrong. Names are looked up once all are known. */
    DutySettings read(final Section section, final List<Runnable> references) {
        final DutySettings none = DutySettings.none();
        final ZoneId zone = LocalTimes.zone(section);
        final Duration ahead = section.duration("ahead", none.ahead(), Duration.ofHours(2), YEAR);
        final Duration every = section.duration("every", none.every(), Duration.ofSeconds(1), YEAR);
        final boolean handsOver =
                section.choice("at-shift-end", ShiftEnd.ASK_AGAIN, List.of(ShiftEnd.values())) == ShiftEnd.HAND_OVER;
        final Item file = section.item("file");
        final List<Schedule> schedules = new ArrayList<>();
        section.section("schedules").named().forEach((name, each) -> {
            final Schedule schedule = schedule(name, each, zone, references);
            if (schedule != null) {
                schedules.add(schedule);
            }
        });
        section.end();
        if (every.compareTo(ahead) >= 0) {
            section.problem("every", "is not less than ahead: who is on duty would be told too late");
            return none;
        }
        final List<Duty> duties = file == null ? List.of() : table(file, zone, references);
        try {
            Schedules.check(schedules);
            return new DutySettings(new Rota(schedules, duties, handsOver), ahead, every);
        } catch (final IllegalArgumentException wrong) {
            section.problem("schedules", String.valueOf(wrong.getMessage()));
            return none;
        }
    }

    private @Nullable Schedule schedule(
            final String name, final Section section, final ZoneId zone, final List<Runnable> references) {
        final Item unit = section.item("unit");
        final Item role = section.item("role");
        final LocalDateTime from = times.instant(section.item("from"));
        final LocalDateTime until = times.instant(section.item("until"));
        final List<Layer> layers = new ArrayList<>();
        final List<Section> sections = section.sections("layers");
        for (final Section layer : sections == null ? List.<Section>of() : sections) {
            final Layer read = layer(layer);
            if (read != null) {
                layers.add(read);
            }
        }
        final ExchangeWords words = new ExchangeWords(findings);
        final List<Item> overrides = section.items("overrides");
        final List<Item> covers = section.items("covers");
        final List<Item> swaps = section.items("swaps");
        section.end();
        if (unit == null || role == null) {
            section.problem(unit == null ? "unit" : "role", "is missing: say whose rota it is");
            return null;
        }
        Schedule schedule = Schedule.named(name, unit.text(), role.text(), zone).valid(from, until);
        for (final Layer layer : layers) {
            schedule = schedule.layer(layer);
        }
        schedule = words.add(schedule, overrides, covers, swaps);
        final Schedule read = schedule;
        references.add(() -> {
            units.require(unit);
            roles.require(role);
            read.people().forEach(person -> people.require(new Item(person, section.path(), section.origin())));
        });
        return schedule;
    }

    private @Nullable Layer layer(final Section section) {
        final LocalDate start = times.day(section.item("start"));
        final LocalDate end = times.day(section.item("end"));
        final LocalTime handOff = times.time(section.item("hand-off"));
        final Duration shift = section.duration("shift", USUAL_SHIFT, SHORTEST_SHIFT, YEAR);
        final List<List<String>> crews = section.items("people").stream()
                .map(item -> Arrays.stream(item.text().split(",", -1))
                        .map(String::strip)
                        .toList())
                .toList();
        final List<DayOfWeek> days = section.choices("days", LocalTimes.DAYS, LocalTimes.DAYS);
        final Item hours = section.item("hours");
        section.end();
        if (start == null || handOff == null) {
            section.problem(start == null ? "start" : "hand-off", "is missing, or is none");
            return null;
        }
        try {
            return new Layer(new Rotation(start, end, handOff, shift, crews), only(Set.copyOf(days), hours));
        } catch (final IllegalArgumentException wrong) {
            findings.problem(section.origin(), section.path(), String.valueOf(wrong.getMessage()));
            return null;
        }
    }

    /** When a layer speaks; always, if neither days nor hours are chosen. */
    private List<Window> only(final Set<DayOfWeek> days, final @Nullable Item hours) {
        if (hours == null) {
            return days.size() == LocalTimes.DAYS.size()
                    ? List.of()
                    : List.of(new Window(EnumSet.copyOf(days), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT));
        }
        final Window window = times.hours(days, hours);
        return window == null ? List.of() : List.of(window);
    }

    private List<Duty> table(final Item file, final ZoneId zone, final List<Runnable> references) {
        final Path path = folder.resolve(file.text());
        try {
            final List<Duty> duties = DutyCsv.read(file.text(), Files.readString(path), zone);
            references.add(() -> duties.forEach(duty -> {
                units.require(named(duty.unit(), file));
                roles.require(named(duty.role(), file));
                people.require(named(duty.person(), file));
            }));
            return duties;
        } catch (final IOException unreadable) {
            findings.problem(file.origin(), file.key(), "cannot be read: " + path);
        } catch (final ScheduleException wrong) {
            findings.problem(file.origin(), file.key(), String.valueOf(wrong.getMessage()));
        }
        return List.of();
    }

    private static Item named(final String text, final Item file) {
        return new Item(text, file.key(), file.origin());
    }
}
