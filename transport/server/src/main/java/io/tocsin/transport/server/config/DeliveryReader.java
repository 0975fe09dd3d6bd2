package io.tocsin.transport.server.config;

import io.tocsin.Deliveries;
import io.tocsin.Site;
import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads what a site does not deliver in mode EMERGENCY, and which facilities cover which. One thread. */
final class DeliveryReader {
    private static final int MAX_FACILITY = 0xFFFF;

    private final Findings findings;

    DeliveryReader(final Findings findings) {
        this.findings = findings;
    }

    /** Reads both; what is not said is left to a preset, or delivered. */
    void read(final Section site, final Site.Builder builder) {
        final Section mode = site.section("in-emergency-mode");
        final List<Severity> held = mode.choices("hold", List.of(), RulesReader.SEVERITIES);
        final List<Severity> dropped = mode.choices("drop", List.of(), RulesReader.SEVERITIES);
        mode.end();
        final List<Deliveries.Cover> covers = new ArrayList<>();
        site.section("covering-facilities")
                .namedItems()
                .forEach((facility, coveredBy) -> coveredBy.forEach(by -> cover(facility, by, covers)));
        findings.checked(mode, () -> builder.deliveries(new Deliveries(Set.copyOf(held), Set.copyOf(dropped), covers)));
    }

    private void cover(final String facility, final Item by, final List<Deliveries.Cover> covers) {
        findings.checked(by, () -> covers.add(new Deliveries.Cover(number(facility), number(by.text()))));
    }

    private static int number(final String text) {
        final int number;
        try {
            number = Integer.parseInt(text);
        } catch (final NumberFormatException none) {
            throw new IllegalArgumentException("'" + text + "' is no number of a facility", none);
        }
        if (number < 0 || number > MAX_FACILITY) {
            throw new IllegalArgumentException(
                    "facility " + number + ": a facility is numbered from 0 to " + MAX_FACILITY);
        }
        return number;
    }
}
