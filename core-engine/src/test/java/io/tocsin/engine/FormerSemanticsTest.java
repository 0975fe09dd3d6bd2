package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.GenesisEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.engine.semantics.Semantics;
import io.tocsin.engine.semantics.UnknownSemanticsException;
import io.tocsin.engine.snapshot.SnapshotBytes;
import io.tocsin.engine.store.Due;
import io.tocsin.testkit.model.RecordedScript.Entrance;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A log is carried out as the engine version says that it is of. {@code log-of-version-1.gz} was recorded when there were two versions
 * first: a random script with everything in it, a snapshot in the midst, and what the engine had come to at its end. What changes from then on changes by version.
 */
final class FormerSemanticsTest {
    private static final long NO_DEADLINE = Due.NEVER;
    private static final int GENESIS = 1;
    private static final int VERSION_OFFSET =
            MessageHeaderEncoder.ENCODED_LENGTH + GenesisEncoder.engineVersionEncodingOffset();

    private static final List<Entrance> LOG = new ArrayList<>();
    private static byte[] snapshot = {};
    private static int snapshotAt;
    private static long eventHash;
    private static long stateDigest;

    private final CommandWriter write = new CommandWriter();

    @BeforeAll
    static void read() throws IOException {
        LOG.clear();
        final InputStream resource =
                Objects.requireNonNull(FormerSemanticsTest.class.getResourceAsStream("/log-of-version-1.gz"));
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(resource))) {
            final int count = in.readInt();
            while (LOG.size() < count) {
                final long timestampNs = in.readLong();
                final int length = in.readInt();
                final byte[] bytes = length < 0 ? null : in.readNBytes(length);
                if (timestampNs == Long.MIN_VALUE) {
                    snapshot = Objects.requireNonNull(bytes);
                    snapshotAt = LOG.size();
                } else {
                    LOG.add(new Entrance(timestampNs, bytes));
                }
            }
            eventHash = in.readLong();
            stateDigest = in.readLong();
        }
    }

    @Test
    void shouldCarryALogOfTheFirstVersionOutAsItsCodeDid() {
        final EngineRun run = new EngineRun();
        run.playAll(LOG.subList(0, snapshotAt));
        assertThat(run.snapshot()).as("byte for byte").isEqualTo(snapshot);
        run.playAll(LOG.subList(snapshotAt, LOG.size()));

        assertThat(run.engine.eventHash()).isEqualTo(eventHash);
        assertThat(run.engine.stateDigest()).isEqualTo(stateDigest);
        assertThat(run.engine.engineVersion()).isEqualTo(1);
    }

    @Test
    void shouldGoOnFromASnapshotOfTheFirstVersion() {
        final EngineRun run = EngineRun.restored(snapshot);
        run.playAll(LOG.subList(snapshotAt, LOG.size()));

        assertThat(run.engine.eventHash()).isEqualTo(eventHash);
        assertThat(run.engine.stateDigest()).isEqualTo(stateDigest);
    }

    /** Else the two above would show nothing. */
    @Test
    void shouldSaySomethingElseOfTheSameLogInTheSecondVersion() {
        final EngineRun run = new EngineRun();
        LOG.forEach(entrance -> run.play(inVersion(2, entrance)));

        assertThat(run.engine.engineVersion()).isEqualTo(2);
        assertThat(run.engine.eventHash()).isNotEqualTo(eventHash);
        assertThat(run.engine.nextDeadlineNs()).isNotEqualTo(NO_DEADLINE);
    }

    /** Old and new code side by side, as while the nodes of a cluster are replaced one after the other. */
    @Test
    void shouldStayEqualToOlderCodeUntilTheSwitchAndStopThatThen() {
        final AlertEngine older = new AlertEngine(new Silent(), 1);
        final AlertEngine newer = new AlertEngine(new Silent());
        for (int i = 0; i < LOG.size(); i++) {
            both(older, newer, LOG.get(i));
            assertThat(newer.eventHash()).as("entrance %d", i).isEqualTo(older.eventHash());
        }
        both(older, newer, new Entrance(older.nowNs(), write.engineVersionKnown(0, 2, 2)));
        both(older, newer, new Entrance(older.nowNs(), write.engineVersionKnown(1, 2, 1)));
        both(older, newer, new Entrance(older.nowNs(), write.switchEngineVersion(2)));
        assertThat(newer.engineVersion()).as("member 1 does not know it").isEqualTo(1);
        assertThat(newer.stateDigest()).isEqualTo(older.stateDigest());

        final Entrance said = new Entrance(older.nowNs(), write.engineVersionKnown(1, 2, 2));
        both(older, newer, said);
        final Entrance switched = new Entrance(older.nowNs(), write.switchEngineVersion(2));
        play(newer, switched);
        assertThat(newer.engineVersion()).isEqualTo(2);
        assertThatThrownBy(() -> play(older, switched))
                .isInstanceOf(UnknownSemanticsException.class)
                .hasMessage(
                        "the log is of engine version 2 from here on, and this Tocsin knows 1 to 1: nothing of it was"
                                + " carried out; start a newer Tocsin on the same folder");

        final SnapshotBytes state = new SnapshotBytes();
        newer.snapshot(state);
        assertThatThrownBy(() -> new AlertEngine(new Silent(), 1).restore(SnapshotBytes.source(state.toArray())))
                .as("nor is the state of newer semantics guessed at")
                .isInstanceOf(UnknownSemanticsException.class);
        final AlertEngine again = new AlertEngine(new Silent());
        again.restore(SnapshotBytes.source(state.toArray()));
        assertThat(again.engineVersion()).isEqualTo(2);
        assertThat(again.stateDigest()).isEqualTo(newer.stateDigest());
    }

    @Test
    void shouldNotBeginALogOfAVersionThatIsNotKnown() {
        final Entrance genesis = inVersion(Semantics.NEWEST + 1, LOG.get(first()));

        assertThatThrownBy(() -> play(new AlertEngine(new Silent()), genesis))
                .isInstanceOf(UnknownSemanticsException.class);
        assertThatThrownBy(() -> new AlertEngine(new Silent(), Semantics.NEWEST + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static int first() {
        int at = 0;
        while (!isGenesis(LOG.get(at))) {
            at++;
        }
        return at;
    }

    private static boolean isGenesis(final Entrance entrance) {
        final byte[] message = entrance.message();
        return message != null
                && new UnsafeBuffer(message).getShort(2, ByteOrder.LITTLE_ENDIAN) == GENESIS
                && message.length > VERSION_OFFSET + Integer.BYTES;
    }

    private static Entrance inVersion(final int version, final Entrance entrance) {
        if (!isGenesis(entrance)) {
            return entrance;
        }
        final byte[] message = Objects.requireNonNull(entrance.message()).clone();
        new UnsafeBuffer(message).putInt(VERSION_OFFSET, version, ByteOrder.LITTLE_ENDIAN);
        return new Entrance(entrance.timestampNs(), message);
    }

    private static void both(final AlertEngine one, final AlertEngine other, final Entrance entrance) {
        play(one, entrance);
        play(other, entrance);
    }

    private static void play(final AlertEngine engine, final Entrance entrance) {
        final byte[] message = entrance.message();
        if (message == null) {
            engine.onTick(entrance.timestampNs());
        } else {
            engine.onCommand(entrance.timestampNs(), new UnsafeBuffer(message), 0, message.length);
        }
    }

    private static final class Silent implements EngineOutput {
        @Override
        public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {}

        @Override
        public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {}
    }
}
