package io.tocsin.bench;

import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.PositionReportedEncoder;
import io.tocsin.codecs.sbe.Presence;
import io.tocsin.codecs.sbe.PresenceChangedEncoder;
import org.agrona.MutableDirectBuffer;

/** Writes what people say of being there; otherwise as {@link Commands}. */
final class PresenceCommands {
    /** In units of 1e-7 degrees. */
    private static final int ONE_DEGREE = 10_000_000;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PresenceChangedEncoder presence = new PresenceChangedEncoder();
    private final PositionReportedEncoder position = new PositionReportedEncoder();
    private final byte[] id = new byte[Ids.MAX_BYTES];

    PresenceCommands() {}

    int presence(
            final MutableDirectBuffer buffer,
            final int offset,
            final long commandId,
            final int person,
            final Presence value) {
        Commands.ofPerson(presence.wrapAndApplyHeader(buffer, offset, header).envelope(), commandId, person);
        presence.presence(value).putPersonId(id, 0, 0);
        return presence.limit() - offset;
    }

    /** Somewhere outdoors; another place each time. */
    int position(final MutableDirectBuffer buffer, final int offset, final long commandId, final int person) {
        Commands.ofPerson(position.wrapAndApplyHeader(buffer, offset, header).envelope(), commandId, person);
        position.latitude(ONE_DEGREE + (int) (commandId * 7 % ONE_DEGREE))
                .longitude(ONE_DEGREE + (int) (commandId * 13 % ONE_DEGREE))
                .atNs(0)
                .putPersonId(id, 0, 0)
                .putRoom(id, 0, 0)
                .putUnitId(id, 0, 0)
                .putFloor(id, 0, 0)
                .putBuilding(id, 0, 0)
                .putCampus(id, 0, 0);
        return position.limit() - offset;
    }
}
