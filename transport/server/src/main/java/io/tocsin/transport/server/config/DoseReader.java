package io.tocsin.transport.server.config;

import io.tocsin.MissedDoses;

/** Reads how severe missed doses are. */
final class DoseReader {
    private DoseReader() {}

    static MissedDoses read(final Section section) {
        final MissedDoses standard = MissedDoses.standard();
        final MissedDoses doses = new MissedDoses(
                section.choice("severity", standard.usual(), RulesReader.SEVERITIES),
                section.choice("critical-severity", standard.critical(), RulesReader.SEVERITIES));
        section.end();
        return doses;
    }
}
