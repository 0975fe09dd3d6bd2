package io.tocsin.house;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can only be seen in the source. Each rule answers what it found, with file and line, and nothing when all is
 * well.
 */
final class SourceRules {
    /** A file that needs more has more than one reason to exist. */
    static final int MAX_LINES = 400;

    private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME)\\b");
    private static final Pattern SYNCHRONIZED_BLOCK = Pattern.compile("\\bsynchronized\\s*\\(");

    private SourceRules() {}

    static List<String> unfinished(final String file, final String source) {
        return find(UNFINISHED, file, source);
    }

    /** The compiler leaves a block's monitor in the code where rules on members do not look. */
    static List<String> synchronizedBlocks(final String file, final String source) {
        return find(SYNCHRONIZED_BLOCK, file, source);
    }

    static List<String> tooLong(final String file, final String source) {
        final long lines = source.lines().count();
        return lines > MAX_LINES ? List.of(file + ": " + lines + " lines, at most " + MAX_LINES) : List.of();
    }

    private static List<String> find(final Pattern pattern, final String file, final String source) {
        final List<String> found = new ArrayList<>();
        final Matcher matcher = pattern.matcher(source);
        while (matcher.find()) {
            final long line = source.substring(0, matcher.start())
                            .chars()
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
            found.add(file + ":" + line + ": " + matcher.group());
        }
        return found;
    }
}
