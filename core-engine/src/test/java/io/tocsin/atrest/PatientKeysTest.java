package io.tocsin.atrest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of patients' keys: what is in it, what a crash leaves of it, and that what is destroyed is gone. */
final class PatientKeysTest {
    private static final byte[] ANN = bytes("p-ann");
    private static final byte[] BOB = bytes("p-bob");
    private static final long DAY_MS = 86_400_000L;

    @TempDir
    Path temp;

    private long nowMs = 1_800_000_000_000L;

    @BeforeEach
    void begin() {
        AtRestKeys.makeFirst(temp.resolve("keys"));
        PatientKeys.begin(folder(), site());
    }

    private Path folder() {
        return temp.resolve("patients");
    }

    private AtRestKeys site() {
        return AtRestKeys.in(temp.resolve("keys"));
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private PatientKeys open() {
        return PatientKeys.open(folder(), site(), false, () -> nowMs);
    }

    private static PatientKey of(final PatientKeys keys, final byte[] patient) throws IOException {
        return requireNonNull(keys.ready(patient));
    }

    private byte[] file() throws IOException {
        return Files.readAllBytes(folder().resolve(PatientKeys.FILE_NAME));
    }

    private void file(final byte[] bytes) throws IOException {
        Files.write(folder().resolve(PatientKeys.FILE_NAME), bytes);
    }

    @Test
    void shouldKeepOneKeyForEachPatientAndNameNobody() throws IOException {
        final int ann;
        try (PatientKeys keys = open()) {
            ann = of(keys, ANN).id;
            assertThat(of(keys, ANN).id).isEqualTo(ann);
            assertThat(of(keys, BOB).id).isNotEqualTo(ann);
            assertThat(keys.count()).isEqualTo(2);
        }
        try (PatientKeys keys = open()) {
            assertThat(of(keys, ANN).id).isEqualTo(ann);
            assertThat(keys.nobodys().isSomebodys()).isFalse();
        }
        assertThat(new String(file(), StandardCharsets.ISO_8859_1)).doesNotContain("p-ann", "p-bob");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder().resolve(PatientKeys.FILE_NAME))))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldLeaveNothingOfAKeyThatIsDestroyed() throws IOException {
        final byte[] material;
        final int id;
        try (PatientKeys keys = open()) {
            final PatientKey key = of(keys, ANN);
            of(keys, BOB);
            material = key.material.clone();
            id = key.id;
            final byte[] sealed = Arrays.copyOfRange(
                    file(), (int) key.recordOffset + 8, (int) key.recordOffset + PatientKeyRecord.BYTES - 4);

            assertThat(keys.destroy(ANN, Integer.toUnsignedLong(id))).isEqualTo(1);
            keys.force();
            assertThat(keys.undestroyed()).isZero();

            assertThat(key.material).as("in memory").containsOnly(0);
            assertThat(keys.find(id)).isNull();
            assertThat(keys.isGone(id)).isTrue();
            assertThat(keys.count()).isEqualTo(1);
            assertThat(new String(file(), StandardCharsets.ISO_8859_1))
                    .doesNotContain(new String(sealed, StandardCharsets.ISO_8859_1));
            assertThat(keys.destroy(ANN, Integer.toUnsignedLong(id)))
                    .as("said again")
                    .isZero();
        }
        try (PatientKeys keys = open()) {
            assertThat(keys.isGone(id)).isTrue();
            assertThat(keys.find(id)).isNull();
            final PatientKey again = of(keys, ANN);
            assertThat(Integer.toUnsignedLong(again.id)).isGreaterThan(Integer.toUnsignedLong(id));
            assertThat(again.material).isNotEqualTo(material);
        }
    }

    /** Whoever comes again while they are being forgotten keeps what is typed from then on. */
    @Test
    void shouldDestroyNoKeyThatIsNewerThanTheOrder() throws IOException {
        try (PatientKeys keys = open()) {
            final PatientKey first = of(keys, ANN);
            final long ordered = keys.lastId();
            keys.retire(ANN, true);
            final PatientKey second = of(keys, ANN);
            assertThat(second.id).isNotEqualTo(first.id);

            assertThat(keys.destroy(ANN, ordered)).isEqualTo(1);

            assertThat(keys.find(first.id)).isNull();
            assertThat(of(keys, ANN)).isSameAs(second);
        }
        try (PatientKeys keys = open()) {
            assertThat(keys.count()).isEqualTo(1);
        }
    }

    /** A process that was killed leaves any number of bytes of its last record; whatever stood before is there. */
    @Test
    void shouldGoOnFromWhereverItWasCut() throws IOException {
        final int ann;
        try (PatientKeys keys = open()) {
            ann = of(keys, ANN).id;
        }
        final byte[] whole = file();
        nowMs += DAY_MS;
        final int firstKey = 3 * PatientKeyRecord.BYTES;
        for (int cut = 0; cut < firstKey; cut += 61) {
            file(Arrays.copyOf(whole, cut));
            assertThatThrownBy(this::open)
                    .as("cut at %d: there may have been keys", cut)
                    .isInstanceOf(KeyRefusedException.class)
                    .hasMessageContaining("is cut, or damaged");
        }
        for (int cut = firstKey; cut <= whole.length; cut += 4) {
            file(Arrays.copyOf(whole, cut));
            try (PatientKeys keys = open()) {
                final boolean isThere = cut >= whole.length;
                assertThat(keys.find(ann) != null).as("cut at %d", cut).isEqualTo(isThere);
                of(keys, BOB);
            }
            try (PatientKeys keys = open()) {
                assertThat(keys.damaged()).as("cut at %d", cut).isEmpty();
                assertThat(of(keys, BOB).id).as("cut at %d", cut).isNotZero();
                assertThat(keys.count()).isEqualTo(cut >= whole.length ? 2 : 1);
            }
        }
    }

    @Test
    void shouldLoseOneKeyByDamageAndNeverBeginAnewOverKeys() throws IOException {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final int[] ids = new int[6];
        final long[] places = new long[ids.length];
        try (PatientKeys keys = open()) {
            for (int i = 0; i < ids.length; i++) {
                final PatientKey key = of(keys, bytes("p" + i));
                ids[i] = key.id;
                places[i] = key.recordOffset;
            }
        }
        final byte[] whole = file();
        for (int hit = 0; hit < ids.length; hit++) {
            final byte[] damaged = whole.clone();
            damaged[(int) places[hit] + random.nextInt(PatientKeyRecord.BYTES)] ^= (byte) (1 << random.nextInt(8));
            file(damaged);
            try (PatientKeys keys = open()) {
                assertThat(keys.damaged()).as("seed %d, %d", seed, hit).containsExactly(places[hit]);
                for (int i = 0; i < ids.length; i++) {
                    assertThat(keys.find(ids[i]) == null)
                            .as("seed %d, %d of %d", seed, i, hit)
                            .isEqualTo(i == hit);
                }
                assertThat(of(keys, bytes("p" + hit)).id)
                        .as("seed %d, %d: no number is given again, in the same second neither", seed, hit)
                        .isNotIn(Arrays.stream(ids).boxed().toList());
            }
        }
        final byte[] head = whole.clone();
        head[random.nextInt(3 * PatientKeyRecord.BYTES)] ^= 1;
        file(head);
        assertThatThrownBy(this::open)
                .as("seed %d", seed)
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("damaged in its first records");
    }

    @Test
    void shouldRememberTheDayOfItsLastUse() throws IOException {
        final int made;
        try (PatientKeys keys = open()) {
            assertThat(keys.usedDay(ANN)).isEqualTo(-1);
            of(keys, ANN);
            made = keys.usedDay(ANN);
            nowMs += 3 * DAY_MS;
            of(keys, ANN);
            assertThat(keys.usedDay(ANN)).isEqualTo(made + 3);
        }
        try (PatientKeys keys = open()) {
            assertThat(keys.usedDay(ANN)).isEqualTo(made + 3);
            assertThat(keys.count()).as("written over its own record").isEqualTo(1);
        }
    }

    @Test
    void shouldBeOfOneRouterAndReadByAnybodyWithTheKeysOfTheSite() throws IOException {
        try (PatientKeys keys = open()) {
            final int id = of(keys, ANN).id;
            assertThatThrownBy(this::open)
                    .isInstanceOf(KeyRefusedException.class)
                    .hasMessageContaining("are in use");
            try (PatientKeys read = PatientKeys.readOnly(folder(), site())) {
                assertThat(read.find(id)).isNotNull();
                assertThat(read.ready(BOB)).isNull();
            }
        }
        AtRestKeys.makeFirst(temp.resolve("others"));
        final AtRestKeys others = AtRestKeys.in(temp.resolve("others"));
        assertThatThrownBy(() -> PatientKeys.open(folder(), others, false, () -> nowMs))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("not among the keys");
        assertThatThrownBy(() -> PatientKeys.open(temp.resolve("keys"), site(), false, () -> nowMs))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("there are no patients' keys");
        assertThatThrownBy(() -> PatientKeys.begin(folder(), site()))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("is there already");
    }

    /** A file that cannot be written, here as it was opened for reading. */
    @Test
    void shouldSayWhatIsNotDestroyedYetAndWaitForNoDiskThatDoesNotAnswer() throws IOException {
        final PatientKey key;
        try (PatientKeys keys = open()) {
            key = of(keys, ANN);
        }
        final PatientKey never = new PatientKey(7, 1, 1, 0, 0, new byte[PatientKey.BYTES], null);
        try (PatientKeyWriter writer = new PatientKeyWriter(PatientKeyFile.read(folder()), true)) {
            writer.keep(new byte[PatientKeyRecord.BYTES], 4 * PatientKeyRecord.BYTES, never);
            assertThat(writer.await(never)).isFalse();
            writer.destroy(new byte[PatientKeyRecord.BYTES], key.recordOffset);
            assertThat(writer.settle()).isFalse();
            assertThat(writer.undestroyed()).isEqualTo(1);
            assertThat(writer.faults()).isPositive();
        }
    }

    /** A copy that is put back has neither the keys that were made since, nor their numbers. */
    @Test
    void shouldNeverGiveANumberTwiceAfterACopyWasPutBack() throws IOException {
        final byte[] copy = file();
        final int lost;
        try (PatientKeys keys = open()) {
            lost = of(keys, ANN).id;
        }
        file(copy);
        nowMs += 2_000;
        try (PatientKeys keys = open()) {
            assertThat(Integer.toUnsignedLong(of(keys, BOB).id)).isGreaterThan(Integer.toUnsignedLong(lost));
        }
    }

    @Test
    void shouldReadWhatWasSealedUnderFormerKeysOfTheSite() throws IOException {
        final int ann;
        try (PatientKeys keys = open()) {
            ann = of(keys, ANN).id;
        }
        AtRestKeys.makeNext(temp.resolve("keys"));
        try (PatientKeys keys = open()) {
            of(keys, BOB);
            assertThat(keys.find(ann)).isNotNull();
        }
        try (PatientKeys keys = open()) {
            assertThat(keys.count()).isEqualTo(2);
        }
    }
}
