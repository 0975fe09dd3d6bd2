package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.ChannelKind;
import io.tocsin.codecs.sbe.ChannelReportedDecoder;
import io.tocsin.codecs.sbe.ChannelState;
import io.tocsin.codecs.sbe.ContactEntryDecoder;
import io.tocsin.codecs.sbe.ContactUnless;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.TargetKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Over which channels people are told, and when: section 25. */
final class OracleContacts {
    /** In the place of a step's channels: whatever methods somebody has. */
    static final int ANY = 0x80;

    private static final long MS_NS = 1_000_000L;

    /** One way to tell somebody. */
    record Method(long afterMs, ChannelKind channel, ContactUnless unless) {
        static List<Method> of(final ContactEntryDecoder entry) {
            final List<Method> methods = new ArrayList<>();
            for (final ContactEntryDecoder.MethodsDecoder each : entry.methods()) {
                final boolean isKnown = each.channelRaw() <= 5 && each.unlessRaw() <= 1;
                methods.add(
                        isKnown
                                ? new Method(each.afterMs(), each.channel(), each.unless())
                                : new Method(-1, ChannelKind.WEBSOCKET, ContactUnless.ANSWERED));
            }
            return methods;
        }

        static boolean areGood(final List<Method> methods) {
            boolean areGood = methods.size() <= 5;
            for (int i = 0; i < methods.size(); i++) {
                final Method method = methods.get(i);
                areGood &= method.channel != ChannelKind.WEBSOCKET && method.afterMs <= 3_600_000;
                for (final Method before : methods.subList(0, i)) {
                    areGood &= before.channel != method.channel && before.afterMs <= method.afterMs;
                }
            }
            return areGood;
        }

        boolean isIn(final int channels) {
            return (channels & ANY) != 0 || (channels >> channel.value() & 1) == 1;
        }
    }

    private final OracleState state;
    private final List<OracleRun> runs = new ArrayList<>();
    private final OracleBundles bundles;
    private long lastRun;

    OracleContacts(final OracleState state) {
        this.state = state;
        bundles = new OracleBundles(state, this);
    }

    /** The plan of contact methods that counts for an alert. */
    static int planOf(final OracleAlert alert) {
        return alert.policy == null ? 0 : alert.policy.plan();
    }

    /** What the output of an offer tells of its channels. */
    static int told(final OracleSite site, final OracleAlert alert, final OracleAlert.Offer offer) {
        final int ofStep = offer.channels & ~ANY;
        return site.contactsOf(offer.person, planOf(alert)).isEmpty() ? ofStep : ofStep % 2;
    }

    /** An offer is told to its person. */
    void begin(final OracleAlert alert, final OracleAlert.Offer offer, final long putOffMs) {
        final boolean hasMethod = state.site.contactsOf(offer.person, planOf(alert)).stream()
                .anyMatch(method -> method.isIn(offer.channels));
        alert.isTold |= hasMethod || isConnected(offer.person);
        if (state.site.contacts.isEmpty()) {
            return;
        }
        final int key = keyOf(alert, offer.person);
        final OracleRun run = new OracleRun(lastRun + 1, alert, offer, key, state.nowNs + putOffMs * MS_NS);
        final Method first = next(run);
        if (first == null && isConnected(offer.person)) {
            return;
        }
        lastRun++;
        run.dueNs = first == null ? state.nowNs : dueNs(run, first);
        runs.add(run);
    }

    /** Of the methods that count for somebody. */
    private int keyOf(final OracleAlert alert, final int person) {
        final int inPlan = OracleSite.contactKey(person, planOf(alert));
        final boolean hasAny =
                !state.site.contacts.getOrDefault(inPlan, List.of()).isEmpty();
        return hasAny ? inPlan : OracleSite.contactKey(person, 0);
    }

    /** Whether a step with these channels tells somebody in a way in which the offer that they have does not. */
    boolean addsTo(final OracleAlert alert, final OracleAlert.Offer held, final int channels) {
        final List<Method> own = state.site.contactsOf(held.person, planOf(alert));
        if (own.isEmpty()) {
            return ((channels | held.channels) & 0b11_1110) != (held.channels & 0b11_1110);
        }
        final boolean isGoneThrough = runs.stream()
                .anyMatch(run -> run.offer == held && isAlive(run) && run.key == keyOf(alert, held.person));
        final int told = held.response == Response.OFFERED && !isGoneThrough ? 0 : held.channels;
        return own.stream().anyMatch(method -> method.isIn(channels) && !method.isIn(told));
    }

    void received(final OracleAlert alert, final int person) {
        for (final OracleRun run : runs) {
            if (run.alert == alert && run.person == person && isAlive(run)) {
                run.delivered.add(ChannelKind.WEBSOCKET);
            }
        }
    }

