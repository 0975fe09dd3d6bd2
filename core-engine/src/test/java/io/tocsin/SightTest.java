package io.tocsin;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How much of an alert people may be shown: of p-17, who lies in icu-1. Rules: compliance, section 5, as the table of authority has it (README, section 21); a person
 * without a role sees what they are told.
 */
final class SightTest {
    private static final Duration SHIFT = Duration.ofHours(8);

    @ParameterizedTest(name = "{0} who is {1}: {2}")
    @CsvSource({
        "NONE,         nobody to it,       NOTHING",
        "NONE,         told,               WHOLE",
        "NONE,         of the unit,        NOTHING",
        "PATIENT,      the patient,        SUMMARY",
        "PATIENT,      another patient,    NOTHING",
        "PATIENT,      told,               NOTHING",
        "FAMILY,       of the patient,     SUMMARY",
        "FAMILY,       of another patient, NOTHING",
        "NURSE,        nobody to it,       NOTHING",
        "NURSE,        told,               WHOLE",
        "NURSE,        caring,             WHOLE",
        "NURSE,        caring for the bed, WHOLE",
        "NURSE,        of the unit,        WHOLE",
        "NURSE,        of another unit,    NOTHING",
        "CHARGE_NURSE, of the unit,        WHOLE",
        "CHARGE_NURSE, told,               WHOLE",
        "CHARGE_NURSE, told elsewhere,     WHOLE",
        "CHARGE_NURSE, of another unit,    NOTHING",
        "CHARGE_NURSE, caring,             NOTHING",
        "PHYSICIAN,    caring,             WHOLE",
        "RESPONDER,    told,               WHOLE",
        "RESPONDER,    caring,             WITHOUT_VITALS",
        "RESPONDER,    of the unit,        NOTHING",
        "TECH,         told,               NOTHING",
        "DEVICE,       told,               NOTHING",
        "PRIVACY,      told,               NOTHING",
        "ADMIN_UNIT,   nobody to it,       METADATA",
        "ADMIN_UNIT,   told,               METADATA",
        "ADMIN_SYS,    nobody to it,       METADATA",
        "AUDITOR,      nobody to it,       METADATA",
    })
    void shouldShowWhatTheRolePermits(final AuthorityRole role, final String relationship, final Sight sight) {
        final Site.Builder site = site();
        if (role != AuthorityRole.NONE) {
            final boolean isOfPatient = role == AuthorityRole.PATIENT || role == AuthorityRole.FAMILY;
            final String patient = relationship.contains("another") || relationship.equals("told") ? "p-18" : "p-17";
            site.authority("x", role, isOfPatient ? patient : "");
        }
        switch (relationship) {
            case "told" -> site.policy(asking("x"));
            case "told elsewhere" -> site.role("ward", "charge", "x").policy(asking("x"));
            case "caring" -> site.care("p-17", "x");
            case "caring for the bed" -> site.careForBed("icu-1", "x");
            case "of the unit" -> site.role("icu", "any", "x");
            case "of another unit" -> site.role("ward", "any", "x");
            default -> {
                // Nothing that the configuration says.
            }
        }
        try (RouterTestKit kit = RouterTestKit.launch(site.build())) {
            assertThat(sight(kit, raise(kit))).isEqualTo(sight);
            assertThat(kit.router().view().roleOf("x")).isEqualTo(role);
        }
    }

