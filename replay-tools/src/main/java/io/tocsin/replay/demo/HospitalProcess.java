package io.tocsin.replay.demo;

import io.tocsin.replay.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The process of {@link HospitalMain}, owned by this one: started, told what to do, listened to and reaped. One thread, except where said. */
final class HospitalProcess implements AutoCloseable {
    private static final long CONNECT_SECONDS = 40;
    private static final long ORDER_SECONDS = 20;
    private static final long END_SECONDS = 15;
    private static final int LAST_WORDS_CHARS = 600;

    private final Process process;
    private final Thread reader;
    private final Records records;
    private final Path complaints;

    private HospitalProcess(final Process process, final Records records, final Path complaints) {
        this.process = process;
        this.records = records;
        this.complaints = complaints;
        reader = new Thread(this::listen, "demo-hospital-notes");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts it.
     *
     * @param router     address of the WebSocket.
     * @param settings   seed, length, data.
     * @param records    where its notes go, on a thread of its own.
     * @param complaints file for whatever else it says.
     * @return running, not yet connected.
     */
    static HospitalProcess start(
            final URI router, final DemoSettings settings, final Records records, final Path complaints) {
        final List<String> arguments = new ArrayList<>(
                List.of(router.toString(), Long.toString(settings.seed()), Integer.toString(settings.seconds())));
        final Path data = settings.data();
        if (data != null) {
            arguments.add(data.toString());
        }
        try {
            final Process process = JavaProcess.of(HospitalMain.class, arguments)
                    .redirectError(complaints.toFile())
                    .start();
            return new HospitalProcess(process, records, complaints);
        } catch (final IOException failed) {
            throw new DemoException("the hospital's process cannot be started: " + failed.getMessage(), failed);
        }
    }

    /** Waits until everybody is connected. */
    void awaitConnected() throws InterruptedException {
        await(() -> records.connected().get(CONNECT_SECONDS, TimeUnit.SECONDS), "does not get connected");
    }

    /** Gives an order and waits until it is carried out. */
    void order(final String order) throws InterruptedException {
        try {
            final OutputStream orders = process.getOutputStream();
            orders.write((order + '\n').getBytes(StandardCharsets.UTF_8));
            orders.flush();
        } catch (final IOException ended) {
            throw new DemoException("the hospital's process takes no orders any more; " + lastWords(), ended);
        }
        await(() -> records.done(order).get(ORDER_SECONDS, TimeUnit.SECONDS), "does not " + order);
    }

    /** Whether it is still there. Any thread. */
    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it: by the end of its input, and by force if that does not help. Does nothing the second time. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (final IOException ended) {
            // Then it does not read any more.
        }
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            reader.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
        } catch (final InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        try (BufferedReader notes =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = notes.readLine(); line != null; line = notes.readLine()) {
                records.on(Note.of(line));
            }
        } catch (final IOException cut) {
            records.on(new Note.Fault("the hospital's notes are cut off: " + cut));
        } finally {
            records.end();
        }
    }

    private void await(final Waiting waiting, final String otherwise) throws InterruptedException {
        try {
            waiting.await();
        } catch (final ExecutionException | TimeoutException failed) {
            throw new DemoException("the hospital's process " + otherwise + "; " + lastWords(), failed);
        }
    }

    private String lastWords() {
        try {
            final String said = Files.readString(complaints).strip();
            return said.isEmpty()
                    ? "it says " + records.complaints()
                    : "it says " + said.substring(Math.max(0, said.length() - LAST_WORDS_CHARS));
        } catch (final IOException unreadable) {
            return "what it says cannot be read";
        }
    }

    /** Something that is waited for, but not for ever. */
    private interface Waiting {
        void await() throws InterruptedException, ExecutionException, TimeoutException;
    }
}
