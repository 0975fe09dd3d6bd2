package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AccessScope;
import io.tocsin.codecs.sbe.GenesisEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.authority.CommandScopes;
import io.tocsin.engine.snapshot.SnapshotBytes;
import java.nio.ByteOrder;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What sessions are limited to survives a snapshot, and costs one that limits nobody no byte. */
final class SessionLimitsTest {
    private final CommandWriter write = new CommandWriter();

    @Test
    void shouldBeTheSameAfterASnapshot() {
        final Ward ward = Ward.withCredit(1, 1, 1, 1);
        ward.configure(ward.entry.unit("icu"));
        final byte[] free = snapshot(ward.engine);
        assertThat(ward.send(write.limited(Ward.NURSES_SESSION, 0, "nurse", 1 | 1 << AccessScope.ACK.value(), "icu")))
                .isEqualTo(Result.OK);
        final byte[] limited = snapshot(ward.engine);
        assertThat(limited).isNotEqualTo(free);

        final Ward again = new Ward();
        again.engine.restore(SnapshotBytes.source(limited));
        again.nowNs = ward.nowNs;
        assertThat(snapshot(again.engine)).isEqualTo(limited);
        for (final Ward each : List.of(ward, again)) {
            each.raise("k", Severity.URGENT);
            assertThat(each.send(write.position("nurse"))).as("of the host").isEqualTo(Result.OK);
            assertThat(each.send(write.limit(Ward.NURSES_SESSION, "p", 1))).isEqualTo(Result.SCOPE_MISSING);
            assertThat(each.send(write.accept(Ward.NURSES_SESSION, 1))).isEqualTo(Result.OK);
        }
        assertThat(again.engine.stateDigest()).isEqualTo(ward.engine.stateDigest());
        assertThat(again.engine.eventHash()).isEqualTo(ward.engine.eventHash());
    }

    /** The state is that of code that knew of no limits. */
    @Test
    void shouldLeaveNothingBehindWhenNobodyIsLimitedAnyMore() {
        final Ward ward = Ward.withCredit(1, 1, 1, 1);
        final Ward never = Ward.withCredit(1, 1, 1, 1);
        ward.send(write.limited(7, 0, "nurse", 1, "icu"));
        never.send(write.open(7, 0, "nurse"));
        ward.send(write.limited(7, 0, "nurse", 0));
        never.send(write.open(7, 0, "nurse"));
        assertThat(snapshot(ward.engine)).hasSameSizeAs(snapshot(never.engine));
    }

    /** As code did that did not know of it, which may stand beside this one. */
    @Test
    void shouldLookAtNoProofInALogOfTheFirstVersion() {
        final Ward ward = new Ward();
        final byte[] genesis = write.genesis(EngineLimits.small());
        new UnsafeBuffer(genesis)
                .putInt(
                        MessageHeaderEncoder.ENCODED_LENGTH + GenesisEncoder.engineVersionEncodingOffset(),
                        1,
                        ByteOrder.LITTLE_ENDIAN);
        ward.send(genesis);
        ward.configure(ward.entry.person("nurse"), ward.entry.desk("desk"));
        assertThat(ward.send(write.limited(7, 0, "nurse", 1, "icu"))).isEqualTo(Result.OK);
        assertThat(ward.send(write.limit(7, "p", 1))).isNotEqualTo(Result.SCOPE_MISSING);
        assertThat(ward.send(write.limited(7, 0, "nurse", 1, "u".repeat(37)))).isEqualTo(Result.OK);
    }

    private static byte[] snapshot(final AlertEngine engine) {
        final SnapshotBytes sink = new SnapshotBytes();
        engine.snapshot(sink);
        return sink.toArray();
    }

    @Test
    void shouldNeedAScopeForWhateverIsNoGatewaysOwn() {
        assertThat(CommandScopes.needed(99)).isEqualTo(AccessScope.ADMIN.value());
        assertThat(CommandScopes.needed(-1)).isEqualTo(AccessScope.ADMIN.value());
        assertThat(CommandScopes.needed(4_711)).isEqualTo(AccessScope.ADMIN.value());
        assertThat(CommandScopes.needed(40)).isEqualTo(CommandScopes.NONE);
    }
}
