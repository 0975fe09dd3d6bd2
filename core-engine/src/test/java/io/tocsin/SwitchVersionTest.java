package io.tocsin;

import static io.tocsin.Policy.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.engine.EngineLimits;
import io.tocsin.engine.semantics.Semantics;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.journal.JournalException;
import io.tocsin.pipeline.GenesisMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A router that stands alone, over a journal that another version began. */
final class SwitchVersionTest {
    private static final long BEGAN_NS = 1_700_000_000_000_000_000L;

    private InMemoryJournal journal = new InMemoryJournal();
    private final List<RouterEvent> events = new ArrayList<>();

    @Test
    void shouldGoOnInTheVersionOfTheJournalUntilItIsSwitched() throws Exception {
        begin(1);
        try (AlertRouter router = launch()) {
            assertThat(router.operation().engineVersion()).isEqualTo(1);
            assertThat(router.operation().knownEngineVersion()).isEqualTo(Semantics.NEWEST);
            assertThatThrownBy(() -> router.operation()
                            .switchEngineVersion(Semantics.NEWEST + 1)
                            .get(10, TimeUnit.SECONDS))
                    .as("nothing gets into the journal that could not be carried out")
                    .hasMessageContaining("VERSION_NOT_KNOWN");
            router.operation().switchEngineVersion(2).get(10, TimeUnit.SECONDS);
            router.operation().switchEngineVersion(2).get(10, TimeUnit.SECONDS);
            assertThat(router.operation().engineVersion()).isEqualTo(2);
            assertThatThrownBy(() -> router.operation().switchEngineVersion(1).get(10, TimeUnit.SECONDS))
                    .as("there is no way back")
                    .hasMessageContaining("INVALID_FIELD");
        }
        synchronized (events) {
            assertThat(events)
                    .filteredOn(RouterEvent.EngineVersionSwitched.class::isInstance)
                    .hasSize(1);
        }
        journal = journal.copy(Long.MAX_VALUE);
        try (AlertRouter again = launch()) {
            assertThat(again.operation().engineVersion()).isEqualTo(2);
        }
    }

    @Test
    void shouldBeginWithTheNewestVersion() {
        try (AlertRouter router = launch()) {
            assertThat(router.operation().engineVersion()).isEqualTo(Semantics.NEWEST);
        }
    }

    @Test
    void shouldNotStartOnAJournalOfAVersionThatItDoesNotKnow() {
        begin(Semantics.NEWEST + 1);
        assertThatThrownBy(this::launch)
                .isInstanceOf(JournalException.class)
                .hasMessage(
                        "the log is of engine version 3 from here on, and this Tocsin knows 1 to 2: nothing of it was"
                                + " carried out; start a newer Tocsin on the same folder");
    }

    private void begin(final int version) {
        final UnsafeBuffer genesis = new UnsafeBuffer(new byte[GenesisMessage.LENGTH]);
        GenesisMessage.encode(version, EngineLimits.small(), 7, 9, genesis, 0);
        assertThat(journal.append(BEGAN_NS, genesis, 0, genesis.capacity())).isPositive();
    }

    private AlertRouter launch() {
        return AlertRouter.launch(new AlertRouter.Context()
                .journal(journal)
                .limits(EngineLimits.small())
                .listener(new RouterListener() {
                    @Override
                    public void onEvent(final RouterEvent event) {
                        synchronized (events) {
                            events.add(event);
                        }
                    }
                })
                .site(Site.named("north")
                        .desk("desk")
                        .unit("icu")
                        .policy(Policy.named("all").failSafe("desk", seconds(60)))
                        .build()));
    }
}
