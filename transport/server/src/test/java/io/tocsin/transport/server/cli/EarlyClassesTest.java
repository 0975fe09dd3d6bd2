package io.tocsin.transport.server.cli;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A name that a library no longer has would be passed over in silence, and a start would only be slower. */
final class EarlyClassesTest {
    @ParameterizedTest
    @MethodSource("names")
    void shouldNameClassesThatThereAre(final String name) {
        assertThatCode(() -> Class.forName(name, false, EarlyClasses.class.getClassLoader()))
                .doesNotThrowAnyException();
    }

    private static Stream<String> names() {
        return Stream.concat(EarlyClasses.SILENT.stream(), EarlyClasses.LOGGING.stream());
    }
}
