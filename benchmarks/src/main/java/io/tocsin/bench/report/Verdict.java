package io.tocsin.bench.report;

/**
 * Whether what must hold has held.
 *
 * @param passed whether.
 * @param reason in one line, for both outcomes.
 */
public record Verdict(boolean passed, String reason) {
    /**
     * The first line of every report.
     *
     * @return begins with PASS or FAIL.
     */
    public String line() {
        return (passed ? "PASS" : "FAIL") + "  " + reason;
    }

    /**
     * What a process says to its shell.
     *
     * @return 0 passed, 1 failed.
     */
    public int exitCode() {
        return passed ? 0 : 1;
    }
}
