package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Changes that take two persons: the rows of the authorisation matrix "routing/escalation policy", "users/keys/system config" and "change patient limits", and its rule
 * of two persons for policy that widens limits or disables HIGH alarms. In the engine and in the model that it is compared with.
 */
final class SecondPersonTest {
    private static final long DAY = 86_400;
    private static final List<Supplier<Side>> SIDES = List.of(EngineSide::new, () -> new OracleEngine(Set.of()));

    /** What somebody of a role may commit: ok is in force at once, proposed waits for a second person. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # role       | policy    | system    | limits    | schedule  | patient   | viewers
            PATIENT      | forbidden | forbidden | forbidden | forbidden | forbidden | forbidden
            FAMILY       | forbidden | forbidden | forbidden | forbidden | forbidden | forbidden
            NURSE        | forbidden | forbidden | forbidden | forbidden | forbidden | forbidden
            CHARGE_NURSE | proposed  | forbidden | ok        | forbidden | forbidden | forbidden
            PHYSICIAN    | forbidden | forbidden | forbidden | forbidden | forbidden | forbidden
            RESPONDER    | forbidden | forbidden | forbidden | forbidden | forbidden | forbidden
            TECH         | forbidden | forbidden | forbidden | forbidden | forbidden | forbidden
            DEVICE       | forbidden | forbidden | forbidden | forbidden | ok        | forbidden
            PRIVACY      | forbidden | forbidden | forbidden | forbidden | forbidden | ok
            ADMIN_UNIT   | ok        | forbidden | ok        | ok        | forbidden | forbidden
            ADMIN_SYS    | proposed  | proposed  | forbidden | forbidden | forbidden | forbidden
            AUDITOR      | forbidden | forbidden | forbidden | forbidden | forbidden | forbidden
            NONE         | forbidden | forbidden | forbidden | forbidden | forbidden | forbidden
            """)
    void shouldLetNobodyDoAloneWhatTakesTwo(
            final AuthorityRole role,
            final String policy,
            final String system,
            final String limits,
            final String schedule,
            final String patient,
            final String viewers) {
        final List<String> changes = List.of("policy", "system", "limits", "schedule", "patient", "viewers");
        final List<String> expected = List.of(policy, system, limits, schedule, patient, viewers);
        for (final Supplier<Side> side : SIDES) {
            final List<String> actual = new ArrayList<>();
            for (final String change : changes) {
                final ProposalSite site = new ProposalSite(side.get(), role, AuthorityRole.NONE);
                actual.add(ProposalSite.outcome(site.commit(ProposalSite.DOCTOR, site.change(change))));
            }
            assertThat(actual).isEqualTo(expected);
        }
    }

    /** What somebody of a role may confirm that a charge nurse (policy, wider limits) or a system administrator (system) proposed. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # role       | policy    | system    | wider limits
            PATIENT      | forbidden | forbidden | forbidden
            FAMILY       | forbidden | forbidden | forbidden
            NURSE        | forbidden | forbidden | forbidden
            CHARGE_NURSE | forbidden | forbidden | forbidden
            PHYSICIAN    | forbidden | forbidden | forbidden
            RESPONDER    | forbidden | forbidden | forbidden
            TECH         | forbidden | forbidden | forbidden
            DEVICE       | forbidden | forbidden | forbidden
            PRIVACY      | forbidden | forbidden | forbidden
            ADMIN_UNIT   | ok        | forbidden | ok
            ADMIN_SYS    | ok        | ok        | forbidden
            AUDITOR      | forbidden | forbidden | forbidden
            NONE         | forbidden | forbidden | forbidden
            """)
    void shouldLetOnlyAdministratorsConfirm(
            final AuthorityRole role, final String policy, final String system, final String limits) {
        for (final Supplier<Side> side : SIDES) {
            final ProposalSite nursed = new ProposalSite(side.get(), AuthorityRole.CHARGE_NURSE, role);
            nursed.commit(ProposalSite.DOCTOR, nursed.change("policy"));
            assertThat(ProposalSite.outcome(nursed.confirm(ProposalSite.SECOND)))
                    .isEqualTo(policy);
            nursed.commit(ProposalSite.DOCTOR, nursed.rules(new Entries.Rule(13_000, 1, 1, 2)));
            assertThat(ProposalSite.outcome(nursed.confirm(ProposalSite.SECOND)))
                    .isEqualTo(limits);
            final ProposalSite administered = new ProposalSite(side.get(), AuthorityRole.ADMIN_SYS, role);
            administered.commit(ProposalSite.DOCTOR, administered.change("system"));
            assertThat(ProposalSite.outcome(administered.confirm(ProposalSite.SECOND)))
                    .isEqualTo(system);
        }
    }

    /** Who proposed, in any of the roles that may propose, does not confirm it. */
    @Test
    void shouldTakeTwoDifferentPeople() {
        for (final Supplier<Side> side : SIDES) {
            for (final String change : List.of("policy", "system")) {
                final ProposalSite site =
                        new ProposalSite(side.get(), AuthorityRole.ADMIN_SYS, AuthorityRole.ADMIN_SYS);
                site.commit(ProposalSite.DOCTOR, site.change(change));
                assertThat(ProposalSite.outcome(site.confirm(ProposalSite.DOCTOR)))
                        .isEqualTo("same_person");
                assertThat(ProposalSite.outcome(site.confirm(ProposalSite.SECOND)))
                        .isEqualTo("ok");
            }
            final ProposalSite unit = new ProposalSite(side.get(), AuthorityRole.ADMIN_UNIT, AuthorityRole.ADMIN_UNIT);
            unit.commit(ProposalSite.DOCTOR, unit.rules(new Entries.Rule(13_000, 1, 1, 2)));
            assertThat(ProposalSite.outcome(unit.confirm(ProposalSite.DOCTOR))).isEqualTo("same_person");
            assertThat(ProposalSite.outcome(unit.confirm(ProposalSite.SECOND))).isEqualTo("ok");
        }
    }