    @ParameterizedTest(name = "{0} who is told of {1}: {2}")
    @CsvSource({
        "TECH,         a silent monitor,         METADATA",
        "TECH,         what a source calls OTHER, METADATA",
        "TECH,         a stroke,                 NOTHING",
        "DEVICE,       a silent monitor,         NOTHING",
        "CHARGE_NURSE, a silent monitor,         WHOLE",
    })
    void shouldShowATechnicianWhatIsTechnical(final AuthorityRole role, final String what, final Sight sight) {
        final Site site = site().watchedSource(1_001, "monitor-7", "icu", Duration.ofSeconds(2), Severity.URGENT)
                .authority("x", role)
                .policy(asking("x"))
                .build();
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            kit.router().connect("x", offer -> {});
            if (what.equals("a silent monitor")) {
                kit.advance(Duration.ofSeconds(3));
            } else {
                kit.answer(kit.router()
                        .raise(Raise.alert("a")
                                .type(what.equals("a stroke") ? EmergencyType.STROKE : EmergencyType.OTHER)
                                .severity(Severity.URGENT)
                                .unit("icu")));
            }
            assertThat(sight(kit, kit.router().openAlerts().get(0))).isEqualTo(sight);
        }
    }

    /** SEE_VITALS, of a patient without an alert. */
    @ParameterizedTest(name = "{0} who is {1}: {2}")
    @CsvSource({
        "NONE,         of the unit,        false",
        "PATIENT,      the patient,        true",
        "PATIENT,      another patient,    false",
        "FAMILY,       of the patient,     true",
        "FAMILY,       of another patient, false",
        "NURSE,        nobody to it,       false",
        "NURSE,        caring,             true",
        "NURSE,        caring for the bed, true",
        "NURSE,        of the unit,        true",
        "NURSE,        of another unit,    false",
        "CHARGE_NURSE, of the unit,        true",
        "CHARGE_NURSE, caring,             false",
        "PHYSICIAN,    caring,             true",
        "RESPONDER,    caring,             false",
        "TECH,         of the unit,        false",
        "ADMIN_UNIT,   of the unit,        false",
        "AUDITOR,      of the unit,        false",
    })
    void shouldShowTheHistoryOfReadingsToWhomTheRolePermits(
            final AuthorityRole role, final String relationship, final boolean permitted) {
        final Site.Builder site = site().person("y").authority("y", AuthorityRole.AUDITOR);
        if (role != AuthorityRole.NONE) {
            final boolean isOfPatient = role == AuthorityRole.PATIENT || role == AuthorityRole.FAMILY;
            site.authority("x", role, isOfPatient ? relationship.contains("another") ? "p-18" : "p-17" : "");
        }
        switch (relationship) {
            case "caring" -> site.care("p-17", "x");
            case "caring for the bed" -> site.careForBed("icu-1", "x");
            case "of the unit" -> site.role("icu", "any", "x");
            case "of another unit" -> site.role("ward", "any", "x");
            default -> {
                // Nothing that the configuration says.
            }
        }
        try (RouterTestKit kit = RouterTestKit.launch(site.build())) {
            assertThat(maySeeReadings(kit, Subject.Kind.PATIENT, "p-17")).isEqualTo(permitted);
            assertThat(maySeeReadings(kit, Subject.Kind.DEVICE, "p-17")).isFalse();
            assertThat(maySeeReadings(kit, Subject.Kind.BED, "icu-1"))
                    .as("it may be of who lay there before")
                    .isFalse();
        }
    }

    @Test
    void shouldShowTheHistoryOfReadingsToWhoIsToldOfAnAlert() {
        for (final AuthorityRole role : new AuthorityRole[] {AuthorityRole.NONE, AuthorityRole.NURSE}) {
            final Site.Builder site = site().policy(asking("x"));
            if (role != AuthorityRole.NONE) {
                site.authority("x", role);
            }
            try (RouterTestKit kit = RouterTestKit.launch(site.build())) {
                assertThat(maySeeReadings(kit, Subject.Kind.PATIENT, "p-17")).isFalse();
                raise(kit);
                assertThat(maySeeReadings(kit, Subject.Kind.PATIENT, "p-17")).isTrue();
                assertThat(maySeeReadings(kit, Subject.Kind.PATIENT, "p-18")).isFalse();
                kit.answer(kit.router().cancel("a"));
                assertThat(maySeeReadings(kit, Subject.Kind.PATIENT, "p-17")).isFalse();
            }
        }
    }

    @Test
    void shouldShowNoTechnicianWhatTheyAreNotToldOf() {
        final Site site = site().watchedSource(1_001, "monitor-7", "icu", Duration.ofSeconds(2), Severity.URGENT)
                .authority("x", AuthorityRole.TECH)
                .build();
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            kit.advance(Duration.ofSeconds(3));
            assertThat(sight(kit, kit.router().openAlerts().get(0))).isEqualTo(Sight.NOTHING);
        }
    }

    @Test
    void shouldFollowTheConfigurationThatIsInForce() {
        final Site asNurse =
                site().care("p-17", "x").authority("x", AuthorityRole.NURSE).build();
        try (RouterTestKit kit = RouterTestKit.launch(asNurse)) {
            final AlertState alert = raise(kit);
            assertThat(sight(kit, alert)).isEqualTo(Sight.WHOLE);

            kit.answer(kit.router()
                    .configure(asNurse.toBuilder()
                            .authority("x", AuthorityRole.AUDITOR)
                            .build()));
            assertThat(sight(kit, alert)).isEqualTo(Sight.METADATA);

            kit.answer(kit.router().configure(site().build()));
            assertThat(sight(kit, alert)).isEqualTo(Sight.NOTHING);
            assertThat(kit.router().view().roleOf("x")).isEqualTo(AuthorityRole.NONE);
        }
    }

    @Test
    void shouldCountWhoIsOnDutyWhereThereIsARoster() {
        final Site site = site().role("icu", "nurse", "x")
                .person("y")
                .authority("x", AuthorityRole.NURSE)
                .authority("y", AuthorityRole.NURSE)
                .build();
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            final AlertState alert = raise(kit);
            assertThat(sight(kit, alert)).isEqualTo(Sight.WHOLE);

            final Instant now = RouterTestKit.START;
            final DutyPlace nurse = DutyPlace.role("icu", "nurse");
            kit.answer(kit.router()
                    .duty()
                    .replace(List.of(new Roster(nurse, List.of(new Roster.Shift("y", now, now.plus(SHIFT)))))));
            assertThat(sight(kit, alert)).as("off duty").isEqualTo(Sight.NOTHING);
            assertThat(kit.router().view().sight("y", alert, false))
                    .as("on duty")
                    .isEqualTo(Sight.WHOLE);

            kit.advance(SHIFT.plusSeconds(1));
            assertThat(kit.router().view().sight("y", alert, false))
                    .as("gone home")
                    .isEqualTo(Sight.NOTHING);
        }
    }

    @ParameterizedTest
    @EnumSource(Lives.End.class)
    void shouldKnowItAfterARestart(final Lives.End end) {
        final Lives lives = new Lives();
        final Site site = site().role("icu", "nurse", "x")
                .person("y")
                .authority("x", AuthorityRole.NURSE)
                .authority("y", AuthorityRole.NURSE)
                .build();
        final RouterTestKit before = lives.launch(site);
        raise(before);
        final Instant now = RouterTestKit.START;
        final Roster.Shift shift = new Roster.Shift("y", now, now.plus(SHIFT));
        before.answer(
                before.router().duty().replace(List.of(new Roster(DutyPlace.role("icu", "nurse"), List.of(shift)))));

        final RouterTestKit after = lives.relaunch(before, end, site);

        final AlertState alert = after.router().openAlerts().get(0);
        assertThat(after.router().view().roleOf("x")).isEqualTo(AuthorityRole.NURSE);
        assertThat(sight(after, alert)).as("off duty").isEqualTo(Sight.NOTHING);
        assertThat(after.router().view().sight("y", alert, false)).as("on duty").isEqualTo(Sight.WHOLE);
    }

    private static Site.Builder site() {
        return Site.named("north")
                .person("x")
                .desk("desk")
                .unit("icu")
                .unit("ward")
                .bed("icu-1", "icu")
                .patient("p-17", "icu-1")
                .patientInUnit("p-18", "ward")
                .policy(asking("desk"));
    }

    private static Policy asking(final String person) {
        return Policy.named("all").person(person, Policy.seconds(60)).failSafe("desk", Policy.seconds(60));
    }

    private static AlertState raise(final RouterTestKit kit) {
        kit.router().connect("x", offer -> {});
        kit.answer(kit.router()
                .raise(Raise.alert("a")
                        .type(EmergencyType.STROKE)
                        .severity(Severity.URGENT)
                        .patient("p-17")));
        return kit.router().openAlerts().get(0);
    }

    @Test
    void shouldShowNoHistoryOfABedOrADeviceInWhichAnotherMayHaveBeen() {
        final Site site = site().policy(asking("x")).careForBed("icu-1", "x").build();
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            kit.router().connect("x", offer -> {});
            kit.answer(kit.router()
                    .raise(Raise.alert("bed")
                            .type(EmergencyType.STROKE)
                            .severity(Severity.URGENT)
                            .bed("icu-1")));
            assertThat(sight(kit, kit.router().openAlerts().get(0))).isEqualTo(Sight.WHOLE);
            assertThat(maySeeReadings(kit, Subject.Kind.BED, "icu-1")).isFalse();
        }
    }

    @Test
    void shouldShowNoMoreHistoryToWhoHasRejected() {
        try (RouterTestKit kit = RouterTestKit.launch(site().policy(asking("x")).build())) {
            final long alertId = raise(kit).alertId();
            assertThat(maySeeReadings(kit, Subject.Kind.PATIENT, "p-17")).isTrue();
            final RecipientSession x = kit.router().connect("x", offer -> {});
            kit.answer(x.reject(alertId, RejectReason.BUSY));
            assertThat(maySeeReadings(kit, Subject.Kind.PATIENT, "p-17")).isFalse();
        }
    }

    private static boolean maySeeReadings(final RouterTestKit kit, final Subject.Kind kind, final String id) {
        return kit.router().view().maySeeReadings("x", new Subject(kind, id));
    }

    private static Sight sight(final RouterTestKit kit, final AlertState alert) {
        return kit.router().view().sight("x", alert, false);
    }
}
