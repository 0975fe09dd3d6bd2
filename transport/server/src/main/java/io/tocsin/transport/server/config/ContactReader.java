package io.tocsin.transport.server.config;

import io.tocsin.Channel;
import io.tocsin.ContactMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads how a person is told beside the WebSocket. One thread. */
final class ContactReader {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<Channel> CHANNELS = Arrays.stream(Channel.values())
            .filter(channel -> channel != Channel.WEBSOCKET)
            .toList();

    private ContactReader() {}

    /** The methods in the order of the file; none if nothing is said. */
    static ContactMethod[] read(final @Nullable List<Section> sections) {
        final List<ContactMethod> methods = new ArrayList<>();
        for (final Section section : sections == null ? List.<Section>of() : sections) {
            final Channel channel = section.requiredChoice("channel", CHANNELS);
            final Duration after = section.duration("after", Duration.ZERO, Duration.ZERO, HOUR);
            final boolean isUnlessReceived = section.flag("unless-received", false);
            section.end();
            if (channel != null) {
                final ContactMethod method = ContactMethod.after(channel, after);
                methods.add(isUnlessReceived ? method.butNotIfReceived() : method);
            }
        }
        return methods.toArray(ContactMethod[]::new);
    }
}
