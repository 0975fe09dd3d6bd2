package io.tocsin.transport.directory;

import static io.tocsin.transport.directory.Models.find;
import static io.tocsin.transport.directory.Models.place;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.PatientPlace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StoredDirectoryTest {
    private static final Shape SHAPE = StoredDirectory.shape(100);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void shouldSayWhoIsWhereFromBothFeeds(final ReadModelSettings.Kind kind) {
        try (ModelStore model = Models.open(kind, folder, SHAPE)) {
            final StoredDirectory directory = new StoredDirectory(model);
            assertThat(find(directory, "p-1")).isNull();
            register(
                    directory,
                    "p-1",
                    "Ada Müller",
                    new PatientPlaceText("surgery", "s-9", List.of("gp")),
                    "Otto +49 30 1");
            assertThat(find(directory, "p-1"))
                    .isEqualTo(new Patient(
                            "p-1", "Ada Müller", "surgery", "s-9", List.of("gp"), List.of(), List.of("Otto +49 30 1")));

            // What the site says of a place goes before what the register says; what it does not say stays.
            directory.places(
                    5, List.of(place("p-1", "icu-1"), new PatientPlace("p-2", "er", "", List.of(), List.of("zoe"))));
            assertThat(find(directory, "p-1"))
                    .isEqualTo(new Patient(
                            "p-1", "Ada Müller", "icu", "icu-1", List.of("gp"), List.of(), List.of("Otto +49 30 1")));
            assertThat(find(directory, "p-2"))
                    .isEqualTo(new Patient("p-2", "", "er", "", List.of(), List.of("zoe"), List.of()));

            directory.places(9, List.of(place("p-1", "icu-2", "ann")));
            assertThat(find(directory, "p-1")).extracting(Patient::bed).isEqualTo("icu-2");
            assertThat(find(directory, "p-1")).extracting(Patient::care).isEqualTo(List.of("ann"));
            assertThat(find(directory, "p-2")).as("no longer named").isNull();
            assertThat(directory.patients()).isEqualTo(1);

            // A register that does not name the patient any more takes its own part away.
            register(directory, "p-3", "Bo", PatientPlaceText.NOWHERE);
            assertThat(find(directory, "p-1"))
                    .isEqualTo(new Patient("p-1", "", "icu", "icu-2", List.of("ann"), List.of(), List.of()));
            assertThat(find(directory, "p-3")).extracting(Patient::name).isEqualTo("Bo");
            directory.places(10, List.of());
            assertThat(find(directory, "p-1")).isNull();
            assertThat(directory.patients()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldApplyToAnEntryOnlyWhatIsNewer(final ReadModelSettings.Kind kind) {
        try (ModelStore model = Models.open(kind, folder, SHAPE)) {
            new StoredDirectory(model).places(20, List.of(place("p-1", "icu-2")));
            // Another reader of the same events begins earlier than it had come.
            final StoredDirectory again = new StoredDirectory(model);
            again.places(19, List.of(place("p-1", "icu-1")));
            assertThat(find(again, "p-1")).extracting(Patient::bed).isEqualTo("icu-2");
            assertThat(model.applied()).isEqualTo(20);
            again.places(21, List.of(place("p-1", "icu-3")));
            assertThat(find(again, "p-1")).extracting(Patient::bed).isEqualTo("icu-3");
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountWhoFindsNoRoom(final ReadModelSettings.Kind kind) {
        try (ModelStore model = Models.open(kind, folder, StoredDirectory.shape(10))) {
            final StoredDirectory directory = new StoredDirectory(model);
            directory.places(
                    1,
                    IntStream.range(0, 12)
                            .mapToObj(i -> place("p-" + i, "icu-1"))
                            .toList());
            assertThat(directory.patients()).isEqualTo(10);
            assertThat(directory.withoutRoom()).isEqualTo(2);
            assertThat(find(directory, "p-11")).isNull();
            // Who is there may still change.
            directory.places(2, List.of(place("p-3", "icu-2"), place("p-11", "icu-1")));
            assertThat(find(directory, "p-3")).extracting(Patient::bed).isEqualTo("icu-2");
            assertThat(find(directory, "p-11")).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldHoldTheLongestEntryThereIs(final ReadModelSettings.Kind kind) {
        final String id = "i".repeat(36);
        final List<String> sixteen = Collections.nCopies(16, id);
        try (ModelStore model = Models.open(kind, folder, SHAPE)) {
            final StoredDirectory directory = new StoredDirectory(model);
            directory.places(1, List.of(new PatientPlace(id, id, id, sixteen, Collections.nCopies(4, id))));
            register(
                    directory,
                    id,
                    "ü".repeat(60),
                    new PatientPlaceText(id, id, sixteen),
                    "c".repeat(70),
                    "c".repeat(60),
                    "c".repeat(60),
                    "c".repeat(60));
            assertThat(find(directory, id))
                    .isEqualTo(new Patient(
                            id,
                            "ü".repeat(50),
                            id,
                            id,
                            sixteen,
                            Collections.nCopies(4, id),
                            Collections.nCopies(4, "c".repeat(60))));
            assertThat(directory.withoutRoom()).isZero();
            assertThat(directory.find("i".repeat(38), new PatientCard())).isFalse();
        }
    }

    @Test
    void shouldBeThereAgainAfterACleanStopAndOnlyThen() throws IOException {
        fill(30);
        assertThat(reopened(Models.LOG, SHAPE)).as("clean").isEqualTo(30);
        assertThat(reopened(new LogPlace(7, 8, 29), SHAPE))
                .as("beyond the log's end")
                .isZero();
        fill(30);
        assertThat(reopened(new LogPlace(7, 9, 1_000), SHAPE)).as("another log").isZero();
        fill(30);
        assertThat(reopened(Models.LOG, StoredDirectory.shape(101)))
                .as("another size")
                .isZero();

        fill(30);
        final Path mark = folder.resolve("patients.map.closed");
        final byte[] bytes = Files.readAllBytes(mark);
        bytes[bytes.length / 2] ^= 1;
        Files.write(mark, bytes);
        assertThat(reopened(Models.LOG, SHAPE)).as("a mark that is not whole").isZero();

        // What a process leaves that is killed: the file, and no mark.
        fill(30);
        final Path other = Files.createDirectory(folder.resolve("other"));
        try (ModelStore model = ModelStore.inFolder(folder, SHAPE, Models.LOG)) {
            assertThat(model.applied()).isEqualTo(30);
            assertThat(mark).doesNotExist();
            try (Stream<Path> files = Files.list(folder)) {
                for (final Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, other.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        try (ModelStore model = ModelStore.inFolder(other, SHAPE, Models.LOG)) {
            assertThat(model.applied()).as("killed").isZero();
            assertThat(model.size()).isZero();
        }
    }

    @Test
    void shouldNotShowWhatIsDamagedAndMakeItAgain() throws IOException {
        fill(30);
        final Path file = folder.resolve("patients.map");
        final byte[] bytes = Files.readAllBytes(file);
        final int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("icu-30");
        assertThat(at).isPositive();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'9'}), at + 4);
        }
        try (ModelStore model = ModelStore.inFolder(folder, SHAPE, Models.LOG)) {
            assertThat(model.applied()).isEqualTo(30);
            assertThatThrownBy(() -> find(new StoredDirectory(model), "p-1")).isInstanceOf(DamagedException.class);
        }
        assertThat(reopened(Models.LOG, SHAPE)).isZero();
    }

    @Test
    void shouldForgetNobodyForWantOfRoom() {
        final HookedStore store = new HookedStore();
        final ModelStore model = ModelStore.over(store, SHAPE, Models.LOG);
        final StoredDirectory directory = new StoredDirectory(model);
        register(directory, "p-1", "Ada", PatientPlaceText.NOWHERE);
        final AtomicInteger puts = new AtomicInteger();
        store.hasRoom = key -> key.bytes()[0] != Layout.PATIENT || puts.incrementAndGet() > 1;
        register(directory, "p-1", "Ada, whose name is longer now", PatientPlaceText.NOWHERE);
        assertThat(find(directory, "p-1")).extracting(Patient::name).isEqualTo("Ada");
        assertThat(directory.withoutRoom()).isEqualTo(1);

        // Places that found no room are tried again after a start.
        store.hasRoom = key -> key.bytes()[0] != Layout.PATIENT;
        directory.places(5, List.of(place("p-2", "icu-1")));
        assertThat(find(directory, "p-2")).isNull();
        store.hasRoom = key -> true;
        new StoredDirectory(model).places(5, List.of(place("p-2", "icu-1")));
        assertThat(find(directory, "p-2")).extracting(Patient::bed).isEqualTo("icu-1");
    }

    @Test
    void shouldTellNobodyOfItsUse() throws IOException {
        fill(1);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("analytics"));
        assertThat(System.getProperty("chronicle.analytics.disable")).isEqualTo("true");
        assertThatThrownBy(() -> Class.forName("net.openhft.chronicle.analytics.Analytics"))
                .isInstanceOf(ClassNotFoundException.class);
        try (Stream<Path> home = Files.list(Path.of(System.getProperty("user.home")))) {
            assertThat(home)
                    .extracting(path -> path.getFileName().toString())
                    .noneMatch(name -> name.startsWith(".chronicle.analytics"));
        }
    }

    /** One patient, as of an event, closed in order. */
    private void fill(final long eventSeq) {
        try (ModelStore model = ModelStore.inFolder(folder, SHAPE, Models.LOG)) {
            new StoredDirectory(model).places(eventSeq, List.of(place("p-1", "icu-" + eventSeq)));
        }
    }

    /** How far it is after it was opened and closed. */
    private long reopened(final LogPlace log, final Shape shape) {
        try (ModelStore model = ModelStore.inFolder(folder, shape, log)) {
            final StoredDirectory directory = new StoredDirectory(model);
            assertThat(find(directory, "p-1") != null).isEqualTo(model.applied() != 0);
            assertThat(directory.patients()).isEqualTo(model.applied() == 0 ? 0 : 1);
            return model.applied();
        }
    }

    private static void register(
            final StoredDirectory directory,
            final String patient,
            final String name,
            final PatientPlaceText place,
            final String... contacts) {
        final long register = directory.beginRegister();
        directory.registered(register, patient, name, place, List.of(contacts));
        directory.endRegister(register, 1, register, 1);
    }
}
