package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SourceEntryDecoder;
import io.tocsin.codecs.sbe.WatchEntryDecoder;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.store.IdTable;
import org.agrona.DirectBuffer;

/** Whether what a configuration says of sources may enter. */
final class SourceCheck {
    private static final int MIN_DELAY_MS = 100;
    private static final int MAX_DELAY_MS = 86_400_000;

    private final ConfigState state;
    private final IdTable newUnits;
    private final ConfigRoom room;
    private final SourceEntryDecoder source = new SourceEntryDecoder();
    private final WatchEntryDecoder watch = new WatchEntryDecoder();

    SourceCheck(final ConfigState state, final IdTable newUnits, final ConfigRoom room) {
        this.state = state;
        this.newUnits = newUnits;
        this.room = room;
    }

    ConfigRefusal source(final DirectBuffer buffer, final MessageLayout entry) {
        source.wrap(buffer, entry.blockOffset(), entry.blockLength(), entry.version());
        if (source.sourceId() == 0) {
            return ConfigRefusal.BAD_VALUE;
        }
        return room.source(source.sourceId());
    }

    ConfigRefusal watch(final DirectBuffer buffer, final MessageLayout entry) {
        watch.wrap(buffer, entry.blockOffset(), entry.blockLength(), entry.version());
        final long silentMs = watch.silentMs();
        final int severity = watch.severityRaw();
        if (watch.sourceId() == 0
                || (silentMs != 0 && (silentMs < MIN_DELAY_MS || silentMs > MAX_DELAY_MS))
                || severity < Severity.CRITICAL.value()
                || severity > Severity.NON_URGENT.value()) {
            return ConfigRefusal.BAD_VALUE;
        }
        if (!ConfigChecker.isId(entry, 0)) {
            return ConfigRefusal.BAD_ID;
        }
        if (entry.textLength(1) > 0
                && !ConfigChecker.isKnown(
                        buffer,
                        entry.textOffset(1),
                        entry.textLength(1),
                        state.site().units(),
                        newUnits)) {
            return ConfigRefusal.UNKNOWN_UNIT;
        }
        return room.watch(buffer, entry, watch.sourceId());
    }
}
