package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a list without a roster that names somebody changes at the end of their shift, which is nothing: section 24. Nobody who has gone home goes on to look like the owner. The ward of {@link Scene}; nina (index 3) stands in plain lists and is
 * on duty for a minute by a roster of another place, then dora (4) follows. Nina accepts the alert of p1 in bed b1 of unit icu.
 */
final class PlainListScenarioTest {
    private static final int REPLACE = 0;
    private static final int HAND_OVER = 1;
    private static final int ROLE = 0;
    private static final int BED = 1;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # she is in the plain list of | her shift that ends is | the alert
            icu/physician                 | ward/oncall            | is asked again
            the bed                       | ward/oncall            | is asked again
            the patient                   | ward/oncall            | is asked again
            ward/physician                | ward/oncall            | is asked again
            icu/physician, rostered       | ward/oncall            | is asked again
            nothing                       | ward/oncall            | is asked again
            icu/physician                 | icu/oncall             | is handed over
            nothing                       | icu/oncall             | is handed over
            ward/physician                | icu/oncall             | is handed over
            """)
    void shouldTakeFromWhoGoesHomeWhateverListNamesThem(final String listed, final String shift, final String becomes) {
        final Scene scene = Scene.staffed(new BothSides(), 4);
        final Entries entries = scene.entries;
        final long endNs = scene.nowNs + 60 * Scene.SECOND;
        final List<byte[]> site = new ArrayList<>(List.of(
                entries.person("nina", 0),
                entries.person("dora", 0),
                entries.unit("ward"),
                entries.duty(
                        ROLE,
                        REPLACE,
                        HAND_OVER,
                        List.of(
                                new Entries.Duty("nina", scene.nowNs, endNs),
                                new Entries.Duty("dora", endNs, endNs + 60 * Scene.SECOND)),
                        shift.split("/", -1)[0],
                        "oncall")));
        switch (listed) {
            case "the bed" -> site.add(entries.care(BED, "b1", List.of("nina")));
            case "the patient" -> site.add(entries.care(0, "p1", List.of("nina")));
            case "nothing" -> {}
            default -> site.add(entries.role(listed.replaceAll("/.*", ""), "physician", List.of("nina")));
        }
        if (listed.endsWith("rostered")) {
            site.add(entries.duty(ROLE, REPLACE, HAND_OVER, List.of(), "icu", "physician"));
        }
        final List<Entries.Step> steps = List.of(new Entries.Step(90_000, 2, 0, "nina"));
        site.add(entries.policy(new Entries.Policy(1, 2, 0b11_1110, 0, 10_000, 0, 0, 60_000, steps, "desk")));
        scene.configure(site);
        scene.open(3, "nina");
        scene.open(4, "dora");
        scene.after(0);
        scene.raise("k", Severity.CRITICAL);
        assertThat(scene.accept(3, 1)).contains("OfferAnswered [ACCEPTED_BY_OFFER] person=3 response=ACCEPTED");

        final List<String> said = scene.after(60);

        assertThat(said).contains("DutyChanged [SHIFT_ENDED] person=3 on=0 people=1");
        assertThat(said).contains("OfferAnswered [SHIFT_ENDED] person=3 response=UNDEFINED");
        assertThat(said.contains("StepEnded [SHIFT_ENDED] step=0 unanswered=0"))
                .isEqualTo(becomes.equals("is asked again"));
        assertThat(said.contains("AlertRedirected [HANDED_OVER] person=3 to=4 chosen=1"))
                .isEqualTo(becomes.equals("is handed over"));
    }
}
