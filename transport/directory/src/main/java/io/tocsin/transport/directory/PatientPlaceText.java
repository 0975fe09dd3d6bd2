package io.tocsin.transport.directory;

import java.util.List;

/** Unit, bed and care as they stand in a value. */
record PatientPlaceText(String unit, String bed, List<String> care) {
    static final PatientPlaceText NOWHERE = new PatientPlaceText("", "", List.of());

    static PatientPlaceText read(final Slice value, final int offset) {
        final int bed = Layout.afterText(value, offset);
        return new PatientPlaceText(
                Layout.text(value, offset), Layout.text(value, bed), Layout.texts(value, Layout.afterText(value, bed)));
    }

    static int after(final Slice value, final int offset) {
        return Layout.afterTexts(value, Layout.afterText(value, Layout.afterText(value, offset)));
    }

    /** Answers where the next begins. */
    int write(final Slice value, final int offset) {
        int at = Layout.putText(value, offset, unit, Layout.MAX_ID_BYTES);
        at = Layout.putText(value, at, bed, Layout.MAX_ID_BYTES);
        return Layout.putTexts(value, at, care, PatientCard.MAX_CARE, Layout.MAX_ID_BYTES);
    }
}
