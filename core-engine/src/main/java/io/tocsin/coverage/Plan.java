package io.tocsin.coverage;

import static java.util.Objects.requireNonNull;

import io.tocsin.Channel;
import io.tocsin.DutyPlace;
import io.tocsin.Policy;
import io.tocsin.Roster;
import io.tocsin.SiteOutline;
import io.tocsin.codecs.sbe.ChoiceOrder;
import io.tocsin.codecs.sbe.TargetKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A site by numbers: people in the order in which an engine numbers them, and the steps of policies as it goes through them. Immutable once it is built. */
final class Plan {
    /** Nobody is asked for a list as a whole. */
    static final int ALL = 0;

    private static final int EVERY_CHANNEL = -1;
    private static final Crew NOBODY = Crew.nobody();

    private final List<String> people;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final boolean[] connected;
    /** By number: the client says that it can show an emergency as one. */
    private final boolean[] capable;
    /** By number: the channels over which a person is told beside the WebSocket, and those of messages. */
    private final int[] contacts;

    private final int[] messageContacts;
    /** By number: the person may accept. */
    private final boolean[] responds;

    private final SiteOutline.Facilities facilities;
    private final Map<SiteOutline.UnitRole, Crew> holders = new HashMap<>();
    private final Map<SiteOutline.UnitRole, List<Crew>> facilityHolders = new HashMap<>();
    private final Map<String, Crew> ofBeds = new HashMap<>();
    private final Map<String, Crew> ofPatients = new HashMap<>();
    private final Map<String, Ladder> ladders = new HashMap<>();

    /**
     * Numbers a site.
     *
     * @param site  who is told.
     * @param rosters in the place of the site's lists.
     * @param clients what is assumed of people's clients.
     */
    Plan(final SiteOutline site, final List<Roster> rosters, final Clients clients) {
        people = List.copyOf(site.people().keySet());
        connected = new boolean[people.size()];
        capable = new boolean[people.size()];
        contacts = new int[people.size()];
        messageContacts = new int[people.size()];
        responds = new boolean[people.size()];
        facilities = site.facilities();
        site.people().forEach((person, isAlways) -> {
            final int number = numbers.size();
            numbers.put(person, number);
            connected[number] = isAlways || clients.isConnected(person);
            capable[number] = !isAlways && clients.isCapable(person);
            final Set<Channel> usual = site.contacts().getOrDefault(person, Set.of());
            contacts[number] = Channel.bits(usual);
            messageContacts[number] = Channel.bits(site.messageContacts().getOrDefault(person, usual));
            responds[number] = !site.onlookers().contains(person);
        });
        site.roles().forEach((role, list) -> holders.put(role, Crew.always(numbers(list))));
        site.bedCare().forEach((bed, list) -> ofBeds.put(bed, Crew.always(numbers(list))));
        site.patientCare().forEach((patient, list) -> ofPatients.put(patient, Crew.always(numbers(list))));
        rosters.forEach(this::roster);
        site.policies()
                .forEach(policy -> ladders.put(
                        policy.name(), ladder(policy, site.messagePolicies().contains(policy.name()))));
    }

    private void roster(final Roster roster) {
        final DutyPlace place = roster.place();
        final Crew crew = Crew.onDuty(roster.shifts().stream()
                .map(shift ->
                        new Crew.Turn(number(shift.person()), Instants.ns(shift.from()), Instants.ns(shift.until())))
                .toList());
        switch (place.scope()) {
            case ROLE -> holders.put(new SiteOutline.UnitRole(place.unit(), place.name()), crew);
            case BED -> ofBeds.put(place.name(), crew);
            default -> ofPatients.put(place.name(), crew);
        }
    }

    String person(final int number) {
        return people.get(number);
    }

    int people() {
        return people.size();
    }

    /** Whether a person's client is connected, or they need none. */
    boolean isConnected(final int person) {
        return connected[person];
    }

    /** Whether a client of a person is connected that can show an emergency as one; nobody's who needs no client is. */
    boolean isCapable(final int person) {
        return capable[person];
    }

    /** Whether a person may accept what they are told. */
    boolean responds(final int person) {
        return responds[person];
    }

