package io.tocsin.transport.directory;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.AlertRouter;
import io.tocsin.Offer;
import io.tocsin.Policy;
import io.tocsin.Raise;
import io.tocsin.RouterEvent;
import io.tocsin.ServiceLevel;
import io.tocsin.Site;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.journal.InMemoryEventLog;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.journal.JournalTail;
import io.tocsin.testkit.RouterTestKit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A history of what a real router did, held against its events, as they were decoded by another. */
final class StoredHistoryTest {
    private static final int ALERTS = 40;
    private static final Shape SHAPE = StoredHistory.shape(ALERTS, 10, 100);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void shouldHaveTheNewestAlertsAsTheEventsToldThem(final ReadModelSettings.Kind kind) {
        final InMemoryEventLog events = new InMemoryEventLog();
        final Map<Long, PastAlert> expected = play(events, 1, 120);
        assertThat(expected).hasSizeGreaterThan(ALERTS + 20);
        try (ModelStore model = Models.open(kind, folder, SHAPE)) {
            final StoredHistory history = new StoredHistory(model, ALERTS);
            follow(history, events.copy(events.lastEventSeq()));
            assertThat(history.alerts()).isEqualTo(ALERTS);
            assertThat(history.letGo()).isEqualTo(expected.size() - ALERTS);
            assertThat(history.withoutRoom()).isZero();
            requireSame(history, expected);
        }
    }

    @Test
    void shouldGoOnWhereItStoppedAndApplyNothingTwice() {
        final InMemoryEventLog events = new InMemoryEventLog();
        final Map<Long, PastAlert> expected = play(events, 2, 60);
        for (long until = 50; until < events.lastEventSeq(); until += 150) {
            try (ModelStore model = ModelStore.inFolder(folder, SHAPE, Models.LOG)) {
                final StoredHistory history = new StoredHistory(model, ALERTS);
                // What was applied already comes again, each time; the record of how far it is says so, and each entry.
                follow(history, events.copy(until));
                final long applied = history.applied();
                history.commit(Math.max(0, applied - 30));
                follow(history, events.copy(until));
                assertThat(history.applied()).isEqualTo(applied);
            }
        }
        try (ModelStore model = ModelStore.inFolder(folder, SHAPE, new LogPlace(7, 8, events.lastEventSeq()))) {
            final StoredHistory history = new StoredHistory(model, ALERTS);
            assertThat(history.applied()).as("reopened, not made again").isPositive();
            follow(history, events.copy(events.lastEventSeq()));
            requireSame(history, expected);
        }
    }

    private static void requireSame(final StoredHistory history, final Map<Long, PastAlert> expected) {
        final List<PastAlert> newest = expected.values().stream()
                .sorted(Comparator.comparingLong(PastAlert::alertId).reversed())
                .limit(ALERTS)
                .toList();
        assertThat(history.newest(0, 100)).isEqualTo(newest);
        assertThat(newest)
                .anyMatch(alert -> alert.outcome() == Outcome.NULL_VAL)
                .anyMatch(alert -> alert.closedNs() > 0);
        assertThat(newest).anyMatch(alert -> alert.receivedNs() > 0).anyMatch(alert -> alert.occurrence() > 1);
        assertThat(newest)
                .anyMatch(
                        alert -> !alert.acceptedBy().isEmpty() && !alert.owner().isEmpty());
        final long gone = newest.get(newest.size() - 1).alertId() - 1;
        assertThat(gone == 0 ? null : history.alert(gone)).isNull();
        assertThat(history.alert(newest.get(3).alertId())).isEqualTo(newest.get(3));
        for (final String patient : List.of("p-0", "p-1", "p-2", "p-3", "nobody")) {
            final List<PastAlert> of = newest.stream()
                    .filter(alert -> alert.subject().equals("P" + patient))
                    .toList();
            assertThat(paged((before, limit) -> history.ofPatient(patient, before, limit)))
                    .isEqualTo(of);
        }
        assertThat(paged((before, limit) -> history.ofUnit("icu", before, limit)))
                .isEqualTo(newest);
        assertThat(paged(history::newest)).isEqualTo(newest);
    }

