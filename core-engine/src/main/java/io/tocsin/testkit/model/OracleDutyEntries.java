package io.tocsin.testkit.model;

import static io.tocsin.testkit.model.OracleEntries.id;
import static io.tocsin.testkit.model.OracleEntries.known;
import static io.tocsin.testkit.model.OracleEntries.require;

import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.DutyEntryDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** The entries that say who is on duty when. */
final class OracleDutyEntries {
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final String[] SCOPES = {"ROLE", "BED", "PATIENT"};

    private final OracleState state;
    private final OracleSite site;
    private final OracleEntries entries;
    private final OracleRosters rosters;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TreeSet<String> freed = new TreeSet<>();
    private long places;
    private OracleRosters.@Nullable Place open;

    OracleDutyEntries(
            final OracleState state, final OracleSite site, final OracleEntries entries, final OracleRosters rosters) {
        this.state = state;
        this.site = site;
        this.entries = entries;
        this.rosters = rosters;
        places = rosters.used();
    }

    /** An entry of another kind. */
    void interrupt() {
        open = null;
    }

    void duty(final DutyEntryDecoder entry, final DirectBuffer buffer) {
        entry.wrapAndApplyHeader(buffer, 0, header);
        final int scope = entry.scopeRaw();
        final int change = entry.changeRaw();
        final int atEnd = entry.atEndRaw();
        final List<Long> starts = new ArrayList<>();
        final List<Long> ends = new ArrayList<>();
        final List<String> names = new ArrayList<>();
        for (final DutyEntryDecoder.DutiesDecoder each : entry.duties()) {
            starts.add(each.startNs());
            ends.add(each.endNs());
            names.add(OracleFields.latin(buffer, entry.limit(), each.personIdLength()));
            each.skipPersonId();
        }
        final String unit = OracleFields.latin(buffer, entry.limit(), entry.unitIdLength());
        entry.skipUnitId();
        final String name = OracleFields.latin(buffer, entry.limit(), entry.nameIdLength());
        require(scope <= 2 && change <= 2 && atEnd <= 1 && names.size() <= 16, ConfigRefusal.BAD_VALUE);
        require(scope == 0 || unit.isEmpty(), ConfigRefusal.BAD_VALUE);
        require(change != 2 || (atEnd == 0 && names.isEmpty()), ConfigRefusal.BAD_VALUE);
        if (change == 1) {
            require(scope == 0 && atEnd == 0 && unit.isEmpty() && name.isEmpty(), ConfigRefusal.BAD_VALUE);
        } else {
            open = null;
            open = place(scope, unit, name, change == 2, atEnd == 1);
        }
        if (open == null) {
            require(change == 2, ConfigRefusal.BAD_VALUE);
            return;
        }
        for (int i = 0; i < names.size(); i++) {
            add(open.key(), names.get(i), starts.get(i), ends.get(i));
        }
        places += names.size();
        require(places <= state.limits().assignments(), ConfigRefusal.TABLE_FULL);
    }

    /** What the roster is for; null if one is taken away. */
    private OracleRosters.@Nullable Place place(
            final int scope, final String unit, final String name, final boolean isRemoved, final boolean handsOver) {
        final int unitIndex = scope == 0 ? known(site.units, unit, ConfigRefusal.UNKNOWN_UNIT) : -1;
        id(name);
        final int nameIndex = switch (scope) {
            case 0 -> isRemoved ? site.roles.indexOf(name) : entries.role(name);
            case 1 -> known(site.beds, name, ConfigRefusal.UNKNOWN_BED);
            default -> isRemoved ? site.subjects.indexOf("P" + name) : entries.subject("P" + name);
        };
        final OracleRosters.Place place = new OracleRosters.Place(SCOPES[scope], unitIndex, nameIndex);
        final String key = place.key();
        if (state.site.lists.contains(place) && freed.add(key)) {
            places -= rosters.replaceable(key);
        }
        if (isRemoved) {
            final boolean wasThere = site.rosters.remove(key) != null;
            site.namedBy.values().removeIf(key::equals);
            entries.effects().add(() -> rosters.removed(key, wasThere));
            return null;
        }
        entries.requireRoomFor(List.of(), place);
        site.rosters.put(key, new OracleRosters.Roster(handsOver, List.of()));
        entries.effects().add(() -> rosters.changed(key));
        return place;
    }

    private void add(final String key, final String name, final long startNs, final long endNs) {
        final int person = known(site.people, name, ConfigRefusal.UNKNOWN_PERSON);
        final OracleRosters.Roster roster = site.rosters.get(key);
        if (roster == null) {
            throw new IllegalStateException("no roster " + key);
        }
        require(startNs >= 0 && endNs > startNs && endNs >= state.nowNs - MINUTE_NS, ConfigRefusal.BAD_VALUE);
        for (final OracleRosters.Duty other : roster.duties()) {
            require(other.startNs() <= startNs, ConfigRefusal.BAD_VALUE);
            require(other.person() != person || other.endNs() <= startNs, ConfigRefusal.BAD_VALUE);
        }
        final List<OracleRosters.Duty> longer = new ArrayList<>(roster.duties());
        longer.add(new OracleRosters.Duty(person, startNs, endNs));
        site.rosters.put(key, new OracleRosters.Roster(roster.handsOver(), longer));
    }
}
