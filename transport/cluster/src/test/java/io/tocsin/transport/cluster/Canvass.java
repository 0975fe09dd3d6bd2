package io.tocsin.transport.cluster;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.codecs.CanvassPositionEncoder;
import io.aeron.cluster.codecs.MessageHeaderEncoder;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.nio.file.Path;
import java.util.List;
import org.agrona.CloseHelper;
import org.agrona.concurrent.UnsafeBuffer;

/** Says to a member what another would: which term its log ends with, and where, when it looks for a leader; and how far its engine is. */
final class Canvass implements AutoCloseable {
    private final MediaDriver driver;
    private final Aeron aeron;
    private final ExclusivePublication publication;
    private final ExclusivePublication reports;
    private final AppliedReport report = new AppliedReport(new NodeSecret(List.of()));
    private final UnsafeBuffer message =
            new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH + CanvassPositionEncoder.BLOCK_LENGTH]);

    Canvass(final Path folder, final ClusterMember to) {
        driver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(folder.resolve("canvass").toString())
                .threadingMode(ThreadingMode.SHARED)
                .dirDeleteOnShutdown(true));
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()));
        publication = aeron.addExclusivePublication(
                "aeron:udp?term-length=64k|endpoint=" + to.host() + ':' + (to.basePort() + 1),
                ConsensusModule.Configuration.CONSENSUS_STREAM_ID_DEFAULT);
        reports = aeron.addExclusivePublication("aeron:udp?term-length=64k|endpoint=" + to.appliedEndpoint(), 2_001);
    }

    /** Whether the member hears both. */
    boolean isConnected() {
        return publication.isConnected() && reports.isConnected();
    }

    /** Says how far the engine of a member is. */
    void report(final int memberId, final long termId, final long position) {
        reports.offer(report.of(memberId, termId, position, 0));
    }

    /** Says where its log ends, if the member hears it by now. */
    void say(final int memberId, final long termId, final long logPosition) {
        new CanvassPositionEncoder()
                .wrapAndApplyHeader(message, 0, new MessageHeaderEncoder())
                .logLeadershipTermId(termId)
                .logPosition(logPosition)
                .leadershipTermId(termId)
                .followerMemberId(memberId)
                .protocolVersion(ConsensusModule.Configuration.PROTOCOL_SEMANTIC_VERSION);
        publication.offer(message);
    }

    @Override
    public void close() {
        CloseHelper.closeAll(aeron, driver);
    }
}
