package io.tocsin.engine.report;

import io.tocsin.codecs.sbe.LimitProfileEntryEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.engine.config.ConfigState;
import io.tocsin.engine.event.SystemEvents;
import io.tocsin.engine.monitoring.LimitProfiles;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.store.IdTable;
import org.agrona.concurrent.UnsafeBuffer;

/** The limit profiles in force, in their order. */
final class ProfileReport {
    private static final int MAX_ENTRY_BYTES = 512;

    private final ConfigState state;
    private final SystemEvents events;
    private final LimitProfiles profiles;

    ProfileReport(final ConfigState state, final SystemEvents events) {
        this.state = state;
        this.events = events;
        profiles = state.patientLimits().profiles();
    }

    /** After the rules that they name. */
    void report() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MAX_ENTRY_BYTES]);
        for (int profile = 0; profile < profiles.count(); profile++) {
            final LimitProfileEntryEncoder entry =
                    new LimitProfileEntryEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
            final LimitProfileEntryEncoder.LimitsEncoder limits = entry.rulesVersion(
                            state.rules().version())
                    .ageGroups((short) profiles.ageGroups(profile))
                    .spo2Scale((short) profiles.spo2Scale(profile))
                    .news2((short) (profiles.isWithoutNews2(profile) ? 1 : 0))
                    .limitsCount(named(profile));
            for (int rule = 1; rule <= state.rules().count(); rule++) {
                if (profiles.names(profile, rule)) {
                    limits.next().limitValue(profiles.limitOf(profile, rule)).rule((short) rule);
                }
            }
            entry.putUnitId(unitOf(profile), 0, unitOf(profile).length);
            events.configEntry(buffer, entry.limit());
        }
    }

    private int named(final int profile) {
        int named = 0;
        for (int rule = 1; rule <= state.rules().count(); rule++) {
            named += profiles.names(profile, rule) ? 1 : 0;
        }
        return named;
    }

    private byte[] unitOf(final int profile) {
        final int unit = profiles.unit(profile);
        final IdTable units = state.site().units();
        final byte[] id = new byte[unit == Site.NONE ? 0 : units.idLength(unit)];
        if (unit != Site.NONE) {
            units.records().getBytes(units.idOffset(unit), id);
        }
        return id;
    }
}
