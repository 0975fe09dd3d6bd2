package io.tocsin;

import io.tocsin.codecs.sbe.GateReason;
import io.tocsin.codecs.sbe.Parameter;

/**
 * The last reading of a run that does not count as it came.
 *
 * @param parameter  what was measured.
 * @param hundredths of its unit.
 * @param reason     why.
 * @param runLength  how many readings the run has.
 * @param measuredNs when the device says that it measured, epoch ns; 0 = not stated.
 * @param deviceId   that sent it; empty = not stated, or time ended the run.
 */
public record GatedReading(
        Parameter parameter, int hundredths, GateReason reason, long runLength, long measuredNs, String deviceId) {}
