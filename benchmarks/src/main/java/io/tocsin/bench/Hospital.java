package io.tocsin.bench;

import io.tocsin.codecs.sbe.AgeGroup;
import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.CareEntryEncoder;
import io.tocsin.codecs.sbe.CareScope;
import io.tocsin.codecs.sbe.ChoiceOrder;
import io.tocsin.codecs.sbe.CreditEntryEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.PatientEntryEncoder;
import io.tocsin.codecs.sbe.PersonEntryEncoder;
import io.tocsin.codecs.sbe.PolicyEntryEncoder;
import io.tocsin.codecs.sbe.RulesEntryEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SourceEntryEncoder;
import io.tocsin.codecs.sbe.TargetKind;
import io.tocsin.codecs.sbe.UnitEntryEncoder;
import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.EngineLimits;
import io.tocsin.pipeline.GenesisMessage;
import java.util.Random;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The site that every benchmark runs at: up to 100,000 patients of 100 units, 2,000 nurses where nothing else is said, and a desk that is always attended. The patient of visit v has
 * nurse v modulo their number; visits go to the patients in a shuffled order, so that look-ups find cold memory as they would in life.
 */
final class Hospital {
    /** Nurses; nurse n is person n. */
    static final int NURSES = 2_000;

    /** Person of the desk. */
    static final int DESK = NURSES;

    /** People known. */
    static final int PEOPLE = NURSES + 1;

    /** The source that raises, an interface with the long window. */
    static final long SOURCE = 7;

    /** Silences that there is room for. */
    static final int SILENCES = 1_024;

    /** Engine time at the start. */
    static final long START_NS = 1_700_000_000_000_000_000L;

    /** The shortest step there is. */
    static final int SHORT_STEP_MS = 100;

    private static final int UNITS = 100;
    private static final int DAY_MS = 86_400_000;
    private static final int HOUR_MS = 3_600_000;
    private static final int PLENTY = 1 << 30;
    private static final long SHUFFLE_SEED = 20_260_101;

    /** Who hears of an alert. */
    enum Escalation {
        /** CRITICAL and EMERGENT: the patient's nurse for a day. URGENT: the same for 100 ms. Then the desk. */
        NURSE,
        /** Every severity: the desk at once; ended alerts close at once, as the reference rules have it. */
        DESK
    }

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final byte[] id = new byte[Ids.MAX_BYTES];

    private final int nurses;

    private final int urgentStepMs;

    private Hospital(final int nurses, final int urgentStepMs) {
        this.nurses = nurses;
        this.urgentStepMs = urgentStepMs;
    }

    /**
     * As {@link EngineLimits#hospital()}, with room beyond 100,000 patients, a device for each, and lanes that hold what a benchmark leaves between receipts.
     */
    static EngineLimits limits() {
        return limitsBuilder().build();
    }

    /** The same with room for so many nurses, and for open alerts besides those of a batch. */
    static EngineLimits limits(final int nurses, final int openAlerts) {
        final EngineLimits usual = limits();
        return limitsBuilder()
                .maxPeople(Math.max(usual.maxPeople(), nurses + 1))
                .maxAlerts(usual.maxAlerts() + openAlerts)
                .maxOffers(usual.maxOffers() + 2 * openAlerts)
                .contentBlocks(usual.contentBlocks() + 8 * openAlerts)
                .build();
    }

    private static EngineLimits.Builder limitsBuilder() {
        return EngineLimits.hospital().toBuilder()
                .maxSubjects(120_000)
                .maxDevices(120_000)
                .maxMonitored(120_000)
                .maxSilences(SILENCES)
                .laneBound(1 << 16);
    }

    /** The patient of every visit: a permutation. */
    static int[] visits(final int patients) {
        final int[] order = new int[patients];
        for (int i = 0; i < patients; i++) {
            order[i] = i;
        }
        final Random random = new Random(SHUFFLE_SEED);
        for (int i = patients - 1; i > 0; i--) {
            final int other = random.nextInt(i + 1);
            final int held = order[i];
            order[i] = order[other];
            order[other] = held;
        }
        return order;
    }

    /** An engine that is configured and staffed. */
    static AlertEngine engine(
            final Output output, final int[] visits, final Escalation escalation, final boolean news2) {
        return engine(output, visits, escalation, news2, NURSES, 0);
    }

