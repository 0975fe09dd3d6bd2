package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Presence;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TechnicalCondition;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** People on duty without a connected device: section 15. Who is on duty is what was told last, roster by roster. */
final class OracleLostDevices {
    private static final long MS_NS = 1_000_000L;
    private static final long RETRY_NS = 1_000_000_000L;

    private final OracleState state;
    private final OracleOwn own;
    /** By person: the rosters that they are on duty by. */
    private final TreeMap<Integer, TreeSet<String>> duties = new TreeMap<>();

    private final Map<Integer, Integer> unit = new TreeMap<>();
    private final TreeMap<Integer, Long> dueNs = new TreeMap<>();
    /** By person: the subject that stands for their devices. */
    private final TreeMap<Integer, Integer> lost = new TreeMap<>();

    OracleLostDevices(final OracleState state, final OracleOwn own) {
        this.state = state;
        this.own = own;
    }

    void came(final int person, final OracleRosters.Place place) {
        duties.computeIfAbsent(person, key -> new TreeSet<>()).add(place.key());
        unit.put(
                person,
                switch (place.scope()) {
                    case "ROLE" -> place.unit();
                    case "BED" -> state.site.unitOf(place.name());
                    default -> unitOfPatient(place.name());
                });
        begin(person);
    }

    void went(final int person, final OracleRosters.Place place) {
        final TreeSet<String> left = duties.getOrDefault(person, new TreeSet<>());
        left.remove(place.key());
        if (left.isEmpty()) {
            end(person, Clause.SHIFT_ENDED);
        }
    }

    void connected(final int person) {
        end(person, Clause.DEVICE_BACK);
    }

    void disconnected(final int person) {
        begin(person);
    }

    /** Another time was configured. */
    void lookAgain() {
        for (int person = 0; person < state.site.people.size(); person++) {
            begin(person);
        }
    }

    long deadlineNs() {
        return dueNs.values().stream().mapToLong(each -> each).min().orElse(OracleAlert.NEVER);
    }

    /** The first that is due: of one instant the least index. */
    void fire() {
        final long atNs = deadlineNs();
        final int person = dueNs.entrySet().stream()
                .filter(entry -> entry.getValue() == atNs)
                .mapToInt(Map.Entry::getKey)
                .min()
                .orElseThrow();
        dueNs.remove(person);
        if (lostMs() == 0 || state.site.alwaysReachable.contains(person)) {
            return;
        }
        if (state.presence.get(person) == Presence.OFFLINE || state.covers.containsKey(person)) {
            dueNs.put(person, state.nowNs + lostMs() * MS_NS);
            return;
        }
        final int subject = state.intern("D" + state.site.people.get(person));
        final boolean isTold = subject >= 0
                && own.comes(
                        TechnicalCondition.DEVICE_LOST,
                        Severity.URGENT,
                        subject,
                        unit.getOrDefault(person, -1),
                        (int) (lostMs() / 1_000),
                        Clause.LAST_DEVICE_LOST);
        if (isTold) {
            lost.put(person, subject);
        } else {
            dueNs.put(person, state.nowNs + RETRY_NS);
        }
    }

    private int unitOfPatient(final int subject) {
        final OracleSite.Patient patient = state.site.patients.get(subject);
        final int ofBed = patient == null ? -1 : state.site.unitOf(patient.bed());
        return ofBed < 0 && patient != null ? patient.unit() : ofBed;
    }

    private long lostMs() {
        return state.site.operations == null ? 0 : state.site.operations.deviceLostMs();
    }

    private void begin(final int person) {
        if (lostMs() > 0
                && !duties.getOrDefault(person, new TreeSet<>()).isEmpty()
                && !lost.containsKey(person)
                && !dueNs.containsKey(person)
                && !state.site.alwaysReachable.contains(person)
                && state.newestSession(person) == null) {
            dueNs.put(person, state.nowNs + lostMs() * MS_NS);
        }
    }

    private void end(final int person, final Clause clause) {
        dueNs.remove(person);
        final Integer subject = lost.remove(person);
        if (subject != null) {
            own.isOver(TechnicalCondition.DEVICE_LOST, subject, 0, clause);
        }
    }
}
