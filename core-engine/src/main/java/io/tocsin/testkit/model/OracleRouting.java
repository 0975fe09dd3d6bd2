package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.PositionReportedDecoder;
import io.tocsin.codecs.sbe.Presence;
import io.tocsin.codecs.sbe.PresenceChangedDecoder;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Where people are, and who is nearest: section 18. Looks at everybody, every time. */
final class OracleRouting {
    private static final int NOTHING = Integer.MIN_VALUE;
    static final int LEVELS = 5;
    private static final double RADIUS = 637_100_880;
    private static final long MS_NS = 1_000_000L;
    private static final long USUAL_HOLD_MS = 300_000;
    private static final String[] NEARNESS = {"ROOM", "UNIT", "FLOOR", "BUILDING", "CAMPUS", "NONE"};

    /** Where somebody or something is: names from the room to the campus, empty = not stated; the point is null without coordinates. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares places
    private record Place(List<String> names, long @Nullable [] point) {}

    private record Position(Place place, long atNs, long commandSeq, boolean isClockWrong) {}

    private record Candidate(int person, int nearness, long squared, long order, boolean isClockWrong) {}

    private final OracleState state;
    private final TreeMap<Integer, Position> positions = new TreeMap<>();
    private final TreeSet<String> names = new TreeSet<>();
    private long holdNs = USUAL_HOLD_MS * MS_NS;
    private final List<Clause> narrowing = new ArrayList<>();

    OracleRouting(final OracleState state) {
        this.state = state;
    }

    OracleAnswer report(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final PositionReportedDecoder report =
                new PositionReportedDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        final int latitude = report.latitude();
        final int longitude = report.longitude();
        if (latitude != NOTHING && Math.abs((long) latitude) > 900_000_000L) {
            return OracleAnswer.invalid(2);
        }
        if (longitude != NOTHING && Math.abs((long) longitude) > 1_800_000_000L) {
            return OracleAnswer.invalid(3);
        }
        if ((latitude == NOTHING) != (longitude == NOTHING)) {
            return OracleAnswer.invalid(latitude == NOTHING ? 2 : 3);
        }
        if (latitude == 0 && longitude == 0) {
            return OracleAnswer.invalid(2);
        }
        final List<String> texts = texts(buffer, report.limit(), 6);
        final int[] most = {36, 16, 36, 8, 24, 36};
        for (int i = 0; i < most.length; i++) {
            if (texts.get(i).length() > most[i]) {
                return OracleAnswer.of(i == 0 || i == 2 ? Result.ID_TOO_LONG : Result.INVALID_FIELD, 41L + i);
            }
        }
        final List<String> place = texts.subList(1, 6);
        if (latitude == NOTHING && place.stream().allMatch(String::isEmpty)) {
            return OracleAnswer.invalid(2);
        }
        final OracleAnswer named = named(texts.get(0), envelope);
        if (named.isRefusal()) {
            return named;
        }
        final int person = person(texts.get(0), envelope);
        if (!envelope.isProduction()) {
            return OracleAnswer.of(Result.TEST_TRAFFIC);
        }
        final TreeSet<String> known = new TreeSet<>(names);
        for (int level = 0; level < LEVELS; level++) {
            if (!place.get(level).isEmpty()) {
                known.add(level + place.get(level));
            }
        }
        if (known.size()
                > Math.max(
                        names.size(), state.limits().beds() + 2 * state.limits().units())) {
            return OracleAnswer.of(Result.TABLE_FULL, 9);
        }
        names.addAll(known);
        final long apart = Math.abs(report.atNs() - state.nowNs);
        positions.put(
                person,
                new Position(
                        new Place(place, latitude == NOTHING ? null : point(latitude, longitude)),
                        state.nowNs,
                        state.commandSeq,
                        report.atNs() != 0 && (apart < 0 || apart > holdNs)));
        return OracleAnswer.OK;
    }

    OracleAnswer presence(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final PresenceChangedDecoder changed =
                new PresenceChangedDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        final int presence = changed.presenceRaw();
        if (presence > Presence.OFFLINE.value()) {
            return OracleAnswer.invalid(2);
        }
        final String name = texts(buffer, changed.limit(), 1).get(0);
        if (name.length() > 36) {
            return OracleAnswer.of(Result.ID_TOO_LONG, 41);
        }
        final OracleAnswer named = named(name, envelope);
        if (named.isRefusal()) {
            return named;
        }
        if (!envelope.isProduction()) {
            return OracleAnswer.of(Result.TEST_TRAFFIC);
        }
        state.changePresence(person(name, envelope), changed.presence());
        return OracleAnswer.OK;
    }

    private OracleAnswer named(final String name, final OracleEnvelope envelope) {
        if (name.isEmpty()) {
            return state.session(envelope.actorSession()) == null
                    ? OracleAnswer.of(Result.UNKNOWN_SESSION)
                    : OracleAnswer.OK;
        }
        return state.site.people.contains(name) ? OracleAnswer.OK : OracleAnswer.of(Result.UNKNOWN_PERSON);
    }

    private int person(final String name, final OracleEnvelope envelope) {
        final OracleState.Session session = state.session(envelope.actorSession());
        return name.isEmpty() && session != null ? session.person() : state.site.people.indexOf(name);
    }

    /** The nearest of those who can come, if there is one; says why. */
    List<Integer> nearest(final OracleAlert alert, final Set<Integer> already) {
        final Place where = where(alert);
        final List<Candidate> candidates = new ArrayList<>();
        positions.forEach((person, position) -> {
            final int nearness = nearness(where.names, position.place.names);
            final long squared = squared(where.point, position.place.point);
            final OracleAlert.Offer offer = alert.offers.get(person);
            final boolean wasAsked = offer != null && offer.response != Response.WITHDRAWN;
            final boolean isNear = nearness < LEVELS || squared < Long.MAX_VALUE;
            final boolean isFree =
                    !state.presence.containsKey(person) || state.plants.contains(Plant.BUSY_IS_AS_GOOD_AS_FREE);
            if (isNear
                    && !isOld(position)
                    && !wasAsked
                    && !already.contains(person)
                    && !state.covers.containsKey(person)
                    && isFree
                    && OracleAuthority.mayEverAccept(state, person)
                    && state.isReachable(person)) {
                final long order = squared < Long.MAX_VALUE ? person : -position.commandSeq;
                candidates.add(new Candidate(person, nearness, squared, order, position.isClockWrong));
            }
        });
        final Set<String> required = required(alert);
        if (!required.isEmpty()) {
            final boolean isHeld = candidates.stream().anyMatch(each -> holds(each.person, required));
            if (isHeld) {
                candidates.removeIf(each -> !holds(each.person, required));
            }
            if (!candidates.isEmpty()) {
                narrowing.add(isHeld ? Clause.QUALIFIED : Clause.NOBODY_QUALIFIED);
            }
        }
        candidates.sort(Comparator.comparingInt(Candidate::nearness)
                .thenComparingLong(Candidate::squared)
                .thenComparingLong(Candidate::order));
        final List<Integer> chosen = new ArrayList<>();
        for (final Candidate candidate : candidates.subList(0, Math.min(1, candidates.size()))) {
            chosen.add(candidate.person);
            final List<Clause> clauses = OracleState.clauses(Clause.NEAREST_RESPONDER);
            if (candidate.isClockWrong) {
                clauses.add(Clause.POSITION_CLOCK);
            }
            tell(alert, candidate.person, clauses, candidate.squared, candidate.nearness);
        }
        return chosen;
    }