    /** The same with so many nurses, and room for so many more open alerts. */
    static AlertEngine engine(
            final Output output,
            final int[] visits,
            final Escalation escalation,
            final boolean news2,
            final int nurses,
            final int openAlerts) {
        final AlertEngine engine = new AlertEngine(output);
        final UnsafeBuffer genesis = new UnsafeBuffer(new byte[GenesisMessage.LENGTH]);
        GenesisMessage.encode(limits(nurses, openAlerts), 1, 2, genesis, 0);
        final CommandFeed feed = (buffer, offset, length) -> engine.onCommand(START_NS, buffer, offset, length);
        feed.feed(genesis, 0, GenesisMessage.LENGTH);
        requireConfigured(engine, new Hospital(nurses, SHORT_STEP_MS).staff(feed, visits, escalation, news2));
        return engine;
    }

    /** A benchmark at a site that was refused would measure refusals. */
    static void requireConfigured(final AlertEngine engine, final long hash) {
        if (engine.configurationHash() != hash) {
            throw new IllegalStateException("the engine has refused the benchmark's configuration");
        }
    }

    /** Configures the site and opens a session for everybody; answers the hash of the configuration. */
    static long open(final CommandFeed feed, final int[] visits, final Escalation escalation, final boolean news2) {
        return new Hospital(NURSES, SHORT_STEP_MS).staff(feed, visits, escalation, news2);
    }

    /** The same with a step of so long for the nurses of URGENT alerts. */
    static long openWithStep(final CommandFeed feed, final int[] visits, final int urgentStepMs) {
        return new Hospital(NURSES, urgentStepMs).staff(feed, visits, Escalation.NURSE, false);
    }

    private long staff(final CommandFeed feed, final int[] visits, final Escalation escalation, final boolean news2) {
        final long hash = configure(new ConfigFeeder(feed), visits, escalation, news2);
        final Commands commands = new Commands();
        final UnsafeBuffer message = new UnsafeBuffer(new byte[AlertEngine.MAX_COMMAND_LENGTH]);
        for (int person = 0; person <= nurses; person++) {
            feed.feed(message, 0, commands.sessionOpened(message, 0, 0, person));
        }
        return hash;
    }

    private long configure(
            final ConfigFeeder feeder, final int[] visits, final Escalation escalation, final boolean news2) {
        feeder.begin();
        for (int person = 0; person <= nurses; person++) {
            final PersonEntryEncoder entry = new PersonEntryEncoder().wrapAndApplyHeader(feeder.entry(), 0, header);
            entry.alwaysReachable((short) (person == nurses ? 1 : 0)).putPersonId(id, 0, Ids.person(person, id));
            feeder.add(entry.limit());
        }
        for (int unit = 0; unit < UNITS; unit++) {
            final UnitEntryEncoder entry = new UnitEntryEncoder().wrapAndApplyHeader(feeder.entry(), 0, header);
            entry.facility(0).putUnitId(id, 0, Ids.unit(unit, id));
            feeder.add(entry.limit());
        }
        for (int patient = 0; patient < visits.length; patient++) {
            patient(feeder, patient);
        }
        feeder.add(credit(feeder.entry()));
        feeder.add(source(feeder.entry()));
        feeder.add(rules(feeder.entry(), news2));
        if (escalation == Escalation.NURSE) {
            feeder.add(policy(feeder.entry(), 1, bits(Severity.CRITICAL, Severity.EMERGENT), DAY_MS, DAY_MS, HOUR_MS));
            feeder.add(policy(feeder.entry(), 2, bits(Severity.URGENT), urgentStepMs, DAY_MS, HOUR_MS));
        } else {
            feeder.add(policy(feeder.entry(), 1, bits(Severity.CRITICAL, Severity.EMERGENT, Severity.URGENT), 0, 0, 0));
        }
        feeder.commit();
        // Apart from the patients: a configuration that names a new patient in two entries needs two places for it.
        feeder.begin();
        for (int visit = 0; visit < visits.length; visit++) {
            care(feeder, visits[visit], visit % nurses);
        }
        return feeder.commit();
    }

    private void patient(final ConfigFeeder feeder, final int patient) {
        final PatientEntryEncoder entry = new PatientEntryEncoder().wrapAndApplyHeader(feeder.entry(), 0, header);
        entry.spo2Scale((short) 1)
                .treatmentLimits((short) 0)
                .ageGroup(AgeGroup.NOT_STATED)
                .bornOnDay(PatientEntryEncoder.bornOnDayNullValue())
                .putPatientId(id, 0, Ids.patient(patient, id))
                .putBedId(id, 0, 0)
                .putUnitId(id, 0, Ids.unit(patient % UNITS, id));
        feeder.add(entry.limit());
    }

