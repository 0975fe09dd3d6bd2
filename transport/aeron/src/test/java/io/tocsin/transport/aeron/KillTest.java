package io.tocsin.transport.aeron;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.atrest.AtRest;
import io.tocsin.atrest.AtRestKeys;
import io.tocsin.codecs.sbe.AlertRaisedDecoder;
import io.tocsin.codecs.sbe.AlertReportedDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.Level;
import io.tocsin.pipeline.Pipeline;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Pulls the plug of a process under load, again and again on the same folder: whatever was answered is there afterwards, and every alert that is open has an owner or a
 * deadline. This process keeps what was answered. Run with {@code -Dkills=20} for the whole of it.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class KillTest {
    private static final int KILLS = Integer.getInteger("kills", 3);
    private static final int MAX_RAISES_PER_LIFE = 150;
    private static final int MAX_HASTY_LIVES = 20;

    // Until the child is warm: a lie shows if answers are faster than the archive.
    private static final int HASTY_RAISES = 150;

    // A life that is ended while it is still coming back.
    private static final int SHORT_LIFE = 7;
    private static final int MAX_SHORT_LIFE_MS = 1_500;

    @TempDir
    private Path temporary = Path.of("unset");

    private final Set<Long> raised = new TreeSet<>();
    private final Set<Long> cancelled = new TreeSet<>();
    private final Set<Long> accepted = new TreeSet<>();
    private long lastSent;
    private int killsUnderLoad;
    private int killsWithUnanswered;
    private int copies;

    @ParameterizedTest
    @EnumSource(
            value = Level.class,
            names = {"OS", "DISK"})
    void shouldLoseNothingThatWasAnsweredWhereverItDies(final Level level) throws Exception {
        final long seed = Long.getLong("seed", System.nanoTime());
        final SplittableRandom random = new SplittableRandom(seed);
        for (int kill = 1; kill <= KILLS; kill++) {
            if (kill % SHORT_LIFE == 0) {
                liveShortly(level, random.nextInt(MAX_SHORT_LIFE_MS));
            } else {
                live(level, false, 1 + random.nextInt(MAX_RAISES_PER_LIFE));
            }
            requireEverything(recover(level), "after kill " + kill + " at " + level + ", again with -Dseed=" + seed);
        }
        assertThat(raised).isNotEmpty();
        assertThat(killsWithUnanswered)
                .as("kills that hit with raises unanswered, of " + killsUnderLoad)
                .isGreaterThanOrEqualTo(killsUnderLoad * 3 / 4);
    }

    @ParameterizedTest
    @EnumSource(
            value = Level.class,
            names = {"OS", "DISK"})
    void shouldFindOutIfAnAnswerComesBeforeTheRecord(final Level level) throws Exception {
        for (int life = 1; life <= MAX_HASTY_LIVES; life++) {
            live(level, true, HASTY_RAISES * life);
            try {
                if (!recover(level).everRaised.containsAll(raised)) {
                    return;
                }
            } catch (final JournalException contradiction) {
                // Events were kept of commands that were not.
                return;
            }
        }
        throw new AssertionError(
                MAX_HASTY_LIVES + " kills at " + level + ", and no early answer was found to be a lie");
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(
            value = Level.class,
            names = {"OS", "DISK"})
    void shouldLoseNothingThatWasSealedEither(final Level level) throws Exception {
        AtRestKeys.makeFirst(keysOf(folder()));
        // Two are enough for one key after another.
        for (int kill = 1; kill < KILLS; kill++) {
            live(level, false, 20 * kill);
            requireEverything(recover(level), "after kill " + kill + " at " + level + ", sealed");
            // The next life writes with another key.
            AtRestKeys.makeNext(keysOf(folder()));
        }
        assertThat(raised).isNotEmpty();
        try (Stream<Path> files = Files.walk(folder())) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as("an alert's key in " + file)
                        .doesNotContain(House.key(1));
            }
        }
    }

    /** Settings of test and child; sealed, if there are keys beside the folder. */
    static ArchiveStore.Context settings(final Path folder, final Level level) {
        final Path keys = keysOf(folder);
        return new ArchiveStore.Context()
                .folder(folder)
                .atRest(Files.exists(keys) ? AtRest.sealed(AtRestKeys.in(keys)) : AtRest.OPEN)
                .level(level)
                .termLength(1 << 18)
                .segmentLength(1 << 19)
                .lowWaterBytes(1 << 20)
                .fullWaterBytes(1 << 20)
                .watchIntervalNs(20_000_000);
    }

    private void requireEverything(final Recovered recovered, final String when) {
        assertThat(recovered.everRaised).as("ever raised " + when).containsAll(raised);
        final Set<Long> open = new TreeSet<>(raised);
        // What was sent may have been done, answered or not: every fourth number cancels the last but one.
        open.removeIf(number -> (number + 2) % 4 == 0);
        assertThat(recovered.open.keySet()).as("open " + when).containsAll(open);
        assertThat(recovered.open.keySet())
                .as("open " + when + ", and not what was cancelled")
                .noneMatch(cancelled::contains);
        recovered.open.forEach((number, alert) -> {
            if (accepted.contains(number)) {
                assertThat(alert.owner()).as("owner of " + number + " " + when).isNotNegative();
            }
            assertThat(alert.owner() >= 0 || alert.deadlineNs() > 0)
                    .as("alert " + number + " has an owner or a deadline " + when)
                    .isTrue();
        });
    }

    /** Starts a child and kills it when so many of its raises were answered. */
    private void live(final Level level, final boolean hasty, final int untilRaised) throws Exception {
        final Process child = start(level, hasty);
        final long sentBefore = lastSent;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(child.getInputStream()))) {
            int count = 0;
            while (count < untilRaised) {
                count += hear(in.readLong()) == House.RAISED ? 1 : 0;
            }
            // Not of the process itself: that would throw away what is still in the pipe.
            child.toHandle().destroyForcibly();
            drain(in);
        } catch (final EOFException ended) {
            throw new AssertionError("the child ended by itself with " + child.waitFor(), ended);
        } finally {
            child.destroyForcibly().waitFor();
        }
        killsUnderLoad++;
        for (long number = sentBefore + 1; number <= lastSent; number++) {
            if (!raised.contains(number)) {
                killsWithUnanswered++;
                break;
            }
        }
    }

    /** Starts a child and kills it after so long, whatever it does then. */
    private void liveShortly(final Level level, final int lifeMs) throws Exception {
        final Process child = start(level, false);
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(child.getInputStream()))) {
            if (child.waitFor(lifeMs, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the child ended by itself with " + child.exitValue());
            }
            // Not of the process itself: that would throw away what is still in the pipe.
            child.toHandle().destroyForcibly();
            drain(in);
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    private int hear(final long correlation) {
        final long number = House.number(correlation);
        final int kind = House.kind(correlation);
        switch (kind) {
            case House.SENT -> lastSent = number;
            case House.RAISED -> raised.add(number);
            case House.CANCELLED -> cancelled.add(number);
            case House.ACCEPTED -> accepted.add(number);
            default -> throw new AssertionError("the child said " + correlation);
        }
        return kind;
    }

    /** What was said before the process died is still in the pipe. */
    private void drain(final DataInputStream in) throws IOException {
        try {
            while (true) {
                hear(in.readLong());
            }
        } catch (final EOFException dead) {
            // All was heard.
        }
    }

    /** Recovers a copy of the folder in this process: the child after this one shall find what its predecessor left. */
    private Recovered recover(final Level level) throws IOException {
        final Path copy = temporary.resolve("copy" + copies++);
        Stores.copyAsIfKilled(folder(), copy);
        final Recovered recovered = new Recovered();
        try (ArchiveStore store = ArchiveStore.open(settings(copy, level));
                Pipeline pipeline = Pipeline.launch(new Pipeline.Context()
                        .journal(store.journal())
                        .eventLog(store.eventLog())
                        .snapshots(store.snapshots())
                        .limits(House.limits())
                        .threading(Pipeline.Threading.MANUAL))) {
            assertThat(store.eventLog().lastEventSeq())
                    .isEqualTo(pipeline.engine().eventSeq());
            while (store.eventLog().recordedEventSeq() < store.eventLog().lastEventSeq()) {
                Thread.onSpinWait();
            }
            store.eventLog().replay(1, recovered::onEvent);
            pipeline.engine().report(recovered::onState);
        }
        return recovered;
    }

    private static Path keysOf(final Path folder) {
        return folder.resolveSibling("keys");
    }

    private Path folder() {
        return temporary.resolve("house");
    }

    private Process start(final Level level, final boolean hasty) throws IOException {
        final List<String> command = Jvm.command(
                RouterChild.class,
                folder().toString(),
                level.name(),
                Boolean.toString(hasty),
                Long.toString(lastSent + 1));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private record Alert(int owner, long deadlineNs) {}

    /** What a recovered house holds. */
    private static final class Recovered {
        private final Set<Long> everRaised = new HashSet<>();
        private final Map<Long, Alert> open = new HashMap<>();
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final AlertRaisedDecoder raisedDecoder = new AlertRaisedDecoder();
        private final AlertReportedDecoder reportedDecoder = new AlertReportedDecoder();
        private long number;

        void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
            if (header.wrap(buffer, offset).templateId() == AlertRaisedDecoder.TEMPLATE_ID) {
                everRaised.add(numberOf(buffer, offset));
            }
        }

        void onState(final DirectBuffer buffer, final int offset, final int length) {
            final int template = header.wrap(buffer, offset).templateId();
            if (template == AlertRaisedDecoder.TEMPLATE_ID) {
                number = numberOf(buffer, offset);
            } else if (template == AlertReportedDecoder.TEMPLATE_ID) {
                reportedDecoder.wrapAndApplyHeader(buffer, offset, header);
                open.put(number, new Alert(reportedDecoder.owner(), reportedDecoder.deadlineNs()));
            }
        }

        private long numberOf(final DirectBuffer buffer, final int offset) {
            return House.numberOf(
                    raisedDecoder.wrapAndApplyHeader(buffer, offset, header).alertKey());
        }
    }
}
