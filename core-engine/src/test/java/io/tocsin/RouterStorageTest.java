package io.tocsin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.Severity;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalReader;
import io.tocsin.journal.Level;
import io.tocsin.journal.StorageState;
import io.tocsin.testkit.RouterTestKit;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

/** What a router answers while its journal runs out of room, and that it goes on once there is some again. */
final class RouterStorageTest {
    private final Filling journal = new Filling();
    private final RouterTestKit kit =
            RouterTestKit.launch(new AlertRouter.Context().site(North.site()).journal(journal));

    @Test
    void shouldTakeWhatIsCriticalWhileRoomIsLow() {
        final long urgent = kit.answer(kit.router().raise(North.raise("a", Severity.URGENT)))
                .alertId();
        fill(StorageState.LOW);

        assertRefused(North.raise("b", Severity.URGENT));
        final List<Offer> ann = new ArrayList<>();
        final RecipientSession session = kit.router().connect("ann", ann::add);
        assertThat(kit.answer(kit.router().raise(North.arrest("c"))).isNew()).isTrue();
        kit.answer(session.accept(urgent));
        assertThat(kit.router().openAlerts().get(0).owner()).isEqualTo("ann");
    }

    @Test
    void shouldRefuseAllWhileThereIsNoRoomAndEscalateAllTheSame() {
        kit.router().connect("ann", offer -> {});
        kit.answer(kit.router().raise(North.arrest("a")));
        fill(StorageState.FULL);

        assertRefused(North.arrest("b"));
        kit.advance(Policy.seconds(11));
        assertThat(kit.router().openAlerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.responses()).containsKey("bob"));

        fill(StorageState.AMPLE);
        assertThat(kit.answer(kit.router().raise(North.arrest("b"))).isNew()).isTrue();
    }

    @Test
    void shouldOpenASessionThatFoundNoRoomOnceThereIsSome() {
        fill(StorageState.FULL);
        final RecipientSession ann = kit.router().connect("ann", offer -> {});
        kit.settle();
        assertThat(ann.opened()).isNotDone();

        fill(StorageState.AMPLE);
        assertThat(kit.answer(ann.opened()).repeated()).isFalse();
    }

    @Test
    void shouldComeBackAndEscalateWithoutRoomForAnythingElse() {
        kit.router().connect("ann", offer -> {});
        kit.answer(kit.router().raise(North.arrest("a")));
        journal.state = StorageState.FULL;

        final RouterTestKit after = RouterTestKit.launch(
                new AlertRouter.Context().site(North.site()).journal(journal), kit.nowNs());

        assertThat(after.events(RouterEvent.SessionChanged.class)).hasSize(1);
        after.advance(Policy.seconds(11));
        assertThat(after.router().openAlerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.responses()).containsKey("bob"));
        journal.state = StorageState.AMPLE;
        after.settle();
        final Raised next = after.answer(after.router().raise(North.arrest("b")));
        assertThat(next.isNew()).isTrue();
        assertThat(next.repeated()).isFalse();
    }

    private void fill(final StorageState state) {
        journal.state = state;
        kit.settle();
        assertThat(kit.router().storageState()).isEqualTo(state);
    }

    private void assertRefused(final Raise raise) {
        assertThatThrownBy(() -> kit.answer(kit.router().raise(raise)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.STORAGE_FULL));
    }

    /** A journal whose room the test decides. */
    private static final class Filling implements Journal {
        private final InMemoryJournal kept = new InMemoryJournal();
        private volatile StorageState state = StorageState.AMPLE;

        @Override
        public long append(final long timestampNs, final DirectBuffer buffer, final int offset, final int length) {
            return kept.append(timestampNs, buffer, offset, length);
        }

        @Override
        public long recordedPosition() {
            return kept.recordedPosition();
        }

        @Override
        public void replay(final long fromPosition, final JournalReader reader) {
            kept.replay(fromPosition, reader);
        }

        @Override
        public Level level() {
            return kept.level();
        }

        @Override
        public StorageState storageState() {
            return state;
        }

        @Override
        public void close() {
            kept.close();
        }
    }
}