    /** Those that are over say what is to be stopped. */
    void tellOver() {
        for (final OracleRun run : List.copyOf(runs)) {
            if (!isAlive(run)) {
                runs.remove(run);
                bundles.forget(run);
                final TreeSet<ChannelKind> stopped = new TreeSet<>(run.used);
                stopped.removeAll(run.failed);
                stopped.removeAll(run.delivered);
                stopped.addAll(run.bundled);
                for (final Method method : run.offer == null ? List.<Method>of() : methods(run)) {
                    if (method.isIn(run.channels) && !run.handled.contains(method.channel)) {
                        stopped.add(method.channel);
                    }
                }
                if (!stopped.isEmpty() && !state.plants.contains(Plant.SENDERS_GO_ON)) {
                    run.noted(state, Clause.NO_LONGER_ASKED, stopped, ChannelState.CANCELLED);
                }
            }
        }
    }

    long dueNs() {
        return Math.min(bundles.dueNs(), runDueNs());
    }

    private long runDueNs() {
        final OracleRun due = due();
        return due == null ? OracleAlert.NEVER : due.dueNs;
    }

    private @Nullable OracleRun due() {
        return runs.stream()
                .filter(run -> run.dueNs != OracleAlert.NEVER && isAlive(run))
                .min(Comparator.comparingLong((OracleRun run) -> run.dueNs).thenComparingLong(run -> run.number))
                .orElse(null);
    }

    void fire() {
        if (bundles.dueNs() < runDueNs()) {
            bundles.fire();
            return;
        }
        final OracleRun run = due();
        if (run == null) {
            throw new IllegalStateException("nothing is due");
        }
        final Method method = next(run);
        if (method != null && dueNs(run, method) <= state.nowNs) {
            final boolean hurries = isLost(run);
            run.handled.add(method.channel);
            if (!isPassedOver(run, method.channel)) {
                bundles.use(run, method.channel, hurries ? Clause.CHANNELS_FAILED : Clause.CONTACT_METHOD);
            }
        }
        goOn(run);
    }

    /** Whether a channel is in vain, or needless; then it is said. */
    boolean isPassedOver(final OracleRun run, final ChannelKind channel) {
        if (channel == ChannelKind.PUSH && !mayPush(run.person)) {
            run.noted(state, Clause.PUSH_UNSUPPORTED, Set.of(channel), ChannelState.UNSUPPORTED);
            return true;
        }
        final boolean isNeedless = !run.delivered.isEmpty()
                && methods(run).stream()
                        .anyMatch(each -> each.channel == channel && each.unless == ContactUnless.RECEIVED);
        if (isNeedless) {
            run.noted(state, Clause.ALREADY_RECEIVED, Set.of(channel), ChannelState.NEEDLESS);
        }
        return isNeedless;
    }

    /** It is graver now: nothing of it waits. */
    void rose(final OracleAlert alert) {
        for (final OracleAlert.Offer offer : alert.offers.values()) {
            runs.stream()
                    .filter(run -> run.alert == alert && run.offer == offer && isAlive(run))
                    .forEach(run -> bundles.sendWaiting(run, Clause.SEVERITY_ROSE));
        }
    }

    /** Advice is told over the WebSocket alone. */
    static int channels(final OracleAlert alert, final int ofStep) {
        return alert.isAdvice() ? 1 : ofStep;
    }

    /** Every channel over which an alert may be told. */
    static int every(final OracleAlert alert) {
        return channels(alert, ANY);
    }

    /** Offers were told: those whom an earlier step would have told, had anybody known, are told now. */
    void informLate(final OracleAlert alert) {
        if (alert.policy != null
                && alert.policy.steps().stream()
                        .limit(Math.max(0, alert.step + 1))
                        .flatMap(step -> step.people().stream())
                        .anyMatch(people -> people.target() == TargetKind.EMERGENCY_CONTACTS)) {
            inform(alert);
            tellOver();
        }
    }

    /** Those whom the patient has named are told, if anybody was before, and asked for nothing. */
    List<Integer> inform(final OracleAlert alert) {
        final List<Integer> people = state.site.emergencyContacts.getOrDefault(alert.subject, List.of());
        if (!alert.areContactsTold && alert.isTold && !alert.isAdvice()) {
            alert.areContactsTold = !people.isEmpty();
            for (final int person : people) {
                if (runs.stream().filter(run -> run.offer == null).count()
                        == state.limits().alerts()) {
                    new OracleRun(0, alert, person)
                            .noted(state, Clause.CONTACTS_BOUND, Set.of(), ChannelState.NONE_LEFT);
                } else {
                    final OracleRun run = new OracleRun(++lastRun, alert, person);
                    runs.add(run);
                    informByNext(run);
                }
            }
        }
        return List.of();
    }

