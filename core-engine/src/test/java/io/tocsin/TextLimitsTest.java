package io.tocsin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.testkit.RouterTestKit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every text and id of a raise against its limit, through the engine and back. */
final class TextLimitsTest {
    static Stream<Arguments> texts() {
        return Stream.of(
                text("description", 160, Raise::description, AlertDetails::description),
                text("typeText", 48, Raise::typeText, AlertDetails::typeText),
                text(
                        "facilityName",
                        36,
                        Raise::facilityName,
                        details -> details.place().facilityName()),
                text("building", 24, Raise::building, details -> details.place().building()),
                text("floor", 8, Raise::floor, details -> details.place().floor()),
                text(
                        "department",
                        24,
                        Raise::department,
                        details -> details.place().department()),
                text("room", 16, Raise::room, details -> details.place().room()),
                text("address", 72, Raise::address, details -> details.place().address()),
                text(
                        "specialization",
                        20,
                        Raise::specialization,
                        details -> details.specializations().get(0)));
    }

    static Stream<Arguments> ids() {
        return Stream.of(
                id("patientId", Raise::patient),
                id("deviceId", Raise::device),
                id("unitId", Raise::unit),
                id("bedId", Raise::bed));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void shouldKeepATextThatFits(
            final String field,
            final int maxBytes,
            final BiConsumer<Raise, String> set,
            final Function<AlertDetails, String> get) {
        final AlertDetails details = stored(raise(set, "x".repeat(maxBytes)));

        assertThat(get.apply(details)).isEqualTo("x".repeat(maxBytes));
        assertThat(details.descriptionCut() || details.textCut()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void shouldCutALongTextBehindAWholeCharacterAndSaySo(
            final String field,
            final int maxBytes,
            final BiConsumer<Raise, String> set,
            final Function<AlertDetails, String> get) {
        for (final String character : List.of("x", "é", "心", "🫀")) {
            final int bytes = character.getBytes(StandardCharsets.UTF_8).length;
            // One byte in front makes most limits fall inside a character.
            final AlertDetails details = stored(raise(set, "-" + character.repeat(maxBytes)));

            assertThat(get.apply(details)).isEqualTo("-" + character.repeat((maxBytes - 1) / bytes));
            assertThat(details.descriptionCut()).isEqualTo(field.equals("description"));
            assertThat(details.textCut()).isEqualTo(!field.equals("description"));
            assertThat(details.metadataCut()).isFalse();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ids")
    void shouldRefuseAnIdThatIsTooLongAndNameIt(final String field, final BiConsumer<Raise, String> set) {
        raise(set, "x".repeat(36));
        raise(set, "é".repeat(18));

        assertThatThrownBy(() -> raise(set, "x".repeat(37)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(field)
                .hasMessageContaining("37 bytes");
        assertThatThrownBy(() -> raise(set, "é".repeat(19)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(field);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ids")
    @SuppressWarnings("NullAway") // What NullAway forbids is what is tried.
    void shouldNameAnIdThatIsNull(final String field, final BiConsumer<Raise, String> set) {
        assertThatThrownBy(() -> raise(set, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining(field);
    }

    @Test
    void shouldHashAKeyThatIsTooLong() {
        final String shortKey = "x".repeat(36);
        final String longKey = "x".repeat(37);
        try (RouterTestKit kit = RouterTestKit.launch(North.site())) {
            final Raised first = kit.answer(kit.router().raise(North.arrest(longKey)));
            final Raised other = kit.answer(kit.router().raise(North.arrest(shortKey)));
            final Raised again = kit.answer(kit.router().raise(North.arrest(longKey)));

            assertThat(other.alertId()).isNotEqualTo(first.alertId());
            assertThat(again).isEqualTo(new Raised(first.alertId(), false, 2, false, false));
            // printf 'x%.0s' {1..37} | sha256sum | head -c 32
            assertThat(kit.router().openAlerts())
                    .extracting(AlertState::alertKey)
                    .containsExactly("6ee29e87d96ee4fcb3baef255923aece", shortKey);
            kit.answer(kit.router().clear(longKey));
        }
    }

    @Test
    void shouldCutMetadataByWholePairs() {
        final AlertDetails whole =
                stored(North.arrest("k").metadata("ward", "7b").metadata("lead", "II"));
        assertThat(whole.metadata()).containsExactly(entry("ward", "7b"), entry("lead", "II"));
        assertThat(whole.metadataCut()).isFalse();

        // 6 + 1 + 89 bytes fill the 96 exactly; the next pair does not fit any more.
        final AlertDetails full = stored(North.arrest("k")
                .metadata("a", "1234")
                .metadata("b", "x".repeat(87))
                .metadata("c", "1"));
        assertThat(full.metadata()).containsExactly(entry("a", "1234"), entry("b", "x".repeat(87)));
        assertThat(full.metadataCut()).isTrue();
        assertThat(full.textCut()).isFalse();

        final AlertDetails tooLong = stored(North.arrest("k").metadata("a", "é".repeat(48)));
        assertThat(tooLong.metadata()).isEmpty();
        assertThat(tooLong.metadataCut()).isTrue();
    }

    @Test
    void shouldReplaceSeparatorsInsideMetadata() {
        final AlertDetails details = stored(North.arrest("k").metadata("a=b", "c\u001Fd=e"));

        assertThat(details.metadata()).containsExactly(entry("a b", "c d=e"));
        assertThat(details.metadataCut()).isTrue();
    }

    @Test
    void shouldKeepTheFirstFourSpecializations() {
        final Raise raise = North.arrest("k");
        for (int i = 1; i <= 5; i++) {
            raise.specialization("s" + i);
        }
        final AlertDetails details = stored(raise);

        assertThat(details.specializations()).containsExactly("s1", "s2", "s3", "s4");
        assertThat(details.textCut()).isTrue();
    }

    @Test
    void shouldFitTheLargestRaiseIntoASlot() {
        final Raise raise = Raise.alert("k".repeat(36))
                .type(io.tocsin.codecs.sbe.EmergencyType.OTHER)
                .severity(io.tocsin.codecs.sbe.Severity.CRITICAL);
        ids().forEach(id -> setter(id).accept(raise, "i".repeat(36)));
        texts().forEach(text -> setter(text).accept(raise, "t".repeat(500)));
        for (int i = 0; i < 4; i++) {
            raise.specialization("s".repeat(20));
        }
        raise.metadata("m", "m".repeat(94)).personal("p".repeat(500));

        final AlertDetails details = stored(raise);
        assertThat(details.description()).hasSize(160);
        assertThat(details.metadata()).containsKey("m");
    }

    @Test
    void shouldRefuseASealThatWouldBeCut() {
        assertThatThrownBy(() -> North.arrest("k").personal(new byte[97], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("personal is 97 sealed bytes");
    }

    private static Raise raise(final BiConsumer<Raise, String> set, final String text) {
        final Raise raise = North.arrest("k");
        set.accept(raise, text);
        return raise;
    }

    private static AlertDetails stored(final Raise raise) {
        try (RouterTestKit kit = RouterTestKit.launch(North.site())) {
            kit.answer(kit.router().raise(raise));
            return kit.router().openAlerts().get(0).details();
        }
    }

    private static Arguments text(
            final String field,
            final int maxBytes,
            final BiConsumer<Raise, String> set,
            final Function<AlertDetails, String> get) {
        return Arguments.of(field, maxBytes, set, get);
    }

    private static Arguments id(final String field, final BiConsumer<Raise, String> set) {
        return Arguments.of(field, set);
    }

    @SuppressWarnings("unchecked") // As the two methods above built them.
    private static BiConsumer<Raise, String> setter(final Arguments arguments) {
        return (BiConsumer<Raise, String>) arguments.get()[arguments.get().length == 2 ? 1 : 2];
    }

    private static java.util.Map.Entry<String, String> entry(final String key, final String value) {
        return java.util.Map.entry(key, value);
    }
}
