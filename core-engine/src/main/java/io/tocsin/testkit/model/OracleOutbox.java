package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was sent to whom and not received yet: sections 9 and 10. */
final class OracleOutbox {
    /** One output, whoever gets it; the number tells two that say the same apart, {@code asked} are the channels of the step. */
    record Entry(
            long number,
            long alertId,
            long deadlineNs,
            int subject,
            int owner,
            OutputKind kind,
            Lane lane,
            Priority priority,
            Severity severity,
            int step,
            int channels,
            int asked) {}

    /** One output for one person, with its number in the person's lane. */
    static final class Delivery {
        final Entry entry;
        final int person;
        final long seq;
        /** The gateway whose credit it holds, -1 = none. */
        long creditOf = -1;

        Delivery(final Entry entry, final int person, final long seq) {
            this.entry = entry;
            this.person = person;
            this.seq = seq;
        }
    }

    /** Credit in a lane, of a person or of a gateway. */
    record Credit(long holder, Lane lane) {}

    private static final class PersonLane {
        long dispatched;
        long received;
        final List<Delivery> unreceived = new ArrayList<>();
    }

    private static final int LANE_SCAN = 64;

    private final OracleState state;
    private final OracleClocks clocks;
    private final OracleModes modes;
    private final OracleContacts contacts;
    private final TreeMap<Integer, TreeMap<Lane, PersonLane>> lanes = new TreeMap<>();
    /** Gateway credit that a planted bug never gives back. */
    private final Map<Credit, Long> leaked = new HashMap<>();

    OracleOutbox(
            final OracleState state,
            final OracleClocks clocks,
            final OracleModes modes,
            final OracleContacts contacts) {
        this.state = state;
        this.clocks = clocks;
        this.modes = modes;
        this.contacts = contacts;
    }

    /** An output that needs no credit, to some people at once. */
    void tell(
            final OracleAlert alert,
            final OutputKind kind,
            final List<Integer> people,
            final Clause clause,
            final int owner) {
        if (modes.drops(alert, kind, people.size()) || people.isEmpty()) {
            return;
        }
        final Entry entry = new Entry(
                state.nextEntry++,
                alert.alertId,
                0,
                alert.subject,
                owner,
                kind,
                alert.lane(),
                alert.priority(),
                alert.severity,
                alert.toldStep(),
                0,
                0);
        final boolean mayKeep = alert.isAdvice() ? hasEntryForAdvice() : hasEntryFor(null, alert.lane());
        final List<String> recipients = new ArrayList<>();
        for (final int person : people) {
            recipients.add(add(entry, person, -1, mayKeep));
        }
        dispatched(entry, recipients, OracleState.clauses(clause), 0);
    }

    void dispatched(
            final Entry entry, final List<String> recipients, final List<Clause> clauses, final int redelivery) {
        state.event(
                "OutputDispatched",
                clauses,
                "alertId",
                entry.alertId,
                "deadlineNs",
                entry.deadlineNs,
                "subject",
                entry.subject,
                "owner",
                entry.owner,
                "kind",
                entry.kind,
                "lane",
                entry.lane,
                "priority",
                entry.priority,
                "severity",
                entry.severity,
                "step",
                entry.step,
                "redelivery",
                redelivery,
                "channels",
                entry.channels,
                "treatmentLimits",
                entry.kind == OutputKind.OFFER && state.alerts.containsKey(entry.alertId)
                        ? OracleTriage.limitsOf(state, entry.subject)
                        : 0,
                "recipients",
                recipients);
    }

    /** Numbers the output for a person, supersedes, makes room, keeps it if it can; the recipient as the event lists it. */
    String add(final Entry entry, final int person, final long gateway, final boolean mayKeep) {
        if (entry.kind != OutputKind.UPDATE && entry.kind != OutputKind.JOINED) {
            for (final Lane each : List.of(Lane.CRITICAL, Lane.OTHER)) {
                lane(person, each).unreceived.removeIf(delivery -> delivery.entry.alertId == entry.alertId);
            }
        }
        final PersonLane lane = lane(person, entry.lane);
        final boolean isAdvice = isAdvice(entry);
        final long sameKind = lane.unreceived.stream()
                .filter(delivery -> isAdvice(delivery.entry) == isAdvice)
                .count();
        if (!isAdvice && sameKind >= state.limits().laneBound()) {
            pushOut(lane, entry.lane);
        }
        final long prev =
                lane.unreceived.isEmpty() ? lane.received : lane.unreceived.get(lane.unreceived.size() - 1).seq;
        lane.dispatched++;
        state.outputs++;
        final boolean mayStay = isAdvice
                ? sameKind < OracleAlerts.placesOfAdvice(state.limits().laneBound())
                        && count(true)
                                < OracleAlerts.placesOfAdvice(state.limits().deliveries())
                : hasDelivery(entry.lane);
        if (mayKeep && mayStay) {
            final Delivery delivery = new Delivery(entry, person, lane.dispatched);
            delivery.creditOf = gateway;
            lane.unreceived.add(delivery);
        }
        return recipient(lane.dispatched, person, lane.dispatched - prev);
    }

    private static String recipient(final long seq, final int person, final long prevDistance) {
        return "{seq=" + seq + ", person=" + person + ", prevDistance=" + prevDistance + "}";
    }

