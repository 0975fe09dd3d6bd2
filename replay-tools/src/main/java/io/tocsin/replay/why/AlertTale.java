package io.tocsin.replay.why;

import io.tocsin.replay.journal.EventFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What happened to one alert and to the people around it, as events told it. */
final class AlertTale {
    private static final int CLAUSES = 4;

    private final People people;
    private final Background background;
    private final Duties duties;
    private final Telling telling;
    private final List<Fact> facts = new ArrayList<>();
    private final Map<Integer, Part> parts = new LinkedHashMap<>();
    private final List<Long> emptySteps = new ArrayList<>();
    private final TreeSet<Long> steps = new TreeSet<>();
    /** Who had said to be busy or away when a step began. */
    private final Map<Integer, String> absent = new HashMap<>();
    /** Events of silences that were told. */
    private final Set<Long> ofSilences = new HashSet<>();
    /** Events of limits of the patient that were told. */
    private final Set<Long> ofLimits = new HashSet<>();

    /** Whose shift ended last while they had the alert. */
    private @Nullable Part left;
    /** For whose sake the steps are to begin again. */
    private @Nullable Part askingAgain;

    private boolean isFound;
    private boolean isClosed;
    private boolean isTest;
    private boolean listsPeople = true;
    private boolean lacksPolicy;
    private long silenceId;
    private String holder = "";
    private String heldBy = "";
    private String violation = "";
    private int owner = -1;
    private long raisedNs;
    private long ownedNs;
    private long closedNs;
    private String closedAs = "";

    AlertTale(final People people, final Background background, final Duties duties) {
        this.people = people;
        this.background = background;
        this.duties = duties;
        telling = new Telling(people);
    }

    boolean isFound() {
        return isFound;
    }

    boolean isTest() {
        return isTest;
    }

    boolean isClosed() {
        return isClosed;
    }

    /** Whether the events say who was named by the steps; those of old versions do not. */
    boolean listsPeople() {
        return listsPeople;
    }

    boolean lacksPolicy() {
        return lacksPolicy;
    }

    /** What holds the alert back, a silence or another alert; empty = nothing does. */
    String holder() {
        return holder;
    }

    /** What held the alert back until no step was needed any more; empty = nothing did, or a step began. */
    String heldBy() {
        return heldBy;
    }

    int owner() {
        return owner;
    }

    long raisedNs() {
        return raisedNs;
    }

    long ownedNs() {
        return ownedNs;
    }

    long closedNs() {
        return closedNs;
    }

    String closedAs() {
        return closedAs;
    }

    SortedSet<Long> steps() {
        return steps;
    }

    List<Long> emptySteps() {
        return emptySteps;
    }

    /** In the order in which it happened. */
    List<Fact> facts() {
        return facts.stream()
                .sorted((one, other) -> Long.compareUnsigned(one.eventSeq(), other.eventSeq()))
                .toList();
    }

    Map<Integer, Part> parts() {
        return parts;
    }

    Part part(final int person) {
        return parts.computeIfAbsent(person, Part::new);
    }

    static long timeOf(final EventFields event) {
        return EventFields.numberOf(event.header().get("timestampNs"), 0);
    }

    /** Somebody's client came or went while the alert is open. */
    void presence(final EventFields event, final int person) {
        if (isFound && !isClosed) {
            final boolean isConnected = people.isConnected(person);
            if (isConnected && parts.containsKey(person)) {
                part(person).wasConnected = true;
            }
            final String name = people.name(person);
            final String what = event.number("open", 0) == 1
                    ? "'s client connects."
                    : isConnected ? "'s client disconnects; another one stays." : "'s client disconnects.";
            note(event, name + what, List.of(name));
        }
    }

    /** Somebody says to be there, busy or away while the alert is open. */
    void says(final EventFields event, final int person) {
        if (isFound && !isClosed) {
            note(event, telling.presence(event), List.of(people.name(person)));
        }
    }

    /** What a person had said of being there when the steps chose others; empty if nothing. */
    String presence(final int person) {
        return absent.getOrDefault(person, "");
    }

