package io.tocsin;

/** Where exceptions of listeners go; never throws itself. */
@FunctionalInterface
interface ErrorReporter {
    void report(Throwable thrown);
}
