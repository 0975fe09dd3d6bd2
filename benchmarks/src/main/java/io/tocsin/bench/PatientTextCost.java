package io.tocsin.bench;

import com.sun.management.ThreadMXBean;
import io.tocsin.atrest.AtRestKeys;
import io.tocsin.atrest.PatientKeys;
import io.tocsin.atrest.PatientTexts;
import io.tocsin.bench.report.Machine;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.text.RaiseContent;
import io.tocsin.codecs.text.TextLimit;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.agrona.DirectBuffer;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What it costs whoever sends a raise that its texts are sealed with the patient's key, beside the same raise as it is; what opening costs whoever shows it; what the first
 * text about a patient costs, with its key forced to the disk and not; and how long it takes to destroy a key, and to start with many. Main class: a folder for the keys
 * may be given.
 */
public final class PatientTextCost {
    private static final int ROUNDS = 9;
    private static final int WARM_UP_ROUNDS = 4;
    private static final int RAISES = 20_000;
    private static final int PATIENTS = 1_000;
    private static final int NEW_PATIENTS = 300;
    private static final int MANY = 100_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Path folder;
    private final AtRestKeys site;
    private long kept;

    private PatientTextCost(final Path folder) {
        this.folder = folder;
        AtRestKeys.makeFirst(folder.resolve("site"));
        site = AtRestKeys.in(folder.resolve("site"));
    }

    /**
     * Measures and prints.
     *
     * @param args a folder, or nothing.
     */
    public static void main(final String[] args) throws IOException {
        final Path folder = args.length > 0
                ? Files.createTempDirectory(Path.of(args[0]), "patients")
                : Files.createTempDirectory("patients");
        try {
            new PatientTextCost(folder).run();
        } finally {
            IoUtil.delete(folder.toFile(), true);
        }
    }

    private void run() throws IOException {
        say("%s; keys on %s; medians of %d rounds", Machine.line(), Machine.fileSystem(folder), ROUNDS);
        raises();
        first(false);
        first(true);
        many();
        if (kept == 42) {
            say("");
        }
    }

    /** By turns: as it is, sealed, opened. */
    private void raises() {
        PatientKeys.begin(folder.resolve("raises"), site);
        try (PatientTexts texts = new PatientTexts(open("raises", false), 0)) {
            final UnsafeBuffer[] raises = new UnsafeBuffer[PATIENTS];
            final UnsafeBuffer[] closed = new UnsafeBuffer[PATIENTS];
            for (int i = 0; i < PATIENTS; i++) {
                raises[i] = raise("p-" + i);
                final int patient = i;
                texts.enter(
                        raises[i],
                        0,
                        raises[i].capacity(),
                        (id, purpose, source, key) -> null,
                        (buffer, offset, length) -> {
                            closed[patient] = new UnsafeBuffer(new byte[length]);
                            closed[patient].putBytes(0, buffer, offset, length);
                            return 1;
                        });
            }
            final double[][] ns = new double[3][ROUNDS];
            final double[][] bytes = new double[3][ROUNDS];
            final UnsafeBuffer into = new UnsafeBuffer(new byte[2_048]);
            for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
                for (int way = 0; way < 3; way++) {
                    final long allocated = threads.getCurrentThreadAllocatedBytes();
                    final long begin = System.nanoTime();
                    for (int i = 0; i < RAISES; i++) {
                        final int patient = i % PATIENTS;
                        kept += switch (way) {
                            case 0 -> publish(raises[patient], 0, raises[patient].capacity());
                            case 1 ->
                                texts.enter(
                                        raises[patient],
                                        0,
                                        raises[patient].capacity(),
                                        (id, purpose, source, key) -> null,
                                        PatientTextCost::publish);
                            default -> texts.open(closed[patient], 0, closed[patient].capacity(), into);
                        };
                    }
                    if (round >= 0) {
                        ns[way][round] = (System.nanoTime() - begin) / (double) RAISES;
                        bytes[way][round] = (threads.getCurrentThreadAllocatedBytes() - allocated) / (double) RAISES;
                    }
                }
            }
            say("raise as it is: %,d bytes; sealed: %,d bytes", raises[0].capacity(), closed[0].capacity());
            say(
                    "handed on as it is %,.0f ns; sealed %,.0f ns, %,.0f B allocated; opened %,.0f ns, %,.0f B"
                            + " allocated",
                    median(ns[0]), median(ns[1]), median(bytes[1]), median(ns[2]), median(bytes[2]));
        }
    }

    private void first(final boolean isForced) throws IOException {
        final String name = "first-" + isForced;
        PatientKeys.begin(folder.resolve(name), site);
        final double[] made = new double[NEW_PATIENTS];
        final double[] destroyed = new double[NEW_PATIENTS];
        try (PatientTexts texts = new PatientTexts(open(name, isForced), 0)) {
            for (int i = 0; i < NEW_PATIENTS; i++) {
                final UnsafeBuffer raise = raise("q-" + i);
                final long begin = System.nanoTime();
                kept += texts.enter(
                        raise, 0, raise.capacity(), (id, purpose, source, key) -> null, PatientTextCost::publish);
                made[i] = System.nanoTime() - begin;
            }
            for (int i = 0; i < NEW_PATIENTS; i++) {
                final long begin = System.nanoTime();
                kept += texts.forget("q-" + i, 0xFFFF_FFFFL);
                destroyed[i] = System.nanoTime() - begin;
            }
        }
        say(
                "first text about a patient, key %s: %,.1f us, p99 %,.1f us; a key destroyed: %,.1f us, p99 %,.1f us",
                isForced ? "forced" : "written",
                median(made) / 1e3,
                p99(made) / 1e3,
                median(destroyed) / 1e3,
                p99(destroyed) / 1e3);
    }

    private void many() throws IOException {
        PatientKeys.begin(folder.resolve("many"), site);
        try (PatientTexts texts = new PatientTexts(open("many", false), 0)) {
            for (int i = 0; i < MANY; i++) {
                final UnsafeBuffer raise = raise("m-" + i);
                kept += texts.enter(
                        raise, 0, raise.capacity(), (id, purpose, source, key) -> null, PatientTextCost::publish);
            }
        }
        final long begin = System.nanoTime();
        try (PatientKeys keys = open("many", false)) {
            say(
                    "%,d keys, %,d bytes: opened in %,.0f ms",
                    keys.count(), Files.size(keys.file()), (System.nanoTime() - begin) / 1e6);
        }
    }

    private PatientKeys open(final String name, final boolean isForced) {
        return PatientKeys.open(folder.resolve(name), site, isForced, System::currentTimeMillis);
    }

    private static UnsafeBuffer raise(final String patient) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_024]);
        final int length = new RaiseContent("key-" + patient)
                .type(EmergencyType.CARDIAC_ARREST)
                .severity(Severity.CRITICAL)
                .patient(patient)
                .bed("icu-1")
                .text(TextLimit.DESCRIPTION, "no pulse, compressions begun, daughter is on her way")
                .text(TextLimit.ADDRESS, "12 Elm Street")
                .metadata("kin", "Mary")
                .encode(buffer, 0);
        return new UnsafeBuffer(Arrays.copyOf(buffer.byteArray(), length));
    }

    private static long publish(final DirectBuffer buffer, final int offset, final int length) {
        return buffer.getByte(offset + length - 1) + (long) length;
    }

    private static double median(final double[] values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double p99(final double[] values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length * 99 / 100];
    }

    private static void say(final String format, final Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }
}
