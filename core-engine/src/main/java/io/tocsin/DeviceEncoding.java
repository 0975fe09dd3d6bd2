package io.tocsin;

import io.tocsin.codecs.sbe.DeviceEntryEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;

/** Encodes what a site holds conditions of devices for. */
final class DeviceEncoding {
    static final String KEY = "devices";

    private DeviceEncoding() {}

    /** One entry; none where nothing is said. */
    static List<SiteEntry> entries(final DeviceRules rules) {
        return rules.equals(DeviceRules.none()) ? List.of() : List.of(reported(bytes(rules)));
    }

    /** As an engine reports it; what is no longer said holds nothing and looks for nothing. */
    static SiteEntry reported(final byte[] message) {
        return new SiteEntry(KEY, SiteEntry.Kind.PEOPLE, message, bytes(DeviceRules.none()));
    }

    private static byte[] bytes(final DeviceRules rules) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final DeviceEntryEncoder entry =
                new DeviceEntryEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        final DeviceEntryEncoder.FloorsEncoder floors = entry.lowPercent((short) rules.low())
                .emptyPercent((short) rules.empty())
                .hysteresisPercent((short) rules.hysteresis())
                .calibration((short) (rules.calibration() ? 1 : 0))
                .silentMs(rules.silent().toMillis())
                .floorsCount(rules.floors().size());
        rules.floors()
                .forEach((condition, severity) ->
                        floors.next().condition(condition).severity(severity));
        final byte[] bytes = new byte[entry.limit()];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
