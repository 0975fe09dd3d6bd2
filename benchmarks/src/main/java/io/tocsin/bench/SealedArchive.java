package io.tocsin.bench;

import com.sun.management.ThreadMXBean;
import io.tocsin.atrest.AtRest;
import io.tocsin.atrest.AtRestKeys;
import io.tocsin.bench.report.Machine;
import io.tocsin.bench.report.Numbers;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.agrona.BitUtil;
import org.agrona.IoUtil;

/**
 * What it costs a recorded pipeline that its records are sealed: the same pipeline with and without, in turn, and AES-256-GCM of the same bytes by the JDK alone. Says of the
 * pipeline's thread, which must do nothing for it, and of the archive's, which seals, how much processor time and memory a command takes. Main class: the seconds of a
 * round may be given, default 1, and the folder for the recordings.
 */
public final class SealedArchive {
    private static final int ROUNDS = 7;
    private static final int WARM_UP_ROUNDS = 3;
    private static final int PATIENTS = 10_000;
    private static final double NS_PER_SECOND = 1e9;
    private static final int HEAD_BYTES = 32 + 16;
    private static final int SEAL_BYTES = 8 + 16;
    private static final int ALIGNMENT = 32;
    private static final int TAG_BITS = 128;
    private static final List<String> WATCHED = List.of("tocsin-pipeline", "tocsin-archive");

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final long roundNs;
    private final Path folder;

    private SealedArchive(final long roundNs, final Path folder) {
        this.roundNs = roundNs;
        this.folder = folder;
    }

    /**
     * Measures and prints.
     *
     * @param args seconds of a round and a folder, or nothing.
     */
    public static void main(final String[] args) throws Exception {
        final double seconds = args.length > 0 ? Double.parseDouble(args[0]) : 1;
        final Path folder = args.length > 1
                ? Files.createTempDirectory(Path.of(args[1]), "sealed")
                : Files.createTempDirectory("sealed");
        try {
            new SealedArchive((long) (seconds * NS_PER_SECOND), folder).run();
        } finally {
            IoUtil.delete(folder.toFile(), true);
        }
    }

    private void run() throws IOException, GeneralSecurityException {
        AtRestKeys.makeFirst(folder.resolve("keys"));
        final AtRest sealed = AtRest.sealed(AtRestKeys.in(folder.resolve("keys")));
        say(
                "%s; level OS on %s, %,d patients, medians of %d rounds of at most %.1f s in turn",
                Machine.line(), Machine.fileSystem(folder), PATIENTS, ROUNDS, roundNs / NS_PER_SECOND);
        final int[] visits = Hospital.visits(PATIENTS);
        measure(ArchiveLoad.raises(visits), ArchiveLoad.raises(visits), ArchiveLoad.raises(visits), visits, sealed);
        measure(
                ArchiveLoad.readings(visits),
                ArchiveLoad.readings(visits),
                ArchiveLoad.readings(visits),
                visits,
                sealed);
    }