    /**
     * A unit's administrator changes limits, alone as long as nothing becomes weaker. In force: heart rate above 120 EMERGENT, with a delay of 4 s, and respiratory rate
     * below 8 URGENT, if 2 of 3 readings show it.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # heart rate | severity  | delay s | de-bounce s | respiration | of readings | NEWS2 | outcome
            120          | EMERGENT  | 4       | 0           | 8           | 2 of 3      | on    | ok
            115          | EMERGENT  | 0       | 0           | 10          | 1 of 1      | on    | ok
            120          | EMERGENT  | 4       | 0           | 8           | 2 of 4      | on    | ok
            120          | EMERGENT  | 4       | 0           | 8           | 1 of 9      | on    | ok
            120          | CRITICAL  | 4       | 0           | 8           | 2 of 3      | on    | proposed
            121          | EMERGENT  | 4       | 0           | 8           | 2 of 3      | on    | proposed
            120          | URGENT    | 4       | 0           | 8           | 2 of 3      | on    | proposed
            120          | EMERGENT  | 5       | 0           | 8           | 2 of 3      | on    | proposed
            120          | EMERGENT  | 4       | 1           | 8           | 2 of 3      | on    | proposed
            120          | EMERGENT  | 4       | 0           | 7           | 2 of 3      | on    | proposed
            120          | EMERGENT  | 4       | 0           | 8           | 3 of 3      | on    | proposed
            120          | EMERGENT  | 4       | 0           | 8           | 2 of 2      | on    | proposed
            120          | EMERGENT  | 4       | 0           | 8           | 2 of 3      | off   | proposed
            120          | EMERGENT  | 4       | 0           | none        | 2 of 3      | on    | proposed
            """)
    void shouldTakeTwoPersonsToWidenALimit(
            final int heartRate,
            final Severity severity,
            final int delay,
            final int debounce,
            final String respiration,
            final String readings,
            final String news2,
            final String outcome) {
        for (final Supplier<Side> side : SIDES) {
            final ProposalSite site = new ProposalSite(side.get(), AuthorityRole.ADMIN_UNIT, AuthorityRole.NONE);
            site.scene.configure(limits(site.scene.entries, 2, 120, 2, 4, 0, "8", "2 of 3", 1));
            assertThat(ProposalSite.outcome(site.commit(
                            ProposalSite.DOCTOR,
                            limits(
                                    site.scene.entries,
                                    3,
                                    heartRate,
                                    severity.value(),
                                    delay,
                                    debounce,
                                    respiration,
                                    readings,
                                    news2.equals("on") ? 1 : 0))))
                    .isEqualTo(outcome);
        }
    }

    private static List<byte[]> limits(
            final Entries entries,
            final long version,
            final int heartRate,
            final int severity,
            final int delay,
            final int debounce,
            final String respiration,
            final String readings,
            final int news2) {
        final List<byte[]> list = new ArrayList<>();
        final List<Entries.Rule> rules = new ArrayList<>();
        // The other way round than in force, so that no place decides.
        if (!respiration.equals("none")) {
            rules.add(new Entries.Rule(100 * Integer.parseInt(respiration), 3, 0, 3));
        }
        rules.add(new Entries.Rule(100 * heartRate, 1, 1, severity));
        if (version == 2) {
            Collections.reverse(rules);
        }
        list.add(entries.rules(version, news2, 900_000, 3_600_000, 14_400_000, rules));
        for (int i = 0; i < rules.size(); i++) {
            final boolean isHeartRate = rules.get(i).parameter() == 1;
            list.add(entries.timing(
                    version,
                    i + 1,
                    rules.get(i).limitValue(),
                    isHeartRate ? 1_000L * delay : 0,
                    0,
                    isHeartRate ? 1_000L * debounce : 0,
                    isHeartRate ? 1 : readings.charAt(0) - '0',
                    isHeartRate ? 1 : readings.charAt(readings.length() - 1) - '0'));
        }
        return list;
    }

    /**
     * A unit's administrator changes policies, triage and what mutes what, alone as long as no alert that is CRITICAL or EMERGENT loses what pages for it. In force: one
     * policy for all severities, triage by type and NEWS2, and EMERGENT limits mute URGENT ones of the patient.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # change                                                     | outcome
            the policy is for CRITICAL, EMERGENT and URGENT alone        | ok
            the policy is not for EMERGENT any more                      | proposed
            the policy is for strokes alone                              | proposed
            EMERGENT goes to a policy of its own                         | ok
            EMERGENT strokes alone go to a policy of their own           | proposed
            triage asks for consciousness too                            | ok
            triage points out no danger zone, and does not classify      | ok
            triage does not ask for NEWS2 any more                       | proposed
            the same rules mute, looked at anew more often               | ok
            CRITICAL limits mute URGENT ones of the bed too              | ok
            CRITICAL limits mute EMERGENT ones of the patient too        | proposed
            nothing is muted                                             | ok
            """)
    void shouldTakeTwoPersonsToDisableHighAlarms(final String change, final String outcome) {
        for (final Supplier<Side> side : SIDES) {
            final ProposalSite site = new ProposalSite(side.get(), AuthorityRole.ADMIN_UNIT, AuthorityRole.NONE);
            site.scene.configure(List.of(
                    triage(site, 0b1100_1001),
                    InhibitionEntry.of(List.of(mutes(10_000, 1, 2, 3), mutes(10_000, 1, 1, 4)))));
            assertThat(ProposalSite.outcome(site.commit(ProposalSite.DOCTOR, weaker(site, change))))
                    .isEqualTo(outcome);
        }
    }

    private static byte[] triage(final ProposalSite site, final int clauses) {
        return site.scene.entries.triage(clauses, 1_000, 0, 0, 0, List.of());
    }

    private static OracleInhibitions.Rule mutes(
            final long recheckMs, final int alike, final int source, final int target) {
        return new OracleInhibitions.Rule(
                recheckMs,
                alike,
                new OracleInhibitions.Side(0, source, 1, 0),
                new OracleInhibitions.Side(0, target, 1, 0));
    }

    private static List<byte[]> weaker(final ProposalSite site, final String change) {
        final int all = 0b11_1110;
        final int withoutEmergent = 0b11_1010;
        final int emergent = 0b100;
        final int strokes = 1 << EmergencyType.STROKE.value();
        return switch (change) {
            case "the policy is for CRITICAL, EMERGENT and URGENT alone" -> List.of(site.policy(1, 0b1110, 0));
            case "the policy is not for EMERGENT any more" -> List.of(site.policy(1, withoutEmergent, 0));
            case "the policy is for strokes alone" -> List.of(site.policy(1, all, strokes));
            case "EMERGENT goes to a policy of its own" ->
                List.of(site.policy(1, withoutEmergent, 0), site.policy(2, emergent, 0));
            case "EMERGENT strokes alone go to a policy of their own" ->
                List.of(site.policy(1, withoutEmergent, 0), site.policy(2, emergent, strokes));
            case "triage asks for consciousness too" -> List.of(triage(site, 0b1110_1001));
            case "triage points out no danger zone, and does not classify" -> List.of(triage(site, 0b0000_1001));
            case "triage does not ask for NEWS2 any more" -> List.of(triage(site, 0b1100_0001));
            case "the same rules mute, looked at anew more often" ->
                List.of(InhibitionEntry.of(List.of(mutes(1_000, 1, 1, 4), mutes(1_000, 1, 2, 3))));
            case "CRITICAL limits mute URGENT ones of the bed too" ->
                List.of(InhibitionEntry.of(List.of(mutes(10_000, 1, 2, 3), mutes(10_000, 2, 1, 3))));
            case "CRITICAL limits mute EMERGENT ones of the patient too" ->
                List.of(InhibitionEntry.of(List.of(mutes(10_000, 1, 1, 2))));
            case "nothing is muted" -> List.of(InhibitionEntry.of(List.of()));
            default -> throw new IllegalArgumentException(change);
        };
    }

    /** Nothing of it is in force before it is confirmed, all of it is then, and both are named. The persons are doctor, 1, and second, 3. */
    @Test
    void shouldHoldAProposalWholeUntilASecondPersonConfirms() {
        for (final Supplier<Side> side : SIDES) {
            final ProposalSite site = new ProposalSite(side.get(), AuthorityRole.ADMIN_SYS, AuthorityRole.ADMIN_SYS);
            final List<Line> proposed = site.commit(
                    ProposalSite.DOCTOR,
                    List.of(
                            site.scene.entries.person("newcomer", 0),
                            site.change("policy").get(0)));
            assertThat(ProposalSite.told(proposed)).containsExactly("PROPOSED [TWO_PERSONS] author 1 by -1");
            assertThat(site.scene.open(4, "newcomer")).last().asString().contains("UNKNOWN_PERSON");

            assertThat(ProposalSite.outcome(
                            site.scene.lines(site.scene.commands.confirmConfig(ProposalSite.SECOND, site.hash + 1))))
                    .isEqualTo("unknown_proposal");
            assertThat(ProposalSite.outcome(site.confirm(From.HOST))).isEqualTo("unknown_session");
            assertThat(ProposalSite.told(site.confirm(ProposalSite.SECOND)))
                    .containsExactly("CONFIRMED [CONFIRMED] author 1 by 3", "ConfigApplied");
            assertThat(site.scene.open(4, "newcomer")).last().asString().contains("result=OK");
            assertThat(ProposalSite.outcome(site.confirm(ProposalSite.SECOND))).isEqualTo("unknown_proposal");
        }
    }

