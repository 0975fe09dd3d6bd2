package io.tocsin.replay.evaluate;

import io.tocsin.LimitTiming;
import io.tocsin.codecs.sbe.AgeGroup;
import io.tocsin.codecs.sbe.ChoiceOrder;
import io.tocsin.codecs.sbe.CreditEntryEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.PatientEntryEncoder;
import io.tocsin.codecs.sbe.PersonEntryEncoder;
import io.tocsin.codecs.sbe.PolicyEntryEncoder;
import io.tocsin.codecs.sbe.RuleTimingEntryEncoder;
import io.tocsin.codecs.sbe.RulesEntryEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TargetKind;
import io.tocsin.codecs.sbe.UnitEntryEncoder;
import java.nio.ByteOrder;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.collections.IntArrayList;

/**
 * The site that a data set is run in, as entries of a configuration: one unit, one desk that is the step and the
 * fail-safe, one policy for every severity, the rules, and everybody who lies there.
 */
final class SiteEntries {
    /** Who is told: attended always, the last destination of the policy. */
    static final String DESK = "desk";

    /** Offers that the desk's gateway may hold unreceived, in each lane. */
    static final int GATEWAY_CREDIT = 1_024;

    private static final String UNIT = "ICU";
    private static final int STEP_MS = 5 * 60_000;
    private static final long EXPIRE_MS = 30L * 24 * 3_600_000;
    private static final int SPO2_SCALE = 1;
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final ExpandableArrayBuffer bytes = new ExpandableArrayBuffer(1 << 16);
    private final IntArrayList ends = new IntArrayList();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private int length;

    /**
     * @param rules      what to watch for.
     * @param patientIds UTF-8, at most 36 bytes each.
     */
    SiteEntries(final RuleSet rules, final List<byte[]> patientIds) {
        addUnit();
        addDesk();
        addPolicy(rules);
        addRules(rules);
        addCredit();
        addPatients(patientIds);
    }

    int count() {
        return ends.size();
    }

    /** All entries one after the other, each preceded by its length. */
    DirectBuffer bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /**
     * End of the last entry that begins at or after {@code from} and with which no more than {@code room} bytes are
     * taken.
     */
    int endOfPart(final int from, final int room) {
        int end = from;
        for (int i = firstEntryAt(from); i < ends.size() && ends.getInt(i) - from <= room; i++) {
            end = ends.getInt(i);
        }
        return end;
    }