    /** How near somebody is, as far as it is known. */
    int nearnessOf(final OracleAlert alert, final int person) {
        final Position position = positions.get(person);
        return position == null || isOld(position) ? LEVELS : nearness(where(alert).names, position.place.names);
    }

    /** The square of how far away; the most if nobody knows. */
    long apart(final OracleAlert alert, final int person) {
        final Position position = positions.get(person);
        return position == null || isOld(position) ? Long.MAX_VALUE : squared(where(alert).point, position.place.point);
    }

    /** Whether somebody's position counts, and its sender's clock was wrong. */
    boolean isClockWrong(final int person) {
        final Position position = positions.get(person);
        return position != null && !isOld(position) && position.isClockWrong;
    }

    /** Says why somebody is asked. */
    void tell(
            final OracleAlert alert,
            final int person,
            final List<Clause> clauses,
            final long squared,
            final int nearness) {
        state.event(
                "ResponderChosen",
                clauses,
                "alertId",
                alert.alertId,
                "person",
                person,
                "metres",
                squared == Long.MAX_VALUE ? "null" : metres(squared),
                "step",
                alert.step,
                "nearness",
                NEARNESS[nearness],
                "load",
                state.load(person));
    }

    /** The qualified who can be reached; all if there are none. */
    List<Integer> qualified(final OracleAlert alert, final List<Integer> people) {
        final Set<String> required = required(alert);
        if (people.isEmpty() || required.isEmpty()) {
            return people;
        }
        final List<Integer> left = people.stream()
                .filter(person -> holds(person, required)
                        && state.isReachable(person)
                        && OracleAuthority.mayEverAccept(state, person))
                .toList();
        narrowing.add(left.isEmpty() ? Clause.NOBODY_QUALIFIED : Clause.QUALIFIED);
        return left.isEmpty() ? people : left;
    }