    @Test
    void shouldEndAProposalByTheNextConfiguration() {
        for (final Supplier<Side> side : SIDES) {
            final ProposalSite site = new ProposalSite(side.get(), AuthorityRole.ADMIN_SYS, AuthorityRole.ADMIN_SYS);
            site.commit(ProposalSite.DOCTOR, site.change("system"));
            // What belongs to no configuration that was begun ends nothing.
            site.scene.lines(site.scene.commands.configPart(From.HOST, 1_001, 1, new byte[4]));
            site.scene.lines(site.scene.commands.configCommit(From.HOST, 1_001, 1, site.hash));
            final List<Line> begun = site.scene.lines(site.scene.commands.configBegin(From.HOST, 2_000));
            assertThat(ProposalSite.told(begun)).containsExactly("ENDED [PROPOSAL_REPLACED] author 1 by -1");
            assertThat(ProposalSite.outcome(site.confirm(ProposalSite.SECOND))).isEqualTo("unknown_proposal");
        }
    }

    @Test
    void shouldEndAProposalAfterADay() {
        for (final Supplier<Side> side : SIDES) {
            final ProposalSite site = new ProposalSite(side.get(), AuthorityRole.ADMIN_SYS, AuthorityRole.ADMIN_SYS);
            site.commit(ProposalSite.DOCTOR, site.change("system"));
            assertThat(site.scene.deadlineInSeconds()).isEqualTo(DAY);
            assertThat(ProposalSite.told(site.scene.linesAfter(DAY - 1))).isEmpty();
            assertThat(ProposalSite.told(site.scene.linesAfter(1)))
                    .containsExactly("ENDED [PROPOSAL_EXPIRED] author 1 by -1");
            assertThat(ProposalSite.outcome(site.confirm(ProposalSite.SECOND))).isEqualTo("unknown_proposal");
        }
    }

