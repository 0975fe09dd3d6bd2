package io.tocsin.testkit.model;

import static io.tocsin.testkit.model.Bedside.ABOVE;
import static io.tocsin.testkit.model.Bedside.BELOW;
import static io.tocsin.testkit.model.Bedside.HEART_RATE;
import static io.tocsin.testkit.model.Bedside.NO_REASON;
import static io.tocsin.testkit.model.Bedside.RULES;
import static io.tocsin.testkit.model.Bedside.SPO2;
import static io.tocsin.testkit.model.Bedside.USUAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AgeGroup;
import io.tocsin.codecs.sbe.PatientEntryEncoder;
import io.tocsin.testkit.model.ScriptProfiles.Limit;
import io.tocsin.testkit.model.ScriptProfiles.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Limits by age, unit and SpO2 scale, on the model and on the engine. The rules (1) heart rate above 120 and (2) below 50 URGENT; (3) SpO2 below 85 CRITICAL, (4)
 * below 90 URGENT. Profiles: babies heart rate above 200 and SpO2 below 95; the unit "picu" heart rate above 150; babies in it above 180, since age goes before unit; scale 2 SpO2 below 86, and
 * CRITICAL below 84. In unit u1, which is "picu": bed b1.
 */
final class LimitProfileScenarioTest {
    private static final int BABIES = 1 << AgeGroup.UNDER_3_MONTHS.value();
    private static final int BABY = AgeGroup.UNDER_3_MONTHS.value();
    private static final int UNKNOWN = 0;

    private final ScriptProfiles profiles = new ScriptProfiles(new SplittableRandom(1));

    static Stream<Side> sides() {
        return Stream.of(new OracleEngine(Set.of()), new EngineSide());
    }

    private List<byte[]> rules(final Scene scene, final long version, final Profile... some) {
        final List<byte[]> all = new ArrayList<>();
        all.add(scene.entries.unit("picu"));
        all.add(scene.entries.unit("ward"));
        all.add(scene.entries.bed("p-bed", "picu"));
        all.add(scene.entries.bed("w-bed", "ward"));
        all.add(scene.entries.rules(version, 0, 1, 1, 1, RULES));
        for (final Profile each : some) {
            all.add(profiles.entry(version, each));
        }
        return all;
    }

    private Bedside bedside(final Side side) {
        final Bedside bed = new Bedside(side);
        bed.scene.configure(rules(
                bed.scene,
                3,
                new Profile(BABIES, 0, 1, "", List.of(new Limit(1, 20_000), new Limit(4, 9_500))),
                new Profile(0, 0, 0, "picu", List.of(new Limit(1, 15_000))),
                new Profile(BABIES, 0, 0, "picu", List.of(new Limit(1, 18_000))),
                new Profile(0, 2, 0, "", List.of(new Limit(4, 8_600), new Limit(3, 8_400)))));
        return bed;
    }

    private static void admit(final Bedside bed, final int age, final int scale, final String inBed) {
        final byte[] entry = bed.scene.entries.patient("p1", 0, age, inBed);
        entry[SystemEntries.HEADER + PatientEntryEncoder.spo2ScaleEncodingOffset()] = (byte) scale;
        assertThat(bed.scene.configure(List.of(entry))).last().asString().contains("result=OK");
    }

