package io.tocsin;

import static io.tocsin.Policy.seconds;
import static io.tocsin.codecs.sbe.EmergencyType.CARDIAC_ARREST;
import static io.tocsin.codecs.sbe.EmergencyType.STROKE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Plays the tables of {@code SCENARIOS.md}. */
final class ScenariosTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final Policy CODE_BLUE = Policy.named("code-blue")
            .types(CARDIAC_ARREST)
            .unitRole("lead", seconds(30))
            .fills("lead")
            .andUnitRole("airway")
            .fills("airway")
            .andUnitRole("nurse")
            .fills("nurse")
            .andUnitRole("recorder")
            .fills("recorder")
            .unitRole("physician", seconds(30))
            .fills("lead")
            .failSafe("desk", MINUTE);

    private static final Policy STROKE_TEAM = Policy.named("stroke")
            .types(STROKE)
            .unitRole("neurologist", seconds(60))
            .fills("neurologist")
            .andUnitRole("stroke-nurse")
            .fills("stroke-nurse")
            .andUnitRole("ct")
            .fills("ct")
            .unitRole("physician", seconds(60))
            .fills("neurologist")
            .failSafe("desk", MINUTE);

    private static final Policy GRAVE = Policy.named("grave")
            .severities(Severity.CRITICAL, Severity.EMERGENT)
            .careTeam(seconds(30), Channel.WEBSOCKET, Channel.PUSH)
            .unitRole("charge-nurse", seconds(30))
            .andCareTeam()
            .unitRole("physician", seconds(60))
            .andUnitRole("charge-nurse")
            .failSafe("desk", MINUTE)
            .bedside(Duration.ofMinutes(2));

    private static final Policy OTHER = Policy.named("other")
            .severities(Severity.URGENT, Severity.SEMI_URGENT, Severity.NON_URGENT)
            .careTeam(Duration.ofMinutes(2), Channel.WEBSOCKET, Channel.PUSH)
            .unitRole("charge-nurse", Duration.ofMinutes(5))
            .andCareTeam()
            .failSafe("desk", Duration.ofMinutes(5));

    private static final List<String> PEOPLE = List.of(
            "ann", "ben", "cora", "dev", "lea", "ari", "ada", "nia", "nat", "rex", "nora", "noel", "stella", "ray");

    private static Site site() {
        final Site.Builder site = Site.named("north").desk("desk").unit("emergency");
        PEOPLE.forEach(site::person);
        for (int bed = 1; bed <= 4; bed++) {
            site.bed("er-" + bed, "emergency").careForBed("er-" + bed, bed <= 2 ? "ann" : "ben");
        }
        return site.person("phil")
                .bed("hall", "emergency")
                .careForBed("hall", "phil")
                .contact("phil", ContactMethod.atOnce(Channel.PUSH))
                .bundle("phil", Duration.ofMinutes(2))
                .role("emergency", "charge-nurse", "cora")
                .role("emergency", "physician", "dev")
                .role("emergency", "lead", "lea")
                .role("emergency", "airway", "ari", "ada")
                .role("emergency", "nurse", "nia", "nat")
                .role("emergency", "recorder", "rex")
                .role("emergency", "neurologist", "nora", "noel")
                .role("emergency", "stroke-nurse", "stella")
                .role("emergency", "ct", "ray")
                .offersPerPerson(2, 8)
                .policy(CODE_BLUE)
                .policy(STROKE_TEAM)
                .policy(GRAVE)
                .policy(OTHER)
                .build();
    }

    @TestFactory
    Stream<DynamicTest> shouldGoAsThePageSays() throws IOException {
        final Map<String, List<String[]>> tables = tables(Path.of("SCENARIOS.md"));
        assertThat(tables).hasSizeGreaterThan(5);
        return tables.entrySet().stream()
                .map(table -> DynamicTest.dynamicTest(table.getKey(), () -> play(table.getValue())));
    }

    private static void play(final List<String[]> rows) {
        try (Scenario scenario = new Scenario(site(), PEOPLE)) {
            for (final String[] row : rows) {
                final String when = row[0] + " " + row[1];
                scenario.at(row[0]);
                scenario.act(row[1]);
                assertThat(scenario.rings() + " | " + scenario.owners())
                        .as(when)
                        .isEqualTo(row[2] + " | " + row[3]);
            }
        }
    }

    /** The rows of the tables that tell a story, by heading. */
    private static Map<String, List<String[]>> tables(final Path page) throws IOException {
        final Map<String, List<String[]>> tables = new LinkedHashMap<>();
        String heading = "";
        for (final String line : Files.readAllLines(page)) {
            if (line.startsWith("## ")) {
                heading = line.substring(3);
            } else if (line.matches("\\| \\d+:\\d\\d \\|.*")) {
                final String[] cells = line.substring(1).split("\\|", -1);
                for (int i = 0; i < cells.length; i++) {
                    cells[i] = cells[i].strip();
                }
                tables.computeIfAbsent(heading, key -> new ArrayList<>()).add(cells);
            }
        }
        return tables;
    }
}
