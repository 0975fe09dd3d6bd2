package io.tocsin.codecs.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page that specifies the protocol, as tests read it. */
final class Readme {
    static final Path FILE = Path.of(System.getProperty("basedir", "."), "README.md");

    private static final Pattern EXAMPLE = Pattern.compile("^```json\\R(.*)\\R```$", Pattern.MULTILINE);
    private static final String SERVER = "\n## Server → client\n";

    private Readme() {}

    static List<String> clientExamples() throws IOException {
        final String page = Files.readString(FILE);
        return examples(page.substring(0, page.indexOf(SERVER)));
    }

    static List<String> serverExamples() throws IOException {
        final String page = Files.readString(FILE);
        return examples(page.substring(page.indexOf(SERVER)));
    }

    /** Rows of the table whose first header cell is this, without head; code marks are taken off. */
    static List<List<String>> table(final String firstHeader) throws IOException {
        final List<List<String>> rows = new ArrayList<>();
        boolean isInside = false;
        for (final String line : Files.readAllLines(FILE)) {
            final boolean isRow = line.startsWith("|");
            if (isInside && isRow && !line.startsWith("|---")) {
                rows.add(cells(line));
            } else if (isRow && !isInside && cells(line).get(0).equals(firstHeader)) {
                isInside = rows.isEmpty();
            } else if (!isRow) {
                isInside = false;
            }
        }
        return rows;
    }

    private static List<String> cells(final String line) {
        final String[] parts = line.substring(1, line.length() - 1).split("\\|", -1);
        final List<String> cells = new ArrayList<>();
        for (final String part : parts) {
            cells.add(part.strip().replace("`", ""));
        }
        return cells;
    }

    private static List<String> examples(final String text) {
        final List<String> examples = new ArrayList<>();
        final Matcher matcher = EXAMPLE.matcher(text);
        while (matcher.find()) {
            examples.add(matcher.group(1));
        }
        return examples;
    }
}
