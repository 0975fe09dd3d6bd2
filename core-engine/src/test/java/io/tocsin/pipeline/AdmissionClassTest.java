package io.tocsin.pipeline;

import static io.tocsin.pipeline.AdmissionClass.CRITICAL;
import static io.tocsin.pipeline.AdmissionClass.HIGH;
import static io.tocsin.pipeline.AdmissionClass.LOW;
import static io.tocsin.pipeline.AdmissionClass.NORMAL;
import static io.tocsin.pipeline.AdmissionClass.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Severity;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AdmissionClassTest {
    @ParameterizedTest
    @CsvSource({
        "CRITICAL, CRITICAL",
        "EMERGENT, HIGH",
        "URGENT, NORMAL",
        "SEMI_URGENT, NORMAL",
        "NON_URGENT, NORMAL",
    })
    void shouldAdmitRaisesAndUpdatesByTheSeverityTheyDeclare(final Severity severity, final AdmissionClass expected) {
        assertThat(of(Commands.raise("k", severity))).isEqualTo(expected);
        assertThat(of(Commands.update(severity))).isEqualTo(expected);
    }

    @Test
    void shouldAdmitAnUpdateWithoutSeverityAsNormal() {
        assertThat(of(Commands.update(Severity.NULL_VAL))).isEqualTo(NORMAL);
    }

    @ParameterizedTest
    @CsvSource({"CONTINUOUS, HIGH", "POST_OPERATIVE, NORMAL", "CHRONIC, LOW"})
    void shouldAdmitReadingsByTheAcuityOfTheirMonitoring(final Acuity acuity, final AdmissionClass expected) {
        assertThat(of(Commands.vitals(acuity))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1, SYSTEM",
        "2, SYSTEM",
        "10, SYSTEM",
        "11, SYSTEM",
        "12, SYSTEM",
        "22, HIGH",
        "24, HIGH",
        "30, CRITICAL",
        "31, CRITICAL",
        "32, CRITICAL",
        "40, CRITICAL",
        "41, CRITICAL",
        "42, CRITICAL",
        "50, LOW",
        "51, CRITICAL",
        "60, LOW",
        "101, LOW",
        "200, LOW",
        "0, LOW",
        "65535, LOW",
    })
    void shouldAdmitTheOthersByTheirTemplate(final int templateId, final AdmissionClass expected) {
        assertThat(of(Commands.template(templateId))).isEqualTo(expected);
    }

    @Test
    void shouldAdmitWhatCannotBeReadAsLow() {
        final UnsafeBuffer raise = Commands.raise("k", Severity.CRITICAL);
        for (int length = 0; length < MessageHeaderEncoder.ENCODED_LENGTH + 65; length++) {
            // Exactly as long as it says, so that reading beyond would throw.
            final UnsafeBuffer cut = new UnsafeBuffer(raise, 0, length);
            assertThat(AdmissionClass.of(cut, 0, length)).as("%d bytes", length).isEqualTo(LOW);
        }

        new MessageHeaderEncoder().wrap(raise, 0).schemaId(7);
        assertThat(of(raise)).isEqualTo(LOW);
    }

    @Test
    void shouldReserveWhatTheHouseRulesSay() {
        assertThat(LOW.reserve(8_192)).isEqualTo(6_144);
        assertThat(NORMAL.reserve(8_192)).isEqualTo(4_096);
        assertThat(HIGH.reserve(8_192)).isEqualTo(2_048);
        assertThat(CRITICAL.reserve(8_192)).isEqualTo(492);
        assertThat(SYSTEM.reserve(8_192)).isZero();
        assertThat(CRITICAL.reserve(16)).isEqualTo(1);
    }

    private static AdmissionClass of(final UnsafeBuffer command) {
        return AdmissionClass.of(command, 0, command.capacity());
    }
}
