package io.tocsin.pipeline;

/** What has passed through a host so far: each count by itself is exact, several together are not of one instant. Any thread; does not allocate. */
public interface PipelineCounters {
    /**
     * Slots of the ring ever taken: commands, the Genesis, ticks.
     *
     * @return 1 or more.
     */
    long published();

    /**
     * How often a class was answered {@link Pipeline#BUSY}.
     *
     * @param admissionClass to count.
     * @return 0 or more.
     */
    long refusedBusy(AdmissionClass admissionClass);

    /**
     * The most places of the ring that were taken at once since this was last asked, as seen once per duty cycle. One asker.
     *
     * @return per mille of the ring, 0 to 1,000.
     */
    int takeHighestBacklogPermille();

    /**
     * Commands that the journal has taken, the Genesis and ticks among them; of a node of a cluster, commands that it has sent to the log.
     *
     * @return 0 or more.
     */
    long journaled();

    /**
     * Commands and ticks that the engine has carried out.
     *
     * @return 0 or more.
     */
    long engineCommandSeq();

    /**
     * Outputs given to the handler, those among them at which it threw.
     *
     * @return 0 or more.
     */
    long delivered();

    /**
     * How often the handler threw.
     *
     * @return 0 or more.
     */
    long deliveryErrors();
}
