package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScriptSpoilerTest {
    private static final int TRIES = 200;

    /** What was spoilt to nothing may come again. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 8, 72, 200})
    void shouldSpoilWhatIsLeftOfAMessage(final int length) {
        final SplittableRandom random = new SplittableRandom(length);
        for (int i = 0; i < TRIES; i++) {
            assertThat(ScriptSpoiler.spoil(random, new byte[length])).hasSizeLessThanOrEqualTo(length);
            assertThat(ScriptSpoiler.flip(random, new byte[length])).hasSize(length);
        }
    }
}