    static Stream<Arguments> patients() {
        return Stream.of(
                        "an adult on the ward       | 5 | 1 | w-bed | HR 121 | [LIMIT_ABOVE]",
                        "of unknown age             | 0 | 1 | w-bed | HR 121 | [LIMIT_ABOVE]",
                        "a baby on the ward         | 1 | 1 | w-bed | HR 200 | none",
                        "a baby on the ward         | 1 | 1 | w-bed | HR 201 | [LIMIT_ABOVE, PROFILE_LIMIT]",
                        "an adult in the unit       | 5 | 1 | p-bed | HR 150 | none",
                        "an adult in the unit       | 5 | 1 | p-bed | HR 151 | [LIMIT_ABOVE, PROFILE_LIMIT]",
                        "a baby in the unit         | 1 | 1 | p-bed | HR 180 | none",
                        "a baby in the unit         | 1 | 1 | p-bed | HR 181 | [LIMIT_ABOVE, PROFILE_LIMIT]",
                        "a baby                     | 1 | 1 | w-bed | O2 94  | [LIMIT_BELOW, PROFILE_LIMIT]",
                        "an adult                   | 5 | 1 | w-bed | O2 89  | [LIMIT_BELOW]",
                        "scale 2                    | 5 | 2 | w-bed | O2 86  | none",
                        "scale 2                    | 5 | 2 | w-bed | O2 85  | [LIMIT_BELOW, PROFILE_LIMIT]",
                        "a baby on scale 2          | 1 | 2 | p-bed | O2 86  | none",
                        "what no profile names      | 1 | 2 | p-bed | HR 49  | [LIMIT_BELOW]")
                .flatMap(row -> sides().map(side -> Arguments.of(row, side)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("patients")
    void shouldCompareWithTheLimitsOfTheProfileThatSaysMostOfThePatient(final String row, final Side side) {
        final String[] column = row.split("\\|", -1);
        final String[] reading = column[4].trim().split(" +", -1);
        final Bedside bed = bedside(side);
        admit(bed, Integer.parseInt(column[1].trim()), Integer.parseInt(column[2].trim()), column[3].trim());

        final List<String> said = bed.read(reading[0].equals("HR") ? HEART_RATE : SPO2, Integer.parseInt(reading[1]));

        final String expected = column[5].trim();
        if (expected.equals("none")) {
            assertThat(said).isEmpty();
        } else {
            assertThat(said).hasSize(1).first().asString().startsWith("LimitViolated " + expected);
        }
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldAskTheUnitOfTheBedForWhoHasNoName(final Side side) {
        final Bedside bed = bedside(side);

        assertThat(bed.read(HEART_RATE, 150, "", "p-bed")).isEmpty();
        assertThat(bed.read(HEART_RATE, 121, "", "w-bed")).hasSize(1);
        assertThat(bed.read(HEART_RATE, 130, "stranger", "p-bed"))
                .as("where a stranger lies is what a message says, not the configuration")
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldMeasureAnOwnLimitByThatOfTheProfile(final Side side) {
        final Bedside bed = bedside(side);
        final From nurse = From.session(1);
        admit(bed, BABY, 1, "w-bed");

        assertThat(bed.set(nurse, HEART_RATE, ABOVE, 190, 0))
                .as("inside of the baby's 200, though outside of 120")
                .startsWith("PatientLimitChanged [LIMIT_SET] value=19000");
        assertThat(bed.read(HEART_RATE, 195))
                .containsExactly("LimitViolated [LIMIT_ABOVE, PATIENT_LIMIT] alertId=1 rule=1 value=19500 first=1");
        assertThat(bed.set(nurse, HEART_RATE, BELOW, 195, 0))
                .as("not below the upper limit of the patient")
                .first()
                .asString()
                .contains("INVALID_FIELD");
        assertThat(bed.set(nurse, HEART_RATE, ABOVE, 210, 0, NO_REASON, "p1", ""))
                .as("beyond 200: a reason is missing")
                .first()
                .asString()
                .contains("INVALID_FIELD");
        assertThat(bed.set(nurse, HEART_RATE, ABOVE, 210, 2, USUAL, "p1", ""))
                .startsWith("PatientLimitChanged [LIMIT_SET, LIMIT_BEYOND_POLICY] value=21000");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldEndAnOwnLimitThatTheProfileOfTheNewUnitDoesNotAllow(final Side side) {
        final Bedside bed = bedside(side);
        admit(bed, UNKNOWN, 1, "p-bed");
        bed.set(From.session(1), HEART_RATE, ABOVE, 145, 0);

        assertThat(bed.read(HEART_RATE, 146))
                .containsExactly("LimitViolated [LIMIT_ABOVE, PATIENT_LIMIT] alertId=1 rule=1 value=14600 first=1");
        admit(bed, UNKNOWN, 1, "w-bed");
        assertThat(bed.read(HEART_RATE, 140))
                .as("the ward's 120 counts: the time of 145, which without an end was beyond its policy, is over")
                .containsExactly("LimitViolated [LIMIT_ABOVE] alertId=1 rule=1 value=14000 first=0");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldLetNothingStandBeyondAStricterPolicyThanThatOfThen(final Side side) {
        final Bedside bed = bedside(side);
        admit(bed, UNKNOWN, 1, "p-bed");
        bed.set(From.session(1), HEART_RATE, ABOVE, 145, 2);
        admit(bed, UNKNOWN, 1, "w-bed");
        assertThat(bed.read(HEART_RATE, 140))
                .as("145 was within 150, so nobody has decided that it may be beyond 120")
                .containsExactly("LimitViolated [LIMIT_ABOVE] alertId=1 rule=1 value=14000 first=1");

        bed.read(HEART_RATE, 80);
        admit(bed, UNKNOWN, 1, "p-bed");
        assertThat(bed.set(From.session(2), HEART_RATE, ABOVE, 155, 2))
                .first()
                .isEqualTo("PatientLimitChanged [LIMIT_SET, LIMIT_BEYOND_POLICY] value=15500");
        admit(bed, UNKNOWN, 1, "w-bed");
        assertThat(bed.read(HEART_RATE, 140))
                .as("a reason to go beyond 150 is none to go beyond 120")
                .startsWith("LimitViolated [LIMIT_ABOVE] alertId=1 rule=1 value=14000 first=1");

        bed.read(HEART_RATE, 80);
        bed.set(From.session(2), HEART_RATE, ABOVE, 155, 2);
        admit(bed, BABY, 1, "w-bed");
        admit(bed, UNKNOWN, 1, "w-bed");
        assertThat(bed.read(HEART_RATE, 140))
                .as("beyond 120 for a reason, and 120 it is again")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldKeepWhatViolatedUntilTheNextReadingWhenAPatientMoves(final Side side) {
        final Bedside bed = bedside(side);
        admit(bed, UNKNOWN, 1, "w-bed");
        assertThat(bed.read(HEART_RATE, 140)).hasSize(1);
        admit(bed, UNKNOWN, 1, "p-bed");

        assertThat(bed.read(HEART_RATE, 140))
                .containsExactly("ConditionChanged [LIMIT_LEFT] from=ACTIVE to=INACTIVE phase=END");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                        Arguments.of("who has no age stated is no group", new Profile(1, 0, 0, "", one(1, 15_000))),
                        Arguments.of("for everybody", new Profile(0, 0, 0, "", one(1, 15_000))),
                        Arguments.of("no such scale", new Profile(0, 3, 0, "", one(4, 8_600))),
                        Arguments.of("scale 1, which is everybody's", new Profile(0, 1, 0, "picu", one(4, 9_100))),
                        Arguments.of("heart rate by a scale of SpO2", new Profile(0, 2, 0, "", one(1, 15_000))),
                        Arguments.of("no such unit", new Profile(0, 0, 0, "nowhere", one(1, 15_000))),
                        Arguments.of("says nothing", new Profile(BABIES, 0, 0, "", List.of())),
                        Arguments.of("no such rule", new Profile(BABIES, 0, 0, "", one(5, 15_000))),
                        Arguments.of("no reading is so", new Profile(BABIES, 0, 0, "", one(1, 35_001))),
                        Arguments.of(
                                "a rule twice",
                                new Profile(BABIES, 0, 0, "", List.of(new Limit(1, 15_000), new Limit(1, 15_000)))),
                        Arguments.of("CRITICAL wider on scale 1", new Profile(0, 1, 0, "", one(3, 8_400))),
                        Arguments.of("CRITICAL too wide on scale 2", new Profile(0, 2, 0, "", one(3, 8_399))),
                        Arguments.of("not below the higher limit", new Profile(BABIES, 0, 0, "", one(2, 12_000))),
                        Arguments.of("CRITICAL wider for a unit", new Profile(0, 0, 0, "picu", one(3, 8_400))),
                        Arguments.of("SpO2 CRITICAL for babies", new Profile(BABIES, 0, 0, "", one(3, 8_400))))
                .flatMap(fault -> sides().map(side -> Arguments.of(fault.get()[0], fault.get()[1], side)));
    }

    private static List<Limit> one(final int rule, final int value) {
        return List.of(new Limit(rule, value));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void shouldRefuseAProfileThatMeansNothingOrTooMuch(final String fault, final Profile profile, final Side side) {
        final Bedside bed = new Bedside(side);

        assertThat(bed.scene.configure(rules(bed.scene, 3, profile)))
                .as(fault)
                .anyMatch(line -> line.startsWith("ConfigRefused")
                        && line.contains(fault.equals("no such unit") ? "UNKNOWN_UNIT" : "BAD_VALUE"));
        assertThat(bed.scene.configure(rules(bed.scene, 3, new Profile(0, 2, 0, "", one(3, 8_400)))))
                .as("CRITICAL on scale 2, as far as it is grave there")
                .last()
                .asString()
                .contains("result=OK");
    }
}
