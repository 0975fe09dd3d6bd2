package io.tocsin.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.GenesisDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.engine.EngineLimits;
import io.tocsin.engine.semantics.Semantics;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class GenesisMessageTest {
    @Test
    void shouldSayEveryCapacityAndTheEpoch() {
        final EngineLimits limits = EngineLimits.hospital();
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[GenesisMessage.LENGTH + 16]);
        buffer.setMemory(0, buffer.capacity(), (byte) -1);

        assertThat(GenesisMessage.encode(limits, 17, 18, buffer, 8)).isEqualTo(GenesisMessage.LENGTH);

        final GenesisDecoder genesis = new GenesisDecoder().wrapAndApplyHeader(buffer, 8, new MessageHeaderDecoder());
        assertThat(genesis.epochHigh()).isEqualTo(17);
        assertThat(genesis.epochLow()).isEqualTo(18);
        assertThat(genesis.engineVersion()).isEqualTo(Semantics.NEWEST);
        assertThat(limitsOf(genesis)).isEqualTo(limits);
        final EnvelopeDecoder envelope = genesis.envelope();
        assertThat(envelope.sourceId() | envelope.commandId() | envelope.correlation())
                .isZero();
        assertThat(buffer.getLong(0)).as("what stood before it").isEqualTo(-1);
        assertThat(buffer.getLong(8 + GenesisMessage.LENGTH))
                .as("what stood behind it")
                .isEqualTo(-1);
    }

    private static EngineLimits limitsOf(final GenesisDecoder genesis) {
        return new EngineLimits(
                (int) genesis.maxSubjects(),
                (int) genesis.maxAlerts(),
                (int) genesis.maxPeople(),
                (int) genesis.maxUnits(),
                (int) genesis.maxBeds(),
                (int) genesis.maxRoles(),
                (int) genesis.maxDevices(),
                (int) genesis.maxInterfaces(),
                (int) genesis.maxClients(),
                (int) genesis.maxSessions(),
                (int) genesis.maxGateways(),
                (int) genesis.maxOffers(),
                (int) genesis.maxOutboxEntries(),
                (int) genesis.maxDeliveries(),
                (int) genesis.laneBound(),
                (int) genesis.contentBlocks(),
                (int) genesis.maxAssignments(),
                (int) genesis.maxPolicies(),
                (int) genesis.maxRules(),
                (int) genesis.configBytes(),
                (int) genesis.maxLimitWatches(),
                (int) genesis.maxSilences(),
                (int) genesis.maxMonitored(),
                (int) genesis.maxDoses());
    }
}
