package io.tocsin.replay.simulate;

import io.tocsin.codecs.sbe.AcceptResultEncoder;
import io.tocsin.codecs.sbe.AuthorityEntryEncoder;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.CancelAlertEncoder;
import io.tocsin.codecs.sbe.ConfigBeginEncoder;
import io.tocsin.codecs.sbe.ConfigCommitEncoder;
import io.tocsin.codecs.sbe.ConfigPartEncoder;
import io.tocsin.codecs.sbe.CreditEntryEncoder;
import io.tocsin.codecs.sbe.DeliveryEntryEncoder;
import io.tocsin.codecs.sbe.EnvelopeEncoder;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.PersonEntryEncoder;
import io.tocsin.codecs.sbe.PolicyEntryEncoder;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.ReceiptBatchEncoder;
import io.tocsin.codecs.sbe.ResolveAlertEncoder;
import io.tocsin.codecs.sbe.SessionClosedEncoder;
import io.tocsin.codecs.sbe.SessionOpenedEncoder;
import io.tocsin.testkit.model.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The end of a run: the faults stop, a policy covers everything, and everybody who was asked answers. A site whose table of policies has no room for a new version
 * cannot be covered any more: there the sources take back what nobody can be asked about; as they do of a result to which a damaged message gave a value of its own,
 * which nobody here knows. Learns whom to answer for from what left.
 */
final class Healing {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final long SESSION = 7_000_000_001L;
    /** What scripts report as results. */
    private static final List<String> READ_BACKS = List.of("6.9", "2.1", "Positive");

    /** One that the scripts configure: a new version of it takes the place of the old one, if no ladder runs on that. */
    private static final long POLICY = 1;

    private static final long POLICY_VERSION = 1_000_000;
    /** From then on what is owned is resolved too: tables may be full of it. */
    private static final int RESOLVE_AFTER = 12;

    /** From then on the sources take back what no policy can cover, and results that nobody could read back. */
    private static final int CANCEL_AFTER = 40;

    private static final int RECEIVE_EVERY = 8;
    private static final int EVERY_SEVERITY = 0b11_1110;
    private static final int PART_BYTES = 800;
    private static final int ROLES_PER_ROUND = 12;
    private static final long POLICY_CONFIGS = 1_000_000;
    private static final long AUTHORITY_CONFIGS = 2_000_000;
    private static final long MS = 1_000;

    private final Map<Integer, String> people = new TreeMap<>();
    private final TreeSet<Long> sessions = new TreeSet<>();
    private final Map<Long, Integer> asked = new TreeMap<>();
    private final Map<Long, Integer> owners = new TreeMap<>();
    private final Map<String, Long> sequences = new TreeMap<>();
    private final TreeSet<Long> open = new TreeSet<>();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[2_048]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    /** The source of each open alert. */
    private final Map<Long, Long> sources = new TreeMap<>();

    /** Open results that somebody who may take them has read back wrongly since the faults stopped: no others are taken back for that. */
    private final TreeSet<Long> unreadable = new TreeSet<>();

    private boolean isRefused;
    private long round;

    /** What left. */
    void observe(final List<Line> lines) {
        lines.forEach(this::observe);
    }

    private void observe(final Line line) {
        switch (line.name()) {
            case "IdInterned" -> {
                if (line.text("table").equals("PERSON")) {
                    people.put((int) line.number("index"), line.text("value"));
                }
            }
            case "SessionChanged" -> {
                if (line.number("open") == 1) {
                    sessions.add(line.number("sessionId"));
                } else {
                    sessions.remove(line.number("sessionId"));
                }
            }
            case "ConfigRefused" -> isRefused |= isPolicy(line);
            case "ConfigApplied" -> isRefused &= !isPolicy(line);
            case "AlertRaised" -> {
                open.add(line.number("alertId"));
                sources.put(line.number("alertId"), line.number("sourceId"));
            }
            case "AlertClosed" -> {
                open.remove(line.number("alertId"));
                unreadable.remove(line.number("alertId"));
                asked.remove(line.number("alertId"));
                sources.remove(line.number("alertId"));
                owners.remove(line.number("alertId"));
            }
            case "OfferAnswered" -> {
                final long alert = line.number("alertId");
                final int owner = (int) line.number("owner");
                if (owner >= 0) {
                    owners.put(alert, owner);
                } else {
                    owners.remove(alert);
                }
            }
            case "ReadBackNoted" -> {
                if (round > 0 && line.text("clauses").contains("READ_BACK_WRONG")) {
                    unreadable.add(line.number("alertId"));
                }
            }
            case "OutputDispatched" -> dispatched(line);
            default -> {
                // Nothing to answer.
            }
        }
    }

