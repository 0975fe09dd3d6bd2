package io.tocsin;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.ConfigBeginEncoder;
import io.tocsin.codecs.sbe.ConfigCommitEncoder;
import io.tocsin.codecs.sbe.ConfigPartEncoder;
import io.tocsin.codecs.sbe.GenesisDecoder;
import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.ProposalState;
import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.EngineOutput;
import io.tocsin.engine.Seeds;
import io.tocsin.engine.StormLog;
import io.tocsin.router.ContentHash;
import io.tocsin.testkit.model.RecordedScript;
import io.tocsin.testkit.model.RecordedScript.Entrance;
import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What an engine reports is what it told: views filled from its report show the same as views that saw every event, whatever happened, and reporting leaves no trace
 * in the engine.
 */
final class ReportTest {
    private static final int FIXED_SEEDS = 25;
    private static final int STEPS = 400;
    private static final int EVERY = 23;
    private static final int PART_BYTES = 700;

    /** What somebody knows who was told, by events or by a report. */
    private static final class Knowledge implements EngineOutput, StateReader.Sink {
        final EventReader reader = new EventReader();
        final StateReader stateReader = new StateReader(reader);
        final AlertBook book = new AlertBook();
        final Map<Long, String> sessions = new TreeMap<>();
        final Map<String, Long> received = new TreeMap<>();
        final Map<IdTable, Integer> ids = new EnumMap<>(IdTable.class);
        final List<byte[]> entries = new ArrayList<>();
        final List<byte[]> proposed = new ArrayList<>();

        @Nullable
        Proposal proposal;

        String epoch = "";
        long policyVersion;
        long rulesVersion;
        int messages;

        static Knowledge ofReport(final AlertEngine engine) {
            final Knowledge reported = new Knowledge();
            engine.report((buffer, offset, length) -> {
                assertThat(length).isLessThanOrEqualTo(AlertEngine.MAX_EVENT_LENGTH);
                reported.messages++;
                reported.stateReader.read(buffer, offset, reported);
            });
            return reported;
        }

        @Override
        public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
            onEvent(reader.read(buffer, offset));
        }

        @Override
        public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {}

        @Override
        public void onEvent(final RouterEvent event) {
            book.on(event, 0);
            if (event instanceof RouterEvent.SessionChanged changed) {
                if (changed.open()) {
                    sessions.put(
                            changed.sessionId(),
                            changed.person() + " on " + changed.gatewayId() + " can " + changed.capabilities());
                } else {
                    sessions.remove(changed.sessionId());
                }
            } else if (event instanceof RouterEvent.ReceiptNoted receipt) {
                received.put(receipt.person() + "/" + receipt.lane(), receipt.receivedSeq());
            } else if (event instanceof RouterEvent.IdInterned interned) {
                assertThat(interned.index()).isEqualTo(ids.getOrDefault(interned.table(), 0));
                ids.merge(interned.table(), 1, Integer::sum);
            } else if (event instanceof RouterEvent.ConfigProposed changed) {
                proposal = changed.proposal().state() == ProposalState.PROPOSED ? changed.proposal() : null;
            } else if (event instanceof RouterEvent.EngineStarted started) {
                epoch = started.epochHigh() + " " + started.epochLow() + " " + started.engineVersion();
            } else if (event instanceof RouterEvent.EngineVersionSwitched switched) {
                epoch = epoch.substring(0, epoch.lastIndexOf(' ') + 1) + switched.engineVersion();
            }
        }

        @Override
        public void onConfig(final long policies, final long rules) {
            policyVersion = policies;
            rulesVersion = rules;
        }

        @Override
        public void onConfigEntry(final byte[] message) {
            entries.add(message);
        }

        @Override
        public void onProposedEntry(final byte[] message) {
            proposed.add(message);
        }

        @Override
        public void onAlert(final ReportedAlert reported) {
            book.on(reported);
        }

