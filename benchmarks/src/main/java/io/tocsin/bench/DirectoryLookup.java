package io.tocsin.bench;

import io.tocsin.PatientPlace;
import io.tocsin.journal.JournalTail;
import io.tocsin.transport.directory.LogPlace;
import io.tocsin.transport.directory.PatientCard;
import io.tocsin.transport.directory.PatientDirectory;
import io.tocsin.transport.directory.ReadModelFeed;
import io.tocsin.transport.directory.ReadModelSettings;
import io.tocsin.transport.directory.ReadModelStore;
import io.tocsin.transport.directory.ReadModels;
import io.tocsin.transport.directory.Slice;
import io.tocsin.transport.directory.chronicle.ChronicleStore;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import org.agrona.collections.Object2ObjectHashMap;

/**
 * What a directory of millions of patients costs: to make it from a register, to look somebody up at random, to close it and to open it again; beside the bare map on the
 * same file, and a hash map on the heap. Started again over the same folder it opens what is there, as a process does that comes back.
 */
public final class DirectoryLookup {
    private static final int LOOKUPS = 2_000_000;
    private static final int HEAP_ENTRIES = 500_000;
    private static final int AVERAGE_KEY_BYTES = 12;
    private static final int AVERAGE_VALUE_BYTES = 128;
    private static final long LONGEST_NS = 10_000_000_000L;
    private static final int DIGITS = 3;
    private static final double NS_PER_MS = 1e6;
    private static final double NS_PER_S = 1e9;
    private static final long PARK_NS = 100_000;

    private final PrintStream out;
    private final Path folder;
    private final int patients;
    private final int lookups;

    DirectoryLookup(final PrintStream out, final Path folder, final int patients, final int lookups) {
        this.out = out;
        this.folder = folder;
        this.patients = patients;
        this.lookups = lookups;
    }

    /**
     * Runs from the command line and prints to the console.
     *
     * @param args the folder, which stays, and how many patients; 5,000,000 if nothing is said.
     * @throws IOException if there is no room for it.
     */
    public static void main(final String[] args) throws IOException {
        if (args.length == 0) {
            System.err.println("name a folder on a disk; 5,000,000 patients take about 2 GB of it");
            return;
        }
        final int patients = args.length > 1 ? Integer.parseInt(args[1]) : 5_000_000;
        new DirectoryLookup(System.out, Path.of(args[0]), patients, LOOKUPS).run();
    }

    /** Measures one after the other. */
    void run() throws IOException {
        Files.createDirectories(folder);
        final Path register = folder.resolve("register.csv");
        if (!Files.exists(register)) {
            write(register);
        }
        final ReadModels models = opened(register, "opened, first in the process");
        final PatientDirectory directory = awaited(models);
        final long startNs = System.nanoTime();
        final long before = models.counts().patients();
        await(() -> models.counts().patients() == patients);
        if (before != patients) {
            final double seconds = (System.nanoTime() - startNs) / NS_PER_S;
            print("made from the register", "%,.1f s, %,.0f patients a second", seconds, (patients - before) / seconds);
        }
        final PatientCard card = new PatientCard();
        lookUp("look-up in the directory", (id, at) -> directory.find(id, card));
        final long closeNs = System.nanoTime();
        models.close();
        print("closed, on the disk", "%,.0f ms", (System.nanoTime() - closeNs) / NS_PER_MS);
        bareMap();
        bareHeap();
        opened(register, "opened again").close();
    }

    private ReadModels opened(final Path register, final String what) {
        final long startNs = System.nanoTime();
        final ReadModels models = ReadModels.of(
                        new ReadModelSettings(ReadModelSettings.Kind.CHRONICLE, folder, patients, 1, 1, 1, register),
                        new Nothing())
                .start();
        awaited(models);
        print(what, "%,.0f ms", (System.nanoTime() - startNs) / NS_PER_MS);
        return models;
    }

    private static PatientDirectory awaited(final ReadModels models) {
        await(() -> models.directory() != null);
        final PatientDirectory directory = models.directory();
        if (directory == null) {
            throw new IllegalStateException("the directory has ended");
        }
        return directory;
    }

