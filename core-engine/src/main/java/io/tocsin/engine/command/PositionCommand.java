package io.tocsin.engine.command;

import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.PositionReportedDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.routing.Positions;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.store.IdTable;
import org.agrona.DirectBuffer;

/** {@code PositionReported}: where somebody is now. */
public final class PositionCommand {
    /** Field id of maxBeds in Genesis, which sizes the names of places: the detail of TABLE_FULL. */
    private static final int MAX_BEDS_FIELD = 9;

    private static final int MAX_LATITUDE = 900_000_000;
    private static final int MAX_LONGITUDE = 1_800_000_000;
    private static final int LATITUDE = PositionReportedDecoder.latitudeId();
    private static final int LONGITUDE = PositionReportedDecoder.longitudeId();
    private static final int PERSON = 0;
    private static final int PLACES = 1;
    private static final int FIRST_TEXT_FIELD = PositionReportedDecoder.personIdId();
    /** Most bytes of each text, in the order of the schema; negative for ids. */
    private static final int[] TEXT_LIMIT = {-IdTable.MAX_ID_BYTES, 16, -IdTable.MAX_ID_BYTES, 8, 24, 36};

    private final PersonFinder finder;
    private final Positions positions;
    private final EventStream stream;
    private final PositionReportedDecoder report = new PositionReportedDecoder();
    private final int[] places = new int[Positions.LEVELS];

    /**
     * Takes note of positions.
     *
     * @param finder    of the people meant.
     * @param positions to replace.
     * @param stream    for engine time.
     */
    public PositionCommand(final PersonFinder finder, final Positions positions, final EventStream stream) {
        this.finder = finder;
        this.positions = positions;
        this.stream = stream;
    }

    /**
     * Carries the command out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void carryOut(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        report.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        if (!isValid(layout, answer)) {
            return;
        }
        final int person = finder.find(buffer, layout, PERSON, envelope, answer);
        if (person == Site.NONE) {
            return;
        }
        if (envelope.purposeRaw() != 0) {
            answer.result = Result.TEST_TRAFFIC.value();
            return;
        }
        if (newNames(buffer, layout) > positions.freeNames()) {
            answer.refuse(Result.TABLE_FULL, MAX_BEDS_FIELD);
            return;
        }
        for (int level = 0; level < Positions.LEVELS; level++) {
            places[level] = positions.intern(
                    level, buffer, layout.textOffset(PLACES + level), layout.textLength(PLACES + level));
        }
        final long nowNs = stream.nowNs();
        final long atNs = report.atNs();
        // The difference may overflow where a clock is absurd: then it is not small.
        final boolean isClockWrong =
                atNs != 0 && (atNs < nowNs - positions.holdNs() || atNs > nowNs + positions.holdNs());
        positions.report(person, report.latitude(), report.longitude(), places, isClockWrong, nowNs);
    }

    private boolean isValid(final MessageLayout layout, final Answer answer) {
        final int latitude = report.latitude();
        final int longitude = report.longitude();
        final boolean hasLatitude = latitude != Positions.UNSTATED;
        final boolean hasLongitude = longitude != Positions.UNSTATED;
        int wrong = 0;
        if (hasLatitude && (latitude < -MAX_LATITUDE || latitude > MAX_LATITUDE)) {
            wrong = LATITUDE;
        } else if (hasLongitude && (longitude < -MAX_LONGITUDE || longitude > MAX_LONGITUDE)) {
            wrong = LONGITUDE;
        } else if (hasLatitude != hasLongitude) {
            wrong = hasLatitude ? LONGITUDE : LATITUDE;
        } else if (latitude == 0 && longitude == 0) {
            wrong = LATITUDE;
        }
        if (wrong != 0) {
            answer.refuse(Result.INVALID_FIELD, wrong);
            return false;
        }
        boolean isInAPlace = false;
        for (int i = 0; i < TEXT_LIMIT.length; i++) {
            if (layout.textLength(i) > Math.abs(TEXT_LIMIT[i])) {
                answer.refuse(TEXT_LIMIT[i] < 0 ? Result.ID_TOO_LONG : Result.INVALID_FIELD, FIRST_TEXT_FIELD + i);
                return false;
            }
            isInAPlace |= i >= PLACES && layout.textLength(i) > 0;
        }
        if (!hasLatitude && !isInAPlace) {
            answer.refuse(Result.INVALID_FIELD, LATITUDE);
            return false;
        }
        return true;
    }

    /** How many places are named that nobody was in before; no name stands for two levels. */
    private int newNames(final DirectBuffer buffer, final MessageLayout layout) {
        int count = 0;
        for (int level = 0; level < Positions.LEVELS; level++) {
            final int length = layout.textLength(PLACES + level);
            if (length > 0
                    && positions.find(level, buffer, layout.textOffset(PLACES + level), length) == Positions.NONE) {
                count++;
            }
        }
        return count;
    }
}
