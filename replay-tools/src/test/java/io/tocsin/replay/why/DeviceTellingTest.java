package io.tocsin.replay.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.atrest.PatientTexts;
import io.tocsin.codecs.sbe.AlertRaisedEncoder;
import io.tocsin.codecs.sbe.AlertUpdatedEncoder;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Phase;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TechnicalCondition;
import io.tocsin.codecs.sbe.TechnicalNotedEncoder;
import io.tocsin.codecs.text.RaiseContent;
import io.tocsin.replay.journal.EventFields;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was the matter with a device, in words. */
final class DeviceTellingTest {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[2048]);
    private final UnsafeBuffer content = new UnsafeBuffer(new byte[1024]);

    private int said(final DeviceCondition condition) {
        return new RaiseContent("pump-3")
                .type(EmergencyType.DEVICE_THERAPY)
                .severity(Severity.URGENT)
                .deviceCondition(condition)
                .encode(content, 0);
    }

    @Test
    void shouldSayWhatWasTheMatterAndWhatIsNow() {
        final AlertRaisedEncoder raised =
                new AlertRaisedEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        raised.subject(-1)
                .unit(-1)
                .bed(-1)
                .emergencyType(EmergencyType.DEVICE_THERAPY)
                .severity(Severity.SEMI_URGENT)
                .priority(Priority.NORMAL)
                .purpose(Purpose.PRODUCTION)
                .cause(Cause.DECLARED)
                .declaredSeverity(Severity.SEMI_URGENT)
                .alertKey("pump-3")
                .putContent(content, 0, said(DeviceCondition.INFUSION_NEAR_END));
        assertThat(told(raised.limit()))
                .isEqualTo("Raised: semi urgent device therapy: infusion near end, priority normal.");

        final AlertUpdatedEncoder updated =
                new AlertUpdatedEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        updated.occurrence(2)
                .phase(Phase.UPDATE)
                .severity(Severity.URGENT)
                .priority(Priority.NORMAL)
                .declaredSeverity(Severity.URGENT)
                .putContent(content, 0, said(DeviceCondition.INFUSION_ENDED));
        assertThat(told(updated.limit())).isEqualTo("What it says changes, urgent, occurrence 2: infusion ended.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        1 | DEVICE_SILENT      | The device of a monitoring session has fallen silent by itself: it may be so for 60 s.
        0 | DEVICE_HEARD       | The device sends readings again.
        0 | MONITORING_STOPPED | The device is not waited for any more.
        """)
    void shouldSayThatADeviceIsSilent(final short active, final Clause clause, final String sentence) {
        final TechnicalNotedEncoder noted =
                new TechnicalNotedEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        noted.header().clause1(clause).clause2(Clause.NONE).clause3(Clause.NONE).clause4(Clause.NONE);
        noted.subject(-1).value(60).condition(TechnicalCondition.DEVICE_SILENT).active(active);
        assertThat(told(noted.limit())).isEqualTo(sentence);
    }

    private String told(final int length) {
        return new Telling(new People())
                .sentence(
                        EventFields.of(buffer, 0, length, false, PatientTexts.withoutKeys())
                                .orElseThrow(),
                        0);
    }
}