    /** The same file, the same keys and bytes, and nothing around it. */
    private void bareMap() throws IOException {
        try (ReadModelStore store = ChronicleStore.open(
                folder.resolve("patients.map"), patients + 1L, AVERAGE_KEY_BYTES, AVERAGE_VALUE_BYTES)) {
            final Slice key = new Slice();
            final Slice value = new Slice();
            lookUp("bare get of the map", (id, at) -> {
                key.bytes()[0] = 'p';
                for (int i = 0; i < id.length(); i++) {
                    key.bytes()[i + 1] = (byte) id.charAt(i);
                }
                key.length(id.length() + 1);
                return store.get(key, value);
            });
        }
    }

    private void bareHeap() {
        final int entries = Math.min(patients, HEAP_ENTRIES);
        final Object2ObjectHashMap<String, byte[]> map = new Object2ObjectHashMap<>(2 * entries, 0.6f);
        for (int i = 0; i < entries; i++) {
            map.put(id(i), new byte[AVERAGE_VALUE_BYTES]);
        }
        final byte[] value = new byte[AVERAGE_VALUE_BYTES];
        lookUp("hash map on the heap, of %,d".formatted(entries), (id, at) -> {
            final byte[] found = map.get(at < entries ? id : id(at % entries));
            System.arraycopy(found, 0, value, 0, value.length);
            return true;
        });
    }

    private void lookUp(final String what, final Lookup lookup) {
        final Random random = new Random(7);
        final Histogram took = new Histogram(LONGEST_NS, DIGITS);
        for (int i = 0; i < 2 * lookups; i++) {
            final int at = random.nextInt(patients);
            final String id = id(at);
            final long startNs = System.nanoTime();
            final boolean isFound = lookup.find(id, at);
            final long tookNs = System.nanoTime() - startNs;
            if (!isFound) {
                throw new IllegalStateException("no patient " + id);
            }
            if (i >= lookups) {
                took.recordValue(Math.min(tookNs, LONGEST_NS));
            }
        }
        print(
                what,
                "p50 %,d ns, p99 %,d ns, p99.9 %,d ns",
                took.getValueAtPercentile(50),
                took.getValueAtPercentile(99),
                took.getValueAtPercentile(99.9));
    }

    private void write(final Path register) throws IOException {
        try (BufferedWriter lines = Files.newBufferedWriter(register, StandardCharsets.UTF_8)) {
            lines.write("patient,name,unit,bed,care,contacts\n");
            for (int i = 0; i < patients; i++) {
                lines.write(id(i) + ",Given" + i + " Family" + i % 90_000 + ",unit-" + i % 700 + ",bed-" + i % 9_000
                        + ",nurse-" + i % 5_000 + ",\"Next of kin " + i + ", +49 30 " + (1_000_000 + i) + "\"\n");
            }
        }
    }

    private static String id(final int patient) {
        return "p-" + patient;
    }

    private static void await(final BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(PARK_NS);
        }
    }

    private void print(final String what, final String format, final Object... values) {
        out.printf(Locale.ROOT, "%-34s " + format + "%n", prepend(what, values));
    }

    private static Object[] prepend(final String what, final Object... values) {
        final Object[] all = new Object[values.length + 1];
        all[0] = what;
        System.arraycopy(values, 0, all, 1, values.length);
        return all;
    }

    private interface Lookup {
        boolean find(String id, int at);
    }

    /** No router: a directory of the register alone. */
    private static final class Nothing implements ReadModelFeed {
        @Override
        public LogPlace log() {
            return new LogPlace(1, 1, 0);
        }

        @Override
        public boolean hasEvents() {
            return false;
        }

        @Override
        public JournalTail events(final long fromEventSeq) {
            throw new IllegalStateException("there are none");
        }

        @Override
        public long asOfEventSeq() {
            return 0;
        }

        @Override
        public List<PatientPlace> places() {
            return List.of();
        }
    }
}
