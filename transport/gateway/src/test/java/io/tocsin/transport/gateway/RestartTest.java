package io.tocsin.transport.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ResumeResult;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.journal.InMemorySnapshotStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that come back to a gateway whose router goes on with the journal of the one before, after it was closed or killed. */
final class RestartTest {
    private InMemoryJournal journal = new InMemoryJournal();
    private InMemorySnapshotStore snapshots = new InMemorySnapshotStore();
    private Rig rig = launch();

    @AfterEach
    void tearDown() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldResumeWithWhatIsOutstanding(final boolean isKilled) {
        final JdkPeer monitor = rig.source("m3");
        final JdkPeer ann = rig.clinician("ann");
        for (int i = 1; i <= 4; i++) {
            monitor.raise("a" + i, Severity.CRITICAL);
        }
        ann.confirm(ann.delivery());
        await().until(() -> rig.router.view().received("ann", Lane.CRITICAL) == 1);
        // Of the three others she reads one, and does not get to say so.
        assertThat(ann.delivery().seq()).isEqualTo(2);

        restart(isKilled);
        final JdkPeer again = rig.clinician("ann", ann.resume(2, 0));

        assertThat(again.welcome().resume()).isEqualTo(ResumeResult.RESUMED);
        assertThat(again.welcome().epoch()).isEqualTo(ann.welcome().epoch());
        assertThat(again.welcome().critical()).isEqualTo(2);
        if (isKilled) {
            assertThat(again.welcome().session()).isGreaterThan(ann.welcome().session());
        }
        final List<Long> seqs = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            final ServerMessage.Delivery delivery = again.delivery();
            assertThat(delivery.kind()).isEqualTo(OutputKind.OFFER);
            assertThat(delivery.redelivery()).isTrue();
            assertThat(delivery.alert().key()).isEqualTo("a" + delivery.seq());
            seqs.add(delivery.seq());
        }
        assertThat(seqs).containsExactly(3L, 4L);
        assertThat(again.settle()).as("and nothing twice").isEmpty();
        assertThat(again.accept(1).result()).isEqualTo(AnswerResult.OK);
        assertThat(requireNonNull(rig.router.view().alert(1)).owner()).isEqualTo("ann");

        final JdkPeer source = rig.source("m3");
        source.raise("a5", Severity.CRITICAL);
        assertThat(again.delivery()).satisfies(next -> {
            assertThat(next.seq()).isEqualTo(5);
            assertThat(next.prev()).isEqualTo(4);
            assertThat(next.redelivery()).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldAnswerWhatIsSentAgain(final boolean isKilled) {
        final JdkPeer before = rig.source("m3");
        final ServerMessage.Answer first = before.raise("a", Severity.CRITICAL);

        restart(isKilled);
        final JdkPeer after = rig.source("m3");
        assertThat(after.welcome().source()).isEqualTo(before.welcome().source());
        assertThat(after.welcome().highestCommandId()).isEqualTo(first.commandId());
        after.say(JdkPeer.raiseOf(first.commandId(), "a", Severity.CRITICAL));
        final ServerMessage.Answer again = after.next(ServerMessage.Answer.class);
        assertThat(again.result()).isEqualTo(AnswerResult.OK);
        assertThat(again.repeated()).isTrue();
        assertThat(again.alertId()).isEqualTo(first.alertId());
        assertThat(again.occurrence()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldShowTheAlertsThatAreOpenStill(final boolean isKilled) {
        rig.source("m3").raise("a", Severity.CRITICAL);
        final JdkPeer ann = rig.clinician("ann");
        ann.delivery();
        ann.accept(1);

        restart(isKilled);
        final JdkPeer board = rig.operator();
        board.say(new ClientMessage.AlertsQuery("q", 10, 0));
        final ServerMessage.Alerts page = board.next(ServerMessage.Alerts.class);
        assertThat(page.asOfEventSeq()).as("nothing has happened since").isPositive();
        assertThat(page.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.key()).isEqualTo("a");
            assertThat(alert.owner()).isEqualTo("ann");
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTellOfAnEndThatNobodyHeardOf(final boolean isKilled) {
        final JdkPeer monitor = rig.source("m3");
        final JdkPeer ann = rig.clinician("ann");
        final long id = monitor.raise("a", Severity.CRITICAL).alertId();
        ann.confirm(ann.delivery());
        await().until(() -> rig.router.view().received("ann", Lane.CRITICAL) == 1);
        ann.cut();
        await().until(() -> rig.count(GatewayMetric.SESSIONS_OPEN) == 0);
        monitor.say(new ClientMessage.Cancel(monitor.nextCommandId(), 0, ClientMessage.AlertName.id(id)));
        assertThat(monitor.next(ServerMessage.Answer.class).result()).isEqualTo(AnswerResult.OK);

        restart(isKilled);
        final JdkPeer again = rig.clinician("ann", ann.resume(1, 0));
        assertThat(again.delivery()).satisfies(end -> {
            assertThat(end.kind()).isEqualTo(OutputKind.CLOSED);
            assertThat(end.alert().alertId()).isEqualTo(id);
            assertThat(end.seq()).isEqualTo(2);
        });
        assertThat(again.settle()).isEmpty();
    }

    private Rig launch() {
        return Rig.launch(
                router -> router.journal(journal).snapshots(snapshots).snapshotIntervalCommands(7), gateway -> {});
    }

    /** What a killed one did at its end is not in the journal that the next one finds. */
    private void restart(final boolean isKilled) {
        final long recorded = journal.recordedPosition();
        rig.close();
        if (isKilled) {
            journal = journal.copy(recorded);
            snapshots = new InMemorySnapshotStore();
        } else {
            journal = journal.copy(Long.MAX_VALUE);
        }
        rig = launch();
        assertThat(requireNonNull(rig.router.recovery()).warnings()).isEmpty();
    }
}
