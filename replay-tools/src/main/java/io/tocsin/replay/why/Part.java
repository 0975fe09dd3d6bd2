package io.tocsin.replay.why;

import java.util.ArrayList;
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
    boolean isSilent;

    Part(final int person) {
        this.person = person;
    }

    /** Whether what was sent could arrive. */
    boolean couldHear() {
        return wasConnected || alwaysReachable || receivedNs > 0;
    }
}
