package io.tocsin;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.journal.FileSnapshotStore;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.pipeline.Pipeline;
import io.tocsin.pipeline.Recovery;
import io.tocsin.testkit.RouterTestKit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A router that is launched over a kept journal goes on where the one before ended, however that ended. */
@Timeout(60)
final class RouterRecoveryTest {
    private final Lives lives = new Lives();

    @ParameterizedTest
    @EnumSource(Lives.End.class)
    void shouldShowWhatTheOneBeforeShowed(final Lives.End end) {
        final RouterTestKit before = lives.launch(North.site());
        final List<Offer> ann = new ArrayList<>();
        before.router().connect("ann", ann::add);
        before.router().connect("bob", offer -> {});
        for (final String key : List.of("offered", "owned", "rejected", "changed", "over", "closed")) {
            before.answer(before.router()
                    .raise(North.arrest(key)
                            .room("4")
                            .vital(Parameter.HEART_RATE, 31)
                            .metadata("ward", "7")));
        }
        before.answer(ann.get(1).accept());
        before.answer(ann.get(2).reject(RejectReason.BUSY));
        before.answer(before.router().update(Update.alert("changed").severity(Severity.EMERGENT)));
        before.answer(before.router().clear("over"));
        before.answer(before.router().cancel("closed"));
        before.advance(Duration.ofSeconds(12));
        final List<AlertState> shown = before.router().openAlerts();
        assertThat(shown).hasSize(5);

        final RouterTestKit after = lives.relaunch(before, end, North.site());

        assertThat(after.router().openAlerts()).isEqualTo(shown);
        assertThat(after.router().view().received("ann", Lane.CRITICAL))
                .isEqualTo(before.router().view().received("ann", Lane.CRITICAL))
                .isPositive();
        assertThat(after.router().view().asOfEventSeq())
                .isGreaterThanOrEqualTo(before.router().view().asOfEventSeq());
        assertThat(after.router().epochHigh()).isEqualTo(before.router().epochHigh());
        assertThat(after.router().epochLow()).isEqualTo(before.router().epochLow());
        assertThat(after.events(RouterEvent.AlertRaised.class))
                .as("the past is not told again")
                .isEmpty();
        assertThat(before.router().recovery()).isNull();
        final Recovery recovery = requireNonNull(after.router().recovery());
        assertThat(recovery.warnings()).isEmpty();
        assertThat(recovery.snapshot() != null).isEqualTo(end != Lives.End.DEATH);
        switch (end) {
            case CLOSE -> assertThat(recovery.commandsReplayed()).isZero();
            case DEATH_AFTER_SNAPSHOT -> assertThat(recovery.commandsReplayed()).isLessThan(recovery.journalRecords());
            case DEATH -> assertThat(recovery.commandsReplayed()).isEqualTo(recovery.journalRecords());
        }
    }

