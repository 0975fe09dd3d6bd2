package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.ChoiceOrder;
import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.PolicyEntryDecoder.StepsDecoder;
import io.tocsin.codecs.sbe.TargetKind;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.site.PolicySteps;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The elements of a policy entry's steps, one after the other. What the sender's version did not know is 0. */
final class StepElements {
    private static final int MIN_DELAY_MS = 100;
    private static final int MAX_DELAY_MS = 86_400_000;
    private static final int NEAREST = TargetKind.NEAREST.value();
    private static final int ORDERING = TargetKind.ORDERING.value();
    private static final int RECIPIENTS = TargetKind.MONITORING_RECIPIENTS.value();
    private static final int VIEWERS = TargetKind.MONITORING_VIEWERS.value();
    private static final int NEAREST_SINCE = 3;
    private static final int CHANNELS_MASK = 0b11_1111;
    private static final int MAX_ASKS = 63;
    private static final int MAX_SLOTS = PolicySteps.MAX_SLOTS;

    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private int version;
    private int elementBytes;
    private int left;
    private int index;
    private int steps;
    private int at;
    private int next;
    // Where the names of the slots stand that were met so far, by number from 1.
    private final int[] slotName = new int[MAX_SLOTS + 1];
    private final int[] slotNameLength = new int[MAX_SLOTS + 1];
    private int slots;

    /** Before the first element of an entry. */
    void begin(final DirectBuffer buffer, final MessageLayout entry) {
        view.wrap(buffer);
        version = entry.version();
        elementBytes = entry.elementBytes();
        left = entry.groupCount();
        index = -1;
        steps = 0;
        slots = 0;
        next = entry.groupOffset();
    }

    /** Goes to the next element; false if there is none. */
    boolean next() {
        if (left == 0) {
            return false;
        }
        left--;
        index++;
        at = next;
        steps += isSame() ? 0 : 1;
        next = nameOffset() + nameLength();
        return true;
    }

    /** Whether the values stand in their ranges; whoever is named is looked up by others. */
    ConfigRefusal check() {
        final boolean isWrong = isSame()
                ? index == 0 || delayMs() != 0 || channels() != 0 || needed() != 0
                : delayMs() < MIN_DELAY_MS || delayMs() > MAX_DELAY_MS || (channels() & ~CHANNELS_MASK) != 0;
        return isWrong || !isTarget() || !isChoice() || !isCapableFine() || !isSlotFine()
                ? ConfigRefusal.BAD_VALUE
                : ConfigRefusal.NONE;
    }

    /** Some of a list alone can be asked, and in an order only if not all are. */
    private boolean isChoice() {
        final boolean isList = target() == TargetKind.CARE_TEAM.value() || target() == TargetKind.UNIT_ROLE.value();
        return asks() == 0
                ? order() == ChoiceOrder.AS_LISTED.value()
                : isList && asks() <= MAX_ASKS && order() <= ChoiceOrder.ROUND_ROBIN.value();
    }

    /** Of a list alone only those who are capable can be asked, of all of it. */
    private boolean isCapableFine() {
        final int target = target();
        final boolean isList = target == TargetKind.CARE_TEAM.value()
                || target == TargetKind.UNIT_ROLE.value()
                || target == TargetKind.FACILITY_ROLE.value();
        return capable() == 0 || (capable() == 1 && isList && asks() == 0);
    }

    /** Slots are numbered as they are met, and each is named by a role that names no other. */
    private boolean isSlotFine() {
        final int slot = slot();
        if (slot <= slots) {
            return true;
        }
        if (slot != slots + 1 || slot > MAX_SLOTS || target() != TargetKind.UNIT_ROLE.value()) {
            return false;
        }
        for (int other = 1; other <= slots; other++) {
            if (isTheSame(slotName[other], slotNameLength[other], nameOffset(), nameLength())) {
                return false;
            }
        }
        slots = slot;
        slotName[slot] = nameOffset();
        slotNameLength[slot] = nameLength();
        return true;
    }

    private boolean isTheSame(final int one, final int oneLength, final int other, final int otherLength) {
        boolean isSame = oneLength == otherLength;
        for (int i = 0; isSame && i < oneLength; i++) {
            isSame = view.getByte(one + i) == view.getByte(other + i);
        }
        return isSame;
    }

    private boolean isTarget() {
        return target() <= TargetKind.PERSON.value()
                || (version >= NEAREST_SINCE && target() == TargetKind.FACILITY_ROLE.value())
                || (version >= NEAREST_SINCE
                        && nameLength() == 0
                        && (target() == NEAREST
                                || target() == ORDERING
                                || target() == RECIPIENTS
                                || target() == VIEWERS
                                || isOfContacts()));
    }

    /** Emergency contacts are told behind a step for others, and fill no slot. */
    private boolean isOfContacts() {
        return target() == TargetKind.EMERGENCY_CONTACTS.value() && steps > 1 && slot() == 0;
    }

    long delayMs() {
        return view.getInt(at + StepsDecoder.delayMsEncodingOffset(), ByteOrder.LITTLE_ENDIAN) & 0xFFFFFFFFL;
    }

    int target() {
        return view.getByte(at + StepsDecoder.targetEncodingOffset()) & 0xFF;
    }

    int channels() {
        return since(StepsDecoder.channelsSinceVersion(), StepsDecoder.channelsEncodingOffset());
    }

    /** How many people the step needs. */
    int needed() {
        return since(StepsDecoder.neededSinceVersion(), StepsDecoder.neededEncodingOffset());
    }

    /** Whether the element holds further people of the step before. */
    boolean isSame() {
        return since(StepsDecoder.sameSinceVersion(), StepsDecoder.sameEncodingOffset()) != 0;
    }

    /** The slot of the team that these people may fill, from 1; 0 = none. */
    int slot() {
        return since(StepsDecoder.slotSinceVersion(), StepsDecoder.slotEncodingOffset());
    }

    /** How many of the people are asked; 0 = all. */
    int asks() {
        return since(StepsDecoder.asksSinceVersion(), StepsDecoder.asksEncodingOffset());
    }

    /** Value of the enum ChoiceOrder. */
    int order() {
        return since(StepsDecoder.orderSinceVersion(), StepsDecoder.orderEncodingOffset());
    }

    /** 1 = only those with a client that is capable of emergencies. */
    int capable() {
        return since(StepsDecoder.capableSinceVersion(), StepsDecoder.capableEncodingOffset());
    }

    int nameOffset() {
        return at + elementBytes + 1;
    }

    int nameLength() {
        return view.getByte(at + elementBytes) & 0xFF;
    }

    private int since(final int sinceVersion, final int offset) {
        return version < sinceVersion ? 0 : view.getByte(at + offset) & 0xFF;
    }
}
