package io.tocsin.coverage;

import static io.tocsin.Policy.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.LimitRules;
import io.tocsin.Policy;
import io.tocsin.Raise;
import io.tocsin.Readings;
import io.tocsin.Silence;
import io.tocsin.SilenceScope;
import io.tocsin.Site;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Silences of limits, of one parameter, or of scores hold back those alone, whatever opens an alert: as a router does. */
final class CoverageOfCausesTest {
    private static final Place BED = new Place("ward", "bed-1", "");
    private static final Instant END = RouterTestKit.START.plus(Duration.ofMinutes(10));

    static Stream<Arguments> causes() {
        final List<AlertClass> opened = List.of(
                new AlertClass(Severity.URGENT, EmergencyType.OTHER, Cause.DECLARED, null),
                new AlertClass(Severity.URGENT, EmergencyType.OTHER, Cause.LIMIT, Parameter.HEART_RATE),
                new AlertClass(Severity.URGENT, EmergencyType.OTHER, Cause.LIMIT, Parameter.SPO2),
                new AlertClass(Severity.URGENT, EmergencyType.OTHER, Cause.SCORE, null));
        final List<SilenceScope> silences = List.of(
                scope(null, null),
                scope(Cause.DECLARED, null),
                scope(Cause.LIMIT, null),
                scope(Cause.SCORE, null),
                scope(Cause.LIMIT, Parameter.SPO2),
                scope(null, Parameter.HEART_RATE));
        return opened.stream().flatMap(alerts -> silences.stream().map(scope -> Arguments.of(alerts, scope)));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void shouldHoldBackWhatARouterHoldsBack(final AlertClass alerts, final SilenceScope scope) {
        final Site site = ward(alerts);
        final PlannedSilence planned = new PlannedSilence("s", scope, false, new Span(RouterTestKit.START, END));
        final CoverageReport report = Coverage.of(site, RouterTestKit.START)
                .during(Duration.ofMinutes(1))
                .silences(List.of(planned))
                .report();
        final AlertClass asked =
                report.classes().contains(alerts) ? alerts : AlertClass.of(alerts.severity(), alerts.type());

        assertThat(report.of(BED, asked, RouterTestKit.START).isEmpty()).isEqualTo(isHeard(site, alerts, scope));
    }

    private static Site ward(final AlertClass alerts) {
        final LimitRules rules = LimitRules.none();
        return Site.named("ward")
                .person("ann")
                .desk("desk")
                .unit("ward")
                .bed("bed-1", "ward")
                .careForBed("bed-1", "ann")
                .policy(Policy.named("all").careTeam(seconds(30)).failSafe("desk", seconds(60)))
                .rules(
                        alerts.cause() == Cause.SCORE
                                ? rules.news2(true)
                                : rules.above(Parameter.HEART_RATE, 150, Severity.URGENT)
                                        .below(Parameter.SPO2, 85, Severity.URGENT))
                .build();
    }

    private static boolean isHeard(final Site site, final AlertClass alerts, final SilenceScope scope) {
        final List<Long> heard = new ArrayList<>();
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            kit.answer(kit.router()
                    .connect("ann", offer -> heard.add(offer.alertId()))
                    .opened());
            final Silence silence = Silence.until(END, "planned").unit(scope.unit());
            if (scope.cause() != null) {
                silence.cause(scope.cause());
            }
            if (scope.parameter() != null) {
                silence.parameter(scope.parameter());
            }
            kit.answer(kit.router().silence(silence));
            if (alerts.cause() == Cause.DECLARED) {
                kit.answer(kit.router()
                        .raise(Raise.alert("a")
                                .type(alerts.type())
                                .severity(alerts.severity())
                                .bed("bed-1")));
            } else {
                final Readings readings = Readings.ofBed("bed-1");
                // A respiratory rate of 26 alone is three points of NEWS2, which is urgent.
                kit.answer(kit.router()
                        .readings(
                                alerts.cause() == Cause.SCORE
                                        ? readings.value(Parameter.RESPIRATORY_RATE, 26)
                                        : alerts.parameter() == Parameter.SPO2
                                                ? readings.value(Parameter.SPO2, 80)
                                                : readings.value(Parameter.HEART_RATE, 160)));
            }
            kit.advance(seconds(2));
            assertThat(kit.router().openAlerts()).hasSize(1);
        }
        return !heard.isEmpty();
    }

    private static SilenceScope scope(final @Nullable Cause cause, final @Nullable Parameter parameter) {
        return new SilenceScope("ward", "", "", null, Severity.EMERGENT, cause, parameter);
    }
}
