package io.tocsin.replay.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AlertRaisedEncoder;
import io.tocsin.codecs.sbe.AlertUpdatedEncoder;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Phase;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.text.RaiseContent;
import io.tocsin.replay.journal.EventFields;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

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

    private String told(final int length) {
        return new Telling(new People())
                .sentence(EventFields.of(buffer, 0, length, false).orElseThrow(), 0);
    }
}
