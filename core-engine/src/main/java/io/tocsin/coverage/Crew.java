package io.tocsin.coverage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** Who stands in a list of people at any time, by number: always the same, or who is on duty of a roster. Immutable. */
final class Crew {
    private static final int[] NOBODY = {};

    private final boolean isRostered;
    /** When somebody comes or goes, in order; the first is before all time. */
    private final long[] sinceNs;

    private final int[][] people;

    private Crew(final boolean isRostered, final long[] sinceNs, final int[][] people) {
        this.isRostered = isRostered;
        this.sinceNs = sinceNs;
        this.people = people;
    }

    /** The same people at any time, in order. */
    static Crew always(final int[] people) {
        return new Crew(false, new long[] {Long.MIN_VALUE}, new int[][] {people.clone()});
    }

    /** Who is on duty, in the order of the roster. */
    static Crew onDuty(final List<Turn> roster) {
        final TreeSet<Long> changes = new TreeSet<>(List.of(Long.MIN_VALUE));
        roster.forEach(turn -> changes.addAll(List.of(turn.fromNs(), turn.untilNs())));
        final long[] sinceNs = changes.stream().mapToLong(Long::longValue).toArray();
        final int[][] people = new int[sinceNs.length][];
        for (int i = 0; i < sinceNs.length; i++) {
            final List<Integer> there = new ArrayList<>();
            for (final Turn turn : roster) {
                if (turn.fromNs() <= sinceNs[i] && sinceNs[i] < turn.untilNs()) {
                    there.add(turn.person());
                }
            }
            people[i] = there.stream().mapToInt(Integer::intValue).toArray();
        }
        return new Crew(true, sinceNs, people);
    }

    /** Who stands in it at an instant, in order; not to be changed. */
    int[] at(final long atNs) {
        return people[place(atNs)];
    }

    /** The first instant after another at which somebody comes or goes; the greatest number if nobody does. */
    long changesAtNs(final long afterNs) {
        final int next = place(afterNs) + 1;
        return next < sinceNs.length ? sinceNs[next] : Long.MAX_VALUE;
    }

    /** Whether a roster says who is on duty. */
    boolean isRostered() {
        return isRostered;
    }

    /** Whether it is a roster that named somebody and names nobody any more from an instant on. */
    boolean isOver(final long atNs) {
        return isRostered && sinceNs.length > 1 && place(atNs) == sinceNs.length - 1;
    }

    private int place(final long atNs) {
        final int found = Arrays.binarySearch(sinceNs, atNs);
        return found >= 0 ? found : -found - 2;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Crew crew
                && crew.isRostered == isRostered
                && Arrays.equals(crew.sinceNs, sinceNs)
                && Arrays.deepEquals(crew.people, people);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sinceNs) * 31 + Arrays.deepHashCode(people);
    }

    /** Nobody at any time. */
    static Crew nobody() {
        return always(NOBODY);
    }

    /** One duty of a roster: a person, the first instant, and the first instant after it. */
    record Turn(int person, long fromNs, long untilNs) {}
}
