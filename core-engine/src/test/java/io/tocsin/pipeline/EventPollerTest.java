package io.tocsin.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lmax.disruptor.EventPoller;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the pipeline relies on and the Disruptor's pages leave unsaid. */
final class EventPollerTest {
    private final CommandRing ring = new CommandRing(16);
    private final EventPoller<CommandSlot> poller = ring.newPoller();
    private final List<Long> seen = new ArrayList<>();

    @BeforeEach
    void publishFive() {
        ring.gateProducersOn(poller.getSequence());
        final UnsafeBuffer query = Commands.query(1);
        for (int i = 0; i < 5; i++) {
            ring.tryPublish(AdmissionClass.SYSTEM, query, 0, query.capacity());
        }
    }

    @Test
    void shouldPassAnEventWhoseHandlerAnsweredFalse() throws Exception {
        poller.poll((slot, sequence, endOfBatch) -> {
            seen.add(sequence);
            return sequence != 2;
        });

        assertThat(seen).containsExactly(0L, 1L, 2L);
        assertThat(poller.getSequence().get()).isEqualTo(2);
    }

    @Test
    void shouldNotPassAnEventWhoseHandlerThrew() {
        assertThatThrownBy(() -> poller.poll((slot, sequence, endOfBatch) -> {
                    if (sequence == 2) {
                        throw new IllegalStateException("poison");
                    }
                    return true;
                }))
                .hasMessage("poison");

        assertThat(poller.getSequence().get()).isEqualTo(1);
    }
}
