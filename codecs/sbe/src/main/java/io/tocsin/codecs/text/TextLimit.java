package io.tocsin.codecs.text;

/** Texts that are cut to a limit, as the schema states it for each. Any thread. */
public enum TextLimit {
    /** Name of the hospital or site. */
    FACILITY_NAME("facilityName", 36),
    /** Name of the building. */
    BUILDING("building", 24),
    /** Name of the floor. */
    FLOOR("floor", 8),
    /** Name of the department. */
    DEPARTMENT("department", 24),
    /** Name of the room. */
    ROOM("room", 16),
    /** Address of a place outside. */
    ADDRESS("address", 72),
    /** Names the emergency when its type is OTHER. */
    TYPE_TEXT("typeText", 48),
    /** For people. */
    DESCRIPTION("description", 160),
    /** The source's own pairs, all together. */
    METADATA("metadata", 96),
    /** Personal data. */
    PERSONAL("personal", 96),
    /** One skill required of responders. */
    SPECIALIZATION("specialization", 20);

    private final String fieldName;
    private final int maxBytes;

    TextLimit(final String fieldName, final int maxBytes) {
        this.fieldName = fieldName;
        this.maxBytes = maxBytes;
    }

    /**
     * What messages call it.
     *
     * @return the field's name in the schema.
     */
    public String fieldName() {
        return fieldName;
    }

    /**
     * How much is kept.
     *
     * @return bytes of UTF-8.
     */
    public int maxBytes() {
        return maxBytes;
    }
}
