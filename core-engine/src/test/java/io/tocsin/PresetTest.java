package io.tocsin;

import static io.tocsin.Policy.seconds;
import static io.tocsin.PresetHouse.chosen;
import static io.tocsin.PresetHouse.raise;
import static io.tocsin.PresetHouse.site;
import static io.tocsin.PresetHouse.staffed;
import static io.tocsin.PresetHouse.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.ChannelState;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Mode;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the two presets do, rule by rule, as {@code POLICIES.md} lists them, in the {@link PresetHouse}.
 */
final class PresetTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "emergency-provider, CRITICAL",
        "primary-care, HIGH",
        "provider, NORMAL",
        "administrator, HIGH",
        "on-call, LOW",
        "patient, LOW",
    })
    void shouldTellInThisOrderByRole(final String role, final Priority priority) {
        assertThat(Preset.MYDR24.precedence(List.of(role))).isEqualTo(priority);
        assertThat(Preset.DEFAULT.precedence(List.of(role)))
                .as("by default in the order of the step")
                .isEqualTo(Priority.NORMAL);
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "MYDR24  | CRITICAL   | [emma, emma-2, paul, adam, olga, carl]",
                "MYDR24  | URGENT     | [emma, emma-2, paul, adam, olga, carl]",
                "DEFAULT | CRITICAL   | [paul, olga, nick, carl, adam]",
                "DEFAULT | EMERGENT   | [paul, olga, nick, carl]",
                "DEFAULT | URGENT     | [paul, olga, nick]",
            })
    void shouldTellThesePeopleInThisOrder(final Preset preset, final Severity severity, final String people) {
        try (RouterTestKit kit = staffed(site(preset))) {
            raise(kit, EmergencyType.STROKE, severity);

            assertThat(told(kit).toString()).isEqualTo(people);
        }
    }

    @Test
    void shouldTellOnlyThoseWhoseClientIsCapable() {
        try (RouterTestKit kit = RouterTestKit.launch(site(Preset.MYDR24))) {
            kit.router().connect("paul", offer -> {});
            kit.router().connect("olga", new PresetHouse.Capable());
            raise(kit, EmergencyType.STROKE, Severity.CRITICAL);

            assertThat(told(kit)).contains("olga").doesNotContain("paul");
        }
    }

    @Test
    void shouldTellWhoIsOnCallOfACoveringFacilityAndOfNoOther() {
        final Site site = site(Preset.DEFAULT).toBuilder()
                .person("carl-2")
                .person("carl-3")
                .unit("third", 3)
                .role("other", Preset.ON_CALL, "carl-2")
                .role("third", Preset.ON_CALL, "carl-3")
                .deliveries(Deliveries.everything().covering(1, 2))
                .build();
        try (RouterTestKit kit = staffed(site)) {
            kit.router().connect("carl-2", new PresetHouse.Capable());
            kit.router().connect("carl-3", new PresetHouse.Capable());
            raise(kit, EmergencyType.STROKE, Severity.EMERGENT);

            assertThat(told(kit)).contains("carl", "carl-2").doesNotContain("carl-3");
        }
    }

    @ParameterizedTest(name = "{0}, {1}, {2}: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "MYDR24  | STROKE | CRITICAL   | PUSH 0, SMS 0, VOICE 30",
                "MYDR24  | STROKE | EMERGENT   | none",
                "MYDR24  | STROKE | NON_URGENT | none",
                "MYDR24  | OTHER  | CRITICAL   | none",
                "DEFAULT | STROKE | CRITICAL   | PUSH 0, SMS 10, VOICE 30",
                "DEFAULT | STROKE | EMERGENT   | PUSH 0, SMS 10",
                "DEFAULT | STROKE | URGENT     | PUSH 0",
            })
    void shouldCallWhoHasAClientOverTheseChannels(
            final Preset preset, final EmergencyType type, final Severity severity, final String channels) {
        try (RouterTestKit kit = staffed(site(preset))) {
            raise(kit, type, severity);
            kit.advance(seconds(59));
            assertThat(chosen(kit, "olga")).isEqualTo(channels);
        }
    }

    @ParameterizedTest(name = "{0}, {1}, bundles of {2} min: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "DEFAULT | URGENT     | none | 3 at once, 0 wait",
                "DEFAULT | NON_URGENT | none | 3 at once, 0 wait",
                "DEFAULT | CRITICAL   | none | 3 at once, 0 wait",
                "MYDR24  | CRITICAL   | none | 6 at once, 0 wait",
                "DEFAULT | URGENT     | 2    | 1 at once, 2 wait",
                "DEFAULT | NON_URGENT | 2    | 1 at once, 2 wait",
                "DEFAULT | EMERGENT   | 2    | 3 at once, 0 wait",
                "DEFAULT | CRITICAL   | 2    | 3 at once, 0 wait",
                "MYDR24  | CRITICAL   | 2    | 6 at once, 0 wait",
            })
    void shouldLetNothingWaitUnlessTheSiteAsksForBundles(
            final Preset preset, final Severity severity, final String minutes, final String sent) {
        final Site site = minutes.equals("none")
                ? site(preset)
                : site(preset).toBuilder()
                        .bundle("olga", Duration.ofMinutes(Long.parseLong(minutes)))
                        .build();
        try (RouterTestKit kit = staffed(site)) {
            for (final String key : List.of("a", "b", "c")) {
                kit.answer(kit.router()
                        .raise(Raise.alert(key)
                                .type(EmergencyType.STROKE)
                                .severity(severity)
                                .patient("p-17")));
            }
            kit.advance(seconds(1));

            final long atOnce = kit.events(RouterEvent.ChannelChosen.class).stream()
                    .filter(chosen -> chosen.person().equals("olga"))
                    .count();
            final long waiting = kit.events(RouterEvent.ChannelNoted.class).stream()
                    .filter(noted -> noted.person().equals("olga") && noted.state() == ChannelState.BUNDLED)
                    .count();
            assertThat(atOnce + " at once, " + waiting + " wait").isEqualTo(sent);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "CRITICAL | [PUSH 2000 unless received, SMS 2000 unless received, VOICE 60000 unless received]",
                "EMERGENT | [PUSH 2000 unless received, SMS 2000 unless received]",
                "URGENT   | [PUSH 2000 unless received]",
            })
    void shouldTellMessagesOverOtherChannelsWhileNothingHasSucceeded(final Severity severity, final String methods) {
        final List<String> named = new ArrayList<>();
        for (final ContactMethod method : Preset.MYDR24.contactForMessages(false)) {
            if (Preset.MYDR24.channels(severity, true).contains(method.channel())) {
                named.add(method.channel() + " " + method.afterMs()
                        + (method.unlessReceived() ? " unless received" : ""));
            }
        }
        assertThat(named.toString()).isEqualTo(methods);
        assertThat(Preset.MYDR24.contactForMessages(true).subList(0, 2))
                .as("redundancy is asked for: at once, whatever succeeds")
                .containsExactly(ContactMethod.atOnce(Channel.PUSH), ContactMethod.atOnce(Channel.SMS));
    }

    @Test
    void shouldNotCallByPhoneWhoHasAcknowledged() {
        for (final Preset preset : Preset.values()) {
            try (RouterTestKit kit = RouterTestKit.launch(site(preset))) {
                final RecipientSession olga = kit.router().connect("olga", new PresetHouse.Capable());
                kit.answer(olga.accept(raise(kit, EmergencyType.STROKE, Severity.CRITICAL)));
                kit.advance(seconds(60));

                assertThat(chosen(kit, "olga")).as("%s", preset).doesNotContain("VOICE");
            }
        }
    }

    @Test
    void shouldHoldNormalAndDropLowInEmergencyModeAndReleaseInOrder() {
        try (RouterTestKit kit = staffed(site(Preset.MYDR24))) {
            kit.answer(kit.router().operation().orderMode(Mode.EMERGENCY));
            raise(kit, EmergencyType.STROKE, Severity.SEMI_URGENT);
            raise(kit, EmergencyType.SEIZURE, Severity.URGENT);
            raise(kit, EmergencyType.OVERDOSE, Severity.NON_URGENT);
            assertThat(told(kit)).as("held, held and dropped").isEmpty();
            assertThat(kit.events(RouterEvent.ChannelNoted.class))
                    .filteredOn(noted -> noted.state() == ChannelState.DROPPED)
                    .as("six people, then the desk, are said to be not told")
                    .hasSize(7)
                    .allSatisfy(noted -> assertThat(noted.stamp().clauses()).containsExactly(Clause.DROPPED_BY_MODE));
            raise(kit, EmergencyType.CARDIAC_ARREST, Severity.CRITICAL);
            assertThat(told(kit)).as("CRITICAL is told in every mode").hasSize(6);

            kit.answer(kit.router().operation().orderMode(Mode.NORMAL));
            assertThat(kit.events(RouterEvent.OutputDispatched.class))
                    .filteredOn(output -> output.kind() == OutputKind.OFFER && output.severity() != Severity.EMERGENT)
                    .extracting(RouterEvent.OutputDispatched::severity)
                    .as("released in the order in which they came, and what was dropped is asked after all")
                    .containsSubsequence(Severity.CRITICAL, Severity.SEMI_URGENT, Severity.URGENT, Severity.NON_URGENT);
            final ServiceCounts counts = kit.answer(kit.router().operation().service());
            assertThat(counts.held()).as("of priority NORMAL").isEqualTo(12);
            assertThat(counts.offersDropped()).as("of priority LOW").isEqualTo(7);
        }
    }

    @Test
    void shouldNeitherHoldNorDropByDefault() {
        try (RouterTestKit kit = staffed(site(Preset.DEFAULT))) {
            kit.answer(kit.router().operation().orderMode(Mode.EMERGENCY));
            raise(kit, EmergencyType.OVERDOSE, Severity.NON_URGENT);

            assertThat(told(kit)).containsExactly("paul", "olga", "nick");
        }
    }

    @ParameterizedTest(name = "{0}, {1}, {2} connections: {3}")
    @CsvSource({
        "MYDR24, CRITICAL, 5000, DIRECT, 0",
        "MYDR24, EMERGENT, 1000, DIRECT, 0",
        "MYDR24, EMERGENT, 1001, BATCHED, 100",
        "MYDR24, URGENT, 1, QUEUED, 0",
        "MYDR24, URGENT, 1001, QUEUED, 100",
        "DEFAULT, CRITICAL, 5000, DIRECT, 0",
        "DEFAULT, EMERGENT, 1001, BATCHED, 5",
        "DEFAULT, URGENT, 1, DIRECT, 0",
    })
    void shouldPlanDelivery(
            final Preset preset,
            final Severity severity,
            final int connections,
            final DeliveryPlan.Strategy strategy,
            final long windowMs) {
        final DeliveryPlan plan = DeliveryPlan.of(preset, severity, false, connections);

        assertThat(plan.strategy()).isEqualTo(strategy);
        assertThat(plan.window().toMillis()).isEqualTo(windowMs);
        assertThat(plan.routes().get(0).channel()).isEqualTo(Channel.WEBSOCKET);
        assertThat(plan.routes())
                .allSatisfy(route -> assertThat(route.expected()).isGreaterThan(route.after()));
    }

    @Test
    void shouldPlanBackUpRoutes() {
        assertThat(DeliveryPlan.of(Preset.MYDR24, Severity.CRITICAL, false, 10).routes())
                .extracting(DeliveryPlan.Route::channel)
                .containsExactly(Channel.WEBSOCKET, Channel.PUSH, Channel.SMS, Channel.VOICE);
    }

    @Test
    void shouldLetAdministrationTakeNoAlertOverByDefault() {
        assertThat(Preset.DEFAULT.channels(Severity.CRITICAL, false)).contains(Channel.VOICE);
        try (RouterTestKit kit = staffed(site(Preset.DEFAULT))) {
            final long alertId = raise(kit, EmergencyType.STROKE, Severity.CRITICAL);
            assertThat(told(kit)).contains("adam");
            final RecipientSession adam = kit.router().connect("adam", offer -> {});
            assertThatThrownBy(() -> kit.answer(adam.accept(alertId)))
                    .as("who administers takes none over")
                    .isInstanceOf(RefusedException.class);
        }
    }

    /** Adam administers and, besides, is what the row says: whoever is asked to respond has to be able to. */
    @ParameterizedTest
    @ValueSource(strings = {"on call", "in the care team", "the fail-safe destination", "named by a policy"})
    void shouldLetAnAdministratorRespondWhoIsAskedForThatBesides(final String besides) {
        final Site.Builder site = site(Preset.DEFAULT).toBuilder();
        switch (besides) {
            case "on call" -> site.role("icu", Preset.ON_CALL, "carl", "adam");
            case "in the care team" -> site.care("p-17", "paul", "adam");
            case "the fail-safe destination" -> site.preset(Preset.DEFAULT, "adam");
            default ->
                site.policy(Policy.named("mine")
                        .person("adam", seconds(60))
                        .severities(Severity.CRITICAL)
                        .failSafe("desk", seconds(60)));
        }
        try (RouterTestKit kit = RouterTestKit.launch(site.build())) {
            final RecipientSession adam = kit.router().connect("adam", new PresetHouse.Capable());
            kit.answer(adam.accept(raise(kit, EmergencyType.STROKE, Severity.CRITICAL)));
        }
    }

    @Test
    void shouldUseAtOnceTheChannelsThatOnlyAPolicyOfTheSiteNames() {
        final Site site = site(Preset.DEFAULT).toBuilder()
                .policy(Policy.named("mine")
                        .careTeam(seconds(60), Channel.WEBSOCKET, Channel.SMS, Channel.PAGER, Channel.EMAIL)
                        .severities(Severity.EMERGENT)
                        .failSafe("desk", seconds(600)))
                .build();
        try (RouterTestKit kit = staffed(site)) {
            raise(kit, EmergencyType.STROKE, Severity.EMERGENT);
            kit.advance(seconds(59));

            assertThat(chosen(kit, "olga")).isEqualTo("PAGER 0, EMAIL 0, SMS 10");
        }
    }

    @Test
    void shouldKeepWhatASiteSaysItself() {
        final Site site = site(Preset.DEFAULT).toBuilder()
                .contact("olga", ContactMethod.atOnce(Channel.EMAIL))
                .policy(Policy.named("mine")
                        .person("adam", seconds(60), Channel.WEBSOCKET, Channel.EMAIL)
                        .severities(Severity.CRITICAL)
                        .failSafe("desk", seconds(60)))
                .build();
        try (RouterTestKit kit = staffed(site)) {
            raise(kit, EmergencyType.STROKE, Severity.CRITICAL);

            assertThat(told(kit)).containsExactly("adam");
        }
    }

    @Test
    void shouldRefuseATargetListOfOthersThanProviders() {
        assertThatThrownBy(() ->
                        site(Preset.MYDR24).toBuilder().care("p-17", "nick").build())
                .hasMessageContaining("'nick' cares for somebody and holds none of the roles of providers");
    }
}
