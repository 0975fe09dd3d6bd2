package io.tocsin.transport.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tocsin.codecs.json.AlertDeclaration;
import io.tocsin.codecs.json.AlertReport;
import io.tocsin.codecs.json.AlertText;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.transport.client.TocsinClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole router, killed while sources raise over real WebSockets: whatever was answered is there when it comes back, with an owner or a deadline. Two kills at each
 * level; {@code -Dkills=N} for more, {@code -Dseed=N} for the same moments again.
 */
final class ServeKillTest {
    private static final int KILLS = Integer.getInteger("kills", 2);
    private static final int SOURCES = 4;
    private static final int WINDOW = 8;
    private static final int MOST_ANSWERED = 300;
    private static final int PAGE = 200;

    @TempDir
    private Path folder;

    /** Keys of the alerts whose raise was answered, in any life of the router. */
    private final Set<String> answered = ConcurrentHashMap.newKeySet();

    /** Raises that were refused while the router was alive, and why. */
    private final Set<String> refusals = ConcurrentHashMap.newKeySet();

    private volatile boolean isAlive;

    @ParameterizedTest
    @ValueSource(strings = {"OS", "DISK"})
    void shouldHaveWhateverItAnsweredWhereverItDies(final String level) throws Exception {
        final long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("ServeKillTest at " + level + ": -Dseed=" + seed);
        final SplittableRandom random = new SplittableRandom(seed);
        int underLoad = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            try (Child router = serve(level)) {
                final URI url = URI.create(router.ready().url());
                requireEverything(url, seed, kill);
                final int before = answered.size();
                final int unanswered = raiseUntilKilled(router, url, kill, before + 1 + random.nextInt(MOST_ANSWERED));
                underLoad += unanswered > 0 ? 1 : 0;
            }
        }
        try (Child router = serve(level)) {
            requireEverything(URI.create(router.ready().url()), seed, KILLS + 1);
        }
        assertThat(answered).hasSizeGreaterThanOrEqualTo(KILLS);
        assertThat(underLoad).as("kills that hit with raises unanswered").isGreaterThanOrEqualTo(KILLS * 3 / 4);
    }

    @Test
    void shouldFindOutIfWhatWasAnsweredIsNotKept() throws Exception {
        try (Child router = serve("memory")) {
            raiseUntilKilled(router, URI.create(router.ready().url()), 1, 1);
        }
        try (Child router = serve("memory")) {
            final URI url = URI.create(router.ready().url());
            assertThatThrownBy(() -> requireEverything(url, 0, 2)).isInstanceOf(AssertionError.class);
        }
    }

    /** Answers how many raises had no answer when the router died. */
    private int raiseUntilKilled(final Child router, final URI url, final int life, final int until) throws Exception {
        final TocsinClient[] sources = new TocsinClient[SOURCES];
        isAlive = true;
        try {
            for (int i = 0; i < SOURCES; i++) {
                sources[i] = client(url, Role.SOURCE, "monitor-" + i);
                for (int j = 0; j < WINDOW; j++) {
                    raise(sources[i], life + "/" + i + "/" + j, 0);
                }
            }
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> answered.size() >= until || !refusals.isEmpty());
            assertThat(refusals).as("refused").isEmpty();
            isAlive = false;
            router.kill();
            int unanswered = 0;
            for (final TocsinClient source : sources) {
                unanswered += source.unanswered();
            }
            return unanswered;
        } finally {
            for (final TocsinClient source : sources) {
                if (source != null) {
                    source.close();
                }
            }
        }
    }

    /** Raises one alert after the other, for as long as there are answers. */
    private void raise(final TocsinClient source, final String line, final int number) {
        final String key = line + "/" + number;
        source.raise(arrest(key)).whenComplete((answer, problem) -> {
            if (problem == null) {
                answered.add(key);
                raise(source, line, number + 1);
            } else if (isAlive) {
                refusals.add(key + ": " + problem);
            }
        });
    }

    private void requireEverything(final URI url, final long seed, final int life) throws Exception {
        final Map<String, AlertReport> open = new HashMap<>();
        try (TocsinClient operator = client(url, Role.OPERATOR, "desk-" + life)) {
            operator.connected().get(30, TimeUnit.SECONDS);
            boolean more = true;
            long after = 0;
            while (more) {
                // A hundred queries a second are allowed.
                LockSupport.parkNanos(12_000_000);
                final var page = operator.alerts(PAGE, after).get(30, TimeUnit.SECONDS);
                page.alerts().forEach(alert -> open.put(alert.key(), alert));
                more = page.more();
                after = page.alerts().isEmpty()
                        ? after
                        : page.alerts().get(page.alerts().size() - 1).alertId();
            }
        }
        assertThat(open.keySet()).as("life %d of seed %d", life, seed).containsAll(answered);
        assertThat(open.values())
                .as("life %d of seed %d: owner or deadline", life, seed)
                .allMatch(alert -> !alert.owner().isEmpty() || alert.deadlineNs() > 0);
    }

    private static AlertDeclaration arrest(final String key) {
        return new AlertDeclaration(
                key, EmergencyType.CARDIAC_ARREST, Severity.CRITICAL, "", "", "icu-1", "", AlertText.NONE);
    }

    private static TocsinClient client(final URI url, final Role role, final String name) {
        return TocsinClient.connect(new TocsinClient.Context()
                .role(role)
                .client(name)
                .endpoints(url)
                .window(WINDOW));
    }

    private Child serve(final String level) throws IOException {
        final Path file = folder.resolve("router.conf");
        Files.writeString(file, """
                journal { level = %s, folder = journal, term-size = 64 KiB, segment-size = 1 MiB, snapshot-commands = 500, low-water = 0, critical-low-water = 0 }
                limits { preset = hospital }
                listen { port = 0, management-port = 0 }
                site {
                  people.ann.reachable = always
                  desks = [ desk ]
                  units.icu.beds.icu-1.care = [ ann ]
                  policies.all { steps = [ { target = care-team, delay = 10 s } ], fail-safe = desk }
                }
                """.formatted(level));
        return Child.start("serve", "--config", file.toString());
    }
}