    /** FNV-1a, 64 bits, over all bytes in order. */
    long contentHash() {
        long hash = FNV_BASIS;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ (bytes.getByte(i) & 0xFF)) * FNV_PRIME;
        }
        return hash;
    }

    private int firstEntryAt(final int from) {
        int low = 0;
        int high = ends.size();
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (ends.getInt(middle) <= from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void addUnit() {
        final UnitEntryEncoder unit = new UnitEntryEncoder();
        unit.wrapAndApplyHeader(bytes, messageOffset(), header).facility(0).unitId(UNIT);
        added(unit.encodedLength());
    }

    private void addDesk() {
        final PersonEntryEncoder desk = new PersonEntryEncoder();
        desk.wrapAndApplyHeader(bytes, messageOffset(), header)
                .alwaysReachable((short) 1)
                .personId(DESK);
        added(desk.encodedLength());
    }

    private void addPolicy(final RuleSet rules) {
        int severities = 0;
        for (int value = Severity.CRITICAL.value(); value <= Severity.NON_URGENT.value(); value++) {
            severities |= 1 << value;
        }
        final PolicyEntryEncoder policy = new PolicyEntryEncoder();
        policy.wrapAndApplyHeader(bytes, messageOffset(), header)
                .policyId(1)
                .version(1)
                .severityMask(severities)
                .latchingTypes(0)
                .repeatMs(rules.repeatMs())
                .reviewMs(rules.reviewMs())
                .staleMs(rules.staleMs())
                .expireMs(EXPIRE_MS)
                .bedsideMs(0)
                .loops(0)
                .types(0)
                .plan((short) 0)
                .readBacks((short) 0)
                .stepsCount(1)
                .next()
                .delayMs(STEP_MS)
                .target(TargetKind.PERSON)
                .channels((short) 0)
                .needed((short) 0)
                .same((short) 0)
                .slot((short) 0)
                .asks((short) 0)
                .order(ChoiceOrder.AS_LISTED)
                .capable((short) 0)
                .name(DESK);
        policy.failSafe(DESK);
        added(policy.encodedLength());
    }

    private void addRules(final RuleSet rules) {
        final RulesEntryEncoder entry = new RulesEntryEncoder();
        final RulesEntryEncoder.RulesEncoder group = entry.wrapAndApplyHeader(bytes, messageOffset(), header)
                .rulesVersion(1)
                .news2((short) (rules.news2() ? 1 : 0))
                .news2FastAgeMs(rules.ages().fastMs())
                .news2PressureAgeMs(rules.ages().pressureMs())
                .news2TemperatureAgeMs(rules.ages().temperatureMs())
                .limitsAsStated((short) 0)
                .personalRules(0)
                .personalMs(0)
                .personalFactor(0)
                .personalReadings((short) 0)
                .rulesCount(rules.limits().size());
        for (final LimitRule rule : rules.limits()) {
            group.next()
                    .limitValue(rule.limitHundredths())
                    .parameter(rule.vital().parameter())
                    .bound(rule.bound())
                    .severity(rule.severity());
        }
        added(entry.encodedLength());
        for (int i = 0; i < rules.limits().size(); i++) {
            if (!rules.limits().get(i).timing().equals(LimitTiming.AT_ONCE)) {
                addTiming(i + 1, rules.limits().get(i));
            }
        }
    }

    private void addTiming(final int place, final LimitRule rule) {
        final LimitTiming timing = rule.timing();
        final RuleTimingEntryEncoder entry = new RuleTimingEntryEncoder();
        entry.wrapAndApplyHeader(bytes, messageOffset(), header)
                .rulesVersion(1)
                .delayMs(timing.delayMs())
                .clearMs(timing.clearMs())
                .debounceMs(timing.debounceMs())
                .clearValue(rule.clearHundredths())
                .rule((short) place)
                .count((short) timing.count())
                .window((short) timing.window())
                .areaHundredthSeconds(timing.areaHundredthSeconds());
        added(entry.encodedLength());
    }

    private void addCredit() {
        final CreditEntryEncoder credit = new CreditEntryEncoder();
        credit.wrapAndApplyHeader(bytes, messageOffset(), header)
                .gatewayCritical(GATEWAY_CREDIT)
                .gatewayOther(GATEWAY_CREDIT)
                .personCritical(GATEWAY_CREDIT)
                .personOther(GATEWAY_CREDIT)
                .positionMs(0);
        added(credit.encodedLength());
    }

    private void addPatients(final List<byte[]> patientIds) {
        final PatientEntryEncoder patient = new PatientEntryEncoder();
        for (final byte[] id : patientIds) {
            patient.wrapAndApplyHeader(bytes, messageOffset(), header)
                    .spo2Scale((short) SPO2_SCALE)
                    .treatmentLimits((short) 0)
                    .ageGroup(AgeGroup.NOT_STATED)
                    .bornOnDay(PatientEntryEncoder.bornOnDayNullValue())
                    .putPatientId(id, 0, id.length)
                    .bedId("")
                    .unitId(UNIT);
            added(patient.encodedLength());
        }
    }

    private int messageOffset() {
        return length + Short.BYTES;
    }

    private void added(final int bodyLength) {
        final int messageLength = MessageHeaderEncoder.ENCODED_LENGTH + bodyLength;
        bytes.putShort(length, (short) messageLength, ByteOrder.LITTLE_ENDIAN);
        length += Short.BYTES + messageLength;
        ends.addInt(length);
    }
}
