package io.tocsin;

import io.tocsin.codecs.sbe.ChannelsPutOffDecoder;
import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.ModeChangedDecoder;
import io.tocsin.codecs.sbe.NoticeDroppedDecoder;
import io.tocsin.codecs.sbe.ServiceReportedDecoder;
import io.tocsin.codecs.sbe.SlaNotedDecoder;
import io.tocsin.router.IdBook;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** Decodes events of clocks and modes. Delivery thread only; allocates what it answers. */
final class ServiceEventReader {
    private final IdBook ids;
    private final SlaNotedDecoder noted = new SlaNotedDecoder();
    private final ServiceReportedDecoder reported = new ServiceReportedDecoder();
    private final ModeChangedDecoder mode = new ModeChangedDecoder();
    private final ChannelsPutOffDecoder putOff = new ChannelsPutOffDecoder();
    private final NoticeDroppedDecoder dropped = new NoticeDroppedDecoder();

    ServiceEventReader(final IdBook ids) {
        this.ids = ids;
    }

    @Nullable
    RouterEvent read(
            final RouterEvent.Stamp at,
            final MessageHeaderDecoder header,
            final DirectBuffer buffer,
            final int offset) {
        return switch (header.templateId()) {
            case SlaNotedDecoder.TEMPLATE_ID -> {
                noted.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.SlaNoted(
                        at,
                        noted.alertId(),
                        noted.startNs(),
                        noted.waitedNs(),
                        noted.delayNs(),
                        ids.id(IdTable.PERSON, noted.person()),
                        noted.state());
            }
            case ServiceReportedDecoder.TEMPLATE_ID -> {
                reported.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.ServiceReported(at, counts(reported));
            }
            case ModeChangedDecoder.TEMPLATE_ID -> {
                mode.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.ModeChanged(
                        at,
                        mode.from(),
                        mode.to(),
                        mode.measured(),
                        mode.ordered(),
                        mode.connections(),
                        mode.backlogPermille(),
                        mode.cpuPermille(),
                        ids.id(IdTable.PERSON, mode.person()));
            }
            case ChannelsPutOffDecoder.TEMPLATE_ID -> {
                putOff.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.ChannelsPutOff(
                        at, putOff.alertId(), putOff.notBeforeNs(), Channel.of(putOff.channels()), putOff.mode());
            }
            case NoticeDroppedDecoder.TEMPLATE_ID -> {
                dropped.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.NoticeDropped(at, dropped.alertId(), dropped.people(), dropped.mode());
            }
            default -> null;
        };
    }

    private static ServiceCounts counts(final ServiceReportedDecoder of) {
        return new ServiceCounts(
                of.met(),
                of.late(),
                of.breached(),
                of.unneeded(),
                of.waitedNs(),
                of.longestNs(),
                of.putOff(),
                of.dropped(),
                of.running(),
                of.mode(),
                of.measured(),
                of.ordered(),
                of.held(),
                of.heldDropped(),
                of.offersDropped());
    }
}
