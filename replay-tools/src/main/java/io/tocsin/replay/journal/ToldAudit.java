package io.tocsin.replay.journal;

import io.tocsin.atrest.AtRest;
import io.tocsin.audit.AuditReader;
import io.tocsin.codecs.sbe.AuditCheckpointedDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.engine.StateSink;
import io.tocsin.journal.JournalException;
import io.tocsin.transport.cluster.RecordedNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the log of a stopped router says of its audit.
 *
 * @param checkpoints how far it had come, by time.
 * @param commands    that the log has.
 */
public record ToldAudit(List<AuditReader.Checkpoint> checkpoints, long commands) {
    /** Keeps them. */
    public ToldAudit {
        checkpoints = List.copyOf(checkpoints);
    }

    /**
     * Reads all events, and counts the commands.
     *
     * @param folder the data folder of a router that is stopped.
     * @param atRest keys of what is sealed in it.
     * @return what they say.
     * @throws FolderException if the folder keeps no events, or a router is using it.
     * @throws io.tocsin.journal.JournalException if something of it is damaged.
     */
    public static ToldAudit in(final Path folder, final AtRest atRest) throws FolderException {
        if (RecordedNode.isIn(folder)) {
            return ofNode(folder);
        }
        final List<AuditReader.Checkpoint> found = new ArrayList<>();
        final long[] commands = new long[1];
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final AuditCheckpointedDecoder told = new AuditCheckpointedDecoder();
        try (KeptLog log = DataFolder.open(folder, atRest)) {
            log.events(1, (eventSeq, buffer, offset, length) -> {
                if (header.wrap(buffer, offset).templateId() == AuditCheckpointedDecoder.TEMPLATE_ID) {
                    told.wrapAndApplyHeader(buffer, offset, header);
                    found.add(AuditReader.Checkpoint.of(told.chainHigh(), told.chainLow(), told.seq(), told.head()));
                }
            });
            log.commands(0, (position, timestampNs, buffer, offset, length) -> commands[0]++);
        }
        return new ToldAudit(found, commands[0]);
    }

    /** Every node tells the log of its own: what others told is none of this folder's. */
    private static ToldAudit ofNode(final Path folder) throws FolderException {
        final List<AuditReader.Checkpoint> found = new ArrayList<>();
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final AuditCheckpointedDecoder told = new AuditCheckpointedDecoder();
        try (RecordedNode node = RecordedNode.open(folder)) {
            final int member = node.member()
                    .orElseThrow(() -> new FolderException(
                            folder + " does not say of which node it is: its file 'members' is missing"));
            final StateSink sink = (buffer, offset, length) -> {
                if (header.wrap(buffer, offset).templateId() == AuditCheckpointedDecoder.TEMPLATE_ID) {
                    told.wrapAndApplyHeader(buffer, offset, header);
                    if (told.member() == member) {
                        found.add(
                                AuditReader.Checkpoint.of(told.chainHigh(), told.chainLow(), told.seq(), told.head()));
                    }
                }
            };
            final long commands = node.carryOut(
                    sink, (position, eventSeq, buffer, offset, length) -> sink.onState(buffer, offset, length));
            return new ToldAudit(found, commands);
        } catch (final JournalException failed) {
            final String why = String.valueOf(failed.getMessage());
            if (why.contains(" is in use by ")) {
                throw new FolderException(why, failed);
            }
            throw failed;
        }
    }
}
