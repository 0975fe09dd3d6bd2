package io.tocsin.pipeline;

/** What has passed through a pipeline so far: each count by itself is exact, several together are not of one instant. Any thread; does not allocate. */
public final class PipelineCounters {
    private final PipelineHost host;

    PipelineCounters(final PipelineHost host) {
        this.host = host;
    }

    /**
     * Slots of the ring ever taken: commands, the Genesis, ticks.
     *
     * @return 1 or more.
     */
    public long published() {
        return host.ring().claimed();
    }

    /**
     * How often a class was answered {@link Pipeline#BUSY}.
     *
     * @param admissionClass to count.
     * @return 0 or more.
     */
    public long refusedBusy(final AdmissionClass admissionClass) {
        return host.ring().refusedBusy(admissionClass);
    }

    /**
     * The most places of the ring that were taken at once since this was last asked, as seen once per duty cycle. One asker.
     *
     * @return per mille of the ring, 0 to 1,000.
     */
    public int takeHighestBacklogPermille() {
        return (int) Math.min(
                1_000, host.agent().takeHighestBacklog() * 1_000 / host.ring().capacity());
    }

    /**
     * Commands that the journal has taken, the Genesis and ticks among them.
     *
     * @return 0 or more.
     */
    public long journaled() {
        return host.agent().journaled();
    }

    /**
     * Commands and ticks that the engine has carried out.
     *
     * @return 0 or more.
     */
    public long engineCommandSeq() {
        return host.agent().engineCommandSeq();
    }

    /**
     * Outputs given to the handler, those among them at which it threw.
     *
     * @return 0 or more.
     */
    public long delivered() {
        return host.delivered();
    }

    /**
     * How often the handler threw.
     *
     * @return 0 or more.
     */
    public long deliveryErrors() {
        return host.deliveryErrors();
    }
}
