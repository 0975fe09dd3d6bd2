package io.tocsin.bench.load;

import java.util.Properties;

/**
 * What became of a run's raises, as clients saw it.
 *
 * @param intended     raises of the plan.
 * @param sent         that left their source.
 * @param acknowledged answered OK to their source.
 * @param refused      answered otherwise.
 * @param unanswered   sent and never answered.
 * @param received     that the client entitled to them received.
 * @param lost         acknowledged and not received.
 * @param duplicates   receptions of the same offer beyond the first.
 * @param late         not received within the limit: later, or never though not refused.
 */
record LoadCounts(
        long intended,
        long sent,
        long acknowledged,
        long refused,
        long unanswered,
        long received,
        long lost,
        long duplicates,
        long late) {
    /** Both together. */
    LoadCounts plus(final LoadCounts other) {
        return new LoadCounts(
                intended + other.intended,
                sent + other.sent,
                acknowledged + other.acknowledged,
                refused + other.refused,
                unanswered + other.unanswered,
                received + other.received,
                lost + other.lost,
                duplicates + other.duplicates,
                late + other.late);
    }

    /** What does not depend on how fast the machine is. */
    LoadCounts withoutTime() {
        return new LoadCounts(intended, sent, acknowledged, refused, unanswered, received, lost, duplicates, 0);
    }

    /** For another process. */
    void putInto(final Properties properties, final String prefix) {
        properties.setProperty(prefix + "intended", Long.toString(intended));
        properties.setProperty(prefix + "sent", Long.toString(sent));
        properties.setProperty(prefix + "acknowledged", Long.toString(acknowledged));
        properties.setProperty(prefix + "refused", Long.toString(refused));
        properties.setProperty(prefix + "unanswered", Long.toString(unanswered));
        properties.setProperty(prefix + "received", Long.toString(received));
        properties.setProperty(prefix + "lost", Long.toString(lost));
        properties.setProperty(prefix + "duplicates", Long.toString(duplicates));
        properties.setProperty(prefix + "late", Long.toString(late));
    }

    /** What {@link #putInto} put. */
    static LoadCounts of(final Properties properties, final String prefix) {
        return new LoadCounts(
                number(properties, prefix + "intended"),
                number(properties, prefix + "sent"),
                number(properties, prefix + "acknowledged"),
                number(properties, prefix + "refused"),
                number(properties, prefix + "unanswered"),
                number(properties, prefix + "received"),
                number(properties, prefix + "lost"),
                number(properties, prefix + "duplicates"),
                number(properties, prefix + "late"));
    }

    private static long number(final Properties properties, final String key) {
        return Long.parseLong(properties.getProperty(key, "0"));
    }
}
