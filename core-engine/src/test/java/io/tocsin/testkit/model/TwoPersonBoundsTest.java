package io.tocsin.testkit.model;

import static io.tocsin.testkit.model.ProposalSite.outcome;
import static io.tocsin.testkit.model.ProposalSite.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What else makes a site weaker, and who ends what is proposed: the rule of two persons for policy that widens limits or disables HIGH alarms (compliance matrix), as
 * section 21 reads it. In the engine and in the model that it is compared with.
 */
final class TwoPersonBoundsTest {
    private static final int ALL = 0b11_1110;
    private static final int EMERGENT = 0b100;
    private static final int STROKES = 1 << EmergencyType.STROKE.value();
    private static final long DAY = 86_400;
    private static final int PENDING_SILENCES = 65;
    private static final int ANY = 255;
    private static final List<Supplier<Side>> SIDES = List.of(EngineSide::new, () -> new OracleEngine(Set.of()));

    private static ProposalSite administered(final Supplier<Side> side) {
        return new ProposalSite(side.get(), AuthorityRole.ADMIN_UNIT, AuthorityRole.ADMIN_SYS);
    }

    /** Readings that are sooner too old leave NEWS2: it falls though nobody has measured. In force: 900 s, 3,600 s and 14,400 s. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # NEWS2 was | heart rate s | pressure s | temperature s | outcome
            on          | 900          | 3600       | 14400         | ok
            on          | 901          | 3601       | 14401         | ok
            on          | 899          | 3600       | 14400         | proposed
            on          | 900          | 3599       | 14400         | proposed
            on          | 900          | 3600       | 14399         | proposed
            on          | 0            | 0          | 0             | proposed
            off         | 899          | 3599       | 14399         | ok
            """)
    void shouldTakeTwoPersonsToLetNews2ForgetSooner(
            final String news2, final long fast, final long pressure, final long temperature, final String outcome) {
        for (final Supplier<Side> side : SIDES) {
            final ProposalSite site = administered(side);
            final List<Entries.Rule> rules = List.of(new Entries.Rule(12_000, 1, 1, 2));
            final Entries entries = site.scene.entries;
            site.scene.configure(
                    List.of(entries.rules(2, news2.equals("on") ? 1 : 0, 900_000, 3_600_000, 14_400_000, rules)));
            final byte[] next = entries.rules(3, 1, 1_000 * fast, 1_000 * pressure, 1_000 * temperature, rules);
            assertThat(outcome(site.commit(ProposalSite.DOCTOR, List.of(next)))).isEqualTo(outcome);
        }
    }

    /** A score table that raises alerts by heart rates is in force, beside one that only tells. What others there are then, and how old a heart rate may become. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # new tables            | heart rate s | outcome
            urgent at 100, tells    | 900          | ok
            urgent at 100           | 900          | ok
            tells, urgent at 100    | 901          | ok
            urgent at 100, tells    | 899          | proposed
            emergent at 100         | 900          | proposed
            urgent at 101           | 900          | proposed
            tells                   | 900          | proposed
            none                    | 900          | proposed
            """)
    void shouldTakeTwoPersonsToTakeAScoreTableAway(final String tables, final long fast, final String outcome) {
        for (final Supplier<Side> side : SIDES) {
            final ProposalSite site = administered(side);
            site.scene.configure(scored(site, 2, 900, "urgent at 100, tells"));
            assertThat(outcome(site.commit(ProposalSite.DOCTOR, scored(site, 3, fast, tables))))
                    .isEqualTo(outcome);
        }
    }

    private static List<byte[]> scored(
            final ProposalSite site, final int version, final long fast, final String tables) {
        final List<byte[]> list = new ArrayList<>();
        list.add(site.scene.entries.rules(version, 0, 1_000 * fast, 3_600_000, 14_400_000, List.of()));
        for (final String table : tables.split(", ", -1)) {
            if (!table.equals("none")) {
                final int from = table.endsWith("101") ? 101 : 100;
                final int severity = table.startsWith("urgent") ? 3 : table.startsWith("emergent") ? 2 : 0;
                list.add(ScoreTableEntry.of(version, list.size(), 1, "heart", heart(from, severity)));
            }
        }
        return list;
    }

    /** One point for a heart rate from so many beats on. */
    private static List<OracleScoreTable.Line> heart(final int from, final int severity) {
        return List.of(
                new OracleScoreTable.Line(2, 1, severity),
                new OracleScoreTable.Line(3, 0, 0),
                new OracleScoreTable.Line(4, 1 | 0xff00 | 100 << 16 | 1 << 24, 0),
                new OracleScoreTable.Line(5, 0xff, 0),
                new OracleScoreTable.Line(6, Integer.MIN_VALUE, 0),
                new OracleScoreTable.Line(6, 100 * from, 1));
    }

