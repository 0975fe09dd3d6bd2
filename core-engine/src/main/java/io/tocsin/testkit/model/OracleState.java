package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Presence;
import io.tocsin.codecs.sbe.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What all parts of the oracle share: time, numbers, the site, the open alerts, and the list of what came out. */
final class OracleState {
    /** An event has so many clauses; what comes behind them is not told. */
    private static final int MOST_CLAUSES = 4;

    /** An open session. */
    record Session(long sessionId, int person, long gatewayId, int capabilities, OracleProof proof) {}

    /** Whose command is carried out; null = nobody's. */
    @Nullable
    Session acting;

    /** The last value of a parameter and when it came. */
    record Kept(int value, long atNs) {}

    final Set<Plant> plants;
    /** What was read last, by subject. */
    final TreeMap<Integer, TreeMap<Parameter, Kept>> readings = new TreeMap<>();

    final List<Line> out = new ArrayList<>();
    final TreeMap<Long, OracleAlert> alerts = new TreeMap<>();
    /** In the order they were opened. */
    final List<Session> sessions = new ArrayList<>();

    /** Who is not ONLINE. */
    final TreeMap<Integer, Presence> presence = new TreeMap<>();

    /** By key of a roster: those who are on duty, in the place of the list. */
    final TreeMap<String, List<Integer>> onDuty = new TreeMap<>();

    /** Who is on break. */
    final TreeMap<Integer, OracleBreaks.Cover> covers = new TreeMap<>();

    private @Nullable OracleLimits genesisLimits;
    OracleSite site = new OracleSite();
    final OracleMonitorings monitorings = new OracleMonitorings(this);
    final OracleVersions versions = new OracleVersions(this);
    final OracleViews views = new OracleViews(this);
    long nowNs;
    long commandSeq;
    long eventSeq;
    long alertsRaised;
    long refused;
    long outputs;
    long nextEntry;

    OracleState(final Set<Plant> plants) {
        this.plants = plants;
    }

    boolean isStarted() {
        return genesisLimits != null;
    }

    void start(final OracleLimits limits) {
        genesisLimits = limits;
    }

    OracleLimits limits() {
        if (genesisLimits == null) {
            throw new IllegalStateException("no Genesis yet");
        }
        return genesisLimits;
    }

    static List<Clause> clauses(final Clause... clauses) {
        return new ArrayList<>(Arrays.asList(clauses));
    }

    void event(final String name, final List<Clause> clauses, final Object... namesAndValues) {
        eventSeq++;
        final Map<String, String> fields = new LinkedHashMap<>();
        final List<Clause> told = clauses.subList(0, Math.min(clauses.size(), MOST_CLAUSES));
        Line.put(fields, "eventSeq", eventSeq, "timestampNs", nowNs, "commandSeq", commandSeq, "clauses", told);
        Line.put(fields, namesAndValues);
        out.add(new Line(name, fields));
    }

    void interned(final int index, final String table, final String value) {
        event("IdInterned", List.of(), "index", index, "table", table, "value", value);
    }

    /** Whether a subject is known or finds a place. */
    boolean mayIntern(final String subject) {
        return site.subjects.contains(subject) || site.subjects.size() < limits().subjects();
    }

    /** The index of a subject, interned if there is room; -1 if not. */
    int intern(final String subject) {
        final int known = site.subjects.indexOf(subject);
        if (known >= 0 || site.subjects.size() >= limits().subjects()) {
            return known;
        }
        site.subjects.add(subject);
        interned(site.subjects.size() - 1, "SUBJECT", subject);
        return site.subjects.size() - 1;
    }

    @Nullable
    Session session(final long sessionId) {
        return sessions.stream()
                .filter(session -> session.sessionId() == sessionId)
                .findFirst()
                .orElse(null);
    }

    /** The session a person opened last. */
    @Nullable
    Session newestSession(final int person) {
        Session newest = null;
        for (final Session session : sessions) {
            if (session.person() == person) {
                newest = session;
            }
        }
        return newest;
    }

    /** A session was opened or closed. */
    void changed(final Session session, final List<Clause> clauses, final int open) {
        event(
                "SessionChanged",
                clauses,
                "sessionId",
                Long.toUnsignedString(session.sessionId()),
                "person",
                session.person(),
                "gatewayId",
                session.gatewayId(),
                "open",
                open,
                "capabilities",
                session.capabilities());
    }

    /** How many open alerts somebody has accepted. */
    long load(final int person) {
        return alerts.values().stream()
                .filter(alert -> !alert.isAdvice()
                        && alert.offers.containsKey(person)
                        && alert.offers.getOrDefault(person, new OracleAlert.Offer(person)).response
                                == Response.ACCEPTED)
                .count();
    }

    /** Who is asked when somebody is meant. */
    int standIn(final int person) {
        if (plants.contains(Plant.BREAK_IS_IGNORED)) {
            return person;
        }
        final List<Integer> chain = new ArrayList<>(List.of(person));
        for (OracleBreaks.Cover cover = covers.get(person); cover != null; cover = covers.get(cover.person())) {
            chain.add(0, cover.person());
        }
        return chain.stream()
                .filter(each -> isReachable(each) || plants.contains(Plant.LOST_COVER_IS_ASKED))
                .findFirst()
                .orElse(chain.get(0));
    }

    /** Whether people of a unit may be told of what happens in another: of the same facility, or of one that covers it. */
    boolean mayTell(final int unit, final int of) {
        final long own = site.facilities.getOrDefault(of, 0L);
        final long other = site.facilities.getOrDefault(unit, 0L);
        return own == other || site.covers.contains(own + ">" + other);
    }

    /** Who holds a role now. */
    List<Integer> holders(final int unit, final int role) {
        final String key = new OracleRosters.Place("ROLE", unit, role).key();
        final List<Integer> all = site.holders.getOrDefault(OracleSite.holdersKey(unit, role), List.of());
        return plants.contains(Plant.OFF_DUTY_IS_ASKED) ? all : onDuty.getOrDefault(key, all);
    }

    /** Who cares for a bed now. */
    List<Integer> careOfBed(final int bed) {
        final String key = new OracleRosters.Place("BED", -1, bed).key();
        return onDuty.getOrDefault(key, site.careOfBed.getOrDefault(bed, List.of()));
    }

    /** Who cares for a patient now. */
    List<Integer> careOfPatient(final int subject) {
        final String key = new OracleRosters.Place("PATIENT", -1, subject).key();
        return onDuty.getOrDefault(key, site.careOfPatient.getOrDefault(subject, List.of()));
    }

    boolean isReachable(final int person) {
        final boolean isThere = newestSession(person) != null && presence.get(person) != Presence.OFFLINE;
        return isThere || site.alwaysReachable.contains(person);
    }

    /** Whether a step with these channels can tell a person. */
    boolean isReachable(final OracleAlert alert, final int person, final int channels) {
        return isReachable(person)
                || (presence.get(person) != Presence.OFFLINE
                        && site.contactsOf(person, OracleContacts.planOf(alert)).stream()
                                .anyMatch(method -> method.isIn(channels)));
    }

    /** Takes note of what a person says of being there; tells it if it is other than before. */
    void changePresence(final int person, final Presence value) {
        final Presence before = presence.getOrDefault(person, Presence.ONLINE);
        if (value == Presence.ONLINE) {
            presence.remove(person);
        } else {
            presence.put(person, value);
        }
        if (value != before) {
            event("PresenceNoted", List.of(), "person", person, "presence", value);
        }
    }
}
