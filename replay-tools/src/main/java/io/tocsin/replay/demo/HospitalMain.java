package io.tocsin.replay.demo;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The hospital's process: everybody who has a client of the router, each on a WebSocket of their own, and nothing of the router. It is told what to do by words on
 * its standard input and writes {@link Note}s to its standard output; when its input ends it ends as well, so that it does not outlive whoever started it.
 */
public final class HospitalMain {
    /** Begin to send. */
    static final String BEGIN = "begin";

    /** Monitors stop. */
    static final String HUSH = "hush";

    /** Everybody stops, but stays connected. */
    static final String STOP = "stop";

    private static final long CONNECT_SECONDS = 30;
    private static final long NOTE_EVERY_MS = 50;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int UNUSABLE = 2;

    private final DemoSettings settings;
    private final Notebook notebook;
    private final Faults faults;

    private HospitalMain(final DemoSettings settings, final Notebook notebook) {
        this.settings = settings;
        this.notebook = notebook;
        faults = new Faults(what -> notebook.write(new Note.Fault(what)));
    }

    /**
     * Runs the hospital until its input ends, and ends the process.
     *
     * @param args address of the router's WebSocket, seed, seconds, and, if there is one, the data set.
     */
    public static void main(final String[] args) {
        final PrintStream notes = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES),
                false,
                StandardCharsets.UTF_8);
        // Whatever else writes must not get between the notes.
        System.setOut(System.err);
        final Notebook notebook = new Notebook(notes);
        int exitCode = 0;
        try {
            final Path data = args.length > 3 ? Path.of(args[3]) : null;
            final DemoSettings settings =
                    new DemoSettings(Long.parseLong(args[1]), Integer.parseInt(args[2]), data, null);
            new HospitalMain(settings, notebook).run(URI.create(args[0]));
        } catch (final Exception unusable) { // The last chance to say why: the process ends here.
            notebook.write(new Note.Fault("the hospital ends: " + unusable));
            exitCode = UNUSABLE;
        }
        notebook.flush();
        System.exit(exitCode);
    }

    private void run(final URI router) throws Exception {
        final Population population = Population.of(settings);
        final Hospital hospital = new Hospital(population::occupants);
        try (Lines lines = SocketLines.to(router, faults);
                Timetable people = new Timetable("demo-people", faults);
                Timetable sourcesThread = new Timetable("demo-sources", faults);
                Timetable monitors = new Timetable("demo-monitors", faults);
                Timetable notes = new Timetable("demo-notes", faults)) {
            final Wards wards = new Wards(population, hospital, lines, faults);
            final Sources sources = new Sources(lines, sourcesThread, notebook, faults);
            final Staff staff = new Staff(
                    settings.seed(), hospital, people, bedsides(hospital, population, wards), notebook, faults);
            CompletableFuture.allOf(wards.connected(), sources.connected(), staff.connect(lines))
                    .orTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                    .whenComplete((connected, thrown) -> onConnected(thrown));
            notes.every(NOTE_EVERY_MS, () -> tellStanding(sources, wards, staff));

            // Read from the beginning: whoever gives the orders may be gone before everybody is connected.
            final BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                switch (order) {
                    case BEGIN -> {
                        sources.start(
                                EmergencyPlan.of(settings, hospital.patients(), population.isKnownToSources()),
                                System.nanoTime());
                        wards.start(monitors);
                    }
                    case HUSH -> {
                        monitors.end();
                        // Whoever waits for the last answer must know by now how many there will be.
                        tellStanding(sources, wards, staff);
                    }
                    case STOP -> {
                        sourcesThread.end();
                        people.end();
                        tellStanding(sources, wards, staff);
                    }
                    default -> faults.add("the hospital does not know the order '" + order + "'");
                }
                tell(new Note.Done(order));
            }
        }
    }

    private void onConnected(final @Nullable Throwable thrown) {
        if (thrown == null) {
            tell(new Note.Connected());
        } else {
            tell(new Note.Fault("the hospital does not get connected: " + thrown));
            System.exit(UNUSABLE);
        }
    }

    private static Clinician.Bedsides bedsides(
            final Hospital hospital, final Population population, final Wards wards) {
        return new Clinician.Bedsides() {
            @Override
            public void treat(final String bed) {
                wards.treat(hospital.patientIn(bed));
            }

            @Override
            public boolean answersTreatment() {
                return population.answersTreatment();
            }
        };
    }

    /** Counts and writes in one: what was counted later must not be overtaken by what was counted before. */
    private synchronized void tellStanding(final Sources sources, final Wards wards, final Staff staff) {
        // What is answered is counted first, so that it is never more than what was sent.
        final long answered = wards.answered();
        tell(new Note.Standing(sources.unanswered(), wards.sent(), answered, wards.dropped(), staff.redeliveries()));
    }

    private void tell(final Note note) {
        notebook.write(note);
        notebook.flush();
    }
}
