package io.tocsin;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.HeartbeatEncoder;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TechnicalCondition;
import io.tocsin.testkit.RouterTestKit;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A source that must be heard: its silence is an alert of its own, and its return ends it. */
final class WatchedSourceTest {
    private static final long MONITORS = 1001;

    @Test
    void shouldAlertWhenAWatchedSourceFallsSilentAndEndWhenItIsHeardAgain() {
        try (RouterTestKit kit = RouterTestKit.launch(watched(ofSeconds(30), Severity.EMERGENT))) {
            final List<Offer> offers = new ArrayList<>();
            kit.router().connect("bob", offers::add);
            heartbeat(kit, MONITORS);

            kit.advance(ofSeconds(29));
            assertThat(kit.events(RouterEvent.TechnicalNoted.class)).isEmpty();

            kit.advance(ofMillis(1_001));
            final RouterEvent.AlertRaised raised =
                    kit.events(RouterEvent.AlertRaised.class).get(0);
            assertThat(raised.cause().kind()).isEqualTo(Cause.TECHNICAL);
            assertThat(raised.cause().technical()).isEqualTo(TechnicalCondition.SOURCE_SILENT);
            assertThat(raised.cause().value()).isEqualTo(30);
            assertThat(raised.severity()).isEqualTo(Severity.EMERGENT);
            assertThat(raised.subject()).isEqualTo(new Subject(Subject.Kind.DEVICE, "monitors"));
            assertThat(raised.unidentified()).isFalse();
            assertThat(raised.stamp().clauses()).containsExactly(Clause.SOURCE_SILENT);
            // The charge nurse of the unit is told: no patient, no care team.
            assertThat(offers).hasSize(1);

            heartbeat(kit, MONITORS);
            final RouterEvent.ConditionChanged ended =
                    kit.events(RouterEvent.ConditionChanged.class).get(0);
            assertThat(ended.to()).isEqualTo(Condition.INACTIVE);
            assertThat(ended.stamp().clauses()).containsExactly(Clause.SOURCE_HEARD);
            assertThat(kit.events(RouterEvent.TechnicalNoted.class))
                    .extracting(RouterEvent.TechnicalNoted::active)
                    .containsExactly(true, false);
        }
    }

    @Test
    void shouldHearASourceInWhateverItSends() {
        try (RouterTestKit kit = RouterTestKit.launch(watched(ofSeconds(2), Severity.URGENT))) {
            for (int i = 0; i < 20; i++) {
                kit.advance(ofMillis(1_900));
                heartbeat(kit, MONITORS);
            }
            assertThat(kit.events(RouterEvent.TechnicalNoted.class)).isEmpty();
        }
    }

    @Test
    void shouldTellASecondSilenceOfTheSameSourceInTheSameAlertWhileItIsOpen() {
        try (RouterTestKit kit = RouterTestKit.launch(watched(ofSeconds(2), Severity.URGENT))) {
            kit.advance(ofSeconds(3));
            heartbeat(kit, MONITORS);
            kit.advance(ofSeconds(3));

            assertThat(kit.events(RouterEvent.AlertRaised.class)).hasSize(1);
            assertThat(kit.events(RouterEvent.ConditionChanged.class))
                    .extracting(RouterEvent.ConditionChanged::to)
                    .containsExactly(Condition.INACTIVE, Condition.ACTIVE);
        }
    }

    @Test
    void shouldWatchNoMoreWhatTheSiteDoesNotNameAnyMore() throws Exception {
        try (RouterTestKit kit = RouterTestKit.launch(watched(ofSeconds(2), Severity.URGENT))) {
            kit.advance(ofSeconds(3));
            kit.answer(kit.router().configure(North.site()));
            kit.advance(ofSeconds(60));

            assertThat(kit.events(RouterEvent.TechnicalNoted.class))
                    .extracting(RouterEvent.TechnicalNoted::active)
                    .containsExactly(true, false);
            assertThat(kit.events(RouterEvent.TechnicalNoted.class)
                            .get(1)
                            .stamp()
                            .clauses())
                    .containsExactly(Clause.CONFIGURED);
        }
    }

    @Test
    void shouldRefuseAWatchThatCannotBe() {
        final Site.Builder site = North.builder();
        assertThatThrownBy(() -> site.watchedSource(0, "m", "", ofSeconds(1), Severity.URGENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sourceId");
        assertThatThrownBy(() -> site.watchedSource(1, "m", "", ofMillis(99), Severity.URGENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("silentAfter");
        assertThatThrownBy(() -> site.watchedSource(1, "m", "nowhere", ofSeconds(1), Severity.URGENT)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nowhere");
    }

    private static Site watched(final java.time.Duration silentAfter, final Severity severity) {
        return North.builder()
                .watchedSource(MONITORS, "monitors", "icu", silentAfter, severity)
                .build();
    }

    private static void heartbeat(final RouterTestKit kit, final long sourceId) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        final HeartbeatEncoder heartbeat =
                new HeartbeatEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        heartbeat
                .envelope()
                .sourceId(sourceId)
                .commandId(0)
                .claimedNs(0)
                .receivedNs(0)
                .actorSession(0)
                .correlation(0)
                .facility(0)
                .replyGateway(0)
                .keyId(0)
                .flags(0)
                .purpose(Purpose.PRODUCTION)
                .askedLevel(Level.MEMORY);
        kit.router().offer(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + heartbeat.encodedLength());
        kit.settle();
    }
}