    private void informByNext(final OracleRun run) {
        for (Method method = next(run); method != null; method = next(run)) {
            run.handled.add(method.channel);
            if (method.channel != ChannelKind.PUSH || mayPush(run.person)) {
                run.used.add(method.channel);
                final List<Clause> clauses = OracleState.clauses(Clause.EMERGENCY_CONTACT);
                if (!run.failed.isEmpty()) {
                    clauses.add(Clause.CHANNELS_FAILED);
                }
                run.chosen(state, method.channel, clauses);
                return;
            }
            run.noted(state, Clause.PUSH_UNSUPPORTED, Set.of(method.channel), ChannelState.UNSUPPORTED);
        }
        run.noted(state, Clause.NO_CHANNEL_LEFT, Set.of(), ChannelState.NONE_LEFT);
        run.isInformed = true;
    }

    private void goOn(final OracleRun run) {
        final Method method = next(run);
        if (method != null) {
            run.dueNs = Math.max(state.nowNs, dueNs(run, method));
            return;
        }
        run.dueNs = OracleAlert.NEVER;
        if (isLost(run) && !isConnected(run.person)) {
            run.noted(state, Clause.NO_CHANNEL_LEFT, new TreeSet<>(), ChannelState.NONE_LEFT);
        }
    }

    OracleAnswer reported(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final ChannelReportedDecoder report =
                new ChannelReportedDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        if (report.channelRaw() < 1 || report.channelRaw() > 5) {
            return OracleAnswer.invalid(4);
        }
        if (report.stateRaw() > 2) {
            return OracleAnswer.invalid(5);
        }
        if (!envelope.isHost()) {
            return OracleAnswer.of(Result.NOT_ADMINISTRATOR);
        }
        final OracleAlert alert = state.alerts.get(report.alertId());
        if (alert == null || alert.purpose.value() != envelope.purpose()) {
            return OracleAnswer.of(Result.UNKNOWN_ALERT);
        }
        for (final OracleRun run : List.copyOf(runs)) {
            if (run.number == report.run() && run.alert == alert && isAlive(run)) {
                reported(run, report.channel(), report.state());
            }
        }
        return OracleAnswer.ok(alert);
    }

    private void reported(final OracleRun run, final ChannelKind channel, final ChannelState said) {
        if (!run.used.contains(channel) || run.failed.contains(channel) || run.delivered.contains(channel)) {
            return;
        }
        final TreeSet<ChannelKind> one = new TreeSet<>(List.of(channel));
        if (said == ChannelState.DELIVERED) {
            run.delivered.add(channel);
            run.noted(state, Clause.CHANNEL_DELIVERED, one, said);
            run.isInformed = true;
        } else {
            run.failed.add(channel);
            bundles.failed(run.person, channel);
            final boolean isAttempt = said == ChannelState.FAILED;
            run.noted(state, isAttempt ? Clause.CHANNEL_FAILED : Clause.CHANNEL_UNDELIVERABLE, one, said);
            if (run.offer == null) {
                informByNext(run);
            } else {
                if (run.delivered.isEmpty() && run.failed.containsAll(run.used)) {
                    bundles.sendWaiting(run, Clause.CHANNELS_FAILED);
                }
                goOn(run);
            }
        }
    }

    boolean isAlive(final OracleRun run) {
        final boolean isOpen = state.alerts.get(run.alert.alertId) == run.alert;
        return run.offer == null
                ? isOpen && !run.isInformed && isNamed(run)
                : isOpen && run.offer.response == Response.OFFERED && run.alert.offers.get(run.person) == run.offer;
    }

    private boolean isNamed(final OracleRun run) {
        return state.site
                .emergencyContacts
                .getOrDefault(run.alert.subject, List.of())
                .contains(run.person);
    }

    private List<Method> methods(final OracleRun run) {
        return state.site.contacts.getOrDefault(run.key, List.of());
    }

    private @Nullable Method next(final OracleRun run) {
        return methods(run).stream()
                .filter(method -> method.isIn(run.channels) && !run.handled.contains(method.channel))
                .findFirst()
                .orElse(null);
    }

    private long dueNs(final OracleRun run, final Method method) {
        return isLost(run) ? Math.max(state.nowNs, run.startNs) : run.startNs + method.afterMs * MS_NS;
    }

    /** Nothing that was used can reach the person, or nothing was and they are not connected. */
    private boolean isLost(final OracleRun run) {
        return run.bundled.isEmpty()
                && run.failed.containsAll(run.used)
                && run.delivered.isEmpty()
                && !(run.used.isEmpty() && isConnected(run.person))
                && !state.plants.contains(Plant.FAILURE_WAITS);
    }

    private boolean isConnected(final int person) {
        return state.site.alwaysReachable.contains(person) || state.newestSession(person) != null;
    }

    private boolean mayPush(final int person) {
        final List<OracleState.Session> own = state.sessions.stream()
                .filter(session -> session.person() == person)
                .toList();
        return own.isEmpty() || own.stream().anyMatch(session -> session.capabilities() >= 2);
    }
}
