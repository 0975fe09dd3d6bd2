package io.tocsin.pipeline;

import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.EngineLimits;
import io.tocsin.engine.semantics.Semantics;
import io.tocsin.journal.StorageState;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.ErrorHandler;
import org.jspecify.annotations.Nullable;

/**
 * What a router stands on: takes its commands, has an engine carry them out, and gives its {@link OutputHandler} what the engine says. The {@link Pipeline} of a single
 * node, or a node of a cluster, whose engine other routers speak to as well.
 */
public interface EngineHost extends AutoCloseable {
    /**
     * Publishes a command in the class that its content says. Any thread; never blocks; does not allocate.
     *
     * @param buffer holds the command; copied.
     * @param offset of the message header.
     * @param length of header and message, at least 1.
     * @return as {@link Pipeline#tryPublish(DirectBuffer, int, int)}.
     */
    long tryPublish(DirectBuffer buffer, int offset, int length);

    /**
     * Publishes a command in a class that the caller knows. Any thread; never blocks; does not allocate.
     *
     * @param admissionClass decides what must stay free.
     * @param buffer         holds the command; copied.
     * @param offset         of the message header.
     * @param length         of header and message, at least 1.
     * @return as {@link Pipeline#tryPublish(DirectBuffer, int, int)}.
     */
    long tryPublish(AdmissionClass admissionClass, DirectBuffer buffer, int offset, int length);

    /**
     * As {@link Pipeline#doWork()}.
     *
     * @return how much was done.
     * @throws IllegalStateException if the host has threads of its own.
     */
    int doWork();

    /**
     * As {@link Pipeline#pollOutputs()}.
     *
     * @return how many outputs the handler was given.
     * @throws IllegalStateException if the host has threads of its own.
     */
    int pollOutputs();

    /**
     * As {@link Pipeline#engine()}.
     *
     * @return the engine.
     * @throws IllegalStateException if another thread may be in it.
     */
    AlertEngine engine();

    /** Where it is in its life. Any thread. */
    Pipeline.State state();

    /** What has passed so far, a view that stays current. Any thread. */
    PipelineCounters counters();

    /** How it came back from a journal; {@code null} if there was nothing to come back from. Any thread. */
    @Nullable
    Recovery recovery();

    /** How much room there is for what is kept. Any thread. */
    StorageState storageState();

    /** As {@link Pipeline#close()}. */
    @Override
    void close();

    /** Starts a host for a router, and says what its answers mean. */
    interface Launcher extends AnswerLevels {
        /**
         * Starts it, and tells the handler what its engine holds. Waits for that.
         *
         * @param limits          of the engine if its log begins now.
         * @param handler         of events and answers.
         * @param onDeliveryError told what the handler throws.
         * @param onFatal         told once, on a thread of the host, when it has stopped itself.
         * @return a host that takes commands.
         * @throws IllegalStateException if it cannot be had now; the message says why.
         */
        EngineHost launch(
                EngineLimits limits, OutputHandler handler, ErrorHandler onDeliveryError, Consumer<Throwable> onFatal);

        /** Which of the routers of its engine this is. */
        Seat seat();

        /** The first member of its cluster that it does not hear, and that so may be of code from before there were engine versions; -1 = it hears all. */
        default int unheardMember() {
            return -1;
        }

        /** The newest engine version that its engine knows. */
        default int knownEngineVersion() {
            return Semantics.NEWEST;
        }
    }

    /**
     * One of the routers that share an engine: its sessions and its own commands are told from those of the others.
     *
     * @param gateway   0 and up; below the gateways of the engine's limits.
     * @param sourceIds of the routers' own commands, by gateway; every one of them has the window of an interface in every router's site, so that the sites are equal.
     */
    record Seat(int gateway, List<Long> sourceIds) {
        private static final int SESSION_BITS = 40;

        /** Keeps a copy of the list. */
        public Seat {
            sourceIds = List.copyOf(sourceIds);
            if (gateway < 0 || gateway >= sourceIds.size()) {
                throw new IllegalArgumentException(
                        "gateway is " + gateway + ": it must be from 0 to " + (sourceIds.size() - 1));
            }
        }

        /** The only router of its engine. */
        public static Seat only(final long sourceId) {
            return new Seat(0, List.of(sourceId));
        }

        /** Under which the router's own commands are numbered. */
        public long sourceId() {
            return sourceIds.get(gateway);
        }

        /** Below the first session of this router. */
        public long sessionBase() {
            return (long) gateway << SESSION_BITS;
        }

        /** Whether a session is one of this router's. */
        public boolean owns(final long sessionId) {
            return gatewayOf(sessionId) == gateway;
        }

        /** The gateway of the router whose session it is. */
        public static int gatewayOf(final long sessionId) {
            return (int) (sessionId >>> SESSION_BITS);
        }
    }
}
