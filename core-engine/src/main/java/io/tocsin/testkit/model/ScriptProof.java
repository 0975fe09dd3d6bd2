package io.tocsin.testkit.model;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the proof behind a session of a script permits, as it stands in the command.
 *
 * @param scopes        bits.
 * @param patientScopes bits.
 * @param units         the bytes of the field.
 */
record ScriptProof(long scopes, long patientScopes, byte[] units) {
    /** Everything. */
    static final ScriptProof ALL = new ScriptProof(0, 0, new byte[0]);

    private static final long ACK = (1 << 14) | 1;
    private static final long EVERY_SCOPE = (1 << 22) - 1;
    private static final int KINDS = 96;

    static ScriptProof of(final long scopes, final String... units) {
        return new ScriptProof(scopes, 0, field(List.of(units)));
    }

    static ScriptProof scopes(final long scopes, final long patientScopes) {
        return new ScriptProof(scopes, patientScopes, new byte[0]);
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
            case 7 -> new ScriptProof(0, 0, new byte[] {0});
            case 8 -> new ScriptProof(0, 0, new byte[] {17});
            case 9 -> new ScriptProof(ACK, 0, new byte[] {2, 1, 'u'});
            case 10 -> new ScriptProof(0, 0, new byte[] {1, 1, 'u', 'u'});
            case 11 -> of(0, "u".repeat(37));
            case 12 -> of(0, "");
            default -> ALL;
        };
    }

    private static byte[] field(final List<String> ids) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(ids.size());
        for (final String id : ids) {
            final byte[] bytes = id.getBytes(StandardCharsets.ISO_8859_1);
            out.write(bytes.length);
            out.writeBytes(bytes);
        }
        return ids.isEmpty() ? new byte[0] : out.toByteArray();
    }
}
