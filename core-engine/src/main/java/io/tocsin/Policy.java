package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.ChoiceOrder;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TargetKind;
import io.tocsin.codecs.text.EdgeText;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who is told, in which order, and for how long each may take. Steps run in the order they are added; behind the last one comes the fail-safe destination, which
 * every policy must name. Immutable: every method answers a changed copy.
 */
public final class Policy {
    /** Most steps before the fail-safe destination, further people of a step counted as one each. */
    public static final int MAX_STEPS = 20;

    /** Most people who may have to accept. */
    public static final int MAX_NEEDED = 63;

    /** Most people whom a step may ask of a list. */
    public static final int MAX_ASKED = 63;

    /** Most role slots of a team. */
    public static final int MAX_SLOTS = 7;

    /** How often the steps may be gone through again. */
    public static final int MAX_LOOPS = 1_000;

    /** How often a read-back may be said to fail before the next step follows. */
    public static final int MAX_READ_BACKS = 254;

    private static final long MIN_STEP_MS = 100;
    private static final long MAX_STEP_MS = 86_400_000;
    private static final long MAX_MS = 0xFFFF_FFFEL;
    private static final long MAX_EXPIRE_MS = 366L * 86_400_000;

    private final String name;
    private final StepList steps;
    private final String failSafe;
    private final PolicyScope scope;
    private final Set<EmergencyType> latching;
    private final PolicyTimes times;

    private Policy(
            final String name,
            final StepList steps,
            final String failSafe,
            final PolicyScope scope,
            final Set<EmergencyType> latching,
            final PolicyTimes times) {
        this.name = name;
        this.steps = steps;
        this.failSafe = failSafe;
        this.scope = scope;
        // Ordered as declared, so that messages read alike everywhere.
        this.latching = Collections.unmodifiableSet(new TreeSet<>(latching));
        this.times = times;
    }

    /**
     * Begins a policy for all severities, without steps; nothing latches, an ended alert stays open for review for five minutes.
     *
     * @param name names it in messages, and to {@link Site.Builder#policy}, where the same name again replaces it.
     * @return a policy that still needs a fail-safe destination.
     */
    public static Policy named(final String name) {
        if (requireNonNull(name, "name").isEmpty()) {
            throw new IllegalArgumentException("name is empty: a policy has a name");
        }
        final PolicyScope all = PolicyScope.of(EnumSet.complementOf(EnumSet.of(Severity.NULL_VAL)));
        return new Policy(name, new StepList(name, List.of()), "", all, Set.of(), PolicyTimes.USUAL);
    }

    /** {@code Duration.ofSeconds}. */
    public static Duration seconds(final long seconds) {
        return Duration.ofSeconds(seconds);
    }

    /** {@code Duration.ofMinutes}, under a name that reads well here. */
    public static Duration minutes(final long minutes) {
        return Duration.ofMinutes(minutes);
    }

    /** Then those assigned to the patient, else to the bed; they may take 0.1 s to a day to accept. Told by these channels, by WEBSOCKET if none is named. */
    public Policy careTeam(final Duration delay, final Channel... channels) {
        return withStep(TargetKind.CARE_TEAM, "", delay, channels);
    }

    /** Then those who hold a role in the alert's unit; they may take 0.1 s to a day to accept. Told by these channels, by WEBSOCKET if none is named. */
    public Policy unitRole(final String role, final Duration delay, final Channel... channels) {
        return withStep(TargetKind.UNIT_ROLE, EdgeText.requiredId("role", role), delay, channels);
    }

    /** Then one person; who may take 0.1 s to a day to accept. Told by these channels, by WEBSOCKET if none is named. */
    public Policy person(final String personId, final Duration delay, final Channel... channels) {
        return withStep(TargetKind.PERSON, EdgeText.requiredId("personId", personId), delay, channels);
    }

    /** Then who ordered the examination that a critical result is of, unless they are off duty; who may take 0.1 s to a day to read it back. */
    public Policy ordering(final Duration delay, final Channel... channels) {
        return withStep(TargetKind.ORDERING, "", delay, channels);
    }

