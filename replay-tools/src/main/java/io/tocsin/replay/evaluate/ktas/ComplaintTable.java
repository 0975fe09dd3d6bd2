package io.tocsin.replay.evaluate.ktas;

import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/** What a chief complaint says of an emergency: the lines of {@code complaints.txt}, which explains itself. Immutable. */
final class ComplaintTable {
    private static final Pattern COLUMN = Pattern.compile("\\|");
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");
    private static final int COLUMNS = 4;

    /**
     * What is declared.
     *
     * @param type     of the emergency.
     * @param severity declared.
     */
    record Declared(EmergencyType type, Severity severity) {
        /** Of a complaint that no line knows. */
        static final Declared UNKNOWN = new Declared(EmergencyType.OTHER, Severity.NON_URGENT);
    }

    /** A line: declared if all words of any of the phrases occur. */
    private record Line(Declared declared, List<List<String>> phrases) {
        boolean matches(final List<String> words) {
            return phrases.stream()
                    .anyMatch(phrase -> phrase.stream()
                            .allMatch(wanted -> words.stream().anyMatch(word -> word.startsWith(wanted))));
        }
    }

    private final List<Line> lines;

    private ComplaintTable(final List<Line> lines) {
        this.lines = lines;
    }

    /** The table that comes with Tocsin. */
    static ComplaintTable standard() {
        try (InputStream in = Objects.requireNonNull(ComplaintTable.class.getResourceAsStream("complaints.txt"))) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** @throws IllegalArgumentException for a line that is no line, a type or a severity that there is not, or no words. */
    static ComplaintTable parse(final String text) {
        return new ComplaintTable(text.lines()
                .filter(line -> !line.isBlank() && line.charAt(0) != '#')
                .map(ComplaintTable::line)
                .toList());
    }

    /** What a complaint declares; {@link Declared#UNKNOWN} if no line knows it. */
    Declared of(final String complaint) {
        final List<String> words = words(complaint);
        return lines.stream()
                .filter(line -> line.matches(words))
                .map(Line::declared)
                .findFirst()
                .orElse(Declared.UNKNOWN);
    }

    private static Line line(final String text) {
        final String[] columns = COLUMN.split(text, -1);
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException("not type | declared | words | why: " + text);
        }
        final List<List<String>> phrases = new ArrayList<>();
        for (final String phrase : columns[2].split(",", -1)) {
            final List<String> words = words(phrase);
            if (words.isEmpty()) {
                throw new IllegalArgumentException("a phrase without words: " + text);
            }
            phrases.add(words);
        }
        return new Line(
                new Declared(EmergencyType.valueOf(columns[0].strip()), Severity.valueOf(columns[1].strip())), phrases);
    }

    private static List<String> words(final String text) {
        return Arrays.stream(NO_LETTERS.split(text.toLowerCase(Locale.ROOT), -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
