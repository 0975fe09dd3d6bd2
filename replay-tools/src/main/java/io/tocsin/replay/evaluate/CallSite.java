package io.tocsin.replay.evaluate;

import io.tocsin.codecs.sbe.ChoiceOrder;
import io.tocsin.codecs.sbe.CreditEntryEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.PersonEntryEncoder;
import io.tocsin.codecs.sbe.PolicyEntryEncoder;
import io.tocsin.codecs.sbe.TargetKind;
import io.tocsin.replay.evaluate.Responders.Responder;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;

/** The region that calls come from, as entries of a configuration: its units, a desk as the fail-safe, and one policy: the nearest, then the next nearest. */
final class CallSite {
    /** Who is told when no unit can come. */
    static final String DESK = "desk";

    private static final int ALL_SEVERITIES = 0b11_1110;
    private static final int STEP_MS = 60_000;
    private static final long EXPIRE_MS = 3_600_000;
    private static final int CREDIT = 1_024;
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final ExpandableArrayBuffer bytes = new ExpandableArrayBuffer(1 << 12);
    private final List<Integer> ends = new ArrayList<>();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private int length;

    CallSite(final List<Responder> units) {
        units.forEach(unit -> person(unit.id(), 0));
        person(DESK, 1);
        policy();
        final CreditEntryEncoder credit = new CreditEntryEncoder().wrapAndApplyHeader(bytes, at(), header);
        credit.gatewayCritical(CREDIT)
                .gatewayOther(CREDIT)
                .personCritical(CREDIT)
                .personOther(CREDIT)
                .positionMs(0);
        added(credit.limit());
    }

    int count() {
        return ends.size();
    }

    ExpandableArrayBuffer bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** FNV-1a, 64 bits, over all bytes in order. */
    long contentHash() {
        long hash = FNV_BASIS;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ (bytes.getByte(i) & 0xFF)) * FNV_PRIME;
        }
        return hash;
    }

    private void person(final String id, final int isAlwaysReachable) {
        final PersonEntryEncoder person = new PersonEntryEncoder().wrapAndApplyHeader(bytes, at(), header);
        person.alwaysReachable((short) isAlwaysReachable).personId(id);
        added(person.limit());
    }

    private void policy() {
        final PolicyEntryEncoder policy = new PolicyEntryEncoder().wrapAndApplyHeader(bytes, at(), header);
        final PolicyEntryEncoder.StepsEncoder steps = policy.policyId(1)
                .version(1)
                .severityMask(ALL_SEVERITIES)
                .latchingTypes(0)
                .repeatMs(STEP_MS)
                .reviewMs(0)
                .staleMs(0)
                .expireMs(EXPIRE_MS)
                .bedsideMs(0)
                .loops(0)
                .types(0)
                .plan((short) 0)
                .readBacks((short) 0)
                .stepsCount(2);
        for (int step = 0; step < 2; step++) {
            steps.next()
                    .delayMs(STEP_MS)
                    .target(TargetKind.NEAREST)
                    .channels((short) 0)
                    .needed((short) 0)
                    .same((short) 0)
                    .slot((short) 0)
                    .asks((short) 0)
                    .order(ChoiceOrder.AS_LISTED)
                    .capable((short) 0)
                    .name("");
        }
        policy.failSafe(DESK);
        added(policy.limit());
    }

    private int at() {
        return length + Short.BYTES;
    }

    private void added(final int limit) {
        bytes.putShort(length, (short) (limit - at()), ByteOrder.LITTLE_ENDIAN);
        length = limit;
        ends.add(limit);
    }
}
