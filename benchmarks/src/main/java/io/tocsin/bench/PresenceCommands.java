package io.tocsin.bench;

import io.tocsin.codecs.sbe.EndSnoozeEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.PositionReportedEncoder;
import io.tocsin.codecs.sbe.Presence;
import io.tocsin.codecs.sbe.PresenceChangedEncoder;
import io.tocsin.codecs.sbe.SnoozeAlertEncoder;
import org.agrona.MutableDirectBuffer;

/** Writes what people say of being there, and that they put an alert off; otherwise as {@link Commands}. */
final class PresenceCommands {
    private static final long SNOOZE_MS = 600_000;
    private static final int EQUATOR = 10_000_000;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PresenceChangedEncoder presence = new PresenceChangedEncoder();
    private final PositionReportedEncoder position = new PositionReportedEncoder();
    private final SnoozeAlertEncoder snooze = new SnoozeAlertEncoder();
    private final EndSnoozeEncoder endSnooze = new EndSnoozeEncoder();
    private final byte[] id = new byte[Ids.MAX_BYTES];

    PresenceCommands() {}

    int presence(
            final MutableDirectBuffer buffer,
            final int offset,
            final long commandId,
            final int person,
            final Presence value) {
        presence.wrapAndApplyHeader(buffer, offset, header);
        Commands.envelope(presence.envelope(), Commands.FIRST_CLIENT + person, commandId, Commands.session(person));
        presence.presence(value).putPersonId(id, 0, 0);
        return presence.limit() - offset;
    }

    /** Somewhere outdoors; another place each time. */
    int position(final MutableDirectBuffer buffer, final int offset, final long commandId, final int person) {
        position.wrapAndApplyHeader(buffer, offset, header);
        Commands.envelope(position.envelope(), Commands.FIRST_CLIENT + person, commandId, Commands.session(person));
        position.latitude(EQUATOR + (int) (commandId * 7 % EQUATOR))
                .longitude(EQUATOR + (int) (commandId * 13 % EQUATOR))
                .atNs(0)
                .putPersonId(id, 0, 0)
                .putRoom(id, 0, 0)
                .putUnitId(id, 0, 0)
                .putFloor(id, 0, 0)
                .putBuilding(id, 0, 0)
                .putCampus(id, 0, 0);
        return position.limit() - offset;
    }

    /** For ten minutes. */
    int snooze(
            final MutableDirectBuffer buffer,
            final int offset,
            final long commandId,
            final int person,
            final long alertId) {
        snooze.wrapAndApplyHeader(buffer, offset, header);
        Commands.envelope(snooze.envelope(), Commands.FIRST_CLIENT + person, commandId, Commands.session(person));
        snooze.alertId(alertId).forMs(SNOOZE_MS);
        return snooze.limit() - offset;
    }

    int endSnooze(
            final MutableDirectBuffer buffer,
            final int offset,
            final long commandId,
            final int person,
            final long alertId) {
        endSnooze.wrapAndApplyHeader(buffer, offset, header);
        Commands.envelope(endSnooze.envelope(), Commands.FIRST_CLIENT + person, commandId, Commands.session(person));
        endSnooze.alertId(alertId);
        return endSnooze.limit() - offset;
    }
}
