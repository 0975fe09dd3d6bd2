package io.tocsin.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ChildTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    /** Says what it was told, then waits for ever or ends. */
    static final class Speaker {
        private Speaker() {}

        public static void main(final String[] args) throws InterruptedException {
            ParentWatch.start();
            System.out.println("first");
            System.out.println("told " + System.getProperty("told"));
            System.out.println("ready " + args[0]);
            if (args.length == 1) {
                new CountDownLatch(1).await();
            }
            System.exit(Integer.parseInt(args[1]));
        }
    }

    @Test
    void shouldWaitForALineAndEndTheChild() throws IOException, InterruptedException {
        final Child child =
                ChildJvm.main("speaker", Speaker.class).arguments(42).start();
        try (child) {
            assertThat(child.awaitLine(line -> line.startsWith("ready"), LONG)).isEqualTo("ready 42");
            assertThat(child.isAlive()).isTrue();
        }
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void shouldGiveEveryChildTheOptionsOfTheProperty() throws IOException, InterruptedException {
        final String before = System.getProperty(ChildJvm.OPTIONS_PROPERTY);
        System.setProperty(ChildJvm.OPTIONS_PROPERTY, "-Dtold=one  -Xmx64m");
        try (Child child = ChildJvm.main("speaker", Speaker.class).arguments(42).start()) {
            assertThat(child.awaitLine(line -> line.startsWith("told"), LONG)).isEqualTo("told one");
        } finally {
            if (before == null) {
                System.clearProperty(ChildJvm.OPTIONS_PROPERTY);
            } else {
                System.setProperty(ChildJvm.OPTIONS_PROPERTY, before);
            }
        }
    }

    @Test
    void shouldSayWhatAChildSaidThatEndedTooSoon() throws IOException {
        try (Child child =
                ChildJvm.main("speaker", Speaker.class).arguments("x", 3).start()) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> child.awaitLine("never"::equals, LONG))
                    .withMessageContainingAll("speaker has ended with exit code 3", "| first", "| ready x");
        }
    }
}
