package io.tocsin.bench;

import io.tocsin.AlertRouter;
import io.tocsin.Configured;
import io.tocsin.LimitProfile;
import io.tocsin.LimitRules;
import io.tocsin.Policy;
import io.tocsin.Site;
import io.tocsin.TrendRules;
import io.tocsin.codecs.sbe.ConfigBeginDecoder;
import io.tocsin.codecs.sbe.ConfigCommitDecoder;
import io.tocsin.codecs.sbe.ConfigPartDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.engine.AlertEngine;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.pipeline.Pipeline;
import io.tocsin.score.ScoreTables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.agrona.concurrent.UnsafeBuffer;

/** Everything that can look at readings, at once, as a site would configure it: the commands that bring it, taken from the journal of a router that was given the site. */
final class EverythingOn {
    private EverythingOn() {}

    /**
     * The usual limits of adults with their timings, NEWS2 and three more scores, other limits for children and on SpO2 scale 2, and personal limits; advisories beside
     * them.
     */
    private static LimitRules rules() {
        LimitRules rules = LimitRules.adult()
                .calm()
                .score(ScoreTables.bundled("mews"))
                .score(ScoreTables.bundled("qsofa"))
                .score(ScoreTables.bundled("shock-index"))
                .profile(LimitProfile.hypercapnic());
        for (final LimitProfile children : LimitProfile.paediatric()) {
            rules = rules.profile(children);
        }
        return rules.personal(
                Duration.ofHours(2),
                3,
                8,
                Parameter.HEART_RATE,
                Parameter.SPO2,
                Parameter.RESPIRATORY_RATE,
                Parameter.SYSTOLIC,
                Parameter.TEMPERATURE);
    }

    private static Site.Builder site() {
        return Site.named("everything")
                .desk("everything-desk")
                .policy(Policy.named("everything").failSafe("everything-desk", Policy.seconds(60)));
    }

    /**
     * Configures an engine that has rules of version 1 already.
     *
     * @param engine which.
     * @param nowNs  engine time.
     */
    static void configure(final AlertEngine engine, final long nowNs) {
        final long before = engine.configurationHash();
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[AlertEngine.MAX_COMMAND_LENGTH]);
        for (final byte[] command : commands()) {
            buffer.putBytes(0, command);
            engine.onCommand(nowNs, buffer, 0, command.length);
        }
        if (engine.configurationHash() == before) {
            throw new IllegalStateException("the engine has refused the configuration");
        }
    }

    /** A second configuration, so that its rules are newer than the first. */
    private static List<byte[]> commands() {
        final InMemoryJournal journal = new InMemoryJournal();
        final AlertRouter router = AlertRouter.launch(
                new AlertRouter.Context().site(site().build()).journal(journal).threading(Pipeline.Threading.MANUAL));
        final long first = journal.recordedPosition();
        final CompletableFuture<Configured> configured = router.configure(
                site().rules(rules()).trends(TrendRules.continuous()).build());
        while (!configured.isDone()) {
            router.doWork();
        }
        configured.join();
        final List<byte[]> commands = new ArrayList<>();
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        journal.replay(first, (position, timestampNs, record, offset, length) -> {
            final int template = header.wrap(record, offset).templateId();
            if (template == ConfigBeginDecoder.TEMPLATE_ID
                    || template == ConfigPartDecoder.TEMPLATE_ID
                    || template == ConfigCommitDecoder.TEMPLATE_ID) {
                final byte[] command = new byte[length];
                record.getBytes(offset, command);
                commands.add(command);
            }
        });
        router.close();
        return commands;
    }
}