    private static List<PastAlert> paged(final Pages pages) {
        final List<PastAlert> all = new ArrayList<>();
        long before = 0;
        while (true) {
            final List<PastAlert> page = pages.page(before, 3);
            if (page.isEmpty()) {
                return all;
            }
            all.addAll(page);
            before = page.get(page.size() - 1).alertId();
        }
    }

    private static void follow(final StoredHistory history, final InMemoryEventLog events) {
        final HistoryEvents applying = new HistoryEvents(history);
        try (JournalTail tail = requireNonNull(events.tail(history.applied() + 1))) {
            while (tail.poll(applying, 64) > 0) {
                history.commit(applying.appliedSeq());
            }
        }
    }

    /** Raises, repeats, answers, resolves, at random; answers what the events told of each alert. */
    private static Map<Long, PastAlert> play(final InMemoryEventLog events, final long seed, final int steps) {
        final Site.Builder site =
                Site.named("north").unit("icu").bed("icu-1", "icu").desk("desk");
        site.person("ann").person("bob");
        for (int i = 0; i < 4; i++) {
            site.patient("p-" + i, "icu-1").care("p-" + i, "ann", "bob");
        }
        site.serviceLevel(ServiceLevel.standard());
        site.policy(Policy.named("all").careTeam(Policy.seconds(10)).failSafe("desk", Policy.seconds(60)));
        final Random random = new Random(seed);
        final AlertRouter.Context context = new AlertRouter.Context()
                .site(site.build())
                .journal(new InMemoryJournal())
                .eventLog(events);
        try (RouterTestKit kit = RouterTestKit.launch(context)) {
            final List<Offer> offers = new ArrayList<>();
            kit.router().connect("ann", offers::add);
            kit.settle();
            for (int i = 0; i < steps; i++) {
                final int alert = random.nextInt(8) == 0 ? random.nextInt(i + 1) : i;
                final Raise raise = Raise.alert("k-" + alert).patient("p-" + alert % 4);
                raise.type(EmergencyType.STROKE).severity(Severity.URGENT);
                kit.answer(kit.router().raise(raise));
                if (!offers.isEmpty() && random.nextBoolean()) {
                    final Offer offer = offers.remove(random.nextInt(offers.size()));
                    switch (random.nextInt(3)) {
                        case 0 -> offer.accept();
                        case 1 -> offer.reject(RejectReason.BUSY);
                        default -> {
                            offer.accept();
                            kit.settle();
                            offer.resolve();
                        }
                    }
                }
                kit.settle();
                kit.advance(Duration.ofSeconds(random.nextInt(4)));
            }
            return told(kit.events());
        }
    }

    private static Map<Long, PastAlert> told(final List<RouterEvent> events) {
        final Map<Long, PastAlert> alerts = new TreeMap<>();
        for (final RouterEvent event : events) {
            final long nowNs = event.stamp().timestampNs();
            if (event instanceof RouterEvent.AlertRaised raised) {
                alerts.put(raised.alertId(), of(raised));
            } else if (event instanceof RouterEvent.AlertUpdated updated) {
                alerts.computeIfPresent(updated.alertId(), (id, was) -> with(was, updated));
            } else if (event instanceof RouterEvent.StepStarted started) {
                alerts.computeIfPresent(started.alertId(), (id, was) -> step(was));
            } else if (event instanceof RouterEvent.SlaNoted noted
                    && !noted.person().isEmpty()) {
                alerts.computeIfPresent(noted.alertId(), (id, was) -> received(was, nowNs));
            } else if (event instanceof RouterEvent.OfferAnswered answered) {
                alerts.computeIfPresent(answered.alertId(), (id, was) -> answered(was, answered, nowNs));
            } else if (event instanceof RouterEvent.AlertClosed closed) {
                alerts.computeIfPresent(closed.alertId(), (id, was) -> closed(was, closed, nowNs));
            }
        }
        return alerts;
    }

