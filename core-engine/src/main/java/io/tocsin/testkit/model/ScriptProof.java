package io.tocsin.testkit.model;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the proof behind a session of a script permits, as it stands in the command.
 *
 * @param scopes        bits.
 * @param patientScopes bits.
 * @param units         the bytes of the field, a character each.
 */
record ScriptProof(long scopes, long patientScopes, String units) {
    /** Everything. */
    static final ScriptProof ALL = new ScriptProof(0, 0, "");

    private static final long ACK = (1 << 14) | 1;
    private static final long EVERY_SCOPE = (1 << 22) - 1;
    private static final int KINDS = 96;

    static ScriptProof of(final long scopes, final String... units) {
        return new ScriptProof(scopes, 0, field(List.of(units)));
    }

    static ScriptProof scopes(final long scopes, final long patientScopes) {
        return new ScriptProof(scopes, patientScopes, "");
    }

    /** With units as they stand in the field. */
    static ScriptProof raw(final long scopes, final int... units) {
        return new ScriptProof(scopes, 0, new String(units, 0, units.length));
    }

    /** Mostly everything; by a number that was drawn for something else, so that scripts go on as they did. */
    static ScriptProof drawn(final int number, final List<String> known) {
        final String one = known.get(number / KINDS % known.size());
        return switch (number % KINDS) {
            case 0 -> of(0, one);
            case 1 -> of(EVERY_SCOPE, one, "elsewhere", one);
            case 2 -> of(ACK, known.toArray(String[]::new));
            case 3 -> scopes(1, ACK);
            case 4 -> scopes((EVERY_SCOPE & ~ACK) | 1, 2);
            case 5 -> scopes(0xFFFF_FFFEL, 0xFFFF_FFFFL);
            case 6 -> scopes(0xFFFF_FFFFL, 0xFFFF_FFFFL);
            case 7 -> raw(0, 0);
            case 8 -> raw(0, 17);
            case 9 -> raw(ACK, 2, 1, 'u');
            case 10 -> raw(0, 1, 1, 'u', 'u');
            case 11 -> of(0, "u".repeat(37));
            case 12 -> of(0, "");
            // For what is refused to be among what is compared, it takes more of these than of the others.
            case 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24 -> raw(0, 0);
            case 25, 26, 27, 28 -> scopes((EVERY_SCOPE & ~ACK) | 1, 0);
            default -> ALL;
        };
    }

    private static String field(final List<String> ids) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(ids.size());
        for (final String id : ids) {
            final byte[] bytes = id.getBytes(StandardCharsets.ISO_8859_1);
            out.write(bytes.length);
            out.writeBytes(bytes);
        }
        return ids.isEmpty() ? "" : out.toString(StandardCharsets.ISO_8859_1);
    }
}
