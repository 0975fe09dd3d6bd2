package io.tocsin.replay.evaluate.mimic2;

import tools.jackson.core.JsonGenerator;

/** How often a signal was there, was blank because nothing was due, or was 0 because its sensor was off. */
final class DropOuts {
    private long readings;
    private long blanks;
    private long zeros;
    private long dropOuts;
    private boolean isOff;

    void reading() {
        readings++;
        isOff = false;
    }

    void blank() {
        blanks++;
    }

    /** No reading: no heart beats 0 times a minute for an hour and goes on. */
    void zero() {
        zeros++;
        dropOuts += isOff ? 0 : 1;
        isOff = true;
    }

    void write(final JsonGenerator json, final String name) {
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("readings", readings);
        json.writeNumberProperty("blank", blanks);
        json.writeNumberProperty("zero", zeros);
        json.writeNumberProperty("dropOuts", dropOuts);
        json.writeEndObject();
    }

    long zeros() {
        return zeros;
    }
}