    /** Triage takes held readings into account until they are too old: 1 s, 2 s and 3 s in force. Clause 3 is NEWS2; clause 6 only points out. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # in force | ms   | outcome
            0b1000     | 1000 | ok
            0b1000     | 1001 | ok
            0b1000     | 999  | proposed
            0b1000000  | 999  | ok
            """)
    void shouldTakeTwoPersonsToLetTriageForgetSooner(final String clauses, final long ageMs, final String outcome) {
        final int used = Integer.parseInt(clauses.substring(2), 2);
        for (final Supplier<Side> side : SIDES) {
            final ProposalSite site = administered(side);
            final Entries entries = site.scene.entries;
            site.scene.configure(List.of(entries.triage(used, 1_000, 0, 0, 0, List.of())));
            final byte[] next = entries.triage(used, ageMs, 0, 0, 0, List.of());
            assertThat(outcome(site.commit(ProposalSite.DOCTOR, List.of(next)))).isEqualTo(outcome);
        }
    }

    /**
     * Limits of patients stand for the ordinary rule, with its severity, and graver rules keep theirs. So neither that severity nor which rule it is changes by one
     * person. Upper limits of the heart rate: U urgent, E emergent, C critical.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # in force    | to be         | outcome
            U120 C150     | U115 C140     | ok
            U120 C150     | C150 U120     | ok
            U120 C150     | U120 E130 C150 | ok
            U120 C150     | U120 U110 C150 | ok
            U120 C150     | E120 C150     | proposed
            U120          | C110          | proposed
            E120          | E120 U110     | proposed
            U110 U120     | U120 U110     | proposed
            U120 U110     | U110 U120     | proposed
            U120 U110     | U110          | proposed
            """)
    void shouldTakeTwoPersonsToChangeForWhichRuleLimitsOfPatientsStand(
            final String held, final String next, final String outcome) {
        for (final Supplier<Side> side : SIDES) {
            final ProposalSite site = administered(side);
            site.scene.configure(List.of(upperLimits(site, 2, held)));
            assertThat(outcome(site.commit(ProposalSite.DOCTOR, List.of(upperLimits(site, 3, next)))))
                    .isEqualTo(outcome);
        }
    }

    private static byte[] upperLimits(final ProposalSite site, final long version, final String text) {
        final List<Entries.Rule> rules = new ArrayList<>();
        for (final String each : text.split(" ", -1)) {
            final Severity severity = each.startsWith("C")
                    ? Severity.CRITICAL
                    : each.startsWith("E") ? Severity.EMERGENT : Severity.URGENT;
            rules.add(new Entries.Rule(100 * Integer.parseInt(each.substring(1)), 1, 1, severity.value()));
        }
        return site.scene.entries.rules(version, 1, 900_000, 3_600_000, 14_400_000, rules);
    }

    /** In force: one policy of two steps for every severity and type. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # change                                       | outcome
            three steps                                    | ok
            two steps, a second role in the last           | ok
            one step                                       | proposed
            two kinds of people in one step                | proposed
            no steps, the fail-safe at once                | proposed
            one step for URGENT, of a policy of its own    | ok
            one step for EMERGENT, of a policy of its own  | proposed
            one step for strokes, of a policy of their own | proposed
            """)
    void shouldTakeTwoPersonsToTakeStepsFromGraveAlerts(final String change, final String outcome) {
        for (final Supplier<Side> side : SIDES) {
            final ProposalSite site = administered(side);
            assertThat(outcome(site.commit(ProposalSite.DOCTOR, List.of(steps(site, change)))))
                    .isEqualTo(outcome);
        }
    }

    private static byte[] steps(final ProposalSite site, final String change) {
        final Entries.Step team = new Entries.Step(60_000, 0, 0, "");
        final Entries.Step registrar = new Entries.Step(30_000, 1, 0, "registrar");
        final Entries.Step also = new Entries.Step(0, 1, 0, "registrar", 0, 1);
        return switch (change) {
            case "three steps" -> site.policy(1, ALL, 0, List.of(team, registrar, team));
            case "two steps, a second role in the last" -> site.policy(1, ALL, 0, List.of(registrar, team, also));
            case "one step" -> site.policy(1, ALL, 0, List.of(team));
            case "two kinds of people in one step" -> site.policy(1, ALL, 0, List.of(team, also));
            case "no steps, the fail-safe at once" -> site.policy(1, ALL, 0, List.of());
            case "one step for URGENT, of a policy of its own" -> site.policy(2, 0b1000, 0, List.of(team));
            case "one step for EMERGENT, of a policy of its own" -> site.policy(2, EMERGENT, 0, List.of(team));
            case "one step for strokes, of a policy of their own" -> site.policy(2, ALL, STROKES, List.of(team));
            default -> throw new IllegalArgumentException(change);
        };
    }

    /** Its time is over, though more than the 64 deadlines of one entrance come before its own. */
    @Test
    void shouldNotConfirmWhatHasRunOutThoughItWasNotToldYet() {
        for (final Supplier<Side> side : SIDES) {
            final ProposalSite site = administered(side);
            site.commit(ProposalSite.SECOND, site.change("policy"));
            final long untilNs = site.scene.nowNs + DAY * Scene.SECOND;
            site.scene.linesAfter(DAY - 60);
            for (int i = 0; i < PENDING_SILENCES; i++) {
                site.scene.say(site.scene.commands.createSilence(
                        From.HOST, new Commands.Silence(0, untilNs - 1, ANY, 2, ANY, 0, 1, "", "p1", "", "MRI")));
            }
            site.scene.nowNs = untilNs;
            final List<Line> late = site.confirm(ProposalSite.DOCTOR);
            assertThat(late)
                    .filteredOn(line -> line.is("SilenceChanged"))
                    .as("as many as one entrance lets fire")
                    .hasSize(PENDING_SILENCES - 1);
            assertThat(outcome(late)).isEqualTo("unknown_proposal");
            assertThat(told(late)).isEmpty();
            assertThat(told(site.scene.linesAfter(0))).containsExactly("ENDED [PROPOSAL_EXPIRED] author 3 by -1");
        }
    }

