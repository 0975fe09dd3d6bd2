package io.tocsin.bench;

/** A message whose codec is measured. */
public enum SbeMessage {
    /** A raise as a monitor's interface sends it, about 290 bytes. */
    RAISE_ALERT,
    /** One reading. */
    VITALS_1,
    /** Thirty-two readings. */
    VITALS_32,
    /** An output to one recipient. */
    OUTPUT_DISPATCHED
}
