package io.tocsin.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.atrest.AtRest;
import io.tocsin.atrest.AtRestKeys;
import io.tocsin.atrest.SealedFile;
import io.tocsin.codecs.sbe.CommandQuarantinedDecoder;
import io.tocsin.codecs.sbe.CountersQueryDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.EngineLimits;
import io.tocsin.engine.EngineOutput;
import io.tocsin.journal.InMemoryEventLog;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalReader;
import io.tocsin.journal.Level;
import io.tocsin.journal.Poison;
import io.tocsin.journal.Quarantine;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command over which the engine stops, until somebody decides that it is passed over: planted in the bytes that a real engine reads. */
final class QuarantineTest {
    private static final int POISONED = 25;

    @TempDir
    private Path folder = Path.of(".");

    private final InMemoryJournal kept = new InMemoryJournal();
    private final InMemoryEventLog events = new InMemoryEventLog();
    private final List<Long> positions = new ArrayList<>();
    private boolean isHealed;
    private long clockNs = 1_800_000_000_000_000_000L;

    /** The key that signs lies beside it. */
    @BeforeEach
    void keepTheLogBelow() throws IOException {
        folder = Files.createDirectory(folder.resolve("log"));
    }

    @Test
    void shouldStartOnlyOnceThePoisonIsPassedOver() {
        run();
        final Pipeline.Context context = context(new Poisoned());
        assertThatThrownBy(() -> Pipeline.launch(context))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("ends at position " + positions.get(POISONED))
                .hasMessageContaining("tocsin journal quarantine");
        final Poison noted = requireNonNull(Quarantine.noted(folder));
        assertThat(noted.position()).isEqualTo(positions.get(POISONED));
        assertThat(noted.commandSeq()).isEqualTo(POISONED);
        assertThat(noted.templateId()).isEqualTo(CountersQueryDecoder.TEMPLATE_ID);
        assertThat(noted.reason()).contains("planted");

        assertThatThrownBy(() -> Quarantine.decide(folder, noted.position() + 1, "a slip"))
                .isInstanceOf(JournalException.class);
        assertThatThrownBy(() -> Pipeline.launch(context(new Poisoned()))).isInstanceOf(JournalException.class);
        assertThat(Quarantine.decide(folder, noted.position(), "Bea, ticket 7").sha256())
                .isEqualTo(noted.sha256());
        assertThat(Quarantine.noted(folder)).isNull();

        final Pipeline pipeline = Pipeline.launch(context(new Poisoned()));
        assertThat(requireNonNull(pipeline.recovery()).warnings())
                .singleElement()
                .asString()
                .contains("is passed over: Bea, ticket 7");
        assertThat(pipeline.engine().commandSeq()).isEqualTo(kept.recordCount());
        assertThat(quarantined(noted)).isOne();
        pipeline.close();

        final AlertEngine bare = new AlertEngine(new Silent());
        JournalReplay.into(new Poisoned(), bare);
        assertThat(bare.eventHash()).isEqualTo(pipeline.engine().eventHash());
        assertThat(bare.stateDigest()).isEqualTo(pipeline.engine().stateDigest());
        final AlertEngine other = new AlertEngine(new Silent());
        JournalReplay.into(kept, other);
        assertThat(other.eventHash())
                .as("who carries it out is found out")
                .isNotEqualTo(pipeline.engine().eventHash());
    }

    @Test
    void shouldBlameNoCommandForWhatATapThrows() {
        final AtomicReference<@Nullable Throwable> fatal = new AtomicReference<>();
        final Pipeline pipeline = Pipeline.launch(new Pipeline.Context()
                .journal(new Poisoned())
                .limits(EngineLimits.small())
                .clock(() -> clockNs)
                .threading(Pipeline.Threading.MANUAL)
                .onFatal(fatal::set)
                .tap(new EngineOutput() {
                    @Override
                    public void onEvent(
                            final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
                        if (eventSeq > 1) {
                            throw new IllegalStateException("planted");
                        }
                    }

                    @Override
                    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {}
                }));
        final UnsafeBuffer command = Commands.raise("key", Severity.CRITICAL);
        pipeline.tryPublish(AdmissionClass.SYSTEM, command, 0, command.capacity());
        assertThatThrownBy(() -> {
                    while (true) {
                        pipeline.doWork();
                    }
                })
                .isInstanceOf(IllegalStateException.class);

        assertThat(fatal.get()).hasMessage("planted");
        assertThat(pipeline.state()).isEqualTo(Pipeline.State.FAILED);
        assertThat(Quarantine.noted(folder)).isNull();
    }

