package io.tocsin.bench;

import io.tocsin.codecs.sbe.CancelAlertEncoder;
import io.tocsin.codecs.sbe.ChoiceOrder;
import io.tocsin.codecs.sbe.CreditEntryEncoder;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.PersonEntryEncoder;
import io.tocsin.codecs.sbe.PolicyEntryEncoder;
import io.tocsin.codecs.sbe.PositionReportedEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TargetKind;
import io.tocsin.codecs.text.RaiseContent;
import io.tocsin.codecs.text.TextLimit;
import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.EngineLimits;
import io.tocsin.engine.EngineOutput;
import io.tocsin.pipeline.GenesisMessage;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What it costs to tell the nearest of many: a whole raise and its cancellation in a bare engine, to the nearest and, to be taken off, to one person who is named;
 * beside them the raw limit of doing without an index, a scan over everybody's coordinates for the least distance.
 */
public class NearestBenchmark extends BenchmarkBase {
    /**
     * An alert somewhere in the town, told to who is nearest, and taken back.
     *
     * @param town with everybody's position.
     * @return events so far.
     */
    @Benchmark
    public long raiseToTheNearestAndCancel(final Town town) {
        return town.raise(Severity.CRITICAL);
    }

    /**
     * The same alert indoors: with a building and a floor of a campus that everybody is on, told to who is nearest on that floor.
     *
     * @param town with everybody's position.
     * @return events so far.
     */
    @Benchmark
    public long raiseIndoorsToTheNearestAndCancel(final Town town) {
        return town.raise(Severity.EMERGENT);
    }

    /**
     * The same alert, told to one person who is named.
     *
     * @param town with everybody's position.
     * @return events so far.
     */
    @Benchmark
    public long raiseToOneNamedAndCancel(final Town town) {
        return town.raise(Severity.URGENT);
    }

    /**
     * Somebody says that they are in another room of their floor, a few metres on, or back.
     *
     * @param town with everybody's position.
     * @return events so far.
     */
    @Benchmark
    public long moveIndoors(final Town town) {
        return town.move();
    }

    /**
     * The least distance to everybody, computed from coordinates that lie ready.
     *
     * @param town with everybody's position.
     * @return the nearest.
     */
    @Benchmark
    public int rawScan(final Town town) {
        return town.scan();
    }

    /** A town of people who said where they are; all of them are in buildings of one campus too. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH calls start() before anything else.
    public static class Town implements EngineOutput {
        private static final int ALERTS = 1_024;
        private static final int SOUTH = 400_000_000;
        private static final int WEST = -755_000_000;
        private static final int SPREAD = 5_000_000;
        private static final int PLENTY = 1 << 20;
        private static final long PRIME = 7_919;
        private static final long NOW_NS = 1_700_000_000_000_000_000L;
        private static final int STEP_MS = 60_000;
        private static final int BUILDINGS = 10;
        private static final int FLOORS = 8;
        private static final int ROOMS = 20;
        /** Eleven metres along the meridian. */
        private static final int STEP = 1_000;

        /** People and units with a position. */
        @Param({"100", "15000"})
        public int people;

        private AlertEngine engine;
        private final MessageHeaderEncoder header = new MessageHeaderEncoder();
        private final UnsafeBuffer message = new UnsafeBuffer(new byte[AlertEngine.MAX_COMMAND_LENGTH]);
        private final UnsafeBuffer[] critical = new UnsafeBuffer[ALERTS];
        private final UnsafeBuffer[] indoors = new UnsafeBuffer[ALERTS];
        private final UnsafeBuffer[] urgent = new UnsafeBuffer[ALERTS];
        private final int[] alertX = new int[ALERTS];
        private final int[] alertY = new int[ALERTS];
        private UnsafeBuffer[] moves;
        private UnsafeBuffer cancel;
        private int[] x;
        private int[] y;
        private int next;
        private long events;

        /** Configures the town. */
        @Setup(Level.Trial)
        public void start() {
            engine = new AlertEngine(this);
            final UnsafeBuffer genesis = new UnsafeBuffer(new byte[GenesisMessage.LENGTH]);
            GenesisMessage.encode(limits(), 1, 2, genesis, 0);
            play(genesis, GenesisMessage.LENGTH);
            configure();
            final Random random = new Random(7);
            x = new int[people];
            y = new int[people];
            for (int person = 0; person < people; person++) {
                x[person] = WEST + random.nextInt(SPREAD);
                y[person] = SOUTH + random.nextInt(SPREAD);
                play(message, position(person, "", "", 0));
            }
            moves = new UnsafeBuffer[2 * people];
            for (int i = 0; i < moves.length; i++) {
                // In no order of theirs, each there and back.
                final int person = (int) (i * PRIME % people);
                final int floor = person % (BUILDINGS * FLOORS);
                moves[i] = kept(position(person, "r" + (person + i / people) % ROOMS, "u" + floor, i / people * STEP));
            }
            for (int i = 0; i < ALERTS; i++) {
                alertX[i] = WEST + random.nextInt(SPREAD);
                alertY[i] = SOUTH + random.nextInt(SPREAD);
                critical[i] = kept(raise(Severity.CRITICAL, alertY[i], alertX[i]));
                indoors[i] = kept(raise(Severity.EMERGENT, alertY[i], alertX[i]));
                urgent[i] = kept(raise(Severity.URGENT, alertY[i], alertX[i]));
            }
            message.setMemory(0, message.capacity(), (byte) 0);
            final CancelAlertEncoder encoder = new CancelAlertEncoder().wrapAndApplyHeader(message, 0, header);
            cancel = kept(encoder.alertKey("k").limit());
        }

