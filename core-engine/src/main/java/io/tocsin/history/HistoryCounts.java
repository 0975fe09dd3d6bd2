package io.tocsin.history;

/**
 * What a history has done since the start, each figure exact by itself, and what it holds.
 *
 * @param readings    that it took, those of before the start among them.
 * @param passedOver  batches of readings that it did not take, as the engine did not: sent twice, not of production, or not valid.
 * @param subjects    that it holds.
 * @param letGo       subjects whose readings it dropped because the pool was full.
 * @param usedBytes   of the pool.
 * @param poolBytes   of the pool, in all.
 * @param unread      how often the journal could not be read and was tried again.
 * @param refused     queries that it had no time for.
 * @param asOfNs      as {@link HistorySeries#asOfNs()}.
 * @param catchingUp  as {@link HistorySeries#catchingUp()}.
 * @param stopped     whether it has ended itself, since what it follows cannot be followed: the log says why.
 */
public record HistoryCounts(
        long readings,
        long passedOver,
        long subjects,
        long letGo,
        long usedBytes,
        long poolBytes,
        long unread,
        long refused,
        long asOfNs,
        boolean catchingUp,
        boolean stopped) {}