    private void measure(
            final ArchiveLoad load,
            final ArchiveLoad other,
            final ArchiveLoad tapped,
            final int[] visits,
            final AtRest sealed)
            throws IOException, GeneralSecurityException {
        final SameBytes same = SameBytes.of(tapped, visits);
        final Path own = Files.createDirectory(folder.resolve(load.name()));
        final Contender open;
        final Contender closed;
        final Set<Long> before = ids();
        try (ArchiveContender.Piped plain = new ArchiveContender.Piped(load, visits, own.resolve("open"))) {
            open = new Contender(plain, before);
            final Set<Long> between = ids();
            try (ArchiveContender.Piped sealing =
                    new ArchiveContender.Piped(other, visits, own.resolve("sealed"), sealed)) {
                closed = new Contender(sealing, between);
                open.contender.gate.open(false);
                closed.contender.gate.open(false);
                for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
                    ((round & 1) == 0 ? open : closed).round(load, round >= 0);
                    ((round & 1) == 0 ? closed : open).round(load, round >= 0);
                }
            }
        }
        say("%n%s (%s)", load.name(), load.unit());
        say("%-28s %12s %12s", "", "not sealed", "sealed");
        say("%-28s %,12.0f %,12.0f", "commands a second", NS_PER_SECOND / open.wall(), NS_PER_SECOND / closed.wall());
        for (int i = 0; i < WATCHED.size(); i++) {
            say("%-28s %,12.0f %,12.0f", WATCHED.get(i) + ", ns", open.cpu(i), closed.cpu(i));
            say("%-28s %,12.1f %,12.1f", WATCHED.get(i) + ", B allocated", open.bytes(i), closed.bytes(i));
        }
        say("%-28s %,12.0f %,12.0f", "bytes recorded a command", recorded(same, 0), recorded(same, SEAL_BYTES));
        bare(same);
    }

    /** Records a command has, with their frames. */
    private static double recorded(final SameBytes same, final int more) {
        long bytes = 0;
        int commands = 0;
        for (int i = 0; i < same.count(); i++) {
            bytes += BitUtil.align(HEAD_BYTES + more + same.length(i), ALIGNMENT);
            commands += same.isCommand(i) ? 1 : 0;
        }
        return bytes / (double) commands;
    }

    /** The same bytes, record by record, with a key that is there and a nonce that counts; nothing else. */
    private void bare(final SameBytes same) throws GeneralSecurityException {
        final Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        final SecretKeySpec key = new SecretKeySpec(new byte[32], "AES");
        final byte[] nonce = new byte[12];
        final ByteBuffer counter = ByteBuffer.wrap(nonce);
        final byte[] plain = new byte[2_048];
        final byte[] sealed = new byte[4_096];
        final double[] ns = new double[ROUNDS];
        final double[] allocated = new double[ROUNDS];
        double commandBytes = 0;
        double recordsOfCommand = 0;
        long sequence = 0;
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            int commands = 0;
            int records = 0;
            long bytes = 0;
            final long allocatedBefore =
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            final long startNs = threads.getCurrentThreadCpuTime();
            long nowNs = startNs;
            while (nowNs - startNs < roundNs) {
                int offset = 0;
                for (int i = 0; i < same.count(); i++) {
                    final int length = same.length(i);
                    same.buffer().getBytes(offset, plain, 0, length);
                    counter.putLong(0, sequence++);
                    cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
                    cipher.updateAAD(sealed, 0, 16);
                    cipher.doFinal(plain, 0, length, sealed, 24);
                    offset += length;
                    commands += same.isCommand(i) ? 1 : 0;
                }
                records += same.count();
                bytes += offset;
                nowNs = threads.getCurrentThreadCpuTime();
            }
            if (round >= 0) {
                ns[round] = (nowNs - startNs) / (double) commands;
                allocated[round] =
                        (threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - allocatedBefore)
                                / (double) commands;
                commandBytes = bytes / (double) commands;
                recordsOfCommand = records / (double) commands;
            }
        }
        say(
                "the JDK alone: %,.0f ns and %,.0f B allocated a command, of %,.1f records and %,.0f bytes",
                Numbers.median(ns), Numbers.median(allocated), recordsOfCommand, commandBytes);
    }

    private Set<Long> ids() {
        final Set<Long> ids = new HashSet<>();
        for (final long id : threads.getAllThreadIds()) {
            ids.add(id);
        }
        return ids;
    }

    @SuppressWarnings("SystemOut") // Whoever started it reads it.
    private static void say(final String format, final Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    /** One of the two pipelines, its threads, and what was measured of it. */
    private final class Contender {
        private final ArchiveContender.Piped contender;
        private final long[] watched = new long[WATCHED.size()];
        private final List<Double> wallNs = new ArrayList<>();
        private final List<double[]> cpuNs = new ArrayList<>();
        private final List<double[]> allocated = new ArrayList<>();

        Contender(final ArchiveContender.Piped contender, final Set<Long> before) {
            this.contender = contender;
            for (final long id : threads.getAllThreadIds()) {
                final var info = threads.getThreadInfo(id);
                final int at = info == null || before.contains(id) ? -1 : WATCHED.indexOf(info.getThreadName());
                if (at >= 0) {
                    watched[at] = id;
                }
            }
            if (Arrays.stream(watched).anyMatch(id -> id == 0)) {
                throw new IllegalStateException("a thread of " + WATCHED + " is not there");
            }
        }

        void round(final ArchiveLoad load, final boolean counts) {
            final long[] cpu = new long[watched.length];
            final long[] bytes = new long[watched.length];
            for (int i = 0; i < watched.length; i++) {
                cpu[i] = threads.getThreadCpuTime(watched[i]);
                bytes[i] = threads.getThreadAllocatedBytes(watched[i]);
            }
            final long taken = contender.commands();
            final double perCommandNs = contender.round(roundNs, load.most());
            // Raises are cancelled behind each round, and those commands are sealed as well.
            final double commands = contender.commands() - taken;
            if (counts) {
                wallNs.add(perCommandNs);
                final double[] cpuOf = new double[watched.length];
                final double[] bytesOf = new double[watched.length];
                for (int i = 0; i < watched.length; i++) {
                    cpuOf[i] = (threads.getThreadCpuTime(watched[i]) - cpu[i]) / commands;
                    bytesOf[i] = (threads.getThreadAllocatedBytes(watched[i]) - bytes[i]) / commands;
                }
                cpuNs.add(cpuOf);
                allocated.add(bytesOf);
            }
        }

        double wall() {
            return Numbers.median(wallNs.stream().mapToDouble(each -> each).toArray());
        }

        double cpu(final int thread) {
            return Numbers.median(
                    cpuNs.stream().mapToDouble(each -> each[thread]).toArray());
        }

        double bytes(final int thread) {
            return Numbers.median(
                    allocated.stream().mapToDouble(each -> each[thread]).toArray());
        }
    }
}
