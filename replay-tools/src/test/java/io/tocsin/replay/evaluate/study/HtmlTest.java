package io.tocsin.replay.evaluate.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class HtmlTest {
    @Test
    void shouldShowWhatSomebodyNamedAFileAndNotBecomeIt() {
        assertThat(Html.table(List.of("a<b"), List.of(List.of("x\"><script>", "1 & 2"))))
                .contains("a&lt;b", "x&quot;&gt;&lt;script&gt;", "1 &amp; 2")
                .doesNotContain("<script");
        assertThat(new Chart("\"", 10, 10).drawn()).contains("aria-label=\"&quot;\"");
    }

    @Test
    void shouldShowADashForWhatIsUndefined() {
        assertThat(Html.number(Double.NaN, 2)).isEqualTo("–");
        assertThat(Html.percent(new Estimate(0.5, Double.NaN, Double.NaN))).isEqualTo("50.0 %");
        assertThat(Html.number(new Estimate(0.5, 0.25, 1), 2)).isEqualTo("0.50 (0.25 to 1.00)");
    }
}