    private void care(final ConfigFeeder feeder, final int patient, final int nurse) {
        final CareEntryEncoder entry = new CareEntryEncoder().wrapAndApplyHeader(feeder.entry(), 0, header);
        entry.scope(CareScope.PATIENT).peopleCount(1).next().putPersonId(id, 0, Ids.person(nurse, id));
        entry.putSubjectId(id, 0, Ids.patient(patient, id));
        feeder.add(entry.limit());
    }

    private int credit(final MutableDirectBuffer buffer) {
        return new CreditEntryEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .gatewayCritical(PLENTY)
                .gatewayOther(PLENTY)
                .personCritical(PLENTY)
                .personOther(PLENTY)
                .positionMs(0)
                .limit();
    }

    private int source(final MutableDirectBuffer buffer) {
        return new SourceEntryEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .sourceId(SOURCE)
                .limit();
    }

    /** The nine limits of the reference rules. */
    private int rules(final MutableDirectBuffer buffer, final boolean news2) {
        final RulesEntryEncoder entry = new RulesEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        final RulesEntryEncoder.RulesEncoder rules = entry.rulesVersion(1)
                .news2((short) (news2 ? 1 : 0))
                .news2FastAgeMs(HOUR_MS)
                .news2PressureAgeMs(DAY_MS)
                .news2TemperatureAgeMs(DAY_MS)
                .limitsAsStated((short) 0)
                .personalRules(0)
                .personalMs(0)
                .personalFactor(0)
                .personalReadings((short) 0)
                .rulesCount(9);
        rule(rules, Parameter.HEART_RATE, Bound.BELOW, 50_00, Severity.EMERGENT);
        rule(rules, Parameter.HEART_RATE, Bound.ABOVE, 120_00, Severity.EMERGENT);
        rule(rules, Parameter.SPO2, Bound.BELOW, 90_00, Severity.CRITICAL);
        rule(rules, Parameter.RESPIRATORY_RATE, Bound.BELOW, 8_00, Severity.CRITICAL);
        rule(rules, Parameter.RESPIRATORY_RATE, Bound.ABOVE, 30_00, Severity.EMERGENT);
        rule(rules, Parameter.SYSTOLIC, Bound.BELOW, 90_00, Severity.EMERGENT);
        rule(rules, Parameter.SYSTOLIC, Bound.ABOVE, 180_00, Severity.URGENT);
        rule(rules, Parameter.TEMPERATURE, Bound.BELOW, 35_00, Severity.URGENT);
        rule(rules, Parameter.TEMPERATURE, Bound.ABOVE, 38_50, Severity.URGENT);
        return entry.limit();
    }

    private static void rule(
            final RulesEntryEncoder.RulesEncoder rules,
            final Parameter parameter,
            final Bound bound,
            final int limit,
            final Severity severity) {
        rules.next().limitValue(limit).parameter(parameter).bound(bound).severity(severity);
    }

    /** One step for the nurse, or none if it lasts no time; then the desk. */
    private int policy(
            final MutableDirectBuffer buffer,
            final int policyId,
            final int severities,
            final int stepMs,
            final int repeatMs,
            final int reviewMs) {
        final PolicyEntryEncoder entry = new PolicyEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        final PolicyEntryEncoder.StepsEncoder steps = entry.policyId(policyId)
                .version(1)
                .severityMask(severities)
                .latchingTypes(0)
                .repeatMs(repeatMs)
                .reviewMs(reviewMs)
                .staleMs(0)
                .expireMs(DAY_MS)
                .bedsideMs(0)
                .loops(0)
                .types(0)
                .plan((short) 0)
                .readBacks((short) 0)
                .stepsCount(stepMs == 0 ? 0 : 1);
        if (stepMs != 0) {
            steps.next()
                    .delayMs(stepMs)
                    .target(TargetKind.CARE_TEAM)
                    .channels((short) 0)
                    .needed((short) 0)
                    .same((short) 0)
                    .slot((short) 0)
                    .asks((short) 0)
                    .order(ChoiceOrder.AS_LISTED)
                    .capable((short) 0)
                    .putName(id, 0, 0);
        }
        entry.putFailSafe(id, 0, Ids.person(nurses, id));
        return entry.limit();
    }

    private static int bits(final Severity... severities) {
        int mask = 0;
        for (final Severity severity : severities) {
            mask |= 1 << severity.value();
        }
        return mask;
    }
}
