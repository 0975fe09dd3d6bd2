package io.tocsin;

/** Texts that are cut to a limit, as the schema states it for each. */
enum Text {
    FACILITY_NAME("facilityName", 36),
    BUILDING("building", 24),
    FLOOR("floor", 8),
    DEPARTMENT("department", 24),
    ROOM("room", 16),
    ADDRESS("address", 72),
    TYPE_TEXT("typeText", 48),
    DESCRIPTION("description", 160),
    METADATA("metadata", 96),
    PERSONAL("personal", 96),
    SPECIALIZATION("specialization", 20);

    private final String fieldName;
    private final int maxBytes;

    Text(final String fieldName, final int maxBytes) {
        this.fieldName = fieldName;
        this.maxBytes = maxBytes;
    }

    String fieldName() {
        return fieldName;
    }

    int maxBytes() {
        return maxBytes;
    }
}
