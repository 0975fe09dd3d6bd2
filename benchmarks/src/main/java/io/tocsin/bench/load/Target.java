package io.tocsin.bench.load;

/** What load is sent to: the router, or its bare counterpart. {@link #raise} on one thread; the listener is told on threads of the target's own. */
interface Target extends AutoCloseable {
    /** How it is called in files and messages. */
    String name();

    /** Who hears what becomes of raises from now on; numbers begin again at 0. */
    void listener(Listener listener);

    /** Sends a raise; never waits. */
    void raise(int number);

    /** Whether everything that the raises have set in motion is over, so that nothing of it disturbs what is measured next. */
    boolean isQuiet();

    /** Has it get out of the way of others as far as it can, or wakes it. */
    void pause(boolean isPaused);

    @Override
    void close();

    /** Hears what becomes of raises; any thread, must not wait. */
    interface Listener {
        /** Its source was told that it is held. */
        void acknowledged(int number, long atNs);

        /** Its source was told otherwise. */
        void refused(int number, String why);

        /** The client of its clinician has it. */
        void received(int number, long atNs);
    }
}
