package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.DeliveryEntryDecoder;
import io.tocsin.codecs.sbe.DeliveryEntryDecoder.CoversDecoder;
import io.tocsin.codecs.sbe.PrecedenceEntryDecoder;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.site.DeliveryRules;
import io.tocsin.engine.site.Site;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** {@code DeliveryEntry} and {@code PrecedenceEntry}: what is not delivered in a mode, which facilities cover which, and who is told before whom. */
final class DeliveryEntries {
    /** URGENT and less grave: what is graver is never held back. */
    private static final int MAY_WAIT = 0b11_1000;

    private final DeliveryEntryDecoder delivery = new DeliveryEntryDecoder();
    private final PrecedenceEntryDecoder precedence = new PrecedenceEntryDecoder();
    private boolean hasChanged;

    DeliveryEntries() {}

    ConfigRefusal check(final DirectBuffer buffer, final MessageLayout entry) {
        delivery.wrap(buffer, entry.blockOffset(), entry.blockLength(), entry.version());
        final int held = delivery.heldSeverities();
        final int dropped = delivery.droppedSeverities();
        boolean isGood = ((held | dropped) & ~MAY_WAIT) == 0
                && (held & dropped) == 0
                && entry.groupCount() <= DeliveryRules.MAX_COVERS;
        for (int i = 0; isGood && i < entry.groupCount(); i++) {
            final int at = entry.elementOffset(i);
            isGood = facility(buffer, at) != coveredBy(buffer, at);
        }
        return isGood ? ConfigRefusal.NONE : ConfigRefusal.BAD_VALUE;
    }

    ConfigRefusal checkPrecedence(final DirectBuffer buffer, final MessageLayout entry) {
        precedence.wrap(buffer, entry.blockOffset(), entry.blockLength(), entry.version());
        return precedence.precedenceRaw() > Priority.LOW.value() ? ConfigRefusal.BAD_VALUE : ConfigRefusal.NONE;
    }

    void apply(final DirectBuffer buffer, final MessageLayout entry, final DeliveryRules to) {
        delivery.wrap(buffer, entry.blockOffset(), entry.blockLength(), entry.version());
        to.replace(delivery.heldSeverities(), delivery.droppedSeverities());
        for (int i = 0; i < entry.groupCount(); i++) {
            final int at = entry.elementOffset(i);
            to.cover(facility(buffer, at), coveredBy(buffer, at));
        }
        hasChanged = true;
    }

    void precedence(final DirectBuffer buffer, final MessageLayout entry, final Site site, final int person) {
        precedence.wrap(buffer, entry.blockOffset(), entry.blockLength(), entry.version());
        site.precedence(person, precedence.precedenceRaw());
        hasChanged = true;
    }

    /** Whether the order of what waits may be another since this was asked last. */
    boolean hasChanged() {
        final boolean was = hasChanged;
        hasChanged = false;
        return was;
    }

    private static int facility(final DirectBuffer buffer, final int at) {
        return buffer.getInt(at + CoversDecoder.facilityEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
    }

    private static int coveredBy(final DirectBuffer buffer, final int at) {
        return buffer.getInt(at + CoversDecoder.coveredByEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
    }
}