    /** The node has stopped before: a note that cannot be made, or written, is no reason to go on. */
    @Test
    void shouldSurviveEverythingThatGoesWrongWithTheNote() throws IOException {
        Quarantine.of(folder).note(() -> {
            throw new OutOfMemoryError("planted");
        });
        Files.createDirectory(folder.resolve(Quarantine.NOTE + ".part"));
        Quarantine.of(folder).note(() -> poison(true));
        assertThat(Quarantine.noted(folder)).isNull();
    }

    /** What one start could not carry out, and the next can, must not be passed over weeks later. */
    @Test
    void shouldTakeTheNoteBackOnceTheCommandIsCarriedOut() {
        run();
        assertThatThrownBy(() -> Pipeline.launch(context(new Poisoned()))).isInstanceOf(JournalException.class);
        final Poison noted = requireNonNull(Quarantine.noted(folder));

        isHealed = true;
        Pipeline.launch(context(new Poisoned())).close();
        assertThat(Quarantine.noted(folder)).isNull();
        assertThatThrownBy(() -> Quarantine.decide(folder, noted.position(), "too late"))
                .isInstanceOf(JournalException.class);
    }

    @Test
    void shouldNotPassOverACommandForWhatWasDueWhenItCame() {
        Quarantine.of(folder).note(() -> poison(true));
        assertThatThrownBy(() -> Quarantine.decide(folder, 7, "Bea"))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("what was due then");
        Quarantine.of(folder).note(() -> poison(false));
        assertThat(Quarantine.decide(folder, 7, "Bea").commandSeq()).isEqualTo(3);
    }

    private static Poison poison(final boolean isOfTime) {
        return Poison.of(7, 3, 1, isOfTime, new UnsafeBuffer(new byte[9]), 0, 9, new IllegalStateException("planted"));
    }

