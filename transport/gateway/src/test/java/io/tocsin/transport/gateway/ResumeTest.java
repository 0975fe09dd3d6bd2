package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.Epoch;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.ResumeResult;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Spoken.class)
final class ResumeTest {
    private final Rig rig;
    private final JdkPeer monitor;

    ResumeTest(final Spoken spoken) {
        rig = Rig.launch().speaking(spoken.codec());
        monitor = rig.source("m3");
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    @Test
    void shouldGoOnInBothLanesWithoutLossOrDuplicates() {
        final JdkPeer first = rig.clinician("ann");
        raise("a", 4);
        final List<String> seen = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            seen.add(said(first.delivery()));
        }
        assertThat(seen)
                .containsExactlyInAnyOrder(
                        "CRITICAL 1<0",
                        "CRITICAL 2<1",
                        "CRITICAL 3<2",
                        "CRITICAL 4<3",
                        "OTHER 1<0",
                        "OTHER 2<1",
                        "OTHER 3<2",
                        "OTHER 4<3");
        // Received three critical ones and two others, and confirmed none of them, when the network goes.
        first.cut();
        raise("b", 2);

        final JdkPeer second = rig.clinician("ann", first.resume(3, 2));
        assertThat(second.welcome().resume()).isEqualTo(ResumeResult.RESUMED);
        assertThat(second.welcome().critical()).isEqualTo(3);
        assertThat(second.welcome().other()).isEqualTo(2);
        final List<String> resumed = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            resumed.add(said(second.delivery()));
        }
        assertThat(resumed)
                .containsExactlyInAnyOrder(
                        "CRITICAL 4<3",
                        "CRITICAL 5<4",
                        "CRITICAL 6<5",
                        "OTHER 3<2",
                        "OTHER 4<3",
                        "OTHER 5<4",
                        "OTHER 6<5");
        assertThat(second.settle()).isEmpty();
        assertThat(rig.router.view().received("ann", Lane.CRITICAL)).isEqualTo(3);
    }

    @Test
    void shouldBeginBehindWhatAnotherClientOfThePersonHasReceived() {
        final JdkPeer first = rig.clinician("ann");
        raise("a", 3);
        ServerMessage.Delivery last = first.delivery();
        while (last.lane() != Lane.CRITICAL || last.seq() < 3) {
            last = first.delivery();
        }
        first.confirm(last);
        first.settle();
        await().until(() -> rig.router.view().received("ann", Lane.CRITICAL) == 3);

        final JdkPeer second = rig.clinician("ann", first.resume(1, 0));
        assertThat(second.welcome().resume()).isEqualTo(ResumeResult.RESUMED);
        assertThat(second.welcome().critical()).isEqualTo(3);
        assertThat(second.settle())
                .extracting(message -> said((ServerMessage.Delivery) message))
                .containsExactly("OTHER 1<0", "OTHER 2<1", "OTHER 3<2");
    }

    @Test
    void shouldBeginAnewInAnotherEpoch() {
        final JdkPeer first = rig.clinician("ann");
        raise("a", 1);
        first.delivery();
        first.delivery();
        first.cut();
        final JdkPeer second = rig.clinician("ann", new ClientMessage.Resume(new Epoch(1, 2), 900, 900));
        assertThat(second.welcome().resume()).isEqualTo(ResumeResult.RESET);
        assertThat(second.welcome().critical()).isZero();
        assertThat(second.settle())
                .extracting(message -> said((ServerMessage.Delivery) message))
                .containsExactlyInAnyOrder("CRITICAL 1<0", "OTHER 1<0");
    }

    @Test
    void shouldTellAClientThatHasMoreThanWasEverSent() {
        final JdkPeer first = rig.clinician("ann");
        raise("a", 1);
        first.delivery();
        first.delivery();
        first.cut();
        final JdkPeer second = rig.clinician("ann", first.resume(7, 0));
        assertThat(second.welcome().resume()).isEqualTo(ResumeResult.AHEAD);
        assertThat(second.welcome().critical()).isZero();
        assertThat(second.settle())
                .extracting(message -> said((ServerMessage.Delivery) message))
                .containsExactlyInAnyOrder("CRITICAL 1<0", "OTHER 1<0");
    }

    @Test
    void shouldConfirmOnlyWhatTheClientConfirms() {
        final JdkPeer ann = rig.clinician("ann");
        raise("a", 1);
        ann.delivery();
        ann.delivery();
        ann.settle();
        assertThat(rig.router.view().received("ann", Lane.CRITICAL)).isZero();
        ann.say(new ClientMessage.Receipts(1, 1, List.of(new ClientMessage.Displayed(Lane.CRITICAL, 1))));
        await().until(() -> rig.router.view().received("ann", Lane.CRITICAL) == 1
                && rig.router.view().received("ann", Lane.OTHER) == 1);
    }

    @Test
    void shouldRefuseReceiptsOfWhatWasNotDeliveredHere() {
        final JdkPeer ann = rig.clinician("ann");
        ann.say(new ClientMessage.Receipts(1, 0, List.of()));
        assertThat(ann.error(ErrorCode.INVALID_FIELD).field()).isEqualTo("critical");
        ann.say(new ClientMessage.Receipts(0, 1, List.of()));
        assertThat(ann.error(ErrorCode.INVALID_FIELD).field()).isEqualTo("other");
        ann.say(new ClientMessage.Receipts(0, 0, List.of(new ClientMessage.Displayed(Lane.OTHER, 1))));
        assertThat(ann.error(ErrorCode.INVALID_FIELD).field()).isEqualTo("displayed.seq");
    }

    /** So many critical alerts and as many others, alternating. */
    private void raise(final String prefix, final int each) {
        for (int i = 0; i < each; i++) {
            monitor.raise(prefix + "-critical-" + i, Severity.CRITICAL);
            monitor.raise(prefix + "-other-" + i, Severity.NON_URGENT);
        }
    }

    private static String said(final ServerMessage.Delivery delivery) {
        return delivery.lane() + " " + delivery.seq() + "<" + delivery.prev();
    }
}
