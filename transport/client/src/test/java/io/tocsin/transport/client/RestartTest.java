package io.tocsin.transport.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.codecs.json.ResumeResult;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.journal.InMemoryJournal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Clients that stay while routers come and go over the same journal, closed in order on one port, or killed behind a cable: every command has one effect and one
 * answer, and everybody is told everything once.
 */
@Timeout(180)
@ParameterizedClass
@EnumSource(Spoken.class)
final class RestartTest {
    private static final int PATIENCE = ScriptedServer.PATIENCE_SECONDS;

    private final Spoken spoken;
    private static final int LIVES = 4;
    private static final int PER_LIFE = 60;

    private final ClientGroup group = ClientGroup.threads(1);
    private final Recorder annHeard = new Recorder();
    private final Recorder bobHeard = new Recorder();
    private final List<CompletableFuture<ServerMessage.Answer>> answers = new ArrayList<>();
    private Life life = new Life(new InMemoryJournal(), 0);

    RestartTest(final Spoken spoken) {
        this.spoken = spoken;
    }

    @AfterEach
    void tearDown() {
        life.end();
        group.close();
    }

    @Test
    void shouldLoseAndDoubleNothingWhileRoutersAreRestarted() throws Exception {
        play(life.uri(), () -> life = life.restart());
    }

    @Test
    void shouldLoseAndDoubleNothingWhileRoutersAreKilled() throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(life.port())) {
            play(proxy.uri(), () -> {
                proxy.lead(0);
                proxy.cut();
                // It dies here: nobody hears what it does from now on, and its journal is found as it is now.
                final long recorded = life.journal.recordedPosition();
                life.end();
                life = new Life(life.journal.copy(recorded), 0);
                proxy.lead(life.port());
            });
        }
    }

    private void play(final URI uri, final Runnable restart) throws Exception {
        try (TocsinClient ann = TocsinClient.connect(clinician("ann", uri).listener(annHeard));
                TocsinClient bob = TocsinClient.connect(clinician("bob", uri).listener(bobHeard));
                TocsinClient monitor = TocsinClient.connect(source("m3", uri))) {
            ann.connected().get(PATIENCE, SECONDS);
            bob.connected().get(PATIENCE, SECONDS);
            for (int number = 1; number <= LIVES; number++) {
                awaitWelcomes(number);
                for (int i = 0; i < PER_LIFE; i++) {
                    answers.add(monitor.raise(Says.arrest("life-" + number + "/" + i)));
                }
                // In the midst of it.
                final int answered = (number - 1) * PER_LIFE + PER_LIFE / 3;
                await().atMost(PATIENCE, SECONDS)
                        .until(() -> answers.get(answered).isDone());
                restart.run();
            }
            awaitWelcomes(LIVES + 1);
            final List<Long> alertIds = new ArrayList<>();
            for (final CompletableFuture<ServerMessage.Answer> answer : answers) {
                final ServerMessage.Answer done = answer.get(PATIENCE, SECONDS);
                assertThat(done.occurrence()).isEqualTo(1);
                alertIds.add(done.alertId());
            }

            assertThat(alertIds).doesNotHaveDuplicates().hasSize(LIVES * PER_LIFE);
            assertThat(life.router.openAlerts())
                    .hasSize(LIVES * PER_LIFE)
                    .allSatisfy(alert -> assertThat(alert.occurrence()).isEqualTo(1));
            assertToldOnce(annHeard, alertIds);
            assertToldOnce(bobHeard, alertIds);
            assertThat(annHeard.welcomes)
                    .extracting(ServerMessage.Welcome::resume)
                    .startsWith(ResumeResult.NEW)
                    .filteredOn(resume -> resume != ResumeResult.NEW)
                    .hasSizeGreaterThanOrEqualTo(LIVES)
                    .containsOnly(ResumeResult.RESUMED);
            assertThat(annHeard.welcomes)
                    .extracting(ServerMessage.Welcome::epoch)
                    .containsOnly(annHeard.welcomes.element().epoch());
            assertThat(monitor.unanswered()).isZero();

            ann.accept(alertIds.get(0)).get(PATIENCE, SECONDS);
            ann.resolve(alertIds.get(0)).get(PATIENCE, SECONDS);
            assertThat(life.router.openAlerts()).hasSize(LIVES * PER_LIFE - 1);
        }
    }

    private void awaitWelcomes(final int count) {
        await().atMost(PATIENCE, SECONDS)
                .until(() -> annHeard.welcomes.size() >= count && bobHeard.welcomes.size() >= count);
    }

    private static void assertToldOnce(final Recorder heard, final List<Long> alertIds) {
        await().atMost(PATIENCE, SECONDS).until(() -> heard.deliveries.size() >= alertIds.size());
        assertThat(heard.deliveries)
                .allSatisfy(delivery -> assertThat(delivery.kind()).isEqualTo(OutputKind.OFFER))
                .extracting(delivery -> delivery.alert().alertId())
                .containsExactlyInAnyOrderElementsOf(alertIds);
    }

    private TocsinClient.Context clinician(final String person, final URI endpoint) {
        return new TocsinClient.Context()
                .endpoints(endpoint)
                .codec(spoken.codec())
                .role(Role.CLINICIAN)
                .person(person)
                .client("phone-of-" + person)
                .backoff(1, 20)
                .group(group);
    }

    private TocsinClient.Context source(final String name, final URI endpoint) {
        return new TocsinClient.Context()
                .endpoints(endpoint)
                .codec(spoken.codec())
                .client(name)
                .backoff(1, 20)
                .group(group);
    }
}