    private static PastAlert of(final RouterEvent.AlertRaised raised) {
        final io.tocsin.@Nullable Subject subject = raised.subject();
        return new PastAlert(
                raised.alertId(),
                subject == null ? "" : "P" + subject.id(),
                raised.unit(),
                raised.bed(),
                raised.type(),
                raised.severity(),
                raised.cause().kind(),
                raised.purpose(),
                1,
                0,
                raised.stamp().timestampNs(),
                0,
                0,
                "",
                "",
                0,
                0,
                Outcome.NULL_VAL,
                "");
    }

    private static PastAlert with(final PastAlert was, final RouterEvent.AlertUpdated updated) {
        return new PastAlert(
                was.alertId(),
                was.subject(),
                was.unit(),
                was.bed(),
                was.type(),
                updated.severity(),
                was.cause(),
                was.purpose(),
                updated.occurrence(),
                was.steps(),
                was.raisedNs(),
                was.receivedNs(),
                was.acceptedNs(),
                was.acceptedBy(),
                was.owner(),
                was.atBedsideNs(),
                was.closedNs(),
                was.outcome(),
                was.closedBy());
    }

    private static PastAlert step(final PastAlert was) {
        return new PastAlert(
                was.alertId(),
                was.subject(),
                was.unit(),
                was.bed(),
                was.type(),
                was.severity(),
                was.cause(),
                was.purpose(),
                was.occurrence(),
                was.steps() + 1,
                was.raisedNs(),
                was.receivedNs(),
                was.acceptedNs(),
                was.acceptedBy(),
                was.owner(),
                was.atBedsideNs(),
                was.closedNs(),
                was.outcome(),
                was.closedBy());
    }

    private static PastAlert received(final PastAlert was, final long nowNs) {
        return new PastAlert(
                was.alertId(),
                was.subject(),
                was.unit(),
                was.bed(),
                was.type(),
                was.severity(),
                was.cause(),
                was.purpose(),
                was.occurrence(),
                was.steps(),
                was.raisedNs(),
                was.receivedNs() == 0 ? nowNs : was.receivedNs(),
                was.acceptedNs(),
                was.acceptedBy(),
                was.owner(),
                was.atBedsideNs(),
                was.closedNs(),
                was.outcome(),
                was.closedBy());
    }

    private static PastAlert answered(final PastAlert was, final RouterEvent.OfferAnswered answered, final long nowNs) {
        final boolean isFirst = answered.response() == Response.ACCEPTED && was.acceptedNs() == 0;
        return new PastAlert(
                was.alertId(),
                was.subject(),
                was.unit(),
                was.bed(),
                was.type(),
                was.severity(),
                was.cause(),
                was.purpose(),
                was.occurrence(),
                was.steps(),
                was.raisedNs(),
                was.receivedNs(),
                isFirst ? nowNs : was.acceptedNs(),
                isFirst ? answered.person() : was.acceptedBy(),
                answered.owner(),
                was.atBedsideNs(),
                was.closedNs(),
                was.outcome(),
                was.closedBy());
    }

    private static PastAlert closed(final PastAlert was, final RouterEvent.AlertClosed closed, final long nowNs) {
        return new PastAlert(
                was.alertId(),
                was.subject(),
                was.unit(),
                was.bed(),
                was.type(),
                was.severity(),
                was.cause(),
                was.purpose(),
                was.occurrence(),
                was.steps(),
                was.raisedNs(),
                was.receivedNs(),
                was.acceptedNs(),
                was.acceptedBy(),
                was.owner(),
                was.atBedsideNs(),
                nowNs,
                closed.outcome(),
                closed.person());
    }

    private interface Pages {
        List<PastAlert> page(long before, int limit);
    }
}
