package io.tocsin.history;

/**
 * What was read of one parameter of one subject during a stretch of time. Values in hundredths of the parameter's unit.
 *
 * @param fromNs  where the stretch begins, UTC epoch ns of the engine's time: a whole minute.
 * @param untilNs where it ends, the first instant behind it. Stretches of a series do not overlap; there is none where nothing was read.
 * @param lowest  of the readings.
 * @param highest of the readings.
 * @param last    of the readings.
 * @param lastNs  when the last one came, UTC epoch ns of the engine's time, cut to the millisecond.
 * @param count   readings, 1 or more.
 */
public record HistoryPoint(long fromNs, long untilNs, int lowest, int highest, int last, long lastNs, long count) {}