        long raise(final Severity severity) {
            next = (next + 1) & (ALERTS - 1);
            final UnsafeBuffer raise =
                    (severity == Severity.CRITICAL ? critical : severity == Severity.EMERGENT ? indoors : urgent)[next];
            play(raise, raise.capacity());
            play(cancel, cancel.capacity());
            return events;
        }

        long move() {
            next = next + 1 < moves.length ? next + 1 : 0;
            play(moves[next], moves[next].capacity());
            return events;
        }

        int scan() {
            next = (next + 1) & (ALERTS - 1);
            int nearest = -1;
            long least = Long.MAX_VALUE;
            for (int person = 0; person < people; person++) {
                final long east = (long) x[person] - alertX[next];
                final long north = (long) y[person] - alertY[next];
                final long squared = east * east + north * north;
                if (squared < least) {
                    least = squared;
                    nearest = person;
                }
            }
            return nearest;
        }

        @Override
        public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
            events++;
        }

        @Override
        public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
            throw new IllegalStateException("nobody asked");
        }

        private EngineLimits limits() {
            return EngineLimits.builder()
                    .maxPeople(people)
                    .laneBound(4)
                    .maxDeliveries(16 * people + 1_024)
                    .maxOutboxEntries(16 * people + 1_024)
                    .configBytes(64 * people + 4_096)
                    .build();
        }

        private void configure() {
            final ConfigFeeder feeder = new ConfigFeeder((buffer, offset, length) -> play(buffer, length));
            feeder.begin();
            for (int person = 0; person < people; person++) {
                final PersonEntryEncoder entry = new PersonEntryEncoder().wrapAndApplyHeader(feeder.entry(), 0, header);
                entry.alwaysReachable((short) 1).personId(name(person));
                feeder.add(entry.limit());
            }
            feeder.add(policy(feeder, 1, 1 << Severity.CRITICAL.value(), TargetKind.NEAREST, ""));
            feeder.add(policy(feeder, 3, 1 << Severity.EMERGENT.value(), TargetKind.NEAREST, ""));
            feeder.add(policy(feeder, 2, 1 << Severity.URGENT.value(), TargetKind.PERSON, name(0)));
            final CreditEntryEncoder credit = new CreditEntryEncoder().wrapAndApplyHeader(feeder.entry(), 0, header);
            feeder.add(credit.gatewayCritical(PLENTY)
                    .gatewayOther(PLENTY)
                    .personCritical(PLENTY)
                    .personOther(PLENTY)
                    .positionMs(0)
                    .limit());
            Hospital.requireConfigured(engine, feeder.commit());
        }

        private int policy(
                final ConfigFeeder feeder,
                final int id,
                final int severities,
                final TargetKind target,
                final String name) {
            final PolicyEntryEncoder entry = new PolicyEntryEncoder().wrapAndApplyHeader(feeder.entry(), 0, header);
            entry.policyId(id)
                    .version(1)
                    .severityMask(severities)
                    .latchingTypes(0)
                    .repeatMs(STEP_MS)
                    .reviewMs(0)
                    .staleMs(0)
                    .expireMs(STEP_MS)
                    .bedsideMs(0)
                    .loops(0)
                    .types(0)
                    .plan((short) 0)
                    .readBacks((short) 0)
                    .stepsCount(1)
                    .next()
                    .delayMs(STEP_MS)
                    .target(target)
                    .channels((short) 0)
                    .needed((short) 0)
                    .same((short) 0)
                    .capable((short) 0)
                    .slot((short) 0)
                    .asks((short) 0)
                    .order(ChoiceOrder.AS_LISTED)
                    .capable((short) 0)
                    .name(name);
            return entry.failSafe(name(0)).limit();
        }

        private int position(final int person, final String room, final String unit, final int on) {
            message.setMemory(0, message.capacity(), (byte) 0);
            final PositionReportedEncoder report = new PositionReportedEncoder().wrapAndApplyHeader(message, 0, header);
            return report.latitude(y[person] + on)
                    .longitude(x[person])
                    .atNs(0)
                    .personId(name(person))
                    .room(room)
                    .unitId(unit)
                    .floor("f" + person / BUILDINGS % FLOORS)
                    .building("b" + person % BUILDINGS)
                    .campus("north")
                    .limit();
        }

        private int raise(final Severity severity, final int latitude, final int longitude) {
            message.setMemory(0, message.capacity(), (byte) 0);
            final RaiseContent raise = new RaiseContent("k")
                    .type(EmergencyType.CHOKING)
                    .severity(severity)
                    .position(latitude, longitude);
            if (severity == Severity.EMERGENT) {
                raise.text(TextLimit.FACILITY_NAME, "north")
                        .text(TextLimit.BUILDING, "b" + latitude % BUILDINGS)
                        .text(TextLimit.FLOOR, "f" + latitude / BUILDINGS % FLOORS);
            }
            return raise.encode(message, 0);
        }

        private static String name(final int person) {
            return "n" + person;
        }

        private UnsafeBuffer kept(final int length) {
            final UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
            copy.putBytes(0, message, 0, length);
            return copy;
        }

        private void play(final DirectBuffer buffer, final int length) {
            engine.onCommand(NOW_NS, buffer, 0, length);
        }
    }
}
