package io.tocsin.codecs.json;

/**
 * What was read of one parameter of one subject during a stretch of time. Values in hundredths of the parameter's unit.
 *
 * @param fromNs  where the stretch begins, epoch ns.
 * @param untilNs the first instant behind it, epoch ns.
 * @param lowest  of the readings.
 * @param highest of the readings.
 * @param last    of the readings.
 * @param lastNs  when the last one came, epoch ns.
 * @param count   readings, 1 or more.
 */
public record HistoryPoint(long fromNs, long untilNs, int lowest, int highest, int last, long lastNs, long count) {}
