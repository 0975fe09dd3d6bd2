package io.tocsin.transport.server.config;

/**
 * How the process logs.
 *
 * @param format of a line.
 * @param level  the least that is logged.
 */
public record LogSettings(Format format, Threshold level) {
    /** Of a line. */
    public enum Format {
        /** For people. */
        TEXT,
        /** One JSON object a line, with the names of the Elastic Common Schema. */
        JSON
    }

    /** The least that is logged. */
    public enum Threshold {
        /** Only what stopped something. */
        ERROR,
        /** What needs attention. */
        WARN,
        /** What happened. */
        INFO,
        /** What it was made of. */
        DEBUG
    }
}