    /** Then who is nearest to the alert of those who are connected, have said where they are, and were not asked yet; who may take 0.1 s to a day to accept. Another such step tells the next nearest. Told by these channels, by WEBSOCKET if none is named. */
    public Policy nearest(final Duration delay, final Channel... channels) {
        return withStep(TargetKind.NEAREST, "", delay, channels);
    }

    /** Then those whom the patient wants told of an emergency and has consented to: over their own contact methods, that there is an alert and whether somebody responds, never what is the matter. They are asked for nothing, so nobody waits for them: the next step follows at once. Not the first step. */
    public Policy emergencyContacts() {
        return with(steps.then(TargetKind.EMERGENCY_CONTACTS, "", MIN_STEP_MS, Set.of()));
    }

    /** Together with the step added last, which is not the first: those whom the patient wants told, as {@link #emergencyContacts()}. */
    public Policy andEmergencyContacts() {
        return withMore(TargetKind.EMERGENCY_CONTACTS, "");
    }

    /** Then those who hold a role in any unit of the alert's facility, or of one that covers it; they may take 0.1 s to a day to accept. */
    public Policy facilityRole(final String role, final Duration delay, final Channel... channels) {
        return withStep(TargetKind.FACILITY_ROLE, EdgeText.requiredId("role", role), delay, channels);
    }

    /** Together with the step added last: those who hold a role in the alert's facility, or in one that covers it. */
    public Policy andFacilityRole(final String role) {
        return withMore(TargetKind.FACILITY_ROLE, EdgeText.requiredId("role", role));
    }

    /** Of the list added last only those who have a connected client that says that it can show an emergency as one. */
    public Policy onlyCapable() {
        return with(steps.ifCapable());
    }

    /** People are told by the contact methods that they have for messages, see {@link Site.Builder#contactForMessages}, or by the usual ones. */
    public Policy forMessages() {
        return new Policy(name, steps, failSafe, scope, latching, times.plan(1));
    }

    /** Together with the step added last: who ordered the examination that a critical result is of. */
    public Policy andOrdering() {
        return withMore(TargetKind.ORDERING, "");
    }

    /** Then those whom the patient's running monitoring sessions name to be told of alerts, as they are when the step begins, unless they are off duty; who may take 0.1 s to a day to accept. Without a session, or with nobody in it, the next step follows at once. */
    public Policy monitoringRecipients(final Duration delay, final Channel... channels) {
        return withStep(TargetKind.MONITORING_RECIPIENTS, "", delay, channels);
    }

    /** Together with the step added last: those whom the patient's running monitoring sessions name to be told of alerts, as {@link #monitoringRecipients}. */
    public Policy andMonitoringRecipients() {
        return withMore(TargetKind.MONITORING_RECIPIENTS, "");
    }

    /** Then those who may look on at the patient's running monitoring sessions, as they are when the step begins, unless they are off duty; who may take 0.1 s to a day to accept. Family is never among them, nor is whoever may never accept. Without a session, or with nobody in it, the next step follows at once. */
    public Policy monitoringViewers(final Duration delay, final Channel... channels) {
        return withStep(TargetKind.MONITORING_VIEWERS, "", delay, channels);
    }

    /** Together with the step added last: those who may look on at the patient's running monitoring sessions, as {@link #monitoringViewers}. */
    public Policy andMonitoringViewers() {
        return withMore(TargetKind.MONITORING_VIEWERS, "");
    }

    /** Together with the step added last: those assigned to the patient, else to the bed. */
    public Policy andCareTeam() {
        return withMore(TargetKind.CARE_TEAM, "");
    }

    /** Together with the step added last: those who hold a role in the alert's unit. */
    public Policy andUnitRole(final String role) {
        return withMore(TargetKind.UNIT_ROLE, EdgeText.requiredId("role", role));
    }

    /** Together with the step added last: one person more. */
    public Policy andPerson(final String personId) {
        return withMore(TargetKind.PERSON, EdgeText.requiredId("personId", personId));
    }

