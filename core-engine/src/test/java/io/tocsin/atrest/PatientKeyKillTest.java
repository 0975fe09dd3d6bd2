package io.tocsin.atrest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that makes and destroys keys of patients is killed: every key that it was given is there, every one that it knew destroyed is gone. */
@Timeout(60)
final class PatientKeyKillTest {
    private static final int KILLS = 3;
    private static final int MOST_LINES = 400;

    @TempDir
    Path temp;

    /** Makes keys, destroys every third, and says so. */
    static final class Child {
        private Child() {}

        public static void main(final String[] args) throws Exception {
            final Path folder = Path.of(args[0]);
            final AtRestKeys site = AtRestKeys.in(folder.resolve("keys"));
            final PatientKeys keys =
                    PatientKeys.open(folder.resolve("patients"), site, false, System::currentTimeMillis);
            for (int i = 0; ; i++) {
                final byte[] patient = (args[1] + '-' + i).getBytes(StandardCharsets.US_ASCII);
                final int id = requireNonNull(keys.ready(patient)).id;
                System.out.println("made " + id);
                if (i % 3 == 0) {
                    keys.destroy(patient, 0xFFFF_FFFFL);
                    keys.force();
                    System.out.println("gone " + id);
                }
            }
        }
    }

    @Test
    void shouldHaveEveryKeyThatWasGivenAndNoneThatWasDestroyed() throws Exception {
        AtRestKeys.makeFirst(temp.resolve("keys"));
        final AtRestKeys site = AtRestKeys.in(temp.resolve("keys"));
        final Path folder = temp.resolve("patients");
        PatientKeys.begin(folder, site);
        final Random random = new Random();
        final List<Integer> made = new ArrayList<>();
        final List<Integer> gone = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            final Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Child.class.getName(),
                            temp.toString(),
                            String.valueOf(kill))
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader said =
                    new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
                final int until = 1 + random.nextInt(MOST_LINES);
                String line = said.readLine();
                for (int i = 0; line != null; i++, line = said.readLine()) {
                    if (i == until) {
                        // By its handle, which leaves what it said to be read.
                        child.toHandle().destroyForcibly();
                    }
                    if (!line.matches("(made|gone) -?\\d+")) {
                        continue;
                    }
                    (line.startsWith("made") ? made : gone).add(Integer.parseInt(line.substring(5)));
                }
            }
            assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
            try (PatientKeys keys = PatientKeys.open(folder, site, false, System::currentTimeMillis)) {
                assertThat(keys.damaged()).isEmpty();
                for (final int id : gone) {
                    assertThat(keys.isGone(id)).as("%d", id).isTrue();
                }
                for (final int id : made) {
                    assertThat(keys.find(id) != null || keys.isGone(id))
                            .as("%d", id)
                            .isTrue();
                }
            }
        }
        assertThat(made).hasSizeGreaterThan(KILLS);
        assertThat(gone).isNotEmpty();
    }
}
