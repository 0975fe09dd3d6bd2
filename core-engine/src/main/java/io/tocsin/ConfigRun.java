package io.tocsin;

import io.tocsin.codecs.sbe.ConfigBeginEncoder;
import io.tocsin.codecs.sbe.ConfigCommitEncoder;
import io.tocsin.codecs.sbe.ConfigPartEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.engine.AlertEngine;
import io.tocsin.router.ContentHash;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One configuration on its way: begin, parts, commit. Guarded by its sender. */
final class ConfigRun {
    private static final int MAX_PART_BYTES = AlertEngine.MAX_COMMAND_LENGTH
            - MessageHeaderEncoder.ENCODED_LENGTH
            - ConfigPartEncoder.BLOCK_LENGTH
            - ConfigPartEncoder.entriesHeaderLength();

    private final long configId;
    private final String name;
    private final long contentHash;
    private final UnaryChange whatChanges;
    /** Whose session begins and commits it; 0 = the host itself. */
    private final long actorSession;

    private final CompletableFuture<Configured> future = new CompletableFuture<>();
    private final List<OutgoingCommand> commands = new ArrayList<>();
    private SiteBaseline.Change change = new SiteBaseline.Change(List.of(), SiteBaseline.EMPTY);
    private int sent;
    private long entriesHash;
    private boolean beginsAlone;
    private boolean proposed;

    /** What leads from what is held to something else. */
    interface UnaryChange {
        SiteBaseline.Change from(SiteBaseline held);
    }

    ConfigRun(
            final long configId,
            final String name,
            final long contentHash,
            final UnaryChange whatChanges,
            final long actorSession) {
        this.actorSession = actorSession;
        this.configId = configId;
        this.name = name;
        this.contentHash = contentHash;
        this.whatChanges = whatChanges;
    }

    /** Encodes what changes what is held; a second time if what is held has changed and no more than the beginning was sent. */
    void prepare(final SiteBaseline held) {
        change = whatChanges.from(held);
        commands.clear();
        final ContentHash hash = new ContentHash();
        final OutgoingCommand begin = new OutgoingCommand();
        final ConfigBeginEncoder beginEncoder =
                new ConfigBeginEncoder().wrapAndApplyHeader(begin.buffer(), 0, new MessageHeaderEncoder());
        commands.add(
                begin.encoded(beginEncoder.configId(configId).encodedLength()).actor(actorSession));
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (final SiteEntry entry : change.entries()) {
            hash.addFramed(entry.bytes());
            all.write(entry.bytes().length);
            all.write(entry.bytes().length >>> Byte.SIZE);
            all.writeBytes(entry.bytes());
        }
        // Parts are cut where they are full: the longest entry would not fit into one.
        final byte[] bytes = all.toByteArray();
        for (int from = 0, number = 0; from < bytes.length; from += MAX_PART_BYTES, number++) {
            commands.add(part(number, Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + MAX_PART_BYTES))));
        }
        final OutgoingCommand commit = new OutgoingCommand();
        final ConfigCommitEncoder encoder =
                new ConfigCommitEncoder().wrapAndApplyHeader(commit.buffer(), 0, new MessageHeaderEncoder());
        entriesHash = hash.value();
        encoder.configId(configId).entryCount(change.entries().size()).contentHash(entriesHash);
        commands.add(commit.encoded(encoder.encodedLength()).actor(actorSession));
    }

    /** The beginning is sent first and by itself: it ends what is proposed, and only then it is certain what is held. */
    void beginAlone() {
        beginsAlone = true;
    }

    /** A person's: whether they may begin is answered before more is sent. */
    boolean isOfPerson() {
        return actorSession != 0;
    }

    boolean isBegunAlone() {
        return beginsAlone && sent == 1;
    }

    /** It waits for a second person. */
    void markProposed() {
        proposed = true;
    }

    boolean isProposed() {
        return proposed;
    }

    CompletableFuture<Configured> future() {
        return future;
    }

    long configId() {
        return configId;
    }

    boolean isNothing() {
        return change.entries().isEmpty();
    }

    OutgoingCommand next() {
        return commands.get(sent);
    }

    void markSent() {
        sent++;
    }

    boolean isSent() {
        return sent == commands.size();
    }

    /** Whether the next command is the last of its window, whose answer opens the next one. */
    boolean endsWindow(final int window) {
        return sent == commands.size() - 1 || sent % window == window - 1 || (beginsAlone && sent == 0);
    }

    List<SiteEntry> entries() {
        return change.entries();
    }

    SiteBaseline after() {
        return change.after();
    }

    Configured configured() {
        return new Configured(
                isNothing() ? 0 : configId, contentHash, change.entries().size());
    }

    Proposed asProposed() {
        return new Proposed(
                isNothing() ? 0 : configId,
                isNothing() ? 0 : entriesHash,
                change.entries().size(),
                !proposed);
    }

    /** What an entry is about, for messages. */
    String describe(final long entryNumber) {
        return entryNumber < 1 || entryNumber > change.entries().size()
                ? name
                : name + " entry " + entryNumber + " ("
                        + change.entries().get((int) entryNumber - 1).key() + ')';
    }

    private OutgoingCommand part(final int partNumber, final byte[] entries) {
        final OutgoingCommand command = new OutgoingCommand();
        final ConfigPartEncoder encoder =
                new ConfigPartEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        encoder.configId(configId).partNumber(partNumber).putEntries(entries, 0, entries.length);
        return command.encoded(encoder.encodedLength());
    }
}
