package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Step 4 of an entrance: redeliveries and waiting offers, at most 64 (recipient, seq) pairs. */
final class OracleDispatch {
    private record Waiting(OracleAlert alert, OracleAlert.Offer offer) {}

    private static final int MOST = 64;

    private final OracleState state;
    private final OracleOutbox outbox;
    private final OracleModes modes;
    private final OracleContacts contacts;
    /** What is still to be sent again, by lane and person, in the order of turns. */
    private final Map<Lane, LinkedHashMap<Integer, List<OracleOutbox.Delivery>>> again = new EnumMap<>(Lane.class);

    private int left;
    private boolean isCutShort;

    OracleDispatch(
            final OracleState state,
            final OracleOutbox outbox,
            final OracleModes modes,
            final OracleContacts contacts) {
        this.state = state;
        this.outbox = outbox;
        this.modes = modes;
        this.contacts = contacts;
    }

    /** Sends a person everything again that is unreceived now; who still has something coming keeps their turn. */
    void sendAgain(final int person) {
        for (final Lane lane : List.of(Lane.CRITICAL, Lane.OTHER)) {
            final List<OracleOutbox.Delivery> deliveries = new ArrayList<>(outbox.unreceived(person, lane));
            final Map<Integer, List<OracleOutbox.Delivery>> turns = turns(lane);
            if (!deliveries.isEmpty() || turns.containsKey(person)) {
                turns.put(person, deliveries);
            }
        }
    }

    private Map<Integer, List<OracleOutbox.Delivery>> turns(final Lane lane) {
        return again.computeIfAbsent(lane, none -> new LinkedHashMap<>());
    }

    void dispatch() {
        modes.digest(outbox);
        left = MOST;
        isCutShort = false;
        redeliver(Lane.CRITICAL);
        offer();
        redeliver(Lane.OTHER);
    }

    /** Whether the host has to come back at once. */
    boolean hasMore() {
        return isCutShort
                || modes.hasDigests()
                || modes.isResuming()
                || again.values().stream()
                        .flatMap(turns -> turns.values().stream())
                        .flatMap(List::stream)
                        .anyMatch(outbox::holds);
    }

    private void redeliver(final Lane lane) {
        final Map<Integer, List<OracleOutbox.Delivery>> turns = turns(lane);
        while (!turns.isEmpty()) {
            final int person = turns.keySet().iterator().next();
            final List<OracleOutbox.Delivery> deliveries = turns.getOrDefault(person, List.of());
            deliveries.removeIf(delivery -> !outbox.holds(delivery));
            if (deliveries.isEmpty()) {
                turns.remove(person);
            } else if (left == 0) {
                return;
            } else {
                redeliver(deliveries.remove(0));
                left--;
            }
        }
    }

    private void redeliver(final OracleOutbox.Delivery delivery) {
        final OracleOutbox.Entry entry = delivery.entry;
        final OracleAlert alert = state.alerts.get(entry.alertId());
        if (alert != null && (entry.kind() == OutputKind.OFFER || entry.kind() == OutputKind.UPDATE)) {
            state.event(
                    "AlertContent",
                    OracleState.clauses(Clause.REDELIVERY),
                    "alertId",
                    alert.alertId,
                    "subject",
                    alert.subject,
                    "emergencyType",
                    alert.type,
                    "severity",
                    alert.severity,
                    "cause",
                    alert.cause,
                    "parameter",
                    alert.parameter,
                    "value",
                    alert.value,
                    "limitValue",
                    alert.limitValue,
                    "content",
                    Schema.sum(alert.content));
        }
        outbox.dispatched(entry, List.of(outbox.again(delivery)), OracleState.clauses(Clause.REDELIVERY), 1);
    }

    private void offer() {
        OracleOutbox.Entry entry = null;
        boolean keeps = true;
        final List<String> recipients = new ArrayList<>();
        final List<Waiting> queue = queue();
        Waiting next = first(queue, null);
        while (next != null && left > 0) {
            OracleOutbox.Entry group = entry != null && isOf(entry, next) ? entry : null;
            if (group == null) {
                flush(entry, recipients);
                group = entryOf(next);
                entry = group;
                keeps = !next.alert.isAdvice() || outbox.hasEntryForAdvice();
            }
            next.offer.response = Response.OFFERED;
            next.offer.isKnown = true;
            next.offer.hasJoined = false;
            next.offer.lane = next.alert.lane();
            recipients.add(outbox.add(
                    group, next.offer.person, next.alert.isAdvice() ? -1 : gatewayOf(next.offer.person), keeps));
            contacts.begin(
                    next.alert, next.offer, modes.putOffMs(next.alert, next.offer.channels & ~OracleContacts.ANY));
            left--;
            queue.remove(next);
            next = first(queue, entry);
        }
        isCutShort = left == 0 && firstWithCredit(queue) != null;
        flush(entry, recipients);
    }

