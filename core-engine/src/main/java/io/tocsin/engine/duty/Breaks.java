package io.tocsin.engine.duty;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.response.Relief;
import io.tocsin.engine.site.Covers;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.DeadlineHeap;
import io.tocsin.engine.store.Due;

/** Breaks: they begin by command, and end by command or by time; what who goes is asked for, or has accepted, goes to the cover. */
public final class Breaks implements Due {
    private static final int INACTIVE = Condition.INACTIVE.value();

    private final Covers covers;
    private final Alerts alerts;
    private final Offers offers;
    private final Relief relief;
    private final DutyEvents events;
    private final EventStream stream;
    private final AlertsOf alertsOf;
    private final DeadlineHeap deadlines;

    /**
     * Nobody is on break.
     *
     * @param maxPeople people.
     * @param covers    of who is on break.
     * @param alerts    open.
     * @param offers    their recipients.
     * @param relief    of those who go.
     * @param events    of breaks.
     * @param stream    for engine time.
     */
    public Breaks(
            final int maxPeople,
            final Covers covers,
            final Alerts alerts,
            final Offers offers,
            final Relief relief,
            final DutyEvents events,
            final EventStream stream) {
        this.covers = covers;
        this.alerts = alerts;
        this.offers = offers;
        this.relief = relief;
        this.events = events;
        this.stream = stream;
        alertsOf = new AlertsOf(alerts, offers);
        deadlines = new DeadlineHeap(maxPeople);
    }

    /**
     * A person goes, or goes on with another cover or another end.
     *
     * @param person     index.
     * @param cover      index of somebody else, who is not on break.
     * @param durationNs from now, above 0.
     */
    public void begin(final int person, final int cover, final long durationNs) {
        final long untilNs = stream.nowNs() + durationNs;
        covers.begin(person, cover, untilNs);
        deadlines.arm(person, untilNs, person);
        events.breakChanged(Because.of(Clause.BREAK_BEGAN), person, cover, untilNs, true);
        final int count = alertsOf.find(person, true);
        for (int i = 0; i < count; i++) {
            final int alert = alerts.slotOf(alertsOf.alertId(i));
            // Who finds no room cannot be asked: then it stays with who goes, rather than with nobody.
            if (alerts.condition[alert] != INACTIVE && relief.hasRoomFor(alert, cover)) {
                final int offer = offers.find(alert, person);
                if (relief.leave(alert, offer, Clause.BREAK_BEGAN)
                        && !relief.handTo(alert, offer, cover, Clause.BREAK_COVER)) {
                    relief.askAgain(alert, Clause.BREAK_BEGAN);
                }
            }
        }
    }

    /**
     * A person is back, if they were gone.
     *
     * @param person index.
     * @param clause why.
     */
    public void end(final int person, final Clause clause) {
        if (covers.isOnBreak(person)) {
            final int cover = covers.coverOf(person);
            covers.end(person);
            deadlines.arm(person, NEVER, person);
            events.breakChanged(Because.of(clause), person, cover, stream.nowNs(), false);
        }
    }

    /** Somebody has gone home: whom they cover is on break no longer, as nobody would be asked in their place. */
    void coverHasGone(final int cover) {
        int left = covers.count();
        for (int person = 0; left > 0; person++) {
            if (covers.isOnBreak(person)) {
                left--;
                if (covers.coverOf(person) == cover) {
                    end(person, Clause.BREAK_OVER);
                }
            }
        }
    }

    @Override
    public long firstNs() {
        return deadlines.firstNs();
    }

    @Override
    public void fire(final long nowNs) {
        end(deadlines.first(), Clause.BREAK_OVER);
    }

    /**
     * Says who is on break.
     *
     * @param to     events of the report's stream.
     * @param people how many there are.
     */
    public void report(final DutyEvents to, final int people) {
        for (int person = 0; person < people; person++) {
            if (covers.isOnBreak(person)) {
                to.breakChanged(Because.NOTHING, person, covers.coverOf(person), covers.untilNs(person), true);
            }
        }
    }

    /**
     * Writes who is on break.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        covers.snapshot(writer);
    }

    /**
     * Takes over who is on break.
     *
     * @param reader of the snapshot.
     * @param people how many there are.
     */
    public void restore(final SnapshotReader reader, final int people) {
        covers.restore(reader, people);
        for (int person = 0; person < people; person++) {
            if (covers.isOnBreak(person)) {
                deadlines.arm(person, covers.untilNs(person), person);
            }
        }
    }
}