    private void pushOut(final PersonLane lane, final Lane name) {
        final List<Delivery> others = lane.unreceived.stream()
                .filter(delivery -> !isAdvice(delivery.entry))
                .toList();
        Delivery leaves = others.stream()
                .limit(LANE_SCAN)
                .filter(delivery -> !state.alerts.containsKey(delivery.entry.alertId))
                .findFirst()
                .orElse(null);
        if (leaves == null && name == Lane.OTHER && !others.isEmpty()) {
            leaves = others.get(0);
        }
        if (leaves != null) {
            lane.unreceived.remove(leaves);
            state.event(
                    "OutputLeft",
                    OracleState.clauses(Clause.LANE_BOUND),
                    "alertId",
                    leaves.entry.alertId,
                    "seq",
                    leaves.seq,
                    "person",
                    leaves.person,
                    "lane",
                    name);
        }
    }

    /** Whether one more delivery, and the entry if it is new, find a place. */
    boolean hasRoomFor(final @Nullable Entry entry, final Lane lane) {
        return hasDelivery(lane) && hasEntryFor(entry, lane);
    }

    /** The last sixteenth of both tables is for the lane CRITICAL. */
    private static long kept(final long capacity, final Lane lane) {
        return lane == Lane.CRITICAL ? 0 : capacity / 16;
    }

    /** Whether an output of advice may be kept, as far as its entry goes. */
    boolean hasEntryForAdvice() {
        return entries(true).size() < OracleAlerts.placesOfAdvice(state.limits().outboxEntries());
    }

    private static boolean isAdvice(final Entry entry) {
        return entry.priority == Priority.LOW;
    }

    /** Numbers of the entries of advice, or of everything else. */
    private Set<Long> entries(final boolean ofAdvice) {
        final Set<Long> numbers = new HashSet<>();
        all().stream()
                .filter(delivery -> isAdvice(delivery.entry) == ofAdvice)
                .forEach(delivery -> numbers.add(delivery.entry.number));
        return numbers;
    }

    private boolean hasDelivery(final Lane lane) {
        final long capacity = state.limits().deliveries();
        return capacity - count(false) > kept(capacity, lane);
    }

    private boolean hasEntryFor(final @Nullable Entry entry, final Lane lane) {
        final long capacity = state.limits().outboxEntries();
        if (capacity - count(false) > kept(capacity, lane)) {
            // Even if no two deliveries were of one entry.
            return true;
        }
        final Set<Long> entries = entries(false);
        return (entry != null && entries.contains(entry.number)) || capacity - entries.size() > kept(capacity, lane);
    }

    /** How many deliveries of advice there are, or of everything else. */
    private long count(final boolean ofAdvice) {
        long count = 0;
        for (final TreeMap<Lane, PersonLane> of : lanes.values()) {
            for (final PersonLane lane : of.values()) {
                for (final Delivery delivery : lane.unreceived) {
                    count += isAdvice(delivery.entry) == ofAdvice ? 1 : 0;
                }
            }
        }
        return count;
    }

    private List<Delivery> all() {
        final List<Delivery> found = new ArrayList<>();
        lanes.values().forEach(of -> of.values().forEach(lane -> found.addAll(lane.unreceived)));
        return found;
    }

    List<Delivery> unreceived(final int person, final Lane lane) {
        return new ArrayList<>(lane(person, lane).unreceived);
    }

    boolean holds(final Delivery delivery) {
        return lane(delivery.person, delivery.entry.lane).unreceived.contains(delivery);
    }

    long lastDispatched(final int person, final Lane lane) {
        return lane(person, lane).dispatched;
    }

    /** The recipient of a redelivery: the number it had, and what is in the lane before it now. */
    String again(final Delivery delivery) {
        final PersonLane lane = lane(delivery.person, delivery.entry.lane);
        final int place = lane.unreceived.indexOf(delivery);
        final long prev = place == 0 ? lane.received : lane.unreceived.get(place - 1).seq;
        return recipient(delivery.seq, delivery.person, delivery.seq - prev);
    }

    /** How much gateways hold of their credit: offers that were not received. */
    Map<Credit, Long> outstanding() {
        final Map<Credit, Long> held = new HashMap<>(leaked);
        for (final Delivery delivery : all()) {
            if (delivery.creditOf >= 0) {
                held.merge(new Credit(delivery.creditOf, delivery.entry.lane), 1L, Long::sum);
            }
        }
        return held;
    }

    /** A person's last session on a gateway has closed: what it held of the gateway's credit comes back. */
    void left(final int person, final long gateway) {
        for (final Delivery delivery : all()) {
            if (delivery.person == person && delivery.creditOf == gateway) {
                delivery.creditOf = -1;
            }
        }
    }

    void received(final int person, final Lane name, final long seq) {
        final PersonLane lane = lane(person, name);
        if (Long.compareUnsigned(seq, lane.received) <= 0) {
            return;
        }
        if (state.plants.contains(Plant.RECEIPT_KEEPS_CREDIT)) {
            lane.unreceived.stream()
                    .filter(delivery -> delivery.seq <= seq && delivery.creditOf >= 0)
                    .forEach(delivery -> leaked.merge(new Credit(delivery.creditOf, name), 1L, Long::sum));
        }
        for (final Delivery delivery : lane.unreceived) {
            final OracleAlert alert = state.alerts.get(delivery.entry.alertId);
            if (delivery.seq <= seq && delivery.entry.kind == OutputKind.OFFER && alert != null) {
                clocks.received(alert, person);
                contacts.received(alert, person);
            }
        }
        lane.unreceived.removeIf(delivery -> delivery.seq <= seq);
        lane.received = seq;
        state.event(
                "ReceiptNoted",
                OracleState.clauses(Clause.RECEIVED),
                "receivedSeq",
                seq,
                "person",
                person,
                "lane",
                name);
    }

    private PersonLane lane(final int person, final Lane lane) {
        return lanes.computeIfAbsent(person, key -> new TreeMap<>()).computeIfAbsent(lane, key -> new PersonLane());
    }
}
