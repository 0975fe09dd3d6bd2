package io.tocsin.engine.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class MonitoredTest {
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private static final int SLOTS = 4;
    private static final int SUBJECTS = 9;

    private final Monitored monitored = new Monitored(SLOTS, SUBJECTS);
    private final List<Integer> begun = new ArrayList<>();

    @Test
    void shouldForgetWhoWasNotReadForTwoHoursForSomebodyNew() {
        final int keeper = monitored.keep(begun::add);
        assertThat(monitored.read(8, 0)).as("nobody wants slots").isEqualTo(Monitored.NONE);
        monitored.want(keeper, true);
        for (int subject = 0; subject < SLOTS; subject++) {
            assertThat(monitored.read(subject, subject)).isEqualTo(subject);
        }
        assertThat(monitored.read(5, HOUR)).as("all were read lately").isEqualTo(Monitored.NONE);
        monitored.read(0, HOUR);
        assertThat(monitored.read(5, 2 * HOUR)).isEqualTo(Monitored.NONE);
        assertThat(monitored.read(5, 2 * HOUR + 1)).as("of subject 1").isEqualTo(1);
        assertThat(monitored.slotOf(1)).isEqualTo(Monitored.NONE);
        assertThat(monitored.subject(1)).isEqualTo(5);
        assertThat(begun).containsExactly(0, 1, 2, 3, 1);
    }

    @Test
    void shouldDoAsAListOfWhoWasReadWhen() {
        monitored.want(monitored.keep(begun::add), true);
        final SplittableRandom random = new SplittableRandom(3);
        final Map<Integer, Long> read = new LinkedHashMap<>();
        long now = 0;
        for (int i = 0; i < 20_000; i++) {
            now += random.nextLong(HOUR / 2);
            final int subject = random.nextInt(SUBJECTS);
            boolean expected = read.remove(subject) != null || read.size() < SLOTS;
            if (!expected) {
                final Map.Entry<Integer, Long> oldest =
                        read.entrySet().iterator().next();
                expected = now - oldest.getValue() >= 2 * HOUR && read.remove(oldest.getKey()) != null;
            }
            assertThat(monitored.read(subject, now) != Monitored.NONE).isEqualTo(expected);
            if (expected) {
                read.put(subject, now);
            }
            for (int each = 0; each < SUBJECTS; each++) {
                assertThat(monitored.slotOf(each) != Monitored.NONE).isEqualTo(read.containsKey(each));
            }
        }
    }
}
