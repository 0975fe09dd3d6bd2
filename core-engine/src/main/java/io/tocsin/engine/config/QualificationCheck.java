package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.routing.Qualifications;
import io.tocsin.engine.store.IdTable;
import org.agrona.DirectBuffer;

/** Checks what people are qualified for in a configuration: each name fits, and so do all that the site does not know yet. */
final class QualificationCheck {
    private static final int MAX_NAMES = 16;

    private final Qualifications qualifications;
    private final IdTable newNames = new IdTable(Qualifications.MAX_NAMES);

    QualificationCheck(final Qualifications qualifications) {
        this.qualifications = qualifications;
    }

    void begin() {
        newNames.clear();
    }

    ConfigRefusal check(final DirectBuffer buffer, final MessageLayout entry) {
        if (entry.groupCount() > MAX_NAMES) {
            return ConfigRefusal.BAD_VALUE;
        }
        int at = entry.groupOffset();
        for (int i = 0; i < entry.groupCount(); i++) {
            at += entry.elementBytes();
            final int length = buffer.getByte(at) & 0xFF;
            if (length == 0 || length > Qualifications.MAX_NAME_BYTES) {
                return ConfigRefusal.BAD_VALUE;
            }
            if (!hasRoom(buffer, at + 1, length)) {
                return ConfigRefusal.TABLE_FULL;
            }
            at += 1 + length;
        }
        return ConfigRefusal.NONE;
    }

    private boolean hasRoom(final DirectBuffer buffer, final int offset, final int length) {
        final IdTable known = qualifications.names();
        if (known.find((byte) 0, buffer, offset, length) != IdTable.ABSENT) {
            return true;
        }
        // Nothing may be interned twice, so what is new here needs a place there.
        return newNames.find((byte) 0, buffer, offset, length) != IdTable.ABSENT
                || (newNames.size() < known.free() && newNames.intern((byte) 0, buffer, offset, length) >= 0);
    }
}