    /** Whether a line is of this round's configuration of policies; that of roles, which comes behind it, says nothing of policies. */
    private boolean isPolicy(final Line line) {
        return line.number("configId") == POLICY_CONFIGS + round;
    }

    private void dispatched(final Line line) {
        for (final Recipients.Recipient recipient : Recipients.of(line)) {
            final int person = recipient.person();
            sequences.merge(person + "/" + line.text("lane"), recipient.seq(), Math::max);
            if (line.text("kind").equals("OFFER")) {
                asked.put(line.number("alertId"), person);
            }
        }
    }

    /** Open alerts that nobody owns. */
    SortedSet<Long> unowned() {
        final TreeSet<Long> unowned = new TreeSet<>(open);
        unowned.removeAll(owners.keySet());
        return unowned;
    }

    /** The commands of one round: a policy for everything, roles that are in nobody's way, and an answer from everybody who was asked and does not own what they were asked about. */
    List<byte[]> round() {
        round++;
        final List<byte[]> commands = new ArrayList<>();
        new TreeSet<>(sessions).forEach(session -> commands.add(closed(session)));
        if (!people.isEmpty()) {
            commands.addAll(configuration());
            commands.addAll(withoutRoles());
        }
        // A site without people has nobody whom a policy could name.
        if (round > CANCEL_AFTER) {
            final boolean isUncovered = isRefused || people.isEmpty();
            unowned().stream()
                    .filter(alert -> isUncovered || unreadable.contains(alert))
                    .forEach(alert -> commands.add(cancel(alert)));
        }
        final Map<Integer, List<Long>> byPerson = new TreeMap<>();
        for (final long alert : unowned()) {
            final Integer person = asked.get(alert);
            if (person != null && people.containsKey(person)) {
                byPerson.computeIfAbsent(person, any -> new ArrayList<>()).add(alert);
            }
        }
        if (round % RECEIVE_EVERY == 1) {
            people.keySet().forEach(person -> byPerson.computeIfAbsent(person, any -> new ArrayList<>()));
        }
        final Map<Integer, List<Long>> resolving = new TreeMap<>();
        if (round > RESOLVE_AFTER) {
            owners.forEach((alert, person) -> {
                resolving.computeIfAbsent(person, any -> new ArrayList<>()).add(alert);
                byPerson.computeIfAbsent(person, any -> new ArrayList<>());
            });
        }
        byPerson.forEach((person, alerts) -> {
            commands.add(opened(people.getOrDefault(person, "")));
            commands.add(receipts(person));
            alerts.forEach(alert -> READ_BACKS.forEach(value -> commands.add(accept(alert, value))));
            resolving.getOrDefault(person, List.of()).forEach(alert -> commands.add(resolve(alert)));
            commands.add(closed(SESSION));
        });
        return commands;
    }

    private EnvelopeEncoder by(final EnvelopeEncoder envelope, final long session) {
        return envelope.sourceId(0)
                .commandId(0)
                .claimedNs(0)
                .receivedNs(0)
                .actorSession(session)
                .correlation(1)
                .facility(0)
                .replyGateway(0)
                .keyId(0)
                .flags(0)
                .purpose(Purpose.PRODUCTION)
                .askedLevel(Level.MEMORY);
    }

