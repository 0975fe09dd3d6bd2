package io.tocsin.codecs.json;

/** What all queries have in common. Any thread. */
final class Queries {
    private Queries() {}

    static void check(final int limit) {
        if (limit < 1 || limit > ClientMessage.MAX_ALERTS) {
            throw new IllegalArgumentException("limit is 1 to " + ClientMessage.MAX_ALERTS);
        }
    }

    static int limit(final Fields fields) throws ProtocolException {
        return (int) fields.optionalNumber("limit", 1, ClientMessage.MAX_ALERTS, ClientMessage.MAX_ALERTS);
    }
}