    /** A duty that was to come when it was proposed is over by now: nothing of the proposal is applied. */
    @Test
    void shouldValidateAgainWhatIsConfirmed() {
        for (final Supplier<Side> side : SIDES) {
            final ProposalSite site = new ProposalSite(side.get(), AuthorityRole.ADMIN_UNIT, AuthorityRole.ADMIN_UNIT);
            final long endNs = site.scene.nowNs + 600 * Scene.SECOND;
            final byte[] roster = site.scene.entries.duty(
                    2, 0, 0, List.of(new Entries.Duty("nurse", site.scene.nowNs, endNs)), "", "p1");
            assertThat(ProposalSite.outcome(
                            site.commit(ProposalSite.DOCTOR, List.of(site.policy(1, 0b11_1010, 0), roster))))
                    .isEqualTo("proposed");
            site.scene.linesAfter(700);
            final List<Line> confirmed = site.confirm(ProposalSite.SECOND);
            assertThat(ProposalSite.outcome(confirmed)).isEqualTo("config_refused");
            assertThat(ProposalSite.told(confirmed)).containsExactly("ConfigRefused", "ENDED [] author 1 by -1");
        }
    }

    /** What cannot be told to whoever builds views of a recovered engine cannot wait. */
    @Test
    void shouldProposeNothingThatCannotBeReported() {
        for (final Supplier<Side> side : SIDES) {
            final ProposalSite site = new ProposalSite(side.get(), AuthorityRole.ADMIN_SYS, AuthorityRole.ADMIN_SYS);
            final byte[] person = site.scene.entries.person("newcomer", 0);
            // A block of a later version, which is longer: what is not known is stepped over.
            final int more = 1_200;
            final byte[] longer = new byte[person.length + more];
            System.arraycopy(person, 0, longer, 0, 9);
            System.arraycopy(person, 9, longer, 9 + more, person.length - 9);
            longer[0] = (byte) (1 + more);
            longer[1] = (byte) ((1 + more) >>> 8);
            final byte[] content = Entries.joined(List.of(longer));
            site.scene.lines(site.scene.commands.configBegin(From.HOST, 1));
            site.scene.lines(site.scene.commands.configPart(From.HOST, 1, 0, Arrays.copyOf(content, 800)));
            site.scene.lines(
                    site.scene.commands.configPart(From.HOST, 1, 1, Arrays.copyOfRange(content, 800, content.length)));
            final List<Line> lines = site.scene.lines(
                    site.scene.commands.configCommit(ProposalSite.DOCTOR, 1, 1, OracleConfig.fnv(content)));
            assertThat(lines)
                    .filteredOn(line -> line.is("ConfigRefused"))
                    .singleElement()
                    .satisfies(line -> assertThat(line.text("refusal")).isEqualTo("TOO_LARGE"));
        }
    }

    /** Without roles whoever has a session configures as before, and the host always does. */
    @Test
    void shouldAskNobodyWhereNobodyHasARole() {
        for (final Supplier<Side> side : SIDES) {
            final Scene scene = Scene.staffed(side.get(), 4);
            final byte[] content = Entries.joined(List.of(scene.entries.person("newcomer", 0)));
            scene.lines(scene.commands.configBegin(From.HOST, 9));
            scene.lines(scene.commands.configPart(From.HOST, 9, 0, content));
            assertThat(ProposalSite.outcome(
                            scene.lines(scene.commands.configCommit(From.session(1), 9, 1, OracleConfig.fnv(content)))))
                    .isEqualTo("ok");
            final ProposalSite site = new ProposalSite(side.get(), AuthorityRole.ADMIN_SYS, AuthorityRole.NONE);
            assertThat(ProposalSite.outcome(site.commit(From.HOST, site.change("system"))))
                    .isEqualTo("ok");
            assertThat(ProposalSite.outcome(site.commit(From.session(77), site.change("policy"))))
                    .isEqualTo("unknown_session");
        }
    }
}
