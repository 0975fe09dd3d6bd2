package io.tocsin.pipeline;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.IdleStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs an agent on a thread of its own until it is stopped or terminates. Agrona's own runner waits without bound for a thread that does not end; closing a router
 * must not, whatever its handler does.
 */
public final class AgentThread implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(AgentThread.class);

    private final Agent agent;
    private final IdleStrategy idleStrategy;
    private final Thread thread;
    private volatile boolean running = true;

    /**
     * A thread that has not been started.
     *
     * @param agent         to run; its role names the thread.
     * @param idleStrategy  how it waits.
     * @param threadFactory makes the thread.
     */
    public AgentThread(final Agent agent, final IdleStrategy idleStrategy, final ThreadFactory threadFactory) {
        this.agent = agent;
        this.idleStrategy = idleStrategy;
        thread = threadFactory.newThread(this);
        thread.setName(agent.roleName());
    }

    /** Starts it. */
    public void start() {
        thread.start();
    }

    @Override
    public void run() {
        try {
            while (running) {
                idleStrategy.idle(agent.doWork());
            }
        } catch (final AgentTerminationException terminated) {
            LOG.debug("{} has ended", agent.roleName(), terminated);
        } catch (final Exception thrown) {
            LOG.error("{} has ended by an exception", agent.roleName(), thrown);
        }
    }

    /** Asks the agent to end after its duty cycle. */
    public void stop() {
        running = false;
    }

    /** Whether it is the caller's own. */
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Whether it runs. Any thread. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    /**
     * Waits for the end of the thread; not at all on the thread itself.
     *
     * @param timeoutNs at most.
     * @return {@code true} if it has ended, or ends with the caller's return.
     */
    public boolean join(final long timeoutNs) {
        if (isCurrent()) {
            return true;
        }
        try {
            TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, timeoutNs));
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
