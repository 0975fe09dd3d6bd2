package io.tocsin.engine.monitoring;

/**
 * Reads what batches of readings will ask of the tables that look over time, several batches at once, so that their waits for memory pass together. Changes nothing,
 * and touches no memory where nobody looks over time.
 */
public final class ReadAhead {
    private final Monitored monitored;
    private final PersonalLimits personal;
    private final TableScores tables;
    private final Advisories advisories;

    /**
     * Reads ahead.
     *
     * @param monitored  whose readings are looked at over time.
     * @param personal   limits from what is usual.
     * @param tables     of scores.
     * @param advisories by how readings move.
     */
    public ReadAhead(
            final Monitored monitored,
            final PersonalLimits personal,
            final TableScores tables,
            final Advisories advisories) {
        this.monitored = monitored;
        this.personal = personal;
        this.tables = tables;
        this.advisories = advisories;
    }

    /**
     * Whether there is anything to read.
     *
     * @return false as long as nobody was looked at over time.
     */
    public boolean isUsed() {
        return monitored.isUsed();
    }

    /**
     * First of a subject: its slot.
     *
     * @param subject index.
     * @return the slot, or {@link Monitored#NONE}.
     */
    public int slotOf(final int subject) {
        return monitored.slotOf(subject);
    }

    /**
     * Second: what is kept by slot.
     *
     * @param slot       in use.
     * @param parameters bit (1 shifted by the value of the enum Parameter, below 16) of each that was read.
     * @return something of what was read.
     */
    public long touch(final int slot, final int parameters) {
        return monitored.touch(slot)
                + personal.touch(slot, parameters)
                + tables.touch(slot)
                + advisories.touch(slot, parameters);
    }

    /**
     * Third: who was read before and after.
     *
     * @param slot in use.
     * @return something of what was read.
     */
    public long touchNeighbours(final int slot) {
        return monitored.touchNeighbours(slot);
    }
}
