package io.tocsin.engine.delivery;

import io.tocsin.codecs.sbe.ChannelKind;
import io.tocsin.codecs.sbe.ChannelState;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.engine.alert.Advice;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.ContactEvents;
import io.tocsin.engine.site.Assignments;

/**
 * Whom patients want told of an emergency: each once for an alert, by one method, by the next only if that failed. They need not act, so nothing presses, and they
 * have no offer, so they can answer nothing.
 */
final class EmergencyContacts {
    private static final int PUSH = ChannelKind.PUSH.value();

    private final int most;
    private final ContactMethods methods;
    private final Assignments assignments;
    private final Alerts alerts;
    private final Sessions sessions;
    private final ContactEvents events;
    private final ContactTable table;

    EmergencyContacts(
            final int most,
            final ContactMethods methods,
            final Assignments assignments,
            final Alerts alerts,
            final Sessions sessions,
            final ContactEvents events,
            final ContactTable table) {
        this.most = most;
        this.methods = methods;
        this.assignments = assignments;
        this.alerts = alerts;
        this.sessions = sessions;
        this.events = events;
        this.table = table;
    }

    /** An alert has come to a step for them: they are told if anybody was told of it before, and they were not. */
    void inform(final int alert, final int ofStep) {
        final int subject = alerts.subject[alert];
        if (subject == Alerts.NONE
                || Advice.is(alerts, alert)
                || (alerts.flags[alert] & (Alerts.TOLD | Alerts.CONTACTS_TOLD)) != Alerts.TOLD) {
            return;
        }
        for (int place = assignments.head(Assignments.ofContacts(subject));
                place != Assignments.END;
                place = assignments.next(place)) {
            alerts.mark(alert, Alerts.CONTACTS_TOLD, true);
            final int person = assignments.person(place);
            if (table.informing() == most) {
                events.noted(
                        Because.of(Clause.CONTACTS_BOUND), alerts.alertId[alert], 0, person, 0, ChannelState.NONE_LEFT);
            } else {
                next(table.open(
                        ContactTable.NONE, alert, person, ContactMethods.row(person, 0), ofStep, ContactMethods.ANY));
            }
        }
    }

    /** One is told by the first method that was not tried. */
    void next(final int slot) {
        final int person = table.personOf[slot];
        for (int method = untried(slot); method != ContactMethods.NONE; method = untried(slot)) {
            final int channel = methods.channel(table.rowOf[slot], method);
            table.handled[slot] |= (byte) (1 << channel);
            if (channel != PUSH || sessions.mayPush(person)) {
                final long because = Because.of(Clause.EMERGENCY_CONTACT);
                table.choose(
                        table.failed[slot] == 0 ? because : Because.and(because, Clause.CHANNELS_FAILED),
                        slot,
                        channel);
                return;
            }
            table.note(Clause.PUSH_UNSUPPORTED, slot, 1 << channel, ChannelState.UNSUPPORTED);
        }
        table.note(Clause.NO_CHANNEL_LEFT, slot, 0, ChannelState.NONE_LEFT);
        table.isOver(slot);
    }

    private int untried(final int slot) {
        return methods.next(table.rowOf[slot], ContactMethods.ANY, table.handled[slot]);
    }

    /** A configuration was applied: who is no longer named is not told any more, by none of what is on its way. */
    void configured() {
        for (int slot = 0; table.informing() > 0 && slot < table.highWater(); slot++) {
            if (table.isInforming(slot) && !isNamed(alerts.subject[table.slotOfAlert(slot)], table.personOf[slot])) {
                table.isOver(slot);
            }
        }
    }

    private boolean isNamed(final int subject, final int person) {
        int place = assignments.head(Assignments.ofContacts(subject));
        while (place != Assignments.END && assignments.person(place) != person) {
            place = assignments.next(place);
        }
        return place != Assignments.END;
    }

    /** An alert is about to be forgotten: nobody need be told of it any more. */
    void close(final int alert) {
        while ((alerts.flags[alert] & Alerts.CONTACTS_TOLD) != 0 && table.firstInformed(alert) != ContactTable.NONE) {
            table.isOver(table.firstInformed(alert));
        }
    }
}