    /** Together with the step added last: who is nearest of those whom it does not tell yet. */
    public Policy andNearest() {
        return withMore(TargetKind.NEAREST, "");
    }

    /** From the step added last on so many, 1 to 63, have to accept before the steps stop; 1 is the default, and a step after it lowers nothing. */
    public Policy needs(final int people) {
        if (people < 1 || people > MAX_NEEDED) {
            throw new IllegalArgumentException("needs is " + people + ": it is 1 to " + MAX_NEEDED);
        }
        return with(steps.needing(people));
    }

    /** From the step added last on as many have to accept as that step tells. */
    public Policy needsAll() {
        return with(steps.needing(Step.EVERYBODY));
    }

    /** The people added last may fill a role slot of the team, named by a role such as {@code airway}: who of them accepts first fills it, and the others hear that it is taken; the steps go on, for the slots that are open, until every slot is filled. The first people of a slot hold the role that names it; further people for it may be anybody. Without slots one owner is enough. */
    public Policy fills(final String role) {
        return with(steps.filling(role));
    }

    /** Of the people added last only so many are asked, 1 to {@value #MAX_ASKED}: who is free, that is connected, online and not asked yet, before who can only be reached, and among those alike in an order. The next step that names the same people asks the next ones. Whose authority never lets them accept is left out. */
    public Policy asks(final int people, final ChoiceOrder order) {
        return with(steps.asking(people, order));
    }

    /** The role slots of the team that it calls, in the order of their first people. */
    Set<String> slots() {
        return steps.slots();
    }

    /**
     * In the end this destination, again and again until somebody accepts or the alert is closed.
     *
     * @param personId person or destination of the site.
     * @param repeat   how often, from 0.1 s.
     * @return a changed copy.
     */
    public Policy failSafe(final String personId, final Duration repeat) {
        final long repeatMs = Checks.millis("repeat", repeat, MIN_STEP_MS, MAX_MS);
        return new Policy(
                name, steps, EdgeText.requiredId("failSafe", personId), scope, latching, times.repeat(repeatMs));
    }

    /**
     * In the end this destination, once.
     *
     * @param personId person or destination of the site.
     * @param expire   how long after that the alert is closed as expired if nobody accepts, up to a year.
     * @return a changed copy.
     */
    public Policy failSafeOnce(final String personId, final Duration expire) {
        final long expireMs = Checks.millis("expire", expire, 1, MAX_EXPIRE_MS);
        return new Policy(
                name, steps, EdgeText.requiredId("failSafe", personId), scope, latching, times.once(expireMs));
    }

    /** For no severity: only for alerts of patients with treatment limits, see {@link Site.Builder#teamForLimits}. */
    public Policy onlyForLimits() {
        return new Policy(name, steps, failSafe, PolicyScope.of(Set.of()), latching, times);
    }

    /** For these severities only; a site's policies that name no types together cover each severity once. */
    public Policy severities(final Severity first, final Severity... more) {
        final Set<Severity> only = EnumSet.of(Checks.severity(first));
        for (final Severity severity : more) {
            only.add(Checks.severity(severity));
        }
        return new Policy(name, steps, failSafe, scope.severities(only), latching, times);
    }

    /** For alerts of these types only, whose team it is then, not that of a policy without types. Limits, scores and technical alerts are of type OTHER, but what devices say of themselves is DEVICE_TECHNICAL. */
    public Policy types(final EmergencyType first, final EmergencyType... more) {
        return new Policy(name, steps, failSafe, scope.types(Checks.types("types", first, more)), latching, times);
    }

    /** Alerts of these types stay open when their condition ends, until a person resolves them. */
    public Policy latching(final EmergencyType first, final EmergencyType... more) {
        return new Policy(name, steps, failSafe, scope, Checks.types("latching", first, more), times);
    }

    /** How long an alert whose condition has ended stays open for review; zero closes it at once. */
    public Policy review(final Duration value) {
        return new Policy(
                name, steps, failSafe, scope, latching, times.review(Checks.millis("review", value, 0, MAX_MS)));
    }

