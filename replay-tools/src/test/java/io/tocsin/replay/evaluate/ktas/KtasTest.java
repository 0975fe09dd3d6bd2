package io.tocsin.replay.evaluate.ktas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.replay.Json;
import io.tocsin.replay.evaluate.EvaluateRun;
import io.tocsin.replay.evaluate.SharedData;
import io.tocsin.replay.evaluate.ktas.ComplaintTable.Declared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Triage of real visits beside the nurse's, and of single ones that a nurse can check. */
final class KtasTest {
    private static final String PLACE = "/ktas-triage~1ktas-dev/";
    private static final String HEADER = "row,Age,Chief_complain,Mental,Systolic BP,Diastolic BP,Heart Rate,"
            + "Respiratory Rate,Body Temperature,KTAS_Nurse,KTAS_expert";

    @TempDir
    Path temp = Path.of("");

    @Test
    void shouldCountTheNurseAsAnIndependentScriptDidAndNeverLowerHerLevel() {
        final Map<String, String> report =
                EvaluateRun.of(temp, "ktas").report(SharedData.require("ktas-triage/ktas-dev.csv"));
        final Map<String, String> expected = Json.read(SharedData.require("reference-counts.json"));
        expected.keySet().removeIf(place -> !place.startsWith(PLACE));
        assertThat(expected).hasSize(1 + 4 + 2);
        assertThat(report).containsAllEntriesOf(expected).containsEntry(PLACE + "badRows/count", "0");

        // Whoever the nurse called an emergency stays one: no more of them are missed, and no fewer called.
        final long missedByNurse = Long.parseLong(report.get(PLACE + "nurse_vs_expert/Non-Emergency/Emergency"));
        assertThat(Long.parseLong(report.get(PLACE + "triage_with_nurse/triage_vs_expert/Non-Emergency/Emergency")))
                .isLessThanOrEqualTo(missedByNurse);
        assertThat(Long.parseLong(report.get(PLACE + "triage_with_nurse/triage_vs_expert/Emergency/Non-Emergency")))
                .isGreaterThanOrEqualTo(Long.parseLong(report.get(PLACE + "nurse_vs_expert/Emergency/Non-Emergency")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # complaint              | mental          | SBP | HR  | RR | T    | nurse         | alone      | with nurse
            arm pain                 | Alert           | 130 | 80  | 16 | 36.6 | Non-Emergency | NON_URGENT | NON_URGENT
            arm pain                 | Alert           | 130 | 80  | 16 | 36.6 | Emergency     | NON_URGENT | URGENT
            pain, chest              | Alert           | 130 | 80  | 16 | 36.6 | Non-Emergency | EMERGENT   | NON_URGENT
            Lt. side weakness        | Alert           | 130 | 80  | 16 | 36.6 | Non-Emergency | EMERGENT   | EMERGENT
            arrest                   | Unresponsive    | ??  | ??  | ?? | ??   | Emergency     | CRITICAL   | CRITICAL
            abd pain                 | Verbal Response | 130 | 80  | 16 | 36.6 | Non-Emergency | EMERGENT   | EMERGENT
            abd pain                 | Pain Response   | 130 | 80  | 16 | 36.6 | Non-Emergency | CRITICAL   | CRITICAL
            abd pain                 | Alert           | 80  | 120 | 26 | 36.6 | Non-Emergency | EMERGENT   | EMERGENT
            abd pain                 | Alert           | 90  | 80  | 16 | 36.6 | Non-Emergency | URGENT     | URGENT
            ?? ???                   | Alert           | 110 | 110 | 16 | 36.6 | Non-Emergency | EMERGENT   | EMERGENT
            """)
    void shouldRaiseWhatReadingsConsciousnessAndComplaintSayAndLowerNothing(
            final String complaint,
            final String mental,
            final String systolic,
            final String heartRate,
            final String respiratoryRate,
            final String temperature,
            final String nurse,
            final String alone,
            final String withNurse)
            throws IOException {
        final Path file = Files.write(
                temp.resolve("visits.csv"),
                List.of(
                        HEADER,
                        "0,50,\"" + complaint + "\"," + mental + "," + systolic + ",70," + heartRate + ","
                                + respiratoryRate + "," + temperature + "," + nurse + ",Emergency"));
        final String place = "/" + temp.getFileName() + "~1visits/";
        assertThat(EvaluateRun.of(temp, "ktas").report(file))
                .containsEntry(place + "triage_alone/severities/" + alone, "1")
                .containsEntry(place + "triage_with_nurse/severities/" + withNurse, "1");
    }

    @Test
    void shouldCountRowsThatCannotBeUsedAndGoOn() throws IOException {
        final Path file = Files.write(
                temp.resolve("visits.csv"),
                List.of(
                        HEADER,
                        "0,50,fever,Alert,130,70,80,16,36.6,Emergency,Emergency",
                        "1,50,fever,Awake,130,70,80,16,36.6,Emergency,Emergency",
                        "2,50,fever,Alert,high,70,80,16,36.6,Emergency,Emergency",
                        "3,50,fever,Alert,130,70,80,16,36.6,3,Emergency",
                        "4,50,fever, chills,Alert,130,70,80,16,36.6,Emergency,Emergency"));
        final String place = "/" + temp.getFileName() + "~1visits/";
        assertThat(EvaluateRun.of(temp, "ktas").report(file))
                .containsEntry(place + "rows", "5")
                .containsEntry(place + "nurse_vs_expert/Emergency/Emergency", "1")
                .containsEntry(place + "badRows/count", "4")
                .containsEntry(place + "badRows/first/0/line", "3")
                .containsEntry(place + "badRows/first/0/name", "Mental")
                .containsEntry(place + "badRows/first/0/text", "Awake")
                .containsEntry(place + "badRows/byReason/not one of the words of its column", "2")
                .containsEntry(place + "badRows/byReason/not a number", "1")
                .containsEntry(place + "badRows/byReason/wrong number of fields", "1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            arrest                         | CARDIAC_ARREST    | CRITICAL
            Post-CPR state                 | CARDIAC_ARREST    | CRITICAL
            choking on food                | CHOKING           | CRITICAL
            hemiparesis, right             | STROKE            | EMERGENT
            motor weakness of both legs    | STROKE            | EMERGENT
            weakness                       | OTHER             | NON_URGENT
            stab wound, chest              | SEVERE_TRAUMA     | EMERGENT
            head trauma                    | OTHER             | NON_URGENT
            anaphylaxis                    | ALLERGIC_REACTION | EMERGENT
            urticaria                      | OTHER             | NON_URGENT
            DI, drug intoxication          | OVERDOSE          | EMERGENT
            convulsion                     | SEIZURE           | EMERGENT
            asthma attack                  | SEVERE_ASTHMA     | EMERGENT
            discomfort, chest              | OTHER             | EMERGENT
            septic shock                   | OTHER             | EMERGENT
            LOC - Loss of consciousness    | OTHER             | EMERGENT
            acute dyspnea                  | OTHER             | EMERGENT
            No  pulse, found on the floor  | CARDIAC_ARREST    | CRITICAL
            normal pulse                   | OTHER             | NON_URGENT
            nosebleed, rapid pulse         | OTHER             | NON_URGENT
            pulse 80, no fever             | OTHER             | NON_URGENT
            infant, not breathing          | CHOKING           | CRITICAL
            noticed fast breathing         | OTHER             | NON_URGENT
            breathing fast, not coughing   | OTHER             | NON_URGENT
            crush injury, hand             | SEVERE_TRAUMA     | EMERGENT
            crushing chest pain            | OTHER             | EMERGENT
            pain                           | OTHER             | NON_URGENT
            ''                             | OTHER             | NON_URGENT
            """)
    void shouldKnowFromTheComplaintWhichTeamIsCalled(
            final String complaint, final EmergencyType type, final Severity severity) {
        assertThat(ComplaintTable.standard().of(complaint)).isEqualTo(new Declared(type, severity));
    }

    @Test
    void shouldRefuseATableThatCannotBeRead() {
        assertThatThrownBy(() -> ComplaintTable.parse("STROKE | EMERGENT | stroke"))
                .hasMessageContaining("not type | declared | words | why");
        assertThatThrownBy(() -> ComplaintTable.parse("STROKE | EMERGENT | stroke, | x"))
                .hasMessageContaining("a phrase without words");
        assertThatThrownBy(() -> ComplaintTable.parse("CARDIAC_ARREST | CRITICAL | \"no pulse, x | x"))
                .hasMessageContaining("not letters");
        assertThatThrownBy(() -> ComplaintTable.parse("STROKE | EMERGENT | hemi*paresis | x"))
                .hasMessageContaining("not letters");
        assertThatThrownBy(() -> ComplaintTable.parse("STROKES | EMERGENT | stroke | x"))
                .hasMessageContaining("STROKES");
    }
}