    @Test
    void shouldPassNothingOverByAListThatWasChangedOrIsOfAnotherLog() throws IOException {
        run();
        assertThatThrownBy(() -> Pipeline.launch(context(new Poisoned()))).isInstanceOf(JournalException.class);
        Quarantine.decide(folder, positions.get(POISONED), "Bea");
        final Path list = folder.resolve(Quarantine.LIST);
        final String text = Files.readString(list);
        assertThatThrownBy(
                        () -> Quarantine.of(folder).at(positions.get(POISONED), new UnsafeBuffer(new byte[40]), 0, 40))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("where there is another");

        Files.writeString(list, text.replace("because Bea", "because Ann"));
        assertThatThrownBy(() -> Quarantine.of(folder)).hasMessageContaining("was cut or changed");
        Files.writeString(list, text.substring(0, text.indexOf("sum")));
        assertThatThrownBy(() -> Quarantine.of(folder)).hasMessageContaining("is not signed, or was cut");
        Files.writeString(list, summed(text.replace("because Bea", "because Ann")));
        assertThatThrownBy(() -> Quarantine.of(folder))
                .as("whoever can write to the folder can make a sum, and no signature")
                .hasMessageContaining("it is not signed by " + Quarantine.keyOf(folder));
        assertThatThrownBy(() -> Pipeline.launch(context(new Poisoned())))
                .as("nothing starts")
                .hasMessageContaining("it is not signed by");
        Files.writeString(list, text);
        assertThat(Quarantine.of(folder).poisons()).hasSize(1);

        final Path key = Quarantine.keyOf(folder);
        Files.move(key, key.resolveSibling("elsewhere"));
        assertThatThrownBy(() -> Quarantine.of(folder)).hasMessageContaining("its key cannot be used");
        Files.move(key.resolveSibling("elsewhere"), key);
        assertThat(Files.getPosixFilePermissions(list)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(list, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> Quarantine.of(folder)).hasMessageContaining("may be read by others");
    }

    /** A text with a sum that is right, and the signature that it had. */
    private static String summed(final String text) throws IOException {
        final List<String> lines = new ArrayList<>(text.lines().toList());
        final int sum = lines.size() - 2;
        try {
            final byte[] before = (String.join("\n", lines.subList(0, sum)) + "\n").getBytes(StandardCharsets.UTF_8);
            lines.set(
                    sum,
                    "sum "
                            + HexFormat.of()
                                    .formatHex(
                                            MessageDigest.getInstance("SHA-256").digest(before)));
        } catch (final NoSuchAlgorithmException impossible) {
            throw new IOException(impossible);
        }
        return String.join("\n", lines) + "\n";
    }

    private static AtRestKeys keysIn(final Path keysFolder) {
        AtRestKeys.makeFirst(keysFolder);
        return AtRestKeys.in(keysFolder);
    }

    @Test
    void shouldSealNoteAndListWhereTheLogIsSealed() throws IOException {
        final Path keysFolder = folder.resolveSibling(folder.getFileName() + "-keys");
        final AtRest atRest = AtRest.sealed(keysIn(keysFolder));
        Quarantine.of(folder, atRest).note(() -> poison(false));
        assertThat(SealedFile.isSealed(folder.resolve(Quarantine.NOTE))).isTrue();
        assertThatThrownBy(() -> Quarantine.of(folder)).isInstanceOf(JournalException.class);
        Quarantine.decide(folder, 7, "Bea", atRest);
        assertThat(SealedFile.isSealed(folder.resolve(Quarantine.LIST))).isTrue();
        assertThatThrownBy(() -> Quarantine.of(folder)).as("without keys").isInstanceOf(JournalException.class);
        assertThat(Quarantine.of(folder, atRest).poisons()).hasSize(1);
    }

    @Test
    void shouldTakeOverTheListOfAnotherNodeAndSignItAnew() throws IOException {
        Quarantine.of(folder).note(() -> poison(false));
        Quarantine.decide(folder, 7, "Bea");
        final Path other = Files.createDirectory(folder.resolve("other"));
        assertThat(Quarantine.adopt(other, folder.resolve(Quarantine.LIST), AtRest.OPEN))
                .hasSize(1);
        assertThat(Quarantine.of(other).poisons())
                .isEqualTo(Quarantine.of(folder).poisons());
        assertThatThrownBy(() -> Quarantine.adopt(other, folder.resolve(Quarantine.LIST), AtRest.OPEN))
                .hasMessageContaining("is there already");
    }

    private long quarantined(final Poison noted) {
        final long[] count = new long[1];
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        events.replay(1, (eventSeq, buffer, offset, length) -> {
            if (header.wrap(buffer, offset).templateId() == CommandQuarantinedDecoder.TEMPLATE_ID) {
                final CommandQuarantinedDecoder event =
                        new CommandQuarantinedDecoder().wrapAndApplyHeader(buffer, offset, header);
                assertThat(event.logPosition()).isEqualTo(noted.position());
                assertThat(event.commandHash()).isEqualTo(noted.commandHash());
                assertThat(event.commandLength()).isEqualTo(noted.length());
                assertThat(event.templateId()).isEqualTo(noted.templateId());
                count[0]++;
            }
        });
        return count[0];
    }

    /** A router that runs well, whose journal outlives it; its events up to the poison are kept, as if the engine had stopped there. */
    private void run() {
        final Pipeline pipeline = Pipeline.launch(new Pipeline.Context()
                .journal(kept)
                .limits(EngineLimits.small())
                .clock(() -> clockNs)
                .threading(Pipeline.Threading.MANUAL));
        for (int i = 1; i < 50; i++) {
            clockNs += 1_000;
            final UnsafeBuffer command =
                    i == POISONED ? Commands.query(i) : Commands.raise("key" + i % 20, Severity.CRITICAL);
            pipeline.tryPublish(AdmissionClass.SYSTEM, command, 0, command.capacity());
            pipeline.doWork();
        }
        while (pipeline.doWork() > 0) {}
        kept.replay(0, (position, timestampNs, buffer, offset, length) -> positions.add(position));
    }

    private Pipeline.Context context(final Journal journal) {
        return new Pipeline.Context()
                .journal(journal)
                .eventLog(events)
                .limits(EngineLimits.small())
                .clock(() -> clockNs)
                .threading(Pipeline.Threading.MANUAL);
    }

    /** What was kept, of which one command cannot be read by an engine. */
    private final class Poisoned implements Journal {
        private final Quarantine quarantine = Quarantine.of(folder);

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
            kept.replay(fromPosition, (position, timestampNs, buffer, offset, length) -> {
                final boolean isPoison = !isHealed && positions.indexOf(position) == POISONED;
                reader.onRecord(
                        position,
                        timestampNs,
                        isPoison ? new Thorn(buffer, offset, length) : buffer,
                        isPoison ? 0 : offset,
                        length);
            });
        }

        @Override
        public Level level() {
            return kept.level();
        }

        @Override
        public Quarantine quarantine() {
            return quarantine;
        }

        @Override
        public void close() {}
    }

    /** Bytes that can be copied, and not read as a message. */
    private static final class Thorn extends UnsafeBuffer {
        Thorn(final DirectBuffer buffer, final int offset, final int length) {
            super(buffer, offset, length);
        }

        @Override
        public short getShort(final int index, final ByteOrder byteOrder) {
            throw new IllegalStateException("planted");
        }
    }

    private static final class Silent implements EngineOutput {
        @Override
        public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {}

        @Override
        public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {}
    }
}
