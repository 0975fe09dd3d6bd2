package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.ChannelKind;
import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.ContactEntryDecoder;
import io.tocsin.codecs.sbe.ContactEntryDecoder.MethodsDecoder;
import io.tocsin.codecs.sbe.ContactUnless;
import io.tocsin.engine.delivery.ContactMethods;
import io.tocsin.engine.ingress.MessageLayout;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** {@code ContactEntry}: its methods, without the person. */
final class ContactEntries {
    /** Most emergency contacts of a patient. */
    static final int MAX_EMERGENCY_CONTACTS = 4;

    private static final long NS_PER_MS = 1_000_000L;
    private static final long MAX_AFTER_MS = 3_600_000;
    private static final long MAX_BUNDLE_MS = 600_000;

    private ContactEntries() {}

    static ConfigRefusal check(final DirectBuffer buffer, final MessageLayout entry) {
        boolean isGood = entry.groupCount() <= ContactMethods.MAX_METHODS
                && plan(buffer, entry) < ContactMethods.PLANS
                && bundleMs(buffer, entry) <= (entry.groupCount() > 0 ? MAX_BUNDLE_MS : 0);
        long before = 0;
        int channels = 1 << ChannelKind.WEBSOCKET.value();
        for (int i = 0; isGood && i < entry.groupCount(); i++) {
            final int at = entry.elementOffset(i);
            final long afterMs = afterMs(buffer, at);
            final int channel = channel(buffer, at);
            isGood = afterMs >= before
                    && afterMs <= MAX_AFTER_MS
                    && channel <= ChannelKind.EMAIL.value()
                    && (channels & (1 << channel)) == 0
                    && unless(buffer, at) <= ContactUnless.RECEIVED.value();
            before = afterMs;
            channels |= 1 << channel;
        }
        return isGood ? ConfigRefusal.NONE : ConfigRefusal.BAD_VALUE;
    }

    static void apply(final DirectBuffer buffer, final MessageLayout entry, final int person, final ContactMethods to) {
        final int row = ContactMethods.row(person, plan(buffer, entry));
        to.clear(row);
        to.bundle(row, bundleMs(buffer, entry) * NS_PER_MS);
        for (int i = 0; i < entry.groupCount(); i++) {
            final int at = entry.elementOffset(i);
            to.add(row, channel(buffer, at), afterMs(buffer, at) * NS_PER_MS, unless(buffer, at));
        }
    }

    private static int plan(final DirectBuffer buffer, final MessageLayout entry) {
        return buffer.getByte(entry.blockOffset() + ContactEntryDecoder.planEncodingOffset()) & 0xFF;
    }

    private static long bundleMs(final DirectBuffer buffer, final MessageLayout entry) {
        return buffer.getInt(
                        entry.blockOffset() + ContactEntryDecoder.bundleMsEncodingOffset(), ByteOrder.LITTLE_ENDIAN)
                & 0xFFFF_FFFFL;
    }

    private static long afterMs(final DirectBuffer buffer, final int at) {
        return buffer.getInt(at + MethodsDecoder.afterMsEncodingOffset(), ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
    }

    private static int channel(final DirectBuffer buffer, final int at) {
        return buffer.getByte(at + MethodsDecoder.channelEncodingOffset()) & 0xFF;
    }

    private static int unless(final DirectBuffer buffer, final int at) {
        return buffer.getByte(at + MethodsDecoder.unlessEncodingOffset()) & 0xFF;
    }
}