        List<String> ids() {
            final List<String> all = new ArrayList<>();
            ids.forEach((table, count) -> {
                for (int i = 0; i < count; i++) {
                    all.add(table + " " + reader.ids().id(table, i));
                }
            });
            return all;
        }
    }

    @TestFactory
    Stream<DynamicTest> shouldReportWhatItTold() {
        return Seeds.each(FIXED_SEEDS, seed -> play(RecordedScript.of(seed, STEPS), "seed " + seed));
    }

    @Test
    void shouldReportTheStorm() {
        play(StormLog.log(), "storm");
    }

    private static void play(final List<Entrance> log, final String name) {
        final Knowledge told = new Knowledge();
        final AlertEngine engine = new AlertEngine(told);
        int number = 0;
        for (final Entrance entrance : log) {
            enter(engine, entrance.timestampNs(), entrance.message());
            number++;
            if (!told.epoch.isEmpty() && (number % EVERY == 0 || number == log.size())) {
                compare(engine, told, name + ", step " + number);
            }
        }
    }

    private static void enter(final AlertEngine engine, final long timestampNs, final byte @Nullable [] message) {
        if (message == null) {
            engine.onTick(timestampNs);
        } else {
            engine.onCommand(timestampNs, new UnsafeBuffer(message), 0, message.length);
        }
    }

    private static void compare(final AlertEngine engine, final Knowledge told, final String when) {
        final long digest = engine.stateDigest();
        final long hash = engine.eventHash();
        final long events = engine.eventSeq();
        final Knowledge reported = Knowledge.ofReport(engine);

        assertThat(reported.book.open()).as(when).isEqualTo(told.book.open());
        assertThat(reported.book.duties()).as(when).isEqualTo(told.book.duties());
        assertThat(reported.book.breaks()).as(when).isEqualTo(told.book.breaks());
        assertThat(reported.ids()).as(when).isEqualTo(told.ids());
        assertThat(reported.sessions).as(when).isEqualTo(told.sessions);
        assertThat(reported.received).as(when).isEqualTo(told.received);
        assertThat(reported.epoch).as(when).isEqualTo(told.epoch);
        assertThat(reported.proposal).as(when).isEqualTo(told.proposal);
        final Proposal proposal = reported.proposal;
        if (proposal != null) {
            final ContentHash content = new ContentHash();
            reported.proposed.forEach(content::addFramed);
            assertThat(content.value()).as(when).isEqualTo(proposal.contentHash());
            assertThat(reported.proposed).as(when).hasSize((int) proposal.entryCount());
        }
        assertThat(engine.stateDigest()).as("%s: the state is as it was", when).isEqualTo(digest);
        assertThat(engine.eventHash()).as("%s: no event was told", when).isEqualTo(hash);
        assertThat(engine.eventSeq()).as(when).isEqualTo(events);
    }

    /** The messages stand at the last event, and a second report is the first again. */
    @Test
    void shouldReportTheSameAgain() {
        final AlertEngine engine = new AlertEngine(new Knowledge());
        StormLog.log().forEach(entrance -> enter(engine, entrance.timestampNs(), entrance.message()));
        final List<byte[]> first = new ArrayList<>();
        final List<byte[]> second = new ArrayList<>();
        engine.report((buffer, offset, length) -> first.add(copy(buffer, offset, length)));
        engine.report((buffer, offset, length) -> second.add(copy(buffer, offset, length)));

        assertThat(first).hasSizeGreaterThan(100).containsExactlyElementsOf(second);
        final EventReader reader = new EventReader();
        first.forEach(message -> {
            final RouterEvent.Stamp stamp =
                    reader.read(new UnsafeBuffer(message), 0).stamp();
            assertThat(stamp.eventSeq()).isEqualTo(engine.eventSeq());
            assertThat(stamp.timestampNs()).isEqualTo(engine.nowNs());
        });
    }

    /** Whoever applies the reported entries to a new log holds the same configuration. */
    @TestFactory
    Stream<DynamicTest> shouldReportAConfigurationThatMakesTheSameAgain() {
        return Seeds.each(FIXED_SEEDS, seed -> {
            final List<Entrance> log = RecordedScript.of(seed, STEPS);
            final AlertEngine engine = new AlertEngine(new Knowledge());
            log.forEach(entrance -> enter(engine, entrance.timestampNs(), entrance.message()));
            final Knowledge reported = Knowledge.ofReport(engine);

            final AlertEngine second = new AlertEngine(new Knowledge());
            // At the time of the first: somebody who is born then is not yet to come.
            enter(second, engine.nowNs(), withRoomFor(reported.entries, genesisOf(log)));
            configure(second, reported.entries);
            final Knowledge again = Knowledge.ofReport(second);

            assertThat(second.configurationHash()).as("seed %d: applied", seed).isNotZero();
            assertThat(again.entries).as("seed %d", seed).containsExactlyElementsOf(reported.entries);
            assertThat(again.policyVersion).isEqualTo(reported.policyVersion);
            assertThat(again.rulesVersion).isEqualTo(reported.rulesVersion);
        });
    }

    @Test
    void shouldRememberThePersonsReceiptsByLane() {
        final Knowledge told = new Knowledge();
        final AlertEngine engine = new AlertEngine(told);
        StormLog.log().forEach(entrance -> enter(engine, entrance.timestampNs(), entrance.message()));

        assertThat(Knowledge.ofReport(engine).received)
                .containsEntry("doctor/" + Lane.CRITICAL, 20L)
                .isEqualTo(told.received)
                .isNotEmpty();
    }

    private static byte[] genesisOf(final List<Entrance> log) {
        for (final Entrance entrance : log) {
            final byte[] message = entrance.message();
            if (message != null
                    && message.length >= MessageHeaderDecoder.ENCODED_LENGTH + GenesisDecoder.maxDosesEncodingOffset()
                    && new MessageHeaderDecoder()
                                    .wrap(new UnsafeBuffer(message), 0)
                                    .templateId()
                            == GenesisDecoder.TEMPLATE_ID) {
                return message;
            }
        }
        throw new IllegalStateException("a script without Genesis");
    }

    /** Several configurations may have made what one of at most {@code configBytes} could not: all of them together have to fit. */
    private static byte[] withRoomFor(final List<byte[]> entries, final byte[] genesis) {
        final byte[] roomy = genesis.clone();
        final int at = MessageHeaderDecoder.ENCODED_LENGTH + GenesisDecoder.configBytesEncodingOffset();
        final UnsafeBuffer message = new UnsafeBuffer(roomy);
        final int needed =
                entries.stream().mapToInt(entry -> entry.length + Short.BYTES).sum();
        final int given = message.getInt(at, ByteOrder.LITTLE_ENDIAN);
        message.putInt(at, Math.max(given, needed), ByteOrder.LITTLE_ENDIAN);
        return roomy;
    }

    private static void configure(final AlertEngine engine, final List<byte[]> entries) {
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[AlertEngine.MAX_COMMAND_LENGTH]);
        final ContentHash hash = new ContentHash();
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (final byte[] entry : entries) {
            hash.addFramed(entry);
            all.write(entry.length);
            all.write(entry.length >>> Byte.SIZE);
            all.writeBytes(entry);
        }
        final ConfigBeginEncoder begin = new ConfigBeginEncoder().wrapAndApplyHeader(buffer, 0, header);
        begin.configId(1);
        engine.onCommand(2, buffer, 0, begin.limit());
        final byte[] bytes = all.toByteArray();
        for (int from = 0, number = 0; from < bytes.length; from += PART_BYTES, number++) {
            final byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PART_BYTES));
            final ConfigPartEncoder encoder = new ConfigPartEncoder().wrapAndApplyHeader(buffer, 0, header);
            encoder.configId(1).partNumber(number).putEntries(part, 0, part.length);
            engine.onCommand(2, buffer, 0, encoder.limit());
        }
        final ConfigCommitEncoder commit = new ConfigCommitEncoder().wrapAndApplyHeader(buffer, 0, header);
        commit.configId(1).entryCount(entries.size()).contentHash(hash.value());
        engine.onCommand(2, buffer, 0, commit.limit());
    }

    private static byte[] copy(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return bytes;
    }
}