    /** After which silence of the patient's readings an open limit or score alert is marked stale; zero, the default, never. */
    public Policy stale(final Duration value) {
        return new Policy(
                name, steps, failSafe, scope, latching, times.stale(Checks.millis("stale", value, 0, MAX_MS)));
    }

    /** How long, up to a day, who accepts may take until they say that they are at the bedside, or that it is dealt with; then escalation goes on beside them. Zero, the default: nobody is asked. */
    public Policy bedside(final Duration value) {
        final long bedsideMs = Checks.millis("bedside", value, 0, MAX_STEP_MS);
        return new Policy(name, steps, failSafe, scope, latching, times.bedside(bedsideMs));
    }

    /**
     * The steps are gone through again so often before the fail-safe destination is told.
     *
     * @param value 0, the default, to {@value #MAX_LOOPS}.
     * @return a changed copy.
     */
    public Policy repeatSteps(final int value) {
        return new Policy(name, steps, failSafe, scope, latching, times.repeatSteps(value));
    }

    /** After so many read-backs of a critical result in a row that are wrong or missing the next step follows: 3 is the default, 0 to 254; 0 = however many. */
    public Policy readBacks(final int value) {
        return new Policy(name, steps, failSafe, scope, latching, times.readBacks(value));
    }

    /** The steps are gone through again for as long as one of them can tell somebody; the fail-safe destination is told only if none can. Returns a changed copy. */
    public Policy repeatStepsForEver() {
        return new Policy(name, steps, failSafe, scope, latching, times.loops(-1));
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its steps before the fail-safe destination, in order. */
    public List<Step> steps() {
        return steps.steps();
    }

    /** Who is told in the end; empty if it was not said yet. */
    public String failSafe() {
        return failSafe;
    }

    /** The severities that use it. */
    public Set<Severity> severities() {
        return scope.severities();
    }

    /** The types whose alerts it is for; empty: all that no other policy names. */
    public Set<EmergencyType> types() {
        return scope.types();
    }

    /** How often its steps are gone through again before the fail-safe destination; -1: for ever. */
    public int stepRepeats() {
        return times.loops();
    }

    @Override
    public String toString() {
        return "policy '" + name + "' " + scope + ' ' + steps.steps() + " then '" + failSafe + "' " + times;
    }

    Set<EmergencyType> latchingTypes() {
        return latching;
    }

    PolicyTimes times() {
        return times;
    }

    private Policy withStep(
            final TargetKind target, final String targetName, final Duration delay, final Channel... channels) {
        return with(steps.then(
                target, targetName, Checks.millis("delay", delay, MIN_STEP_MS, MAX_STEP_MS), Set.of(channels)));
    }

    private Policy withMore(final TargetKind target, final String targetName) {
        return with(steps.also(target, targetName));
    }

    private Policy with(final StepList changed) {
        return new Policy(name, changed, failSafe, scope, latching, times);
    }

    /**
     * One step.
     *
     * @param target  whom.
     * @param name    the role or the person; empty for everybody else.
     * @param delayMs how long they may take.
     * @param channels how they are told; never empty.
     * @param needed   how many have to accept: 0 and 1 = one, {@value #EVERYBODY} = all whom the step tells.
     * @param same     further people of the step before, whose other values these are.
     * @param slot     role slot of the team that they may fill; empty = none.
     * @param asks     how many of them are asked; 0 = all.
     * @param order    who of them is asked before others.
     * @param capable  only those whose client can show an emergency as one.
     */
    public record Step(
            TargetKind target,
            String name,
            long delayMs,
            Set<Channel> channels,
            int needed,
            boolean same,
            String slot,
            int asks,
            ChoiceOrder order,
            boolean capable) {
        /** All whom the step tells have to accept. */
        public static final int EVERYBODY = 255;

        /** Keeps a copy of the set; WEBSOCKET if it is empty. */
        public Step {
            channels = Channel.orWebSocket(channels);
        }
    }
}
