package io.tocsin.bench;

import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.AlertEngine;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** What a recorded pipeline is given, round after round. One thread. */
abstract class ArchiveLoad {
    private final String name;
    private final String unit;
    private final int perCommand;

    private ArchiveLoad(final String name, final String unit, final int perCommand) {
        this.name = name;
        this.unit = unit;
        this.perCommand = perCommand;
    }

    /** Single readings of all patients, over and over. */
    static ArchiveLoad readings(final int[] visits) {
        return new Tape("archive-readings", "readings/s", ReadingKind.PLAIN, visits);
    }

    /** Batches of thirty-two readings. */
    static ArchiveLoad batches(final int[] visits) {
        return new Tape("archive-readings-in-batches-of-32", "readings/s", ReadingKind.THIRTY_TWO, visits);
    }

    /** Raises of new critical alerts; after each round they are cancelled, and the desk confirms what it was told. */
    static ArchiveLoad raises(final int[] visits) {
        return new Raises(visits);
    }

    /** In figures. */
    final String name() {
        return name;
    }

    /** Of its figures. */
    final String unit() {
        return unit;
    }

    /** How many of the unit a command holds. */
    final int perCommand() {
        return perCommand;
    }

    /** How many commands a round may have. */
    abstract int most();

    /** Moves to the next command. */
    abstract void next();

    abstract DirectBuffer buffer();

    abstract int offset();

    abstract int length();

    /** Commands between rounds, so that the engine begins the next one as it began the last; answers how many there were. */
    abstract int tidy(CommandFeed feed, Output output);

    private static final class Tape extends ArchiveLoad {
        private final Readings readings;
        private int at = -1;

        Tape(final String name, final String unit, final ReadingKind kind, final int[] visits) {
            super(name, unit, kind.readings());
            readings = Readings.of(kind, visits);
        }

        @Override
        int most() {
            return Integer.MAX_VALUE;
        }

        @Override
        void next() {
            at = at + 1 == readings.count() ? 0 : at + 1;
        }

        @Override
        DirectBuffer buffer() {
            return readings.buffer();
        }

        @Override
        int offset() {
            return readings.offset(at);
        }

        @Override
        int length() {
            return readings.length();
        }

        @Override
        int tidy(final CommandFeed feed, final Output output) {
            return 0;
        }
    }

    private static final class Raises extends ArchiveLoad {
        private static final int MOST = 8_000;
        private static final int CRITICAL = 0;
        private static final int OTHER = 1;

        private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[AlertEngine.MAX_COMMAND_LENGTH]);
        private final Commands commands = new Commands();
        private final int[] visits;
        private long commandId;
        private long firstKey;
        private long key;
        private int length;

        Raises(final int[] visits) {
            super("archive-raises", "raises/s", 1);
            this.visits = visits;
        }

        @Override
        int most() {
            return MOST;
        }

        @Override
        void next() {
            length = commands.raise(
                    buffer, 0, ++commandId, ++key, visits[(int) (key % visits.length)], Severity.CRITICAL, false);
        }

        @Override
        DirectBuffer buffer() {
            return buffer;
        }

        @Override
        int offset() {
            return 0;
        }

        @Override
        int length() {
            return length;
        }

        @Override
        int tidy(final CommandFeed feed, final Output output) {
            // What it was told of the raises of this round, and of the cancellations of the one before.
            feed.feed(
                    buffer,
                    0,
                    commands.receipts(
                            buffer,
                            0,
                            ++commandId,
                            Hospital.DESK,
                            output.lastSeq(Hospital.DESK, CRITICAL),
                            output.lastSeq(Hospital.DESK, OTHER)));
            int told = 1;
            for (; firstKey < key; told++) {
                feed.feed(buffer, 0, commands.cancel(buffer, 0, ++commandId, ++firstKey));
            }
            return told;
        }
    }
}
