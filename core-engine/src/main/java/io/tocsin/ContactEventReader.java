package io.tocsin;

import io.tocsin.codecs.sbe.BundleChosenDecoder;
import io.tocsin.codecs.sbe.ChannelChosenDecoder;
import io.tocsin.codecs.sbe.ChannelNotedDecoder;
import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.router.IdBook;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** Decodes events of the channels over which people are told. Delivery thread only; allocates what it answers. */
final class ContactEventReader {
    private final IdBook ids;
    private final ChannelChosenDecoder chosen = new ChannelChosenDecoder();
    private final ChannelNotedDecoder noted = new ChannelNotedDecoder();
    private final BundleChosenDecoder bundle = new BundleChosenDecoder();

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
                        noted.state(),
                        noted.bundle(),
                        noted.dueNs());
            }
            case BundleChosenDecoder.TEMPLATE_ID -> {
                bundle.wrapAndApplyHeader(buffer, offset, header);
                final String person = ids.id(IdTable.PERSON, bundle.person());
                final Channel channel = ContactEncoding.channel(bundle.channel());
                final long number = bundle.bundle();
                final List<RouterEvent.ChannelChosen> members = new ArrayList<>();
                for (final BundleChosenDecoder.MembersDecoder member : bundle.members()) {
                    members.add(new RouterEvent.ChannelChosen(
                            at,
                            member.alertId(),
                            member.run(),
                            person,
                            channel,
                            // What is graver is never bundled.
                            Priority.NORMAL,
                            member.severity(),
                            member.step(),
                            false,
                            member.owned() == 1));
                }
                yield new RouterEvent.BundleChosen(at, number, person, channel, members);
            }
            default -> null;
        };
    }
}
