package io.tocsin.router;

import java.util.Collection;

/** Finds what somebody may have meant, for messages only. Any thread; allocates. */
public final class Suggestion {
    private Suggestion() {}

    /**
     * Words the guess.
     *
     * @param unknown what was written.
     * @param known   what there is.
     * @return {@code " (did you mean 'x'?)"}, or nothing if nothing is near.
     */
    public static String of(final String unknown, final Collection<String> known) {
        String best = "";
        int least = Math.max(2, unknown.length() / 3) + 1;
        for (final String candidate : known) {
            final int distance = distance(unknown, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best.isEmpty() ? "" : " (did you mean '" + best + "'?)";
    }

    /** Levenshtein's distance: insertions, deletions and replacements. */
    private static int distance(final String left, final String right) {
        int[] before = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            before[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            final int[] current = new int[right.length() + 1];
            current[0] = row;
            for (int column = 1; column <= right.length(); column++) {
                final int replaced = before[column - 1] + (left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, Math.min(before[column], current[column - 1]) + 1);
            }
            before = current;
        }
        return before[right.length()];
    }
}
