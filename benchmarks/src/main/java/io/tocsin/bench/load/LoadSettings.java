package io.tocsin.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;

/**
 * What is sent and to whom. Immutable.
 *
 * @param perSecond  raises.
 * @param seconds    that count, in all rounds together.
 * @param warmUp     seconds before, half as many of the bare counterpart; they do not count, but nothing may be lost in them either.
 * @param rounds     in how many parts the seconds are, with the bare counterpart in between.
 * @param rawSeconds of the bare counterpart in each round; 0: there is none.
 * @param clinicians connected; each alert goes to one of them, in turn.
 * @param sources    connected; they raise in turn.
 * @param level      MEMORY, OS or DISK.
 * @param holdMs     from acceptance to resolution.
 * @param plant      a fault of the rig's own clients, to show that it is noticed.
 */
record LoadSettings(
        int perSecond,
        int seconds,
        int warmUp,
        int rounds,
        int rawSeconds,
        int clinicians,
        int sources,
        JournalLevel level,
        int holdMs,
        Plant plant) {
    private static final int LONG_ROUND = 15;
    private static final int MOST_ROUNDS = 4;
    private static final int WARM_UP = 20;
    private static final int SOURCES = 10;
    private static final int HOLD_MS = 500;

    /** What the clients of the rig are to do wrong. */
    enum Plant {
        /** Nothing. */
        NONE(15),
        /** One clinician's client throws an offer away: nobody needs to wait long for it. */
        LOSS(5),
        /** One clinician's client takes three seconds for an offer. */
        DELAY(15);

        private final int drainSeconds;

        Plant(final int drainSeconds) {
            this.drainSeconds = drainSeconds;
        }

        /** How long to wait after the last raise for what has not arrived before it counts as lost. */
        Duration drain() {
            return Duration.ofSeconds(drainSeconds);
        }
    }

    /** As a command line gives them. */
    static LoadSettings of(final int perSecond, final int seconds, final int clinicians, final JournalLevel level) {
        return new LoadSettings(
                        perSecond,
                        seconds,
                        Math.min(WARM_UP, seconds),
                        1,
                        0,
                        clinicians,
                        SOURCES,
                        level,
                        HOLD_MS,
                        Plant.NONE)
                .inRounds(Math.max(1, Math.min(MOST_ROUNDS, seconds / LONG_ROUND)));
    }

    /** The same without the bare counterpart, and so in one piece. */
    LoadSettings alone() {
        return new LoadSettings(perSecond, seconds, warmUp, 1, 0, clinicians, sources, level, holdMs, plant);
    }

    /** The same in so many parts, with a third as long of the bare counterpart in between. */
    LoadSettings inRounds(final int value) {
        return new LoadSettings(
                perSecond,
                seconds,
                warmUp,
                value,
                Math.max(1, seconds / value / 3),
                clinicians,
                sources,
                level,
                holdMs,
                plant);
    }

    /** The same with a single source. */
    LoadSettings oneSource() {
        return new LoadSettings(perSecond, seconds, warmUp, rounds, rawSeconds, clinicians, 1, level, holdMs, plant);
    }

    /** The same with other seconds before those that count. */
    LoadSettings warmUp(final int value) {
        return new LoadSettings(
                perSecond, seconds, value, rounds, rawSeconds, clinicians, sources, level, holdMs, plant);
    }

    /** The same with another time from acceptance to resolution. */
    LoadSettings holdMs(final int value) {
        return new LoadSettings(
                perSecond, seconds, warmUp, rounds, rawSeconds, clinicians, sources, level, value, plant);
    }

    /** The same with a fault. */
    LoadSettings plant(final Plant value) {
        return new LoadSettings(
                perSecond, seconds, warmUp, rounds, rawSeconds, clinicians, sources, level, holdMs, value);
    }

    /** In words, for the reader of a report. */
    String conditions() {
        return String.format(
                Locale.ROOT,
                "%,d raises/s for %d s in %d part%s after %d s of warm-up, %d sources, %d clinicians, each alert to one of"
                        + " them, accepted at once and resolved %d ms later, level %s",
                perSecond,
                seconds,
                rounds,
                rounds == 1 ? "" : "s",
                warmUp,
                sources,
                clinicians,
                holdMs,
                level);
    }

    /** For another process. */
    Properties toProperties() {
        final Properties properties = new Properties();
        properties.setProperty("perSecond", Integer.toString(perSecond));
        properties.setProperty("seconds", Integer.toString(seconds));
        properties.setProperty("warmUp", Integer.toString(warmUp));
        properties.setProperty("rounds", Integer.toString(rounds));
        properties.setProperty("rawSeconds", Integer.toString(rawSeconds));
        properties.setProperty("clinicians", Integer.toString(clinicians));
        properties.setProperty("sources", Integer.toString(sources));
        properties.setProperty("level", level.name());
        properties.setProperty("holdMs", Integer.toString(holdMs));
        properties.setProperty("plant", plant.name());
        return properties;
    }

    /** For another process, in a file. */
    void writeTo(final Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file, UTF_8)) {
            toProperties().store(out, null);
        }
    }

    /** What {@link #writeTo} wrote. */
    static LoadSettings readFrom(final Path file) throws IOException {
        final Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file, UTF_8)) {
            properties.load(in);
        }
        return of(properties);
    }

    /** What {@link #toProperties()} told. */
    static LoadSettings of(final Properties properties) {
        return new LoadSettings(
                number(properties, "perSecond"),
                number(properties, "seconds"),
                number(properties, "warmUp"),
                number(properties, "rounds"),
                number(properties, "rawSeconds"),
                number(properties, "clinicians"),
                number(properties, "sources"),
                JournalLevel.valueOf(properties.getProperty("level")),
                number(properties, "holdMs"),
                Plant.valueOf(properties.getProperty("plant")));
    }

    private static int number(final Properties properties, final String key) {
        return Integer.parseInt(properties.getProperty(key));
    }
}
