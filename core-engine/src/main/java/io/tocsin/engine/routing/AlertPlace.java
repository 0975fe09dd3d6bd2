package io.tocsin.engine.routing;

import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.store.IdTable;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** Where an alert is: what its source said of it, and the unit it belongs to. Holds one alert's place at a time. */
public final class AlertPlace {
    private static final int MAX_CONTENT_BYTES = 1024;
    // Texts of a raise, by their place in the schema.
    private static final int CAMPUS_TEXT = 3;
    private static final int BUILDING_TEXT = 4;
    private static final int FLOOR_TEXT = 5;
    private static final int ROOM_TEXT = 8;

    private static final int ROOM = 0;
    private static final int UNIT = 1;
    private static final int FLOOR = 2;
    private static final int BUILDING = 3;
    private static final int CAMPUS = 4;

    private final Alerts alerts;
    private final Site site;
    private final Positions positions;
    private final Qualifications qualifications;
    private final UnsafeBuffer content = new UnsafeBuffer(new byte[MAX_CONTENT_BYTES]);
    private final MessageLayout layout = new MessageLayout();
    private final RaiseAlertDecoder raise = new RaiseAlertDecoder();
    private final int[] names = new int[Positions.LEVELS];
    private final int[] point = new int[3];
    private boolean hasPoint;
    private long required;
    private boolean isSatisfiable;

    /**
     * No alert's place yet.
     *
     * @param alerts         open.
     * @param site           with the units.
     * @param positions      with the names of places.
     * @param qualifications with the names of specializations.
     */
    public AlertPlace(
            final Alerts alerts, final Site site, final Positions positions, final Qualifications qualifications) {
        this.alerts = alerts;
        this.site = site;
        this.positions = positions;
        this.qualifications = qualifications;
    }

    /** Looks where an alert is. */
    void of(final int alert) {
        Arrays.fill(names, Positions.NONE);
        hasPoint = false;
        required = 0;
        isSatisfiable = true;
        final int length = alerts.contents().get(alert, content);
        if (length > 0
                && layout.walk(content, 0, length) == MessageLayout.FITS
                && layout.templateId() == RaiseAlertDecoder.TEMPLATE_ID) {
            names[ROOM] = find(ROOM, ROOM_TEXT);
            names[FLOOR] = find(FLOOR, FLOOR_TEXT);
            names[BUILDING] = find(BUILDING, BUILDING_TEXT);
            names[CAMPUS] = find(CAMPUS, CAMPUS_TEXT);
            raise.wrap(content, layout.blockOffset(), layout.blockLength(), layout.version());
            if (qualifications.areAny()) {
                require();
            }
            final int latitude = raise.latitude();
            final int longitude = raise.longitude();
            // A source that states one of them, or the point where the equator meets Greenwich, does not know.
            hasPoint = latitude != Positions.UNSTATED
                    && longitude != Positions.UNSTATED
                    && (latitude != 0 || longitude != 0);
            if (hasPoint) {
                Earth.point(latitude, longitude, point, 0);
            }
        }
        final int unit = alerts.unit[alert];
        if (unit != Site.NONE) {
            final IdTable units = site.units();
            names[UNIT] = known(positions.find(UNIT, units.records(), units.idOffset(unit), units.idLength(unit)));
        }
    }

    /** The name of the place on a level, {@link Positions#NONE} if none is stated, {@link Positions#STRANGE} if nobody ever was there. */
    int name(final int level) {
        return names[level];
    }

    /** The names by level; valid until the next look. */
    int[] names() {
        return names;
    }

    boolean hasPoint() {
        return hasPoint;
    }

    /** Its point; valid until the next look. */
    int[] point() {
        return point;
    }

    /** What responders must be qualified for: bits; 0 = anybody. */
    long required() {
        return required;
    }

    /** Whether anything is required. */
    boolean isDemanding() {
        return required != 0 || !isSatisfiable;
    }

    /** Whether the site knows everything that is required. */
    boolean isSatisfiable() {
        return isSatisfiable;
    }

    private void require() {
        int at = layout.groupOffset();
        for (int i = 0; i < layout.groupCount(); i++) {
            at += layout.elementBytes();
            final int length = content.getByte(at) & 0xFF;
            final long bit = length == 0 ? 0 : qualifications.find(content, at + 1, length);
            isSatisfiable &= length == 0 || bit != 0;
            required |= bit;
            at += 1 + length;
        }
    }

    private int find(final int level, final int text) {
        final int length = layout.textLength(text);
        return length == 0 ? Positions.NONE : known(positions.find(level, content, layout.textOffset(text), length));
    }

    private static int known(final int name) {
        return name == Positions.NONE ? Positions.STRANGE : name;
    }
}
