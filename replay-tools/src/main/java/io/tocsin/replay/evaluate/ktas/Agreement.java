package io.tocsin.replay.evaluate.ktas;

import java.math.BigDecimal;
import java.math.RoundingMode;
import tools.jackson.core.JsonGenerator;

/** How often somebody or something called an emergency what the expert called one: four counts, and what follows from them. */
final class Agreement {
    private static final String EMERGENCY = "Emergency";
    private static final String NO_EMERGENCY = "Non-Emergency";
    private static final int DECIMALS = 4;

    private long bothEmergency;
    private long over;
    private long under;
    private long neither;

    void add(final boolean isSaid, final boolean isExpert) {
        if (isSaid) {
            bothEmergency += isExpert ? 1 : 0;
            over += isExpert ? 0 : 1;
        } else {
            under += isExpert ? 1 : 0;
            neither += isExpert ? 0 : 1;
        }
    }

    /** Emergencies that were called one. */
    BigDecimal sensitivity() {
        return share(bothEmergency, bothEmergency + under);
    }

    /** Others that were not called one. */
    BigDecimal specificity() {
        return share(neither, neither + over);
    }

    /** Emergencies that were not called one, of all. */
    BigDecimal underTriage() {
        return share(under, total());
    }

    /** Others that were called one, of all. */
    BigDecimal overTriage() {
        return share(over, total());
    }

    /** Writes the four counts: first what was said, in it what the expert said. */
    void writeTable(final JsonGenerator json, final String name) {
        json.writeObjectPropertyStart(name);
        writeLine(json, EMERGENCY, bothEmergency, over);
        writeLine(json, NO_EMERGENCY, under, neither);
        json.writeEndObject();
    }

    /** Writes the shares. */
    void writeShares(final JsonGenerator json) {
        json.writeNumberProperty("sensitivity_emergency", sensitivity());
        json.writeNumberProperty("specificity", specificity());
        json.writeNumberProperty("under_triage", underTriage());
        json.writeNumberProperty("over_triage", overTriage());
    }

    private long total() {
        return bothEmergency + over + under + neither;
    }

    private static void writeLine(
            final JsonGenerator json, final String said, final long emergency, final long noEmergency) {
        json.writeObjectPropertyStart(said);
        json.writeNumberProperty(EMERGENCY, emergency);
        json.writeNumberProperty(NO_EMERGENCY, noEmergency);
        json.writeEndObject();
    }

    private static BigDecimal share(final long part, final long whole) {
        return BigDecimal.valueOf(part).divide(BigDecimal.valueOf(Math.max(whole, 1)), DECIMALS, RoundingMode.HALF_UP);
    }
}
