package io.tocsin.codecs.wire;

import io.tocsin.codecs.json.AlertReport;
import io.tocsin.codecs.json.Capability;
import io.tocsin.codecs.json.Channel;
import io.tocsin.codecs.wire.frames.AlertFlagsEncoder;
import io.tocsin.codecs.wire.frames.CapabilitiesDecoder;
import io.tocsin.codecs.wire.frames.CapabilitiesEncoder;
import io.tocsin.codecs.wire.frames.ChannelsDecoder;
import io.tocsin.codecs.wire.frames.ChannelsEncoder;
import java.util.EnumSet;
import java.util.Set;

/** The sets of the schema, whose unknown bits are ignored. Any thread. */
final class Bits {
    private Bits() {}

    static Set<Capability> capabilities(final CapabilitiesDecoder bits) {
        final Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        if (bits.emergencyResponseCapable()) {
            capabilities.add(Capability.EMERGENCY_RESPONSE_CAPABLE);
        }
        if (bits.supportsPush()) {
            capabilities.add(Capability.SUPPORTS_PUSH);
        }
        return capabilities;
    }

    static void capabilities(final Set<Capability> capabilities, final CapabilitiesEncoder bits) {
        bits.clear()
                .emergencyResponseCapable(capabilities.contains(Capability.EMERGENCY_RESPONSE_CAPABLE))
                .supportsPush(capabilities.contains(Capability.SUPPORTS_PUSH));
    }

    static Set<Channel> channels(final ChannelsDecoder bits) {
        final Set<Channel> channels = EnumSet.noneOf(Channel.class);
        for (final Channel channel : Channel.values()) {
            final boolean isThere = switch (channel) {
                case WEBSOCKET -> bits.websocket();
                case PUSH -> bits.push();
                case SMS -> bits.sms();
                case VOICE -> bits.voice();
                case PAGER -> bits.pager();
                case EMAIL -> bits.email();
            };
            if (isThere) {
                channels.add(channel);
            }
        }
        return channels;
    }

    static void channels(final Set<Channel> channels, final ChannelsEncoder bits) {
        bits.clear()
                .websocket(channels.contains(Channel.WEBSOCKET))
                .push(channels.contains(Channel.PUSH))
                .sms(channels.contains(Channel.SMS))
                .voice(channels.contains(Channel.VOICE))
                .pager(channels.contains(Channel.PAGER))
                .email(channels.contains(Channel.EMAIL));
    }

    static void flags(final AlertReport alert, final AlertFlagsEncoder bits) {
        bits.clear()
                .unidentified(alert.unidentified())
                .stale(alert.stale())
                .atBedside(alert.atBedside())
                .responding(alert.responding())
                .descriptionCut(alert.cut().description())
                .metadataCut(alert.cut().metadata())
                .textCut(alert.cut().text());
    }
}
