package io.tocsin.replay.why;

import io.tocsin.AlertRouter;
import io.tocsin.OfferListener;
import io.tocsin.Policy;
import io.tocsin.Raise;
import io.tocsin.Site;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.EngineOutput;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.testkit.RouterTestKit;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A night on one ward under a clock that the test turns, and afterwards the events that were recorded of it. */
final class Night implements AutoCloseable {
    private final InMemoryJournal journal = new InMemoryJournal();
    final RouterTestKit kit;
    final AlertRouter router;

    Night(final Site site) {
        kit = RouterTestKit.launch(new AlertRouter.Context().site(site).journal(journal));
        router = kit.router();
    }

    /** Ann cares for p-17, bob is in charge, carl belongs to no step, the desk is always attended. */
    static Site.Builder ward() {
        return Site.named("north")
                .person("ann")
                .person("bob")
                .person("carl")
                .desk("desk")
                .unit("icu")
                .bed("icu-1", "icu")
                .role("icu", "charge-nurse", "bob")
                .patient("p-17", "icu-1")
                .care("p-17", "ann")
                .policy(standard());
    }

    static Policy standard() {
        return Policy.named("standard")
                .careTeam(Policy.seconds(10))
                .unitRole("charge-nurse", Policy.seconds(20))
                .failSafe("desk", Policy.seconds(60));
    }

    static Raise arrest(final String key) {
        return Raise.alert(key)
                .type(EmergencyType.CARDIAC_ARREST)
                .severity(Severity.CRITICAL)
                .patient("p-17");
    }

    void connect(final String person, final OfferListener listener) {
        router.connect(person, listener);
        kit.settle();
    }

    long raise(final Raise raise) {
        final long alertId = kit.answer(router.raise(raise)).alertId();
        kit.settle();
        return alertId;
    }

    /** The recorded events, as bytes. */
    List<byte[]> events() {
        final List<byte[]> events = new ArrayList<>();
        final AlertEngine engine = new AlertEngine(new EngineOutput() {
            @Override
            public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
                final byte[] event = new byte[length];
                buffer.getBytes(offset, event);
                events.add(event);
            }

            @Override
            public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
                // Not recorded.
            }
        });
        journal.replay(
                0,
                (position, timestampNs, buffer, offset, length) ->
                        engine.onCommand(timestampNs, buffer, offset, length));
        return events;
    }

    Why why(final long alertId, final String person) {
        return read(alertId, events()).answer(person);
    }

    Answer answer(final long alertId, final String person) {
        return why(alertId, person).answers().get(0);
    }

    static WhyReader read(final long alertId, final List<byte[]> events) {
        final WhyReader reader = new WhyReader(alertId);
        for (int i = 0; i < events.size(); i++) {
            reader.onEvent(i + 1L, new UnsafeBuffer(events.get(i)), 0, events.get(i).length);
        }
        return reader;
    }

    @Override
    public void close() {
        kit.close();
    }
}
