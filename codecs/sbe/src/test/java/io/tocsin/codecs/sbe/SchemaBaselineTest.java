package io.tocsin.codecs.sbe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The schema keeps what it has promised. The promises stand in {@code schema-v1-baseline.txt}, one a line. */
final class SchemaBaselineTest {
    private static final String BASELINE = "schema-v1-baseline.txt";
    private static final Path CURRENT = Path.of(System.getProperty("basedir", "."), "target", BASELINE);

    private static final String HOW_TO_CHANGE = """
            tocsin-v1.xml breaks promises of src/test/resources/schema-v1-baseline.txt.
            Append instead: new fields, groups and texts last in their place, with the sinceVersion of a new version
            of the schema. Then extend the baseline, so that they are promised too:
              cp codecs/sbe/target/schema-v1-baseline.txt codecs/sbe/src/test/resources/
            The same copy changes a promise: only before the first release, and in a commit that says so.
            """;

    @Test
    void shouldKeepEveryPromise() throws IOException {
        final List<String> current = Baseline.linesOf(Schema.current());
        Files.write(CURRENT, current);

        assertThat(Baseline.broken(read(), current)).as(HOW_TO_CHANGE).isEmpty();
    }

    @Test
    void shouldMissAFieldThatVanished() {
        assertThat(broken("message 20 field: 2 emergencyType EmergencyType", null))
                .containsExactly("changed or vanished: message 20 field: 2 emergencyType EmergencyType");
    }

    @Test
    void shouldMissAFieldThatChanged() {
        assertThat(broken(
                        "message 20 field: 8 systolic Hundredths optional", "message 20 field: 8 systolic Hundredths"))
                .contains("changed or vanished: message 20 field: 8 systolic Hundredths optional");
    }

    @Test
    void shouldMissAnEnumValueThatWasRenamed() {
        assertThat(broken("enum Severity value: 3 URGENT", "enum Severity value: 3 HURRIED"))
                .containsExactly("changed or vanished: enum Severity value: 3 URGENT");
    }

    @Test
    void shouldMissATypeThatBecameWider() {
        assertThat(broken("type Hundredths: int32 x 1", "type Hundredths: int64 x 1"))
                .containsExactly("changed or vanished: type Hundredths: int32 x 1");
    }

    @Test
    void shouldMissAMessageThatWasRenumbered() {
        assertThat(broken("message: 30 AcceptAlert", "message: 39 AcceptAlert"))
                .containsExactly("changed or vanished: message: 30 AcceptAlert");
    }

    @Test
    void shouldRefuseASmallerVersionAndAnotherSchema() {
        assertThat(broken("schema 7700 version 3", "schema 7700 version 2")).hasSize(1);
        assertThat(broken("schema 7700 version 3", "schema 7701 version 3")).hasSize(1);
    }

    @Test
    void shouldRefuseTheFirstTextOfAMessageWithoutANewVersion() {
        assertThat(appended("message 30 field: 2 alertId uint64", "message 30 data: 3 note varText"))
                .containsExactly("without the sinceVersion of a new version: message 30 data: 3 note varText");
        assertThat(appended("message 30 field: 2 alertId uint64", "message 30 data: 3 note varText since 4"))
                .isEmpty();
    }

    @Test
    void shouldListThePromisesOfTheWholeSchema() throws IOException {
        assertThat(read()).hasSizeGreaterThan(500).doesNotHaveDuplicates();
    }

    @Test
    void shouldRefuseANewFieldThatIsNotTheLast() {
        assertThat(appended("message 30 field: 1 envelope Envelope", "message 30 field: 3 why uint8 since 4"))
                .containsExactly("not at the end: message 30 field: 3 why uint8 since 4");
    }

    @Test
    void shouldRefuseANewFieldWithoutANewVersion() {
        assertThat(appended("message 30 field: 2 alertId uint64", "message 30 field: 3 why uint8"))
                .containsExactly("without the sinceVersion of a new version: message 30 field: 3 why uint8");
        assertThat(appended("message 30 field: 2 alertId uint64", "message 30 field: 3 why uint8 since 5"))
                .hasSize(1);
    }

    @Test
    void shouldRefuseAnotherOrder() {
        final List<String> lines = new ArrayList<>(Baseline.linesOf(Schema.current()));
        final int alertId = lines.indexOf("message 30 field: 2 alertId uint64");
        lines.add(alertId - 1, lines.remove(alertId));

        assertThat(Baseline.broken(Baseline.linesOf(Schema.current()), lines))
                .containsExactly("in another order: message 30 field");
    }

    @Test
    void shouldRefuseAnIdUsedTwice() {
        assertThat(appended("message 30 field: 2 alertId uint64", "message 30 field: 2 why uint8 since 4"))
                .containsExactly("used twice: message 30 field: 2 why uint8 since 4");
        assertThat(appended("enum Severity value: 5 NON_URGENT", "enum Severity value: 5 LATER"))
                .containsExactly("used twice: enum Severity value: 5 LATER");
        assertThat(appended("message: 30 AcceptAlert", "message: 30 TakeAlert"))
                .containsExactly("used twice: message: 30 TakeAlert");
    }

    @Test
    void shouldRefuseACompositeThatGrows() {
        assertThat(appended("composite varText member: 2 varData uint8", "composite varText member: 3 language uint8"))
                .containsExactly("a composite cannot grow: composite varText member: 3 language uint8");
    }

    @Test
    void shouldAllowWhatIsAppended() {
        assertThat(appended("message 30 field: 2 alertId uint64", "message 30 field: 3 why uint8 since 4"))
                .isEmpty();
        assertThat(appended("message 20 data: 54 personal varText", "message 20 data: 55 note varText since 4"))
                .isEmpty();
        assertThat(appended("enum Severity value: 5 NON_URGENT", "enum Severity value: 6 NEVER"))
                .isEmpty();
        assertThat(appended("message: 52 ServiceQuery", "message: 49 AlertsQuery"))
                .isEmpty();
    }

    /** What is broken when a line of today's schema becomes another, or vanishes. */
    private static List<String> broken(final String line, final String changed) {
        final List<String> promised = Baseline.linesOf(Schema.current());
        final List<String> lines = new ArrayList<>(promised);
        assertThat(lines).contains(line);
        final int at = lines.indexOf(line);
        lines.remove(at);
        if (changed != null) {
            lines.add(at, changed);
        }
        return Baseline.broken(promised, lines);
    }

    /** What is broken when a line follows another in the schema's next version. */
    private static List<String> appended(final String line, final String next) {
        final List<String> promised = Baseline.linesOf(Schema.current());
        final List<String> lines = new ArrayList<>(promised);
        assertThat(lines).contains(line);
        lines.set(0, "schema 7700 version 4");
        lines.add(lines.indexOf(line) + 1, next);
        return Baseline.broken(promised, lines);
    }

    private static List<String> read() throws IOException {
        try (InputStream baseline = SchemaBaselineTest.class.getResourceAsStream("/" + BASELINE)) {
            return new String(baseline.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
