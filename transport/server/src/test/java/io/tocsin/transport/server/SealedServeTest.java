package io.tocsin.transport.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.atrest.SealedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A router that seals what it keeps, as processes of their own: killed, with another key, without its keys, and with keys that anybody could have. */
@Timeout(300)
@Tag("long")
final class SealedServeTest {
    /** What somebody typed, and who the patient is: neither is to be found in a file. */
    private static final String TYPED = "no pulse";

    @TempDir
    private Path folder;

    @Test
    void shouldComeBackAfterItWasKilledWithKeysThatChangeAndLeaveNothingReadable() throws Exception {
        assertThat(keys("new")).containsPattern("key [0-9a-f]{8} made in .*keep a copy");
        final String atRest = "at-rest.keys-folder = keys, audit {}";
        try (Child router = serve(atRest)) {
            final Child.Ready ready = router.ready();
            assertThat(router.output()).containsPattern("commands are kept .* sealed with key [0-9a-f]{8} of .*keys");
            raise(ready, "k1");
            assertThat(filesWith(TYPED)).isEmpty();
            router.kill();
        }
        assertThat(filesWith(TYPED)).isEmpty();
        assertThat(filesWith("p-17")).isEmpty();

        try (Child router = serve(atRest)) {
            final Child.Ready ready = router.ready();
            assertThat(router.output()).contains("recovered: from the journal's beginning", "open alerts: 1");
            assertThat(keys("rotate")).containsPattern("and in force");
            // Within seconds, and without a start.
            router.line(Pattern.compile("what is written is sealed with key [0-9a-f]{8} from now on"));
            raise(ready, "k2");
            assertThat(keys("list"))
                    .containsPattern("for what was sealed before")
                    .containsPattern("in force");
            router.terminate();
            assertThat(router.exitCode()).as(router.output()).isZero();
        }
        assertThat(filesWith(TYPED)).isEmpty();
        try (Stream<Path> audit = Files.list(folder.resolve("journal/audit"));
                Stream<Path> snapshots = Files.list(folder.resolve("journal/snapshots"))) {
            assertThat(Stream.concat(audit, snapshots).map(SealedServeTest::isSealed))
                    .hasSizeGreaterThan(1)
                    .doesNotContain(false);
        }
        try (Child router = serve(atRest)) {
            final Child.Ready ready = router.ready();
            assertThat(router.output()).contains("recovered: from the snapshot at command", "open alerts: 2");
            assertThat(Web.get(ready.management(), "/metrics").body())
                    .contains("tocsin_at_rest_keys_readable 1.0", "tocsin_at_rest_key_made_seconds");
        }
    }

    @Test
    void shouldStartNothingWithoutItsKeysOrWithKeysThatAnybodyHas() throws Exception {
        keys("new");
        try (Child router = serve("at-rest.keys-folder = keys")) {
            raise(router.ready(), "k1");
            router.terminate();
            assertThat(router.exitCode()).isZero();
        }
        refused("", "is sealed with key", "no keys were given", "nothing was started");
        Files.move(folder.resolve("keys"), folder.resolve("aside"));
        refused("at-rest.keys-folder = keys", "router.conf:3: at-rest.keys-folder: there is no folder of keys");
        keys("new");
        refused("at-rest.keys-folder = keys", "is sealed with key", "which is not among the keys in");
        Files.setPosixFilePermissions(folder.resolve("aside"), PosixFilePermissions.fromString("rwxr-x---"));
        refused("at-rest.keys-folder = aside", "may be used by others than its owner: chmod 700");
        Files.setPosixFilePermissions(folder.resolve("aside"), PosixFilePermissions.fromString("rwx------"));
        Files.move(folder.resolve("aside"), folder.resolve("journal/keys"));
        refused("at-rest.keys-folder = journal/keys", "whoever has a copy of the data would have its keys");
        Files.move(folder.resolve("journal/keys"), folder.resolve("aside"));
        refused("at-rest { keys-folder = aside }, directory.store = chronicle", "its files are not sealed");
        refused("at-rest {}", "router.conf:3: at-rest.keys-folder: is missing");

        try (Child router = serve("at-rest { keys-folder = aside, seal = false }")) {
            router.ready();
            assertThat(router.output()).contains("open alerts: 1", "and are not sealed");
        }
    }

    /** What was there before is told, and what can be made again is deleted. */
    @Test
    void shouldSayWhatIsLeftOpenWhenItBeginsToSeal() throws Exception {
        try (Child router = serve("audit {}")) {
            raise(router.ready(), "k1");
            router.terminate();
            assertThat(router.exitCode()).isZero();
        }
        final Path names = folder.resolve("journal/directory/patients.map");
        Files.createDirectories(names.getParent());
        Files.writeString(names, "Jane Doe");
        keys("new");
        try (Child router = serve("at-rest.keys-folder = keys, audit {}")) {
            raise(router.ready(), "k2");
            assertThat(router.output())
                    .contains("1 files of the directory in", "they were deleted")
                    .containsPattern("1 snapshots in .* are not sealed")
                    .containsPattern("1 files of the audit in .* are not sealed")
                    .containsPattern("2 files of journal and event log in .* are not sealed")
                    .contains("open alerts: 1");
            assertThat(names).doesNotExist();
            router.terminate();
            assertThat(router.exitCode()).isZero();
        }
        try (Child router = serve("at-rest.keys-folder = keys, audit {}")) {
            router.ready();
            assertThat(router.output()).contains("open alerts: 2").doesNotContain("snapshots in");
        }
    }

    private void refused(final String further, final String... told) throws Exception {
        try (Child router = serve(further)) {
            assertThat(router.exitCode()).as(router.output()).isEqualTo(2);
            assertThat(router.output()).contains(told);
        }
    }

    private static void raise(final Child.Ready ready, final String key) throws Exception {
        final String answer = Web.raise(ready.address(), key).body();
        assertThat(answer).contains("\"alertId\"");
    }

    private String keys(final String what) throws Exception {
        try (Child child = Child.start("keys", what, folder.resolve("keys").toString())) {
            assertThat(child.exitCode()).as(child.output()).isZero();
            return child.output();
        }
    }

    private List<Path> filesWith(final String text) throws IOException {
        final List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder.resolve("journal"))) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private static boolean isSealed(final Path file) {
        try {
            return SealedFile.isSealed(file);
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Child serve(final String further) throws IOException {
        final Path file = folder.resolve("router.conf");
        Files.writeString(
                file, """
                    journal { level = os, folder = journal, term-size = 64 KiB, segment-size = 1 MiB, low-water = 0, critical-low-water = 0 }
                    listen { port = 0, management-port = 0 }
                    %s
                    limits.preset = small
                    site {
                      people.ann.reachable = always
                      desks = [ desk ]
                      units.icu.beds.icu-1.care = [ ann ]
                      patients.p-17.bed = icu-1
                      policies.all { steps = [ { target = care-team, delay = 10 minutes } ], fail-safe = desk }
                    }
                    """.formatted(further), StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        return Child.start("serve", "--config", file.toString());
    }
}
