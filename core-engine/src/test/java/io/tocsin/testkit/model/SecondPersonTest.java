package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
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

    /** A ward whose doctor and whose "second" configure; the heart rate alarms above 120 as EMERGENT, and NEWS2 is computed. */
    private static final class Site {
        private static final From DOCTOR = From.session(2);
        private static final From SECOND = From.session(3);
        private final Scene scene;
        private long configs = 1_000;
        private long hash;

        Site(final Side side, final AuthorityRole doctor, final AuthorityRole second) {
            scene = Scene.staffed(side, 4);
            scene.configure(List.of(
                    scene.entries.person("second", 0),
                    role("doctor", doctor),
                    role("second", second),
                    // So that there are roles whatever those two have.
                    role("desk", AuthorityRole.AUDITOR)));
            scene.open(3, "second");
        }

        private byte[] role(final String person, final AuthorityRole role) {
            final boolean isOfPatient = role == AuthorityRole.PATIENT || role == AuthorityRole.FAMILY;
            return scene.entries.authority(person, role.value(), isOfPatient ? "p1" : "");
        }

        List<Line> commit(final From from, final List<byte[]> list) {
            final byte[] content = Entries.joined(list);
            configs++;
            hash = OracleConfig.fnv(content);
            final List<Line> lines = new ArrayList<>(scene.lines(scene.commands.configBegin(From.HOST, configs)));
            lines.addAll(scene.lines(scene.commands.configPart(From.HOST, configs, 0, content)));
            lines.addAll(scene.lines(scene.commands.configCommit(from, configs, list.size(), hash)));
            return lines;
        }

        List<Line> confirm(final From from) {
            return scene.lines(scene.commands.confirmConfig(from, hash));
        }

        /** Entries that do one thing each. */
        List<byte[]> change(final String what) {
            final Entries entries = scene.entries;
            return switch (what) {
                case "policy" -> List.of(entries.policy(scene.policy(2, 10_000, 20_000)));
                case "system" -> List.of(entries.person("newcomer", 0));
                case "limits" -> rules(new Entries.Rule(12_000, 1, 1, 2));
                case "schedule" -> List.of(entries.care(0, "p1", List.of("doctor")));
                case "patient" -> List.of(entries.patient("p1", 2, "b1", ""));
                case "viewers" -> List.of(new ContactMessages().emergencyContacts(1, "p1", List.of("doctor")));
                default -> throw new IllegalArgumentException(what);
            };
        }

        List<byte[]> rules(final Entries.Rule... rules) {
            return List.of(scene.entries.rules(2, 1, 900_000, 3_600_000, 14_400_000, List.of(rules)));
        }
    }

    /** What became of it, in a word: what is in force is told by ConfigApplied alone. */
    private static String outcome(final List<Line> lines) {
        final String result = lines.get(lines.size() - 1).text("result");
        final boolean isInForce = lines.stream().anyMatch(line -> line.is("ConfigApplied"));
        assertThat(isInForce).isEqualTo(result.equals("OK"));
        return result.toLowerCase(Locale.ROOT);
    }

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
                final Site site = new Site(side.get(), role, AuthorityRole.NONE);
                actual.add(outcome(site.commit(Site.DOCTOR, site.change(change))));
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
            final Site nursed = new Site(side.get(), AuthorityRole.CHARGE_NURSE, role);
            nursed.commit(Site.DOCTOR, nursed.change("policy"));
            assertThat(outcome(nursed.confirm(Site.SECOND))).isEqualTo(policy);
            nursed.commit(Site.DOCTOR, nursed.rules(new Entries.Rule(13_000, 1, 1, 2)));
            assertThat(outcome(nursed.confirm(Site.SECOND))).isEqualTo(limits);
            final Site administered = new Site(side.get(), AuthorityRole.ADMIN_SYS, role);
            administered.commit(Site.DOCTOR, administered.change("system"));
            assertThat(outcome(administered.confirm(Site.SECOND))).isEqualTo(system);
        }
    }

    /** Who proposed, in any of the roles that may propose, does not confirm it. */
    @Test
    void shouldTakeTwoDifferentPeople() {
        for (final Supplier<Side> side : SIDES) {
            for (final String change : List.of("policy", "system")) {
                final Site site = new Site(side.get(), AuthorityRole.ADMIN_SYS, AuthorityRole.ADMIN_SYS);
                site.commit(Site.DOCTOR, site.change(change));
                assertThat(outcome(site.confirm(Site.DOCTOR))).isEqualTo("same_person");
                assertThat(outcome(site.confirm(Site.SECOND))).isEqualTo("ok");
            }
            final Site unit = new Site(side.get(), AuthorityRole.ADMIN_UNIT, AuthorityRole.ADMIN_UNIT);
            unit.commit(Site.DOCTOR, unit.rules(new Entries.Rule(13_000, 1, 1, 2)));
            assertThat(outcome(unit.confirm(Site.DOCTOR))).isEqualTo("same_person");
            assertThat(outcome(unit.confirm(Site.SECOND))).isEqualTo("ok");
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
            115          | CRITICAL  | 0       | 0           | 10          | 1 of 1      | on    | ok
            120          | EMERGENT  | 4       | 0           | 8           | 2 of 4      | on    | ok
            120          | EMERGENT  | 4       | 0           | 8           | 1 of 9      | on    | ok
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
            final Site site = new Site(side.get(), AuthorityRole.ADMIN_UNIT, AuthorityRole.NONE);
            site.scene.configure(limits(site.scene.entries, 2, 120, 2, 4, 0, "8", "2 of 3", 1));
            assertThat(outcome(site.commit(
                            Site.DOCTOR,
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
            final Site site = new Site(side.get(), AuthorityRole.ADMIN_UNIT, AuthorityRole.NONE);
            site.scene.configure(List.of(
                    triage(site, 0b1100_1001),
                    InhibitionEntry.of(List.of(mutes(10_000, 1, 2, 3), mutes(10_000, 1, 1, 4)))));
            assertThat(outcome(site.commit(Site.DOCTOR, weaker(site, change)))).isEqualTo(outcome);
        }
    }

    private static byte[] triage(final Site site, final int clauses) {
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

    private static byte[] policy(final Site site, final long id, final int severities, final int types) {
        final Entries.Policy like = site.scene.policy(2, 10_000, 20_000);
        return site.scene.entries.policy(new Entries.Policy(
                id,
                2,
                severities,
                0,
                like.repeatMs(),
                like.reviewMs(),
                like.staleMs(),
                like.expireMs(),
                like.steps(),
                like.failSafe(),
                0,
                0,
                types));
    }

    private static List<byte[]> weaker(final Site site, final String change) {
        final int all = 0b11_1110;
        final int withoutEmergent = 0b11_1010;
        final int emergent = 0b100;
        final int strokes = 1 << EmergencyType.STROKE.value();
        return switch (change) {
            case "the policy is for CRITICAL, EMERGENT and URGENT alone" -> List.of(policy(site, 1, 0b1110, 0));
            case "the policy is not for EMERGENT any more" -> List.of(policy(site, 1, withoutEmergent, 0));
            case "the policy is for strokes alone" -> List.of(policy(site, 1, all, strokes));
            case "EMERGENT goes to a policy of its own" ->
                List.of(policy(site, 1, withoutEmergent, 0), policy(site, 2, emergent, 0));
            case "EMERGENT strokes alone go to a policy of their own" ->
                List.of(policy(site, 1, withoutEmergent, 0), policy(site, 2, emergent, strokes));
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

    private static List<String> told(final List<Line> lines) {
        final List<String> told = new ArrayList<>();
        for (final Line line : lines) {
            if (line.is("ConfigProposed")) {
                told.add(line.text("state") + " " + line.text("clauses") + " author " + line.text("author") + " by "
                        + line.text("confirmedBy"));
            } else if (line.is("ConfigApplied") || line.is("ConfigRefused")) {
                told.add(line.name());
            }
        }
        return told;
    }

    /** Nothing of it is in force before it is confirmed, all of it is then, and both are named. The persons are doctor, 1, and second, 3. */
    @Test
    void shouldHoldAProposalWholeUntilASecondPersonConfirms() {
        for (final Supplier<Side> side : SIDES) {
            final Site site = new Site(side.get(), AuthorityRole.ADMIN_SYS, AuthorityRole.ADMIN_SYS);
            final List<Line> proposed = site.commit(
                    Site.DOCTOR,
                    List.of(
                            site.scene.entries.person("newcomer", 0),
                            site.change("policy").get(0)));
            assertThat(told(proposed)).containsExactly("PROPOSED [TWO_PERSONS] author 1 by -1");
            assertThat(site.scene.open(4, "newcomer")).last().asString().contains("UNKNOWN_PERSON");

            assertThat(outcome(site.scene.lines(site.scene.commands.confirmConfig(Site.SECOND, site.hash + 1))))
                    .isEqualTo("unknown_proposal");
            assertThat(outcome(site.confirm(From.HOST))).isEqualTo("unknown_session");
            assertThat(told(site.confirm(Site.SECOND)))
                    .containsExactly("CONFIRMED [CONFIRMED] author 1 by 3", "ConfigApplied");
            assertThat(site.scene.open(4, "newcomer")).last().asString().contains("result=OK");
            assertThat(outcome(site.confirm(Site.SECOND))).isEqualTo("unknown_proposal");
        }
    }

    @Test
    void shouldEndAProposalByTheNextConfiguration() {
        for (final Supplier<Side> side : SIDES) {
            final Site site = new Site(side.get(), AuthorityRole.ADMIN_SYS, AuthorityRole.ADMIN_SYS);
            site.commit(Site.DOCTOR, site.change("system"));
            // What belongs to no configuration that was begun ends nothing.
            site.scene.lines(site.scene.commands.configPart(From.HOST, 1_001, 1, new byte[4]));
            site.scene.lines(site.scene.commands.configCommit(From.HOST, 1_001, 1, site.hash));
            final List<Line> begun = site.scene.lines(site.scene.commands.configBegin(From.HOST, 2_000));
            assertThat(told(begun)).containsExactly("ENDED [PROPOSAL_REPLACED] author 1 by -1");
            assertThat(outcome(site.confirm(Site.SECOND))).isEqualTo("unknown_proposal");
        }
    }

    @Test
    void shouldEndAProposalAfterADay() {
        for (final Supplier<Side> side : SIDES) {
            final Site site = new Site(side.get(), AuthorityRole.ADMIN_SYS, AuthorityRole.ADMIN_SYS);
            site.commit(Site.DOCTOR, site.change("system"));
            assertThat(site.scene.deadlineInSeconds()).isEqualTo(DAY);
            assertThat(told(site.scene.linesAfter(DAY - 1))).isEmpty();
            assertThat(told(site.scene.linesAfter(1))).containsExactly("ENDED [PROPOSAL_EXPIRED] author 1 by -1");
            assertThat(outcome(site.confirm(Site.SECOND))).isEqualTo("unknown_proposal");
        }
    }

    /** A duty that was to come when it was proposed is over by now: nothing of the proposal is applied. */
    @Test
    void shouldValidateAgainWhatIsConfirmed() {
        for (final Supplier<Side> side : SIDES) {
            final Site site = new Site(side.get(), AuthorityRole.ADMIN_UNIT, AuthorityRole.ADMIN_UNIT);
            final long endNs = site.scene.nowNs + 600 * Scene.SECOND;
            final byte[] roster = site.scene.entries.duty(
                    2, 0, 0, List.of(new Entries.Duty("nurse", site.scene.nowNs, endNs)), "", "p1");
            assertThat(outcome(site.commit(Site.DOCTOR, List.of(policy(site, 1, 0b11_1010, 0), roster))))
                    .isEqualTo("proposed");
            site.scene.linesAfter(700);
            final List<Line> confirmed = site.confirm(Site.SECOND);
            assertThat(outcome(confirmed)).isEqualTo("config_refused");
            assertThat(told(confirmed)).containsExactly("ConfigRefused", "ENDED [] author 1 by -1");
        }
    }

    /** What cannot be told to whoever builds views of a recovered engine cannot wait. */
    @Test
    void shouldProposeNothingThatCannotBeReported() {
        for (final Supplier<Side> side : SIDES) {
            final Site site = new Site(side.get(), AuthorityRole.ADMIN_SYS, AuthorityRole.ADMIN_SYS);
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
            final List<Line> lines =
                    site.scene.lines(site.scene.commands.configCommit(Site.DOCTOR, 1, 1, OracleConfig.fnv(content)));
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
            assertThat(outcome(
                            scene.lines(scene.commands.configCommit(From.session(1), 9, 1, OracleConfig.fnv(content)))))
                    .isEqualTo("ok");
            final Site site = new Site(side.get(), AuthorityRole.ADMIN_SYS, AuthorityRole.NONE);
            assertThat(outcome(site.commit(From.HOST, site.change("system")))).isEqualTo("ok");
            assertThat(outcome(site.commit(From.session(77), site.change("policy"))))
                    .isEqualTo("unknown_session");
        }
    }
}
