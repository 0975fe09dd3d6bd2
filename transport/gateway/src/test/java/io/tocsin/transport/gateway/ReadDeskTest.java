package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.Raise;
import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.ReadKind;
import io.tocsin.codecs.sbe.RecordReadDecoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.journal.InMemoryJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who reads of patients stands in the log before it is shown; while it cannot, nothing is shown and alerts go on. */
@Timeout(60)
final class ReadDeskTest {
    private final InMemoryJournal journal = new InMemoryJournal();
    private final AtomicBoolean isUp = new AtomicBoolean(true);

    private Rig launch() {
        final Rig rig = Rig.launch(router -> router.journal(journal), gateway -> gateway.audit(isUp::get));
        rig.router
                .raise(Raise.alert("k1")
                        .type(EmergencyType.CARDIAC_ARREST)
                        .severity(Severity.CRITICAL)
                        .patient("p-17"))
                .join();
        return rig;
    }

    /** What the journal says of reads, so far. */
    private List<String> reads() {
        final List<String> reads = new ArrayList<>();
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final RecordReadDecoder read = new RecordReadDecoder();
        journal.copy(Long.MAX_VALUE).replay(0, (position, timestampNs, buffer, offset, length) -> {
            if (header.wrap(buffer, offset).templateId() == RecordReadDecoder.TEMPLATE_ID) {
                read.wrapAndApplyHeader(buffer, offset, header);
                final StringBuilder shown = new StringBuilder();
                read.shown().forEach(each -> shown.append(each.shownId()).append(' '));
                reads.add(read.kind() + " " + (read.envelope().actorSession() == 0 ? "a program" : "a person") + " "
                        + shown + read.patientId());
            }
        });
        return reads;
    }

    @Test
    void shouldShowWhatIsAskedForOnceItStandsInTheLogWhoReads() {
        try (Rig rig = launch()) {
            final JdkPeer ann = rig.clinician("ann");
            ann.next(ServerMessage.Delivery.class);
            final ServerMessage.Alerts shown =
                    ann.say(new ClientMessage.AlertsQuery("r1", 10, 0)).next(ServerMessage.Alerts.class);
            assertThat(shown.alerts()).hasSize(1);
            assertThat(reads()).containsExactly(ReadKind.OPEN_ALERTS + " a person 1 ");

            rig.operator().say(new ClientMessage.MonitoringsQuery("r2", 10, 0)).next(ServerMessage.Monitorings.class);
            assertThat(reads()).last().isEqualTo(ReadKind.MONITORINGS + " a program ");
            assertThat(rig.count(GatewayMetric.READS_RECORDED)).isEqualTo(2);
        }
    }

    /** More than may wait at once: what is shown is recorded, the rest is told to come later. */
    @Test
    void shouldAnswerEveryQuestionOfManyAtOnce() {
        try (Rig rig = launch()) {
            final JdkPeer board = rig.operator();
            for (int i = 0; i < 40; i++) {
                board.say(new ClientMessage.AlertsQuery("r" + i, 10, 0));
            }
            int shown = 0;
            for (int i = 0; i < 40; i++) {
                final ServerMessage answer = board.next(ServerMessage.class);
                if (answer instanceof ServerMessage.Alerts) {
                    shown++;
                } else {
                    assertThat(((ServerMessage.ProtocolError) answer).code()).isEqualTo(ErrorCode.UNAVAILABLE);
                }
            }
            assertThat(reads()).hasSize(shown);
            assertThat(shown).isPositive();
        }
    }

    @Test
    void shouldShowNothingOfPatientsWhileTheAuditIsAtFaultAndGoOnWithAlerts() {
        try (Rig rig = launch()) {
            isUp.set(false);
            final JdkPeer ann = rig.clinician("ann");
            ann.next(ServerMessage.Delivery.class);
            ann.say(new ClientMessage.AlertsQuery("r1", 10, 0)).error(ErrorCode.NOT_AUDITED);
            // However often somebody asks, they stay connected.
            for (int i = 0; i < 20; i++) {
                ann.say(new ClientMessage.SilencesQuery("r2", 10, 0)).error(ErrorCode.NOT_AUDITED);
            }
            ann.say(new ClientMessage.Accept(1, 0, 1, null, "", 0));
            assertThat(ann.next(ServerMessage.Answer.class).result()).isEqualTo(AnswerResult.OK);
            assertThat(rig.router.openAlerts().get(0).owner()).isEqualTo("ann");
            assertThat(reads()).isEmpty();

            isUp.set(true);
            ann.say(new ClientMessage.AlertsQuery("r3", 10, 0)).next(ServerMessage.Alerts.class);
        }
    }
}