    /** Whether a person is told by a step of a policy. */
    boolean isTold(final int person, final Ladder ladder, final Step step) {
        return isTold(person, ladder, step.channels());
    }

    /** Whether the fail-safe destination is told: over every channel that it has. */
    boolean isFailSafeTold(final Ladder ladder) {
        return isTold(ladder.failSafe(), ladder, EVERY_CHANNEL);
    }

    private boolean isTold(final int person, final Ladder ladder, final int channels) {
        final int[] methods = ladder.isForMessages() ? messageContacts : contacts;
        return connected[person] || (!ladder.isForAdvice() && (methods[person] & channels) != 0);
    }

    /** Who holds a role of a unit, in order. */
    Crew holders(final String unit, final String role) {
        return holders.getOrDefault(new SiteOutline.UnitRole(unit, role), NOBODY);
    }

    /** Who holds a role in the units of an alert's facility, and of those that cover it: unit by unit, in order. */
    List<Crew> facilityHolders(final String unit, final String role) {
        return facilityHolders.computeIfAbsent(
                new SiteOutline.UnitRole(unit, role),
                key -> facilities.unitsFor(unit).stream()
                        .map(each -> holders(each, role))
                        .toList());
    }

    /** Who is assigned to a place. */
    Care care(final Place place) {
        return new Care(ofPatients.getOrDefault(place.patient(), NOBODY), ofBeds.getOrDefault(place.bed(), NOBODY));
    }

    /** Of a policy; advice is told over the WebSocket alone. */
    Ladder ladder(final String policy, final boolean isForAdvice) {
        final Ladder ladder = requireNonNull(ladders.get(policy), policy);
        return isForAdvice
                ? new Ladder(policy, ladder.steps(), ladder.failSafe(), ladder.repeats(), ladder.isForMessages(), true)
                : ladder;
    }

    private int[] numbers(final List<String> ids) {
        return ids.stream().mapToInt(this::number).toArray();
    }

    private int number(final String id) {
        return requireNonNull(numbers.get(id), id);
    }

    private Ladder ladder(final Policy policy, final boolean isForMessages) {
        final List<Step> steps = new ArrayList<>();
        List<Element> elements = new ArrayList<>();
        for (final Policy.Step step : policy.steps()) {
            if (!step.same()) {
                elements = new ArrayList<>();
                steps.add(new Step(step.delayMs() * Instants.NS_PER_MS, Channel.bits(step.channels()), elements));
            }
            elements.add(new Element(
                    step.target(),
                    step.name(),
                    step.target() == TargetKind.PERSON ? number(step.name()) : -1,
                    step.asks(),
                    step.order() == ChoiceOrder.AS_LISTED,
                    step.capable()));
        }
        return new Ladder(
                policy.name(),
                List.copyOf(steps),
                number(policy.failSafe()),
                policy.stepRepeats(),
                isForMessages,
                false);
    }

    /**
     * A policy.
     *
     * @param policy   its name.
     * @param steps    before the fail-safe destination.
     * @param failSafe number of the destination.
     * @param repeats  how often the steps are gone through again; below 0: for ever.
     * @param isForMessages people are told by their contact methods for messages, if they have some.
     * @param isForAdvice   people are told by no contact method.
     */
    record Ladder(
            String policy, List<Step> steps, int failSafe, int repeats, boolean isForMessages, boolean isForAdvice) {}

    /**
     * A step.
     *
     * @param delayNs  until the next.
     * @param channels bits of those that it has.
     * @param elements whom it names, at least one kind.
     */
    record Step(long delayNs, int channels, List<Element> elements) {}

    /**
     * A kind of people whom a step names.
     *
     * @param target     kind.
     * @param role       of {@code UNIT_ROLE} and {@code FACILITY_ROLE}.
     * @param person     number of {@code PERSON}.
     * @param asks       how many of the list are asked; {@link #ALL} = everybody.
     * @param isAsListed they are asked in the order of the list, not of their numbers.
     * @param isCapableOnly of a whole list only those with a capable client.
     */
    record Element(TargetKind target, String role, int person, int asks, boolean isAsListed, boolean isCapableOnly) {}
}
