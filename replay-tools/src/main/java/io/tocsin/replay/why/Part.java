package io.tocsin.replay.why;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** What the events say of one person in one alert. */
final class Part {
    /** A step that named the person: how the person stood. */
    record Named(long step, long atNs, String response, boolean reachable) {}

    final int person;
    final List<Named> named = new ArrayList<>();
    /** Alerts that were with the person when chosen last, unanswered. */
    final TreeSet<Long> withThem = new TreeSet<>();

    boolean isChosen;
    long toldNs;
    long receivedNs;
    long displayedNs;
    boolean wasConnected;
    boolean alwaysReachable;
    long acceptedNs;
    long rejectedNs;
    String rejectReason = "";
    /** When somebody who was asked, or had accepted, went off duty or on break; 0 = did not, or was asked or answered since. */
    long leftNs;

    boolean isOnBreak;
    boolean isAskedAgain;
    final List<Integer> handedTo = new ArrayList<>();
    boolean isSilent;

    Part(final int person) {
        this.person = person;
    }

    /** Took it. */
    void accepts(final long atNs) {
        acceptedNs = atNs;
        rejectedNs = 0;
        leftNs = 0;
    }

    /** Did not want it, or gave it back. */
    void rejects(final long atNs, final String reason) {
        rejectedNs = atNs;
        rejectReason = reason;
        leftNs = 0;
    }

    /** Was relieved of it. */
    void leaves(final long atNs, final boolean forBreak) {
        if (rejectedNs > 0) {
            acceptedNs = 0;
        }
        rejectedNs = 0;
        leftNs = atNs;
        isOnBreak = forBreak;
        isAskedAgain = false;
        handedTo.clear();
    }

    /** Is to be asked, by a step or in the place of somebody else. */
    void chosen(final Collection<Long> alertsWithThem) {
        isChosen = true;
        withThem.clear();
        withThem.addAll(alertsWithThem);
        if (leftNs > 0) {
            leftNs = 0;
            acceptedNs = 0;
        }
    }

    /** Whether what was sent could arrive. */
    boolean couldHear() {
        return wasConnected || alwaysReachable || receivedNs > 0;
    }
}
