package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.json.Role;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceIdsTest {
    private final SourceIds ids = new SourceIds(Map.of("lab", 4_711L));

    @Test
    void shouldTakeConfiguredOnesForSourcesOnly() {
        assertThat(ids.of(Role.SOURCE, "", "lab")).isEqualTo(4_711);
        assertThat(ids.of(Role.CLINICIAN, "ann", "lab")).isNegative();
        assertThat(ids.of(Role.OPERATOR, "", "lab")).isNegative();
    }

    @Test
    void shouldDeriveTheSameForTheSameAndAnotherForAnother() {
        final Set<Long> all = new HashSet<>();
        for (final Role role : Role.values()) {
            for (final String person : new String[] {"", "a", "ab", "ann"}) {
                for (final String client : new String[] {"b", "ab", "phone", "m3"}) {
                    final long id = ids.of(role, person, client);
                    assertThat(id).isNegative().isEqualTo(ids.of(role, person, client));
                    all.add(id);
                }
            }
        }
        assertThat(all).hasSize(3 * 4 * 4);
    }

    @Test
    void shouldStayTheSameForEver() {
        // First 8 bytes of SHA-256("source", 0, 0, "m3"), highest bit set: clients resume with it.
        assertThat(Long.toHexString(ids.of(Role.SOURCE, "", "m3"))).isEqualTo(EXPECTED);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void shouldRefuseConfiguredOnesThatAClientCouldHave(final long id) {
        assertThatThrownBy(() -> new SourceIds(Map.of("lab", id)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lab");
    }

    private static final String EXPECTED = "e1ede03c249112a0";
}