    /** The first waiting offer that has credit; nobody if it finds no place in the outbox. */
    private @Nullable Waiting first(final List<Waiting> queue, final OracleOutbox.@Nullable Entry entry) {
        final Waiting waiting = firstWithCredit(queue);
        if (waiting == null) {
            return null;
        }
        final OracleOutbox.Entry group = entry != null && isOf(entry, waiting) ? entry : null;
        return waiting.alert.isAdvice() || outbox.hasRoomFor(group, waiting.alert.lane()) ? waiting : null;
    }

    private @Nullable Waiting firstWithCredit(final List<Waiting> queue) {
        if (queue.isEmpty()) {
            return null;
        }
        final Map<OracleOutbox.Credit, Long> ofPeople = offered();
        final Map<OracleOutbox.Credit, Long> ofGateways = outbox.outstanding();
        for (final Waiting waiting : queue) {
            if (hasCredit(waiting, ofPeople, ofGateways)) {
                return waiting;
            }
        }
        return null;
    }

    private boolean isOf(final OracleOutbox.Entry entry, final Waiting waiting) {
        return entry.alertId() == waiting.alert.alertId
                && entry.step() == waiting.offer.step
                && entry.deadlineNs() == waiting.offer.deadlineNs
                && entry.asked() == waiting.offer.channels
                && entry.channels() == OracleContacts.told(state.site, waiting.alert, waiting.offer);
    }

    private void flush(final OracleOutbox.@Nullable Entry entry, final List<String> recipients) {
        if (entry != null) {
            final OracleAlert alert = state.alerts.get(entry.alertId());
            if (alert != null) {
                modes.offering(alert, entry.asked() & ~OracleContacts.ANY);
            }
            outbox.dispatched(entry, new ArrayList<>(recipients), OracleState.clauses(Clause.CREDIT_GIVEN), 0);
            if (alert != null) {
                contacts.informLate(alert);
            }
            recipients.clear();
        }
    }

    private OracleOutbox.Entry entryOf(final Waiting waiting) {
        final OracleAlert alert = waiting.alert;
        return new OracleOutbox.Entry(
                state.nextEntry++,
                alert.alertId,
                waiting.offer.deadlineNs,
                alert.subject,
                -1,
                OutputKind.OFFER,
                alert.lane(),
                alert.priority(),
                alert.severity,
                waiting.offer.step,
                OracleContacts.told(state.site, waiting.alert, waiting.offer),
                waiting.offer.channels);
    }

    private List<Waiting> queue() {
        final List<Waiting> queue = new ArrayList<>();
        for (final OracleAlert alert : state.alerts.values()) {
            for (final OracleAlert.Offer offer : alert.offers.values()) {
                if (offer.response == Response.WAITING && !modes.holds(alert)) {
                    queue.add(new Waiting(alert, offer));
                }
            }
        }
        Comparator<Waiting> byAlert = Comparator.comparingLong(waiting -> waiting.alert.alertId);
        if (state.plants.contains(Plant.TIES_REVERSED)) {
            byAlert = Collections.reverseOrder(byAlert);
        }
        queue.sort(Comparator.comparing((Waiting waiting) -> waiting.alert.priority())
                .thenComparingLong(waiting -> waiting.offer.deadlineNs)
                .thenComparing(byAlert)
                .thenComparingInt(waiting -> state.site.precedence.getOrDefault(waiting.offer.person, 2))
                .thenComparingInt(waiting -> waiting.offer.person));
        return queue;
    }

    /** Those that the mode holds back wait too. */
    int waiting() {
        int waiting = 0;
        for (final OracleAlert alert : state.alerts.values()) {
            waiting += alert.people(Response.WAITING).size();
        }
        return waiting;
    }

    private long gatewayOf(final int person) {
        final OracleState.Session session = state.newestSession(person);
        return session == null ? -1 : session.gatewayId();
    }

    private boolean hasCredit(
            final Waiting waiting,
            final Map<OracleOutbox.Credit, Long> ofPeople,
            final Map<OracleOutbox.Credit, Long> ofGateways) {
        final Lane lane = waiting.alert.lane();
        final int person = waiting.offer.person;
        final OracleSite.Credit credit = state.site.credit;
        final long perPerson = lane == Lane.CRITICAL ? credit.personCritical() : credit.personOther();
        final long perGateway = lane == Lane.CRITICAL ? credit.gatewayCritical() : credit.gatewayOther();
        final boolean personHas = state.site.alwaysReachable.contains(person)
                || ofPeople.getOrDefault(new OracleOutbox.Credit(person, lane), 0L) < perPerson;
        if (!personHas) {
            return false;
        }
        final long gateway = gatewayOf(person);
        return gateway < 0 || ofGateways.getOrDefault(new OracleOutbox.Credit(gateway, lane), 0L) < perGateway;
    }

    /** How much people hold of their credit: what they were offered and have not answered. */
    private Map<OracleOutbox.Credit, Long> offered() {
        final Map<OracleOutbox.Credit, Long> held = new HashMap<>();
        for (final OracleAlert alert : state.alerts.values()) {
            for (final OracleAlert.Offer offer : alert.offers.values()) {
                if (offer.response == Response.OFFERED && !alert.isAdvice()) {
                    held.merge(new OracleOutbox.Credit(offer.person, offer.lane), 1L, Long::sum);
                }
            }
        }
        return held;
    }
}