    /** How the people of the last step were narrowed, if they were to be; first those who were. */
    List<Clause> narrowing() {
        return narrowing.stream().distinct().sorted().toList();
    }

    void forgetNarrowing() {
        narrowing.clear();
    }

    private boolean holds(final int person, final Set<String> required) {
        return state.plants.contains(Plant.ANYBODY_IS_QUALIFIED)
                || state.site
                        .qualifications
                        .getOrDefault(person, new TreeSet<>())
                        .containsAll(required);
    }

    /** Nothing unless somebody is qualified for something. */
    private Set<String> required(final OracleAlert alert) {
        final Set<String> required = new TreeSet<>();
        if (OracleResults.isRaise(alert)
                && state.site.qualifications.values().stream().anyMatch(held -> !held.isEmpty())) {
            final UnsafeBuffer buffer = new UnsafeBuffer(alert.content);
            final RaiseAlertDecoder raise =
                    new RaiseAlertDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
            for (final RaiseAlertDecoder.SpecializationsDecoder each : raise.specializations()) {
                required.add(OracleFields.latin(buffer, raise.limit(), each.nameLength()));
                each.skipName();
            }
        }
        required.remove("");
        return required;
    }

    /** How long positions hold from now on, 0 = as long as usual; those that are over are over. */
    void hold(final long ms) {
        positions.values().removeIf(this::isOld);
        holdNs = (ms == 0 ? USUAL_HOLD_MS : ms) * MS_NS;
    }

    private boolean isOld(final Position position) {
        return state.nowNs - position.atNs >= holdNs && !state.plants.contains(Plant.POSITIONS_NEVER_EXPIRE);
    }

    private Place where(final OracleAlert alert) {
        final String unit = alert.unit < 0 ? "" : state.site.units.get(alert.unit);
        if (!OracleResults.isRaise(alert)) {
            return new Place(List.of("", unit, "", "", ""), null);
        }
        final UnsafeBuffer buffer = new UnsafeBuffer(alert.content);
        final RaiseAlertDecoder raise =
                new RaiseAlertDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        final int latitude = raise.latitude();
        final int longitude = raise.longitude();
        for (final RaiseAlertDecoder.SpecializationsDecoder each : raise.specializations()) {
            each.skipName();
        }
        final List<String> texts = texts(buffer, raise.limit(), 9);
        final boolean isKnown = latitude != NOTHING && longitude != NOTHING && (latitude != 0 || longitude != 0);
        return new Place(
                List.of(texts.get(8), unit, texts.get(5), texts.get(4), texts.get(3)),
                isKnown ? point(latitude, longitude) : null);
    }

    private static List<String> texts(final DirectBuffer buffer, final int offset, final int count) {
        final List<String> texts = new ArrayList<>();
        int at = offset;
        for (int i = 0; i < count; i++) {
            final int length = buffer.getByte(at) & 0xFF;
            texts.add(OracleFields.latin(buffer, at, length));
            at += 1 + length;
        }
        return texts;
    }

    /** The narrowest place in common, as long as no wider one differs. */
    private static int nearness(final List<String> here, final List<String> there) {
        int narrowest = LEVELS;
        for (int level = LEVELS - 1; level >= 0; level--) {
            final boolean isStated =
                    !here.get(level).isEmpty() && !there.get(level).isEmpty();
            if (isStated && !here.get(level).equals(there.get(level))) {
                break;
            }
            narrowest = isStated ? level : narrowest;
        }
        return narrowest;
    }

    private static long[] point(final int latitude, final int longitude) {
        final double phi = latitude * (StrictMath.PI / 180 / 1e7);
        final double lambda = longitude * (StrictMath.PI / 180 / 1e7);
        return new long[] {
            Math.round(StrictMath.rint(RADIUS * (StrictMath.cos(phi) * StrictMath.cos(lambda)))),
            Math.round(StrictMath.rint(RADIUS * (StrictMath.cos(phi) * StrictMath.sin(lambda)))),
            Math.round(StrictMath.rint(RADIUS * StrictMath.sin(phi)))
        };
    }

    private static long squared(final long @Nullable [] a, final long @Nullable [] b) {
        if (a == null || b == null) {
            return Long.MAX_VALUE;
        }
        long sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    private static long metres(final long squared) {
        final double arc = 2 * RADIUS * StrictMath.asin(Math.min(1, StrictMath.sqrt((double) squared) / (2 * RADIUS)));
        return (long) StrictMath.rint(arc / 100);
    }
}
