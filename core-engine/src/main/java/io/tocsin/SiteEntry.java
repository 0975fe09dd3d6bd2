package io.tocsin;

/**
 * One entry of a configuration.
 *
 * @param key   what it is about: an entry with the same key replaces it.
 * @param kind  what has to be known when it changes.
 * @param bytes the message with its header; policy ids and versions in it count as if the engine held none.
 * @param emptied the message that takes everybody out again, or ends what it began; empty if there is nothing to end.
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by content where it matters; never handed out.
record SiteEntry(String key, Kind kind, byte[] bytes, byte[] emptied) {
    /** What changes with an entry. */
    enum Kind {
        /** Replaces one thing. */
        PLAIN,
        /** Replaces who holds a role or an assignment, or watches over a source; one that is no longer said must be emptied. */
        PEOPLE,
        /** All policies are sent together, with new versions. */
        POLICY,
        /** Rules and their timings: all are sent together, with a new version. */
        RULES,
        /** May name a policy by its place among the site's policies. */
        TRIAGE
    }
}