    @ParameterizedTest
    @EnumSource(Lives.End.class)
    void shouldEscalateOnTime(final Lives.End end) {
        final RouterTestKit before = lives.launch(North.site());
        before.router().connect("ann", offer -> {});
        before.answer(before.router().raise(North.arrest("a")));
        before.advance(Duration.ofSeconds(4));

        final RouterTestKit after = lives.relaunch(before, end, North.site());
        final List<Offer> bob = new ArrayList<>();
        after.router().connect("bob", bob::add);
        after.settle();
        assertThat(bob).isEmpty();
        after.advance(Duration.ofMillis(5_999));
        assertThat(bob).isEmpty();
        after.advance(Duration.ofMillis(1));

        assertThat(bob).singleElement().satisfies(offer -> {
            assertThat(offer.alertId()).isEqualTo(1);
            assertThat(offer.alert().alertKey()).isEqualTo("a");
            assertThat(offer.step()).isEqualTo(1);
        });
        after.advance(Duration.ofSeconds(20));
        assertThat(after.router().openAlerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.responses()).containsEntry("desk", Response.OFFERED));
    }

    @Test
    void shouldTellTheNextAtOnceWhenTheTimeRanOutMeanwhile() {
        final RouterTestKit before = lives.launch(North.site());
        before.router().connect("ann", offer -> {});
        before.answer(before.router().raise(North.arrest("a")));
        lives.sleep(Duration.ofHours(1));

        final RouterTestKit after = lives.relaunch(before, Lives.End.DEATH, North.site());

        assertThat(after.router().openAlerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.responses()).containsEntry("desk", Response.OFFERED));
    }

    @ParameterizedTest
    @EnumSource(Lives.End.class)
    void shouldLetPeopleAndSourcesGoOnWithAnAlert(final Lives.End end) {
        final RouterTestKit before = lives.launch(North.site());
        before.router().connect("ann", offer -> {});
        final long id = before.answer(before.router().raise(North.arrest("a"))).alertId();
        final long other =
                before.answer(before.router().raise(North.arrest("b"))).alertId();

        final RouterTestKit after = lives.relaunch(before, end, North.site());
        final RecipientSession ann = after.router().connect("ann", offer -> {});
        after.answer(ann.opened());
        final Raised again = after.answer(after.router().raise(North.arrest("a")));
        assertThat(again.alertId()).isEqualTo(id);
        assertThat(again.isNew()).isFalse();
        assertThat(again.occurrence()).isEqualTo(2);
        after.answer(ann.accept(id));
        assertThat(after.router().openAlerts().get(0).owner()).isEqualTo("ann");
        after.answer(ann.resolve(id));
        after.answer(after.router().cancel(AlertRef.id(other)));

        assertThat(after.router().openAlerts()).isEmpty();
        assertThat(after.router().view().outcome(id)).isEqualTo(Outcome.RESOLVED);
        assertThat(after.answer(after.router().raise(North.arrest("c"))).alertId())
                .as("ids go on")
                .isEqualTo(other + 1);
    }

    @ParameterizedTest
    @EnumSource(Lives.End.class)
    void shouldLetTheOwnerResolve(final Lives.End end) {
        final RouterTestKit before = lives.launch(North.site());
        final RecipientSession first = before.router().connect("ann", Offer::accept);
        final long id = before.answer(before.router().raise(North.arrest("a"))).alertId();
        before.settle();

        final RouterTestKit after = lives.relaunch(before, end, North.site());
        final RecipientSession second = after.router().connect("ann", offer -> {});
        after.answer(second.opened());

        assertThat(second.sessionId()).as("session ids go on").isGreaterThan(first.sessionId());
        assertThat(after.router().openAlerts().get(0).owner()).isEqualTo("ann");
        after.answer(second.resolve(id));
        assertThat(after.router().openAlerts()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Lives.End.class)
    void shouldKnowACommandThatIsSentAgain(final Lives.End end) {
        final RouterTestKit before = lives.launch(North.site());
        final Raised first =
                before.answer(before.router().raise(North.arrest("a").from(9, 41)));

        final RouterTestKit after = lives.relaunch(before, end, North.site());
        final Raised again = after.answer(after.router().raise(North.arrest("a").from(9, 41)));
        assertThat(again.repeated()).isTrue();
        assertThat(again.alertId()).isEqualTo(first.alertId());
        assertThat(after.router().openAlerts().get(0).occurrence()).isEqualTo(1);
        // The router's own numbers go on as well: none of these is taken for one of before.
        final List<Raised> own = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            own.add(after.answer(after.router().raise(North.arrest("own" + i))));
        }
        assertThat(own).allSatisfy(raised -> assertThat(raised.repeated()).isFalse());
        assertThat(after.answer(after.router().raise(North.arrest("a").from(9, 42)))
                        .occurrence())
                .isEqualTo(2);
    }

    @Test
    void shouldGoOnCountingOverManyLives() {
        RouterTestKit kit = lives.launch(North.site());
        for (int life = 0; life < 9; life++) {
            kit.router().connect("ann", offer -> {});
            final Raised raised = kit.answer(kit.router().raise(North.arrest("life" + life)));
            assertThat(raised.repeated()).isFalse();
            assertThat(raised.isNew()).isTrue();
            assertThat(kit.router().openAlerts()).hasSize(life + 1);
            kit = lives.relaunch(kit, Lives.End.ofTurn(life), North.site());
        }
        assertThat(kit.router().openAlerts())
                .extracting(AlertState::alertKey)
                .containsExactly("life0", "life1", "life2", "life3", "life4", "life5", "life6", "life7", "life8");
    }

    @ParameterizedTest
    @EnumSource(Lives.End.class)
    void shouldDeliverWhatWasNotReceived(final Lives.End end) {
        final RouterTestKit before = lives.launch(North.site());
        before.router().connect("ann", offer -> {
            if (!offer.alert().alertKey().equals("read")) {
                throw new IllegalStateException("ann's phone goes dark");
            }
        });
        before.answer(before.router().raise(North.arrest("read")));
        before.router().raise(North.arrest("lost"));
        before.router().raise(North.arrest("lost too"));
        assertThatThrownBy(before::settle).hasRootCauseMessage("ann's phone goes dark");

        final RouterTestKit after = lives.relaunch(before, end, North.site());
        final List<Offer> ann = new ArrayList<>();
        after.router().connect("ann", ann::add);
        after.settle();

        assertThat(ann).extracting(offer -> offer.alert().alertKey()).containsExactly("lost", "lost too");
        assertThat(ann).extracting(Offer::seq).containsExactly(2L, 3L);
        assertThat(ann).allSatisfy(offer -> {
            assertThat(offer.redelivery()).isTrue();
            assertThat(offer.kind()).isEqualTo(OutputKind.OFFER);
        });
        after.answer(ann.get(0).accept());
        assertThat(after.router().view().received("ann", Lane.CRITICAL)).isEqualTo(3);
        after.answer(after.router().raise(North.arrest("next")));
        assertThat(ann).last().satisfies(offer -> {
            assertThat(offer.seq()).isEqualTo(4);
            assertThat(offer.redelivery()).isFalse();
        });
    }

    @ParameterizedTest
    @EnumSource(Lives.End.class)
    void shouldCloseTheSessionsOfBefore(final Lives.End end) {
        final RouterTestKit before = lives.launch(North.site());
        before.router().connect("ann", offer -> {});
        before.router().connect("bob", offer -> {});
        before.settle();

        final RouterTestKit after = lives.relaunch(before, end, North.site());

        assertThat(after.events(RouterEvent.SessionChanged.class))
                .hasSize(2)
                .allSatisfy(changed -> assertThat(changed.open()).isFalse());
        after.answer(after.router().raise(North.arrest("a")));
        assertThat(after.router().openAlerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.responses())
                        .as("ann and bob cannot be reached: nobody waits for them")
                        .containsEntry("desk", Response.OFFERED));
    }

    @Test
    void shouldShowTheListenerTheRecoveredViewBeforeAnyEvent() {
        final RouterTestKit before = lives.launch(North.site());
        before.answer(before.router().raise(North.arrest("a")));
        final List<String> heard = new ArrayList<>();
        final RouterListener listener = new RouterListener() {
            @Override
            public void onView(final AlertView view) {
                view.open().forEach(alert -> heard.add("open " + alert.alertKey()));
            }

            @Override
            public void onEvent(final RouterEvent event) {
                heard.add(event.getClass().getSimpleName());
            }
        };

        try (AlertRouter after = AlertRouter.launch(lives.next(before, North.site())
                .threading(Pipeline.Threading.MANUAL)
                .clock(before::nowNs)
                .listener(listener))) {
            after.raise(North.arrest("b"));
            while (after.doWork() > 0) {}
        }
        assertThat(heard).startsWith("open a").contains("AlertRaised").containsOnlyOnce("open a");
    }

    @Test
    void shouldTellOfAnEndThatWasNotReceived() {
        final RouterTestKit before = lives.launch(North.site());
        final RecipientSession gone = before.router().connect("ann", offer -> {});
        final long id = before.answer(before.router().raise(North.arrest("a"))).alertId();
        before.settle();
        gone.close();
        before.answer(before.router().cancel("a"));

        final RouterTestKit after = lives.relaunch(before, Lives.End.CLOSE, North.site());
        final List<Offer> ended = new ArrayList<>();
        after.router().connect("ann", new OfferListener() {
            @Override
            public void onOffer(final Offer offer) {
                throw new AssertionError("received before: " + offer);
            }

            @Override
            public void onClosed(final Offer offer, final Outcome outcome) {
                ended.add(offer);
            }
        });
        after.settle();
        assertThat(ended).singleElement().satisfies(offer -> {
            assertThat(offer.alertId()).isEqualTo(id);
            assertThat(offer.severity()).isEqualTo(Severity.CRITICAL);
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldComeBackFromSnapshotFiles(final boolean isClosed, @TempDir final Path folder) throws Exception {
        final InMemoryJournal journal = new InMemoryJournal();
        final AlertRouter before = AlertRouter.launch(threaded(journal, folder));
        for (int i = 0; i < 40; i++) {
            before.raise(North.arrest("a" + i)).get(10, TimeUnit.SECONDS);
        }
        if (isClosed) {
            before.close();
        } else {
            // Snapshots are written beside the work; one of the first forty commands is there soon.
            final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (new FileSnapshotStore(folder).list().isEmpty() && System.nanoTime() < endNs) {
                Thread.onSpinWait();
            }
        }

        try (AlertRouter after = AlertRouter.launch(threaded(journal.copy(Long.MAX_VALUE), folder))) {
            assertThat(after.openAlerts()).isEqualTo(before.openAlerts()).hasSize(40);
            assertThat(requireNonNull(after.recovery()).snapshot()).isNotNull();
            assertThat(after.raise(North.arrest("next"))
                            .get(10, TimeUnit.SECONDS)
                            .alertId())
                    .isEqualTo(41);
        } finally {
            before.close();
        }
    }

    private static AlertRouter.Context threaded(final InMemoryJournal journal, final Path folder) {
        return new AlertRouter.Context()
                .site(North.site())
                .journal(journal)
                .snapshots(new FileSnapshotStore(folder))
                .snapshotIntervalCommands(10)
                .snapshotInterval(Duration.ofMinutes(1));
    }
}