    private byte[] copy(final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    private byte[] opened(final String person) {
        final SessionOpenedEncoder command = new SessionOpenedEncoder().wrapAndApplyHeader(buffer, 0, header);
        by(command.envelope(), 0);
        command.sessionId(SESSION)
                .gatewayId(0)
                .capabilities(0)
                .scopes(0)
                .patientScopes(0)
                .personId(person)
                .putUnits(new byte[0], 0, 0);
        return copy(HEADER + command.encodedLength());
    }

    private byte[] closed(final long session) {
        final SessionClosedEncoder command = new SessionClosedEncoder().wrapAndApplyHeader(buffer, 0, header);
        by(command.envelope(), 0);
        command.sessionId(session);
        return copy(HEADER + command.encodedLength());
    }

    private byte[] receipts(final int person) {
        final ReceiptBatchEncoder command = new ReceiptBatchEncoder().wrapAndApplyHeader(buffer, 0, header);
        by(command.envelope(), SESSION);
        command.receivedCritical(sequences.getOrDefault(person + "/CRITICAL", 0L))
                .receivedOther(sequences.getOrDefault(person + "/OTHER", 0L))
                .displayedCount(0);
        return copy(HEADER + command.encodedLength());
    }

    /** A result is taken by reading back what it says; of any other alert what is read back is not looked at. */
    private byte[] accept(final long alert, final String value) {
        final AcceptResultEncoder command = new AcceptResultEncoder().wrapAndApplyHeader(buffer, 0, header);
        by(command.envelope(), SESSION);
        command.alertId(alert).occurrence(0).readBack(value);
        return copy(HEADER + command.encodedLength());
    }

    private byte[] cancel(final long alert) {
        final CancelAlertEncoder command = new CancelAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        by(command.envelope(), 0).sourceId(sources.getOrDefault(alert, 0L));
        command.alertId(alert).alertKey("");
        return copy(HEADER + command.encodedLength());
    }

    private byte[] resolve(final long alert) {
        final ResolveAlertEncoder command = new ResolveAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        by(command.envelope(), SESSION);
        command.alertId(alert);
        return copy(HEADER + command.encodedLength());
    }

    /** Takes the roles of some people, others each round: who may not accept cannot heal. */
    private List<byte[]> withoutRoles() {
        final List<String> names = List.copyOf(people.values());
        final List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < Math.min(ROLES_PER_ROUND, names.size()); i++) {
            final int place = (int) ((round * ROLES_PER_ROUND + i) % names.size());
            final AuthorityEntryEncoder entry = new AuthorityEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
            entry.role(AuthorityRole.NONE).personId(names.get(place)).patientId("");
            entries.add(copy(HEADER + entry.encodedLength()));
        }
        return parts(entries, AUTHORITY_CONFIGS);
    }

    private List<byte[]> configuration() {
        final String desk = people.values().iterator().next();
        final List<byte[]> entries = new ArrayList<>();
        final PersonEntryEncoder person = new PersonEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        person.alwaysReachable((short) 1).personId(desk);
        entries.add(copy(HEADER + person.encodedLength()));
        final CreditEntryEncoder credit = new CreditEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        credit.gatewayCritical(MS)
                .gatewayOther(MS)
                .personCritical(MS)
                .personOther(MS)
                .positionMs(0);
        entries.add(copy(HEADER + credit.encodedLength()));
        // A mode that makes no offers to some would leave them without an owner for as long as it lasts.
        final DeliveryEntryEncoder delivery = new DeliveryEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        delivery.heldSeverities((short) 0).droppedSeverities((short) 0).coversCount(0);
        entries.add(copy(HEADER + delivery.encodedLength()));
        final PolicyEntryEncoder policy = new PolicyEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        policy.policyId(POLICY)
                .version(POLICY_VERSION + round)
                .severityMask(EVERY_SEVERITY)
                .latchingTypes(0)
                .repeatMs(MS)
                .reviewMs(MS)
                .staleMs(0)
                .expireMs(MS)
                .bedsideMs(0)
                .loops(0)
                .types(0)
                .plan((short) 0)
                .readBacks((short) 0)
                .stepsCount(0);
        policy.failSafe(desk);
        entries.add(copy(HEADER + policy.encodedLength()));
        return parts(entries, POLICY_CONFIGS);
    }

    private List<byte[]> parts(final List<byte[]> entries, final long firstId) {
        final UnsafeBuffer all = new UnsafeBuffer(new byte[PART_BYTES]);
        int length = 0;
        for (final byte[] entry : entries) {
            all.putShort(length, (short) entry.length);
            all.putBytes(length + Short.BYTES, entry);
            length += Short.BYTES + entry.length;
        }
        final List<byte[]> commands = new ArrayList<>();
        final long id = firstId + round;
        final ConfigBeginEncoder begin = new ConfigBeginEncoder().wrapAndApplyHeader(buffer, 0, header);
        by(begin.envelope(), 0);
        begin.configId(id);
        commands.add(copy(HEADER + begin.encodedLength()));
        final ConfigPartEncoder part = new ConfigPartEncoder().wrapAndApplyHeader(buffer, 0, header);
        by(part.envelope(), 0);
        part.configId(id).partNumber(0).putEntries(all, 0, length);
        commands.add(copy(HEADER + part.encodedLength()));
        final ConfigCommitEncoder commit = new ConfigCommitEncoder().wrapAndApplyHeader(buffer, 0, header);
        by(commit.envelope(), 0);
        commit.configId(id).entryCount(entries.size()).contentHash(hash(all, length));
        commands.add(copy(HEADER + commit.encodedLength()));
        return commands;
    }

    /** FNV-1a over 64 bits. */
    private static long hash(final MutableDirectBuffer bytes, final int length) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ (bytes.getByte(i) & 0xFF)) * 0x100000001b3L;
        }
        return hash;
    }
}
