package io.tocsin.transport.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.Readings;
import io.tocsin.RouterEvent;
import io.tocsin.Site;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.testkit.RouterTestKit;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Early-warning scores, as a configuration names them. */
final class ScoreConfigTest {
    private static final String OWN = """
            table ward-heart
            version 12
            threshold fast total at least 1 urgent
            item heart-rate rounded to 1
            0 at most 100
            1 at least 101
            """;

    @TempDir
    private Path folder;

    @Test
    void shouldComputeTheScoresThatAreNamedAndThoseInFiles() throws Exception {
        Files.writeString(folder.resolve("ward.txt"), OWN);
        final Site site = new ConfigText(folder)
                .read(ConfigText.LEAST + "rules.scores = [ shock-index, \"ward.txt\" ]")
                .config()
                .site();

        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            kit.answer(kit.router().readings(Readings.ofPatient("p").value(Parameter.HEART_RATE, 120)));

            // The shock index misses the pressure: it is nothing, and nothing is told of it.
            assertThat(kit.events(RouterEvent.TableScoreChanged.class))
                    .singleElement()
                    .satisfies(told -> {
                        assertThat(told.table()).isEqualTo(2);
                        assertThat(told.level()).isEqualTo(1);
                    });
        }
    }

    @Test
    void shouldScoreAChildByTheDateOfBirth() throws Exception {
        final Site site = new ConfigText(folder)
                .read(
                        ConfigText.LEAST
                                + "rules.scores = [ pews ], site.units.icu {}, site.patients.p { unit = icu, born = 2025-06-30 }")
                .config()
                .site();
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            // From 3 to 12 months: 180 and more is worth 4; the capillary refill too.
            kit.answer(kit.router()
                    .readings(Readings.ofPatient("p")
                            .value(Parameter.HEART_RATE, 180)
                            .value(Parameter.CAPILLARY_REFILL, 3)));

            assertThat(kit.events(RouterEvent.TableScoreChanged.class))
                    .singleElement()
                    .satisfies(told -> assertThat(told.score()).isEqualTo(8));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            mews2    | rules.scores | is none of [news2, mews, qsofa, sirs, shock-index, pews], and cannot be read as a file
            pain.txt | rules.scores | score 'ward-heart' needs a reading that the router does not take
            bad.txt  | rules.scores | bad.txt, line 5, item heart-rate: 101 has no answer; nothing was taken over
            """)
    void shouldSayWhyAScoreCannotBeUsed(final String score, final String key, final String reason) throws Exception {
        Files.writeString(folder.resolve("pain.txt"), OWN.replace("heart-rate", "pain"));
        Files.writeString(folder.resolve("bad.txt"), OWN.replace("1 at least 101", "1 at least 102"));

        assertThat(new ConfigText(folder)
                        .refused(ConfigText.LEAST + "rules.scores = [ mews, \"" + score + "\" ]")
                        .getMessage())
                .contains(key)
                .contains(reason);
    }
}
