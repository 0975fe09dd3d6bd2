package io.tocsin;

import io.tocsin.codecs.sbe.ChannelChosenDecoder;
import io.tocsin.codecs.sbe.ChannelNotedDecoder;
import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.router.IdBook;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** Decodes events of the channels over which people are told. Delivery thread only; allocates what it answers. */
final class ContactEventReader {
    private final IdBook ids;
    private final ChannelChosenDecoder chosen = new ChannelChosenDecoder();
    private final ChannelNotedDecoder noted = new ChannelNotedDecoder();

    ContactEventReader(final IdBook ids) {
        this.ids = ids;
    }

    @Nullable
    RouterEvent read(
            final RouterEvent.Stamp at,
            final MessageHeaderDecoder header,
            final DirectBuffer buffer,
            final int offset) {
        return switch (header.templateId()) {
            case ChannelChosenDecoder.TEMPLATE_ID -> {
                chosen.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.ChannelChosen(
                        at,
                        chosen.alertId(),
                        chosen.run(),
                        ids.id(IdTable.PERSON, chosen.person()),
                        ContactEncoding.channel(chosen.channel()),
                        chosen.priority(),
                        chosen.severity(),
                        chosen.step(),
                        chosen.statusOnly() == 1,
                        chosen.owned() == 1);
            }
            case ChannelNotedDecoder.TEMPLATE_ID -> {
                noted.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.ChannelNoted(
                        at,
                        noted.alertId(),
                        noted.run(),
                        ids.id(IdTable.PERSON, noted.person()),
                        Channel.each(noted.channels()),
                        noted.state());
            }
            default -> null;
        };
    }
}
