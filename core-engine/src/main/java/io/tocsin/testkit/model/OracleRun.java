package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.ChannelKind;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Somebody's methods gone through for one offer. */
final class OracleRun {
    final long number;
    final OracleAlert alert;
    /** null = of an emergency contact. */
    final OracleAlert.@Nullable Offer offer;

    final int person;
    /** Of the methods. */
    final int key;

    final int step;
    final int channels;
    final long startNs;
    long dueNs;
    /** Of an emergency contact: told, or nothing is left. */
    boolean isInformed;

    final TreeSet<ChannelKind> handled = new TreeSet<>();
    final TreeSet<ChannelKind> used = new TreeSet<>();
    final TreeSet<ChannelKind> failed = new TreeSet<>();
    final TreeSet<ChannelKind> delivered = new TreeSet<>();

    OracleRun(
            final long number,
            final OracleAlert alert,
            final OracleAlert.Offer offer,
            final int key,
            final long startNs) {
        this.key = key;
        this.number = number;
        this.alert = alert;
        this.offer = offer;
        this.startNs = startNs;
        person = offer.person;
        step = offer.step;
        channels = offer.channels;
    }

    OracleRun(final long number, final OracleAlert alert, final int person) {
        this.number = number;
        this.alert = alert;
        this.person = person;
        offer = null;
        key = OracleSite.contactKey(person, 0);
        step = alert.step;
        channels = OracleContacts.ANY;
        startNs = 0;
        dueNs = OracleAlert.NEVER;
    }
}
