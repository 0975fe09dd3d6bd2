package io.tocsin.transport.server;

/** The figures of what is sealed. */
final class AtRestMetrics {
    private final KeyWatch keys;

    AtRestMetrics(final KeyWatch keys) {
        this.keys = keys;
    }

    void addTo(final DirectoryMetrics.Registry registry) {
        registry.add(
                "at_rest_keys_readable",
                "1 = the keys of what is kept can be read; 0 = the next start would be refused",
                () -> keys.isWell() ? 1L : 0L);
        registry.add(
                "at_rest_key_made_seconds",
                "When the key was made with which what is written is sealed, Unix time",
                () -> keys.current().made().getEpochSecond());
    }
}