    /** When a person was off duty or on break while it came to steps. */
    List<Away> missed(final int person) {
        return duties.missed(person);
    }

    /** Keeps an event as part of the answer. */
    void note(final EventFields event, final String text, final List<String> names) {
        final Map<String, Object> header = event.header();
        facts.add(new Fact(
                EventFields.numberOf(header.get("eventSeq"), 0),
                timeOf(event),
                event.name(),
                text,
                reasons(header),
                names));
    }

    /** An event of the silence that holds the alert back, or of none that does. */
    void silence(final EventFields event) {
        if (silenceId != 0 && event.number("silenceId", 0) == silenceId) {
            tellOfSilence(event, false);
        }
    }

    private void tellOfSilence(final EventFields event, final boolean isFirst) {
        if (ofSilences.add(EventFields.numberOf(event.header().get("eventSeq"), 0))) {
            note(event, telling.silence(event, raisedNs, isFirst), List.of());
        }
    }

    /** A timed rule holds back that the alert's violation ends, or that of another alert. */
    void watched(final EventFields event) {
        if (isFound && !isClosed && Background.violation(event).equals(violation)) {
            final String stage = event.text("stage");
            if (stage.equals("CLEARING") || stage.equals("RETURNED")) {
                note(event, telling.watched(event, raisedNs), List.of());
            }
        }
    }

    /** An event of the alert. */
    void tell(final EventFields event) {
        if (raisedNs == 0) {
            raisedNs = timeOf(event);
        }
        final int person = (int) event.number("person", -1);
        switch (event.name()) {
            case "AlertRaised" -> {
                isFound = true;
                duties.raised(event);
                isTest = !event.text("purpose").equals("PRODUCTION");
                violation = event.text("cause").equals("LIMIT") ? Background.violation(event) : "";
            }
            case "StepStarted" -> stepStarted(event);
            case "StepEnded" -> stepEnded(event);
            case "LimitViolated" -> {
                background.ofGate(event).forEach(each -> {
                    if (ofLimits.add(EventFields.numberOf(each.header().get("eventSeq"), 0))) {
                        note(each, Telling.gated(each), List.of());
                    }
                });
                background.ofLimit(event).forEach(each -> {
                    if (ofLimits.add(EventFields.numberOf(each.header().get("eventSeq"), 0))) {
                        note(each, telling.limit(each, raisedNs), List.of());
                    }
                });
                background.before(event).forEach(each -> note(each, telling.watched(each, raisedNs), List.of()));
            }
            case "AlertMuted" -> {
                silenceId = event.number("silenceId", 0);
                holder = PauseTelling.holder(event);
                heldBy = holder;
                final List<EventFields> told = silenceId == 0 ? List.of() : background.ofSilence(silenceId);
                told.forEach(each -> tellOfSilence(each, each.equals(told.get(0))));
            }
            case "AlertUnmuted" -> {
                silenceId = 0;
                holder = "";
            }
            case "OutputDispatched" -> told(event);
            case "OfferAnswered" -> answered(event, person);
            case "AlertRedirected" -> redirected(event);
            case "AlertClosed" -> {
                isClosed = true;
                closedNs = timeOf(event);
                closedAs = Wording.words(event.text("outcome"));
            }
            default -> {
                // It is told below, and decides nothing here.
            }
        }
        note(event, telling.sentence(event, raisedNs), telling.names(event));
    }

    private void stepStarted(final EventFields event) {
        lacksPolicy = false;
        heldBy = "";
        steps.add(event.number("step", 0));
        duties.asked(event.number("step", 0));
        if (askingAgain != null) {
            askingAgain.isAskedAgain = true;
            askingAgain = null;
        }
        absent.putAll(people.presences());
        // A step that begins names somebody.
        listsPeople &= !event.list("people").isEmpty();
        for (final Map<String, Object> standing : event.list("people")) {
            final Part part = part((int) EventFields.numberOf(standing.get("person"), -1));
            final boolean isReachable = EventFields.numberOf(standing.get("reachable"), 0) == 1;
            final Object response = standing.get("response");
            part.named.add(new Part.Named(
                    event.number("step", 0), timeOf(event), response == null ? "" : response.toString(), isReachable));
            part.alwaysReachable |= isReachable && !people.isConnected(part.person);
            if ("WAITING".equals(response)) {
                part.chosen(people.with(part.person));
            }
        }
    }

