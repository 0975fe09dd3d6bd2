package io.tocsin.bench.crowd;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;

/** Asks a process of the rig, a line each, and waits for its answer. One thread. */
public final class Remote implements AutoCloseable {
    /** What such a process prints first, followed by the port at which it is asked and, if it serves, by that of its clients. */
    public static final String READY = "READY ";

    private static final int PATIENCE_MS = 600_000;

    private final Socket socket;
    private final BufferedReader in;
    private final PrintWriter out;

    private Remote(final Socket socket) throws IOException {
        this.socket = socket;
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        out = new PrintWriter(socket.getOutputStream(), true, US_ASCII);
    }

    /** What somebody who is asked does. */
    interface Asked {
        /**
         * Answers.
         *
         * @param words of the question.
         * @return one line.
         * @throws Exception if it cannot; the question is answered with its message.
         */
        String answer(String[] words) throws Exception;
    }

    /**
     * Connects.
     *
     * @param port at which somebody {@link #serve}s.
     * @return to be closed.
     * @throws IOException if nobody is there.
     */
    public static Remote connect(final int port) throws IOException {
        final Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MS);
        socket.setTcpNoDelay(true);
        return new Remote(socket);
    }

    /** Listens, says so, and answers whoever asks until this process ends, one at a time. */
    static void serve(final int clientPort, final Asked asked) throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.out.println(READY + listening.getLocalPort() + ' ' + clientPort);
            while (true) {
                try (Remote one = new Remote(listening.accept())) {
                    String line = one.in.readLine();
                    while (line != null) {
                        one.out.println(answer(line, asked));
                        line = one.in.readLine();
                    }
                }
            }
        }
    }

    /**
     * Asks for numbers.
     *
     * @param question words with blanks between them.
     * @return what was answered.
     * @throws IOException if the process is gone, or cannot do it; the message says why.
     */
    public long[] ask(final String question) throws IOException {
        out.println(question);
        final String line = in.readLine();
        if (line == null || line.startsWith("!")) {
            throw new IOException("'" + question + "' was answered " + line);
        }
        return line.isEmpty()
                ? new long[0]
                : Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
    }

    /** Begins to ask for what takes a while; {@link #hear} waits for it. */
    public void begin(final String question) {
        out.println(question);
    }

    /**
     * Waits for what {@link #begin} has asked.
     *
     * @param most how long.
     * @return what was answered.
     * @throws IOException if it takes longer, or cannot be done.
     */
    public long[] hear(final Duration most) throws IOException {
        socket.setSoTimeout((int) most.toMillis());
        final String line = in.readLine();
        socket.setSoTimeout(PATIENCE_MS);
        if (line == null || line.startsWith("!")) {
            throw new IOException("what was begun was answered " + line);
        }
        return Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static String answer(final String line, final Asked asked) {
        try {
            return asked.answer(line.split(" "));
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "! interrupted";
        } catch (final Exception failed) {
            return "! " + failed.toString().replace('\n', ' ');
        }
    }
}
