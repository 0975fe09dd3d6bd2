package io.tocsin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.testkit.RouterTestKit;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AlertRouterTest {
    private final RouterTestKit kit =
            RouterTestKit.launch(North.builder().rules(LimitRules.reference()).build());
    private final AlertRouter router = kit.router();

    @AfterEach
    void tearDown() {
        kit.close();
    }

    @Test
    void shouldAnswerARaiseWithItsAlert() {
        assertThat(kit.answer(router.raise(North.arrest("a")))).isEqualTo(new Raised(1, true, 1, false, false));
        assertThat(kit.answer(router.raise(North.arrest("b")))).isEqualTo(new Raised(2, true, 1, false, false));
    }

    @Test
    void shouldUpdateTheAlertOfTheSameKey() {
        kit.answer(router.raise(North.arrest("a")));
        assertThat(kit.answer(router.raise(North.arrest("a")))).isEqualTo(new Raised(1, false, 2, false, false));
        assertThat(router.openAlerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.occurrence()).isEqualTo(2));
    }

    @Test
    void shouldChangeSeverityAndDescription() {
        kit.answer(router.raise(North.raise("a", Severity.URGENT).description("before")));
        kit.answer(router.update(Update.alert("a").severity(Severity.EMERGENT).description("x".repeat(200))));

        assertThat(router.openAlerts()).singleElement().satisfies(alert -> {
            assertThat(alert.severity()).isEqualTo(Severity.EMERGENT);
            assertThat(alert.details().description()).isEqualTo("x".repeat(160));
        });
    }

    @Test
    void shouldClearForReviewAndClose() {
        final Raised raised = kit.answer(router.raise(North.arrest("a")));
        kit.answer(router.clear("a"));
        assertThat(router.openAlerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.condition()).isEqualTo(Condition.INACTIVE));
        assertThat(kit.answer(router.clear(raised.alertId())).alertId()).isEqualTo(raised.alertId());

        kit.advance(Policy.minutes(5));
        assertThat(router.openAlerts()).isEmpty();
    }

    @Test
    void shouldCancelByKeyAndById() {
        final Raised first = kit.answer(router.raise(North.arrest("a")));
        kit.answer(router.raise(North.arrest("b")));
        kit.answer(router.cancel(first.alertId()));
        kit.answer(router.cancel("b"));

        assertThat(router.openAlerts()).isEmpty();
        assertRefused(router.cancel("b"), Refusal.UNKNOWN_ALERT);
    }

    @Test
    void shouldAnswerTheSameIdempotencyKeyOnce() {
        final Raised first = kit.answer(router.raise(North.arrest("a").from(7, 1)));
        final Raised again = kit.answer(router.raise(North.arrest("a").from(7, 1)));

        assertThat(first).isEqualTo(new Raised(1, true, 1, false, false));
        assertThat(again).isEqualTo(new Raised(1, true, 1, true, false));
        assertThat(router.openAlerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.occurrence()).isEqualTo(1));

        kit.answer(router.raise(North.arrest("b").from(7, 100)));
        assertRefused(router.raise(North.arrest("c").from(7, 2)), Refusal.STALE_KEY);
    }

    @Test
    void shouldKeepTheAlertsOfSourcesApart() {
        kit.answer(router.raise(North.arrest("a").from(7, 1)));

        assertRefused(router.clear("a"), Refusal.UNKNOWN_ALERT);
        kit.answer(router.clear(AlertRef.key("a").from(7, 2)));
        assertThatThrownBy(() -> router.clear(AlertRef.key("a").from(1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("router's own");
    }

    @Test
    void shouldRememberAThousandCommandsOfItsOwn() {
        for (int i = 0; i < 2_000; i++) {
            kit.answer(router.raise(North.arrest("a")));
        }
        assertThat(kit.answer(router.counters()).refused()).isZero();
    }

    @Test
    void shouldRefuseMoreDurabilityThanTheJournalGives() {
        assertRefused(router.raise(North.arrest("a").level(Level.DISK)), Refusal.LEVEL_UNAVAILABLE);
        assertThat(kit.answer(router.counters()).alertsRaised()).isZero();
        kit.answer(router.raise(North.arrest("a").level(Level.MEMORY)));
    }

    @Test
    void shouldTellNobodyOfTestTraffic() {
        final Raised raised = kit.answer(router.raise(North.arrest("a").purpose(Purpose.TEST)));

        assertThat(raised.test()).isTrue();
        assertThat(kit.events(RouterEvent.OutputDispatched.class)).isEmpty();
    }

    @Test
    void shouldRaiseAnAlertForAReadingBeyondItsLimit() {
        kit.answer(router.readings(
                Readings.ofPatient("p-17").acuity(Acuity.POST_OPERATIVE).value(Parameter.HEART_RATE, 121)));

        assertThat(router.openAlerts()).singleElement().satisfies(alert -> {
            assertThat(alert.cause()).isEqualTo(new AlertCause(Cause.LIMIT, Parameter.HEART_RATE, 2, 12_100, 12_000));
            assertThat(alert.type()).isEqualTo(EmergencyType.OTHER);
            assertThat(alert.patientId()).isEqualTo("p-17");
            assertThat(alert.unidentified()).isFalse();
        });
    }

    @Test
    void shouldCountADevicesBatchOnce() {
        final Readings batch = Readings.ofBed("icu-1").device("m-3", 5).value(Parameter.SPO2, 97);
        assertThat(kit.answer(router.readings(batch)).repeated()).isFalse();
        assertThat(kit.answer(router.readings(batch)).repeated()).isTrue();
        assertThat(kit.answer(router.counters()).readings()).containsOnly(java.util.Map.entry(Parameter.SPO2, 1L));
    }

    @Test
    void shouldReportTheEnginesTotals() {
        kit.answer(router.raise(North.arrest("a")));
        final Counters counters = kit.answer(router.counters());

        assertThat(counters.alertsRaised()).isEqualTo(1);
        assertThat(counters.alertsOpen()).isEqualTo(1);
        assertThat(counters.refused()).isZero();
    }

    @Test
    void shouldPutAnotherSiteInForceAndSendOnlyWhatDiffers() {
        final Site next = North.builder()
                .rules(LimitRules.reference())
                .bed("icu-2", "icu")
                .patient("p-18", "icu-2")
                .care("p-18", "bob")
                .build();
        final Configured configured = kit.answer(router.configure(next));
        assertThat(configured.entryCount()).isEqualTo(3);
        assertThat(configured.contentHash()).isEqualTo(next.contentHash());
        assertThat(kit.answer(router.configure(next)).entryCount()).isZero();

        router.connect("bob", Offer::accept);
        kit.answer(router.raise(North.arrest("a").patient("p-18")));
        kit.settle();
        assertThat(router.openAlerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.owner()).isEqualTo("bob"));
    }

    @Test
    void shouldChangePoliciesAgainAndAgain() {
        for (int delay = 1; delay <= 80; delay++) {
            final Policy policy =
                    Policy.named("standard").careTeam(Policy.seconds(delay)).failSafe("desk", Policy.seconds(60));
            kit.answer(router.configure(North.builder().policy(policy).build()));
        }
        router.connect("ann", offer -> {});
        kit.answer(router.raise(North.arrest("a")));
        kit.advance(Policy.seconds(79));
        assertThat(kit.events(RouterEvent.StepEnded.class)).isEmpty();
        kit.advance(Policy.seconds(1));
        assertThat(kit.events(RouterEvent.StepEnded.class)).hasSize(1);
    }

    @Test
    void shouldSayWhyAConfigurationWasRefused() {
        // More people than the router was launched for.
        final Site.Builder many = North.builder();
        for (int i = 0; i < 3_000; i++) {
            many.person("person-" + i);
        }
        assertThatThrownBy(() -> kit.answer(router.configure(many.build())))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.refusal()).isEqualTo(Refusal.CONFIG_REFUSED);
                    assertThat(refused)
                            .hasMessageMatching(
                                    "CONFIG_REFUSED: site 'north' entry \\d+ \\(person/person-\\d+\\): TABLE_FULL; nothing was"
                                            + " changed");
                });
        assertThat(kit.answer(router.configure(North.builder().person("eve").build()))
                        .entryCount())
                .isEqualTo(2);
    }

    @Test
    void shouldPutALargeSiteInForceInWindows() {
        final Site.Builder large = North.builder().rules(LimitRules.reference());
        for (int i = 0; i < 1_500; i++) {
            large.person("nurse-" + i)
                    .bed("bed-" + i, "icu")
                    .patient("patient-" + i, "bed-" + i)
                    .care("patient-" + i, "nurse-" + i);
        }
        assertThat(kit.answer(router.configure(large.build())).entryCount()).isEqualTo(6_000);

        router.connect("nurse-1499", Offer::accept);
        kit.answer(router.raise(North.arrest("a").patient("patient-1499")));
        kit.settle();
        assertThat(router.openAlerts()).singleElement().satisfies(alert -> {
            assertThat(alert.owner()).isEqualTo("nurse-1499");
            assertThat(alert.bed()).isEqualTo("bed-1499");
        });
    }

    @Test
    void shouldPublishWhatTheCallerHasEncoded() {
        final OutgoingCommand command = CommandEncoding.raise(North.arrest("a"));
        command.envelope().sourceId(7).commandId(1);

        assertThat(router.offer(command.buffer(), 0, command.length())).isPositive();
        kit.settle();
        assertThat(router.openAlerts()).hasSize(1);
        assertThat(router.offer(new org.agrona.concurrent.UnsafeBuffer(new byte[1_025]), 0, 1_025))
                .isEqualTo(AlertRouter.TOO_LONG);
    }

    @Test
    void shouldRefuseWhatIsIncomplete() {
        assertThatThrownBy(() -> router.raise(Raise.alert("a").severity(Severity.CRITICAL)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("alert 'a' has no type: say which, or OTHER");
        assertThatThrownBy(() -> router.raise(Raise.alert("a").type(EmergencyType.STROKE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("alert 'a' has no severity: say how severe it is");
        assertThatThrownBy(() -> router.readings(Readings.ofPatient("p-17")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without readings");
        assertThatThrownBy(() -> router.clear("")).hasMessageContaining("alertKey is empty");
        assertThatThrownBy(() -> router.clear(0)).hasMessageContaining("alertId is 0");
    }

    @Test
    @SuppressWarnings("NullAway") // What NullAway forbids is what is tried.
    void shouldRefuseNull() {
        assertThatThrownBy(() -> router.raise(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> router.update(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> router.readings(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> router.configure(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> router.clear((String) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> router.cancel((AlertRef) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> router.connect(null, offer -> {})).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> router.connect("ann", null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void shouldRefuseValuesOutOfTheirRange() {
        final Raise raise = North.arrest("a");
        assertThatThrownBy(() -> raise.pain(11)).hasMessage("pain is 11: the scale goes from 0 to 10");
        assertThatThrownBy(() -> raise.position(90.1, 0)).hasMessageContaining("latitude is 90.1");
        assertThatThrownBy(() -> raise.position(0, Double.NaN)).hasMessageContaining("longitude is NaN");
        assertThatThrownBy(() -> raise.vital(Parameter.HEART_RATE, Double.NaN))
                .hasMessageContaining("HEART_RATE is NaN");
        assertThatThrownBy(() -> raise.vital(Parameter.ETCO2, 40)).hasMessageContaining("ETCO2 does not travel");
        assertThatThrownBy(() -> raise.severity(Severity.NULL_VAL)).hasMessageContaining("severity is NULL_VAL");
        assertThatThrownBy(() -> raise.type(EmergencyType.NULL_VAL)).hasMessageContaining("type is NULL_VAL");
        assertThatThrownBy(() -> raise.createdAt(java.time.Instant.MAX)).hasMessageContaining("1677 to 2262");
        assertThatThrownBy(() -> raise.from(0, 1)).hasMessageContaining("sourceId is 0");
        assertThatThrownBy(() -> raise.from(1, 0)).hasMessageContaining("commandId is 0");
        final Readings readings = Readings.ofPatient("p");
        for (int i = 0; i < Readings.MAX_READINGS; i++) {
            readings.value(Parameter.HEART_RATE, 60);
        }
        assertThatThrownBy(() -> readings.value(Parameter.HEART_RATE, 60)).hasMessageContaining("at most 32");
    }

    @Test
    void shouldCarryEverythingThatWasSaid() {
        kit.answer(router.raise(Raise.alert("a")
                .type(EmergencyType.OTHER)
                .typeText("code lavender")
                .severity(Severity.SEMI_URGENT)
                .bed("icu-1")
                .device("m-3")
                .vital(Parameter.HEART_RATE, 133.5)
                .vital(Parameter.GLUCOSE, 90)
                .pain(7)
                .consciousness(io.tocsin.codecs.sbe.Consciousness.VOICE)
                .position(48.137154, 11.576124)
                .estimatedResponse(Policy.minutes(4))
                .createdAt(java.time.Instant.ofEpochSecond(5))));

        assertThat(router.openAlerts()).singleElement().satisfies(alert -> {
            assertThat(alert.unidentified()).isTrue();
            assertThat(alert.subject()).isEqualTo(new Subject(Subject.Kind.BED, "icu-1"));
            assertThat(alert.details().vitals())
                    .containsEntry(Parameter.HEART_RATE, 13_350)
                    .containsEntry(Parameter.GLUCOSE, 9_000)
                    .containsEntry(Parameter.PAIN, 700)
                    .containsEntry(Parameter.CONSCIOUSNESS, 200)
                    .hasSize(4);
            assertThat(alert.details().typeText()).isEqualTo("code lavender");
            assertThat(alert.details().deviceId()).isEqualTo("m-3");
            assertThat(alert.details().place().latitude()).isEqualTo(48.137154);
            assertThat(alert.details().place().longitude()).isEqualTo(11.576124);
            assertThat(alert.details().estimatedResponseMs()).isEqualTo(240_000);
            assertThat(alert.details().createdAtNs()).isEqualTo(5_000_000_000L);
        });
    }

    private void assertRefused(final CompletableFuture<?> future, final Refusal refusal) {
        assertThatThrownBy(() -> kit.answer(future))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(refusal));
    }
}