    @Test
    void shouldConfirmUntilTheLastInstant() {
        for (final Supplier<Side> side : SIDES) {
            final ProposalSite site = administered(side);
            site.commit(ProposalSite.SECOND, site.change("policy"));
            site.scene.nowNs += DAY * Scene.SECOND - 1;
            assertThat(outcome(site.confirm(ProposalSite.DOCTOR))).isEqualTo("ok");
        }
    }

    /** Who could configure nothing ends nothing. The doctor has the role; the second, person 3, has proposed. */
    @ParameterizedTest
    @EnumSource(names = "NULL_VAL", mode = EnumSource.Mode.EXCLUDE)
    void shouldLetNobodyEndAProposalWhoMayConfigureNothing(final AuthorityRole role) {
        final boolean isSomething = List.of(
                        AuthorityRole.CHARGE_NURSE,
                        AuthorityRole.DEVICE,
                        AuthorityRole.PRIVACY,
                        AuthorityRole.ADMIN_UNIT,
                        AuthorityRole.ADMIN_SYS)
                .contains(role);
        for (final Supplier<Side> side : SIDES) {
            final ProposalSite site = new ProposalSite(side.get(), role, AuthorityRole.ADMIN_SYS);
            site.commit(ProposalSite.SECOND, site.change("policy"));
            final List<Line> begun = site.begin(ProposalSite.DOCTOR);
            assertThat(begun.get(begun.size() - 1).text("result")).isEqualTo(isSomething ? "OK" : "FORBIDDEN");
            assertThat(told(begun))
                    .isEqualTo(
                            isSomething
                                    ? List.of("ENDED [PROPOSAL_REPLACED] author 3 by -1 replaced by 1")
                                    : List.of());
            assertThat(begun.stream().anyMatch(line -> line.is("AccessRefused")))
                    .isNotEqualTo(isSomething);
        }
    }

    @Test
    void shouldEndNoProposalForASessionThatIsNotOpen() {
        for (final Supplier<Side> side : SIDES) {
            final ProposalSite site = administered(side);
            site.commit(ProposalSite.SECOND, site.change("policy"));
            final List<Line> begun = site.begin(From.session(77));
            assertThat(outcome(begun)).isEqualTo("unknown_session");
            assertThat(told(begun)).isEmpty();
            assertThat(outcome(site.confirm(ProposalSite.DOCTOR))).isEqualTo("ok");
        }
    }

    /** Nor does it take away what somebody else is just sending. */
    @Test
    void shouldForgetNothingThatIsOpenForWhoMayConfigureNothing() {
        for (final Supplier<Side> side : SIDES) {
            final ProposalSite site = new ProposalSite(side.get(), AuthorityRole.NURSE, AuthorityRole.ADMIN_UNIT);
            final byte[] content = Entries.joined(site.change("limits"));
            site.scene.lines(site.scene.commands.configBegin(ProposalSite.SECOND, 5));
            site.scene.lines(site.scene.commands.configPart(ProposalSite.SECOND, 5, 0, content));
            assertThat(outcome(site.begin(ProposalSite.DOCTOR))).isEqualTo("forbidden");
            assertThat(outcome(site.scene.lines(
                            site.scene.commands.configCommit(ProposalSite.SECOND, 5, 1, OracleConfig.fnv(content)))))
                    .isEqualTo("ok");
        }
    }
}
