package io.tocsin.atrest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which keys are taken, from where, and which are not. */
final class AtRestKeysTest {
    @TempDir
    Path temp;

    @Test
    void shouldMakeKeysAsRfc5869Has() {
        // Test case 1 of its appendix A, the first 32 of 42 bytes.
        final HexFormat hex = HexFormat.of();

        assertThat(hex.formatHex(Hkdf.derive(
                        hex.parseHex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"),
                        hex.parseHex("000102030405060708090a0b0c"),
                        hex.parseHex("f0f1f2f3f4f5f6f7f8f9"))))
                .isEqualTo("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
    }

    @Test
    void shouldKeepKeysForTheirOwnerAloneAndHaveTheLastInForce() throws IOException {
        final Path folder = temp.resolve("keys");
        final AtRestKey first = AtRestKeys.makeFirst(folder);
        final AtRestKeys keys = AtRestKeys.in(folder);
        assertThat(keys.current().id()).isEqualTo(first.id());

        final AtRestKey second = AtRestKeys.makeNext(folder);

        assertThat(keys.current().id()).as("nobody has read the folder again").isEqualTo(first.id());
        assertThat(keys.refresh()).isTrue();
        assertThat(keys.refresh()).isFalse();
        assertThat(keys.current().id()).isEqualTo(second.id());
        assertThat(keys.find(first.id())).isNotNull();
        assertThat(keys.all()).extracting(AtRestKey::order).containsExactly(1, 2);
        assertThat(first.id()).isNotEqualTo(second.id()).isNotZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        for (final Path file : files(folder)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThatThrownBy(() -> AtRestKeys.makeFirst(folder))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("has keys")
                .hasMessageContaining("rotate");
    }

    @Test
    void shouldRefuseWhatOthersMayRead() throws IOException {
        final Path folder = temp.resolve("keys");
        AtRestKeys.makeFirst(folder);
        final Path key = files(folder).get(0);

        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        refused(folder, "may be used by others than its owner: chmod 600");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx---r-x"));
        refused(folder, "may be used by others than its owner: chmod 700");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));

        assertThat(AtRestKeys.in(folder).all()).hasSize(1);
    }

    @Test
    void shouldRefuseWhatIsNoKeyOrAnotherThanItsName() throws IOException {
        refused(temp.resolve("nowhere"), "there is no folder of keys");
        final Path folder = temp.resolve("keys");
        AtRestKeys.makeFirst(folder);
        final Path key = files(folder).get(0);
        final String whole = Files.readString(key);

        Files.writeString(key, whole.substring(0, whole.length() - 10));
        refused(folder, "is no key");
        Files.writeString(key, whole.replaceFirst("\nkey .", whole.contains("\nkey A") ? "\nkey B" : "\nkey A"));
        refused(folder, "is not the key of its name");
        Files.writeString(key, whole.replaceFirst("made \\S+", "made tomorrow"));
        refused(folder, "is no key");
        Files.writeString(key, "x".repeat(5_000));
        refused(folder, "is too long");
        Files.delete(key);
        refused(folder, "holds no key");
    }

    @Test
    void shouldKeepItsKeysIfTheFolderCannotBeReadAgain() throws IOException {
        final Path folder = temp.resolve("keys");
        final AtRestKey first = AtRestKeys.makeFirst(folder);
        final AtRestKeys keys = AtRestKeys.in(folder);
        Files.delete(files(folder).get(0));

        assertThatThrownBy(keys::refresh).isInstanceOf(KeyRefusedException.class);
        assertThat(keys.current().id()).isEqualTo(first.id());
    }

    /** Whoever restores the folder from a copy that lacks a key: the process that holds it may be the last that does. */
    @Test
    void shouldKeepAKeyThatTheFolderLacksAndSayWhich() throws IOException {
        final Path folder = temp.resolve("keys");
        final AtRestKey first = AtRestKeys.makeFirst(folder);
        final AtRestKey second = AtRestKeys.makeNext(folder);
        final AtRestKeys keys = AtRestKeys.in(folder);
        for (final AtRestKey lost : List.of(second, first)) {
            final Path file = folder.resolve("000" + lost.order() + "-" + lost.name() + ".key");
            final Path aside = temp.resolve("aside");
            Files.move(file, aside);

            assertThatThrownBy(keys::refresh)
                    .isInstanceOf(KeyRefusedException.class)
                    .hasMessageContaining("lacks key " + lost.name())
                    .hasMessageContaining("put it back");
            assertThat(keys.current().id()).isEqualTo(second.id());
            assertThat(keys.find(first.id())).isNotNull();
            assertThat(keys.find(second.id())).isNotNull();

            Files.move(aside, file);
            assertThat(keys.refresh()).isFalse();
        }
    }

    @Test
    void shouldMakeNoKeyThatTheOwnerOfTheFolderCouldNotRead() throws IOException {
        final Path folder = temp.resolve("keys");
        AtRestKeys.makeFirst(folder);
        final UserPrincipal other =
                folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        try {
            Files.setOwner(folder, other);
        } catch (final IOException noRight) {
            Assumptions.abort("only root gives a folder away: " + noRight);
        }

        assertThatThrownBy(() -> AtRestKeys.makeNext(folder))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("run this as nobody");
        assertThat(files(folder)).hasSize(1);
    }

    @Test
    void shouldRefuseKeysThatLieInWhatTheySealWhateverTheWayThere() throws IOException {
        final Path data = temp.resolve("data");
        final Path inside = data.resolve("keys");
        AtRestKeys.makeFirst(inside);
        assertThatThrownBy(() -> AtRestKeys.in(inside).requireOutside(data))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("whoever has a copy of the data would have its keys");
        final Path link = temp.resolve("link");
        Files.createSymbolicLink(link, inside);
        assertThatThrownBy(() -> AtRestKeys.in(link).requireOutside(data)).isInstanceOf(KeyRefusedException.class);
        final Path roundabout = temp.resolve("other/../data/keys");
        Files.createDirectories(temp.resolve("other"));
        assertThatThrownBy(() -> AtRestKeys.in(roundabout).requireOutside(data))
                .isInstanceOf(KeyRefusedException.class);

        final Path outside = temp.resolve("keys");
        AtRestKeys.makeFirst(outside);
        AtRestKeys.in(outside).requireOutside(data);
        AtRestKeys.in(outside).requireOutside(temp.resolve("not-there-yet/data"));
    }

    private void refused(final Path folder, final String why) {
        assertThatThrownBy(() -> AtRestKeys.in(folder))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining(why);
    }

    private static List<Path> files(final Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
