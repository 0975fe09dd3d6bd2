package io.tocsin;

import io.tocsin.codecs.sbe.BreakChangedDecoder;
import io.tocsin.codecs.sbe.DutyChangedDecoder;
import io.tocsin.codecs.sbe.DutyScope;
import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.router.IdBook;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** Decodes events of shifts and breaks. One thread at a time. */
final class DutyEventReader {
    private final IdBook ids;
    private final DutyChangedDecoder duty = new DutyChangedDecoder();
    private final BreakChangedDecoder breaks = new BreakChangedDecoder();

    DutyEventReader(final IdBook ids) {
        this.ids = ids;
    }

    /** {@code null}: it is no such event. */
    @Nullable
    RouterEvent read(
            final RouterEvent.Stamp stamp,
            final MessageHeaderDecoder header,
            final DirectBuffer buffer,
            final int offset) {
        return switch (header.templateId()) {
            case DutyChangedDecoder.TEMPLATE_ID -> {
                duty.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.DutyChanged(
                        stamp,
                        place(duty),
                        ids.id(IdTable.PERSON, duty.person()),
                        duty.untilNs(),
                        Math.toIntExact(duty.people()),
                        duty.on() == 1);
            }
            case BreakChangedDecoder.TEMPLATE_ID -> {
                breaks.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.BreakChanged(
                        stamp,
                        ids.id(IdTable.PERSON, breaks.person()),
                        ids.id(IdTable.PERSON, breaks.cover()),
                        breaks.untilNs(),
                        breaks.on() == 1);
            }
            default -> null;
        };
    }

    private DutyPlace place(final DutyChangedDecoder event) {
        final DutyScope scope = event.scope();
        return switch (scope) {
            case ROLE -> new DutyPlace(scope, ids.id(IdTable.UNIT, event.unit()), ids.id(IdTable.ROLE, event.name()));
            case BED -> new DutyPlace(scope, "", ids.id(IdTable.BED, event.name()));
            default -> {
                final Subject subject = Subject.parse(ids.id(IdTable.SUBJECT, event.name()));
                yield new DutyPlace(scope, "", subject == null ? "" : subject.id());
            }
        };
    }
}
