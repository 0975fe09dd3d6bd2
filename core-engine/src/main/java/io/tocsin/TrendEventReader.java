package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.TrendNotedDecoder;
import io.tocsin.router.IdBook;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** Decodes what is told of how readings move. Delivery thread only; allocates what it answers. */
final class TrendEventReader {
    private final IdBook ids;
    private final TrendNotedDecoder noted = new TrendNotedDecoder();

    TrendEventReader(final IdBook ids) {
        this.ids = ids;
    }

    /** {@code null}: it is no such event. */
    @Nullable
    RouterEvent read(
            final RouterEvent.Stamp stamp,
            final MessageHeaderDecoder header,
            final DirectBuffer buffer,
            final int offset) {
        if (header.templateId() != TrendNotedDecoder.TEMPLATE_ID) {
            return null;
        }
        noted.wrapAndApplyHeader(buffer, offset, header);
        final List<TrendCall> calls = new ArrayList<>();
        for (final TrendNotedDecoder.CallsDecoder each : noted.calls()) {
            calls.add(new TrendCall(
                    each.method(),
                    each.parameter() == 0 ? null : Parameter.get(each.parameter()),
                    each.value(),
                    each.reference(),
                    each.seconds(),
                    each.points()));
        }
        return new RouterEvent.TrendNoted(
                stamp,
                noted.alertId(),
                requireNonNull(Subject.parse(ids.id(IdTable.SUBJECT, noted.subject())), "subject"),
                new TrendState(noted.points(), noted.band(), noted.scoreBand(), noted.risk(), calls));
    }
}