    private void stepEnded(final EventFields event) {
        final List<Reason> reasons = reasons(event.header());
        if (reasons.stream().anyMatch(reason -> reason.name().equals("EMPTY_STEP"))) {
            emptySteps.add(event.number("step", 0));
            duties.asked(event.number("step", 0));
        }
        askingAgain = has(event, "SHIFT_ENDED") || has(event, "BREAK_BEGAN") ? left : askingAgain;
        lacksPolicy |= reasons.stream().anyMatch(reason -> reason.name().equals("NO_POLICY"));
    }

    private void told(final EventFields event) {
        if (!event.text("kind").equals("OFFER")) {
            return;
        }
        for (final Map<String, Object> recipient : event.list("recipients")) {
            final Part part = part((int) EventFields.numberOf(recipient.get("person"), -1));
            part.isChosen = true;
            part.isSilent = false;
            part.toldNs = part.toldNs == 0 ? timeOf(event) : part.toldNs;
            part.wasConnected |= people.isConnected(part.person);
        }
    }

    private void answered(final EventFields event, final int person) {
        final Part part = part(person);
        switch (event.text("response")) {
            case "ACCEPTED" -> part.accepts(timeOf(event));
            case "REJECTED" -> part.rejects(timeOf(event), event.text("reason"));
            case "UNDEFINED" -> {
                if (has(event, "SHIFT_ENDED") || has(event, "BREAK_BEGAN")) {
                    part.leaves(timeOf(event), has(event, "BREAK_BEGAN"));
                    left = part;
                } else if (isRelease(event)) {
                    part.rejects(timeOf(event), "GIVEN_BACK");
                } else if (!has(event, "SNOOZE_ENDED") && !has(event, "RESULT_CORRECTED")) {
                    part.isSilent = true;
                }
            }
            default -> {
                // Withdrawn: what the person did before still stands.
            }
        }
        final int before = owner;
        owner = event.has("owner") ? (int) event.number("owner", -1) : ownerOfOld(event, person);
        ownedNs = owner == before ? ownedNs : timeOf(event);
    }

    /** Events before version 3 do not say who owns the alert now. */
    private int ownerOfOld(final EventFields event, final int person) {
        if (event.text("response").equals("ACCEPTED")) {
            return person;
        }
        return event.text("response").equals("REJECTED") && owner == person ? -1 : owner;
    }

    private void redirected(final EventFields event) {
        final Part part = part((int) event.number("to", -1));
        if (event.number("chosen", 0) == 1) {
            part.chosen(people.with(part.person));
        }
        if (has(event, "HANDED_OVER") || has(event, "BREAK_COVER")) {
            part((int) event.number("person", -1)).handedTo.add(part.person);
        }
    }

    /** Whether somebody gives back what was taken, or is relieved of it. */
    static boolean isRelease(final EventFields event) {
        return has(event, "RELEASED_BY_OWNER") || has(event, "SHIFT_ENDED") || has(event, "BREAK_BEGAN");
    }

    private static boolean has(final EventFields event, final String clause) {
        return event.header().containsValue(clause);
    }

    private static List<Reason> reasons(final Map<String, Object> header) {
        final List<Reason> reasons = new ArrayList<>();
        for (int i = 1; i <= CLAUSES; i++) {
            final Object clause = header.get("clause" + i);
            if (clause != null && !clause.equals("NONE")) {
                final String name = clause.toString();
                reasons.add(new Reason(
                        Wording.current().id(name), name, Wording.current().clause(name)));
            }
        }
        return reasons;
    }
}
