package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.testkit.model.RecordedScript;
import io.tocsin.testkit.model.RecordedScript.Entrance;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Reading ahead decides nothing: an engine that foresees says the same, holds the same, and takes whatever it is shown. */
final class ForesightTest {
    private static final int STEPS = 600;

    @TestFactory
    Stream<DynamicTest> shouldSayTheSameWhateverWasForeseen() {
        return Seeds.each(10, seed -> {
            final List<Entrance> log = RecordedScript.of(seed, STEPS);
            final EngineRun plain = new EngineRun();
            plain.playAll(log);

            final SplittableRandom random = new SplittableRandom(seed);
            final EngineRun foreseeing = new EngineRun();
            for (int i = 0; i < log.size(); i++) {
                // Some of what follows, more than is remembered now and then; some of it damaged or cut short.
                for (int ahead = random.nextInt(24); ahead > 0; ahead--) {
                    foresee(foreseeing.engine, log.get(Math.min(log.size() - 1, i + random.nextInt(8))), random);
                }
                if (random.nextInt(3) > 0) {
                    foreseeing.engine.readAhead();
                }
                foreseeing.play(log.get(i));
            }

            assertThat(foreseeing.crc.getValue()).as("seed %d", seed).isEqualTo(plain.crc.getValue());
            assertThat(foreseeing.engine.eventHash()).as("seed %d", seed).isEqualTo(plain.engine.eventHash());
            assertThat(foreseeing.engine.stateDigest()).as("seed %d", seed).isEqualTo(plain.engine.stateDigest());
        });
    }

    private static void foresee(final AlertEngine engine, final Entrance entrance, final SplittableRandom random) {
        final byte[] message = entrance.message();
        if (message == null) {
            return;
        }
        final byte[] shown = message.clone();
        for (int damaged = shown.length == 0 ? 0 : random.nextInt(4); damaged > 0; damaged--) {
            // Most of what is looked at stands in the first bytes.
            shown[random.nextInt(random.nextBoolean() ? Math.min(16, shown.length) : shown.length)] =
                    (byte) random.nextInt(256);
        }
        final int length = random.nextInt(4) == 0 ? random.nextInt(shown.length + 1) : shown.length;
        // Nothing behind it: what is read beyond the message would be out of bounds.
        engine.foresee(new UnsafeBuffer(shown, 0, length), 0, length);
    }
}
