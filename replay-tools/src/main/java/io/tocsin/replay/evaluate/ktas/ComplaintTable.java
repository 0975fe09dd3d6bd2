package io.tocsin.replay.evaluate.ktas;

import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a chief complaint says of an emergency: the lines of {@code complaints.txt}, which explains itself. Immutable. */
final class ComplaintTable {
    private static final Pattern COLUMN = Pattern.compile("\\|");
    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern WORD = Pattern.compile("\\p{L}+\\*?");
    private static final Pattern TOGETHER = Pattern.compile("\"([^\"]*)\"");
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

    /** A line: declared if everything that any of the phrases looks for occurs. */
    private record Line(Declared declared, List<List<Pattern>> phrases) {
        boolean matches(final String complaint) {
            return phrases.stream()
                    .anyMatch(phrase -> phrase.stream()
                            .allMatch(wanted -> wanted.matcher(complaint).find()));
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

    /** @throws IllegalArgumentException for a line that is no line, a type or a severity that there is not, no words, or words that are none. */
    static ComplaintTable parse(final String text) {
        return new ComplaintTable(text.lines()
                .filter(line -> !line.isBlank() && line.charAt(0) != '#')
                .map(ComplaintTable::line)
                .toList());
    }

    /** What a complaint declares; {@link Declared#UNKNOWN} if no line knows it. */
    Declared of(final String complaint) {
        final String text = complaint.toLowerCase(Locale.ROOT);
        return lines.stream()
                .filter(line -> line.matches(text))
                .map(Line::declared)
                .findFirst()
                .orElse(Declared.UNKNOWN);
    }

    private static Line line(final String text) {
        final String[] columns = COLUMN.split(text, -1);
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException("not type | declared | words | why: " + text);
        }
        final List<List<Pattern>> phrases = Arrays.stream(COMMA.split(columns[2], -1))
                .map(ComplaintTable::phrase)
                .toList();
        return new Line(
                new Declared(EmergencyType.valueOf(columns[0].strip()), Severity.valueOf(columns[1].strip())), phrases);
    }

    /** Words by themselves, or one pattern of those that stand together in this order. */
    private static List<Pattern> phrase(final String text) {
        final Matcher together = TOGETHER.matcher(text.strip());
        final boolean isTogether = together.matches();
        final List<String> words = Arrays.stream(SPACES.split(isTogether ? together.group(1) : text, -1))
                .filter(word -> !word.isEmpty())
                .map(ComplaintTable::expression)
                .toList();
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a phrase without words: " + text);
        }
        return isTogether
                ? List.of(Pattern.compile(String.join("[\\s-]+", words)))
                : words.stream().map(Pattern::compile).toList();
    }

    /** A whole word; one that ends with {@code *} is the beginning of a word. */
    private static String expression(final String word) {
        if (!WORD.matcher(word).matches()) {
            throw new IllegalArgumentException("not letters, with or without a * behind them: " + word);
        }
        final String letters = word.toLowerCase(Locale.ROOT);
        return letters.endsWith("*")
                ? "(?<!\\p{L})" + letters.substring(0, letters.length() - 1) + "\\p{L}*"
                : "(?<!\\p{L})" + letters + "(?!\\p{L})";
    }
}
