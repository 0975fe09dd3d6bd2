package io.tocsin.coverage;

import io.tocsin.Roster;
import io.tocsin.ServiceLevel;
import io.tocsin.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Asks of a site whether somebody is told of every alert in time, at every instant of the days to come. Immutable: every method answers a changed copy. Any thread;
 * the time of {@link #report()} grows with the changes of duties and silences in its span, times the groups of places and alerts that are treated alike; it allocates.
 */
public final class Coverage {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration LONGEST = Duration.ofDays(366);

    private final Site site;
    private final Span span;
    private final Duration within;
    private final Clients clients;
    private final List<Roster> rosters;
    private final List<PlannedSilence> silences;

    private Coverage(
            final Site site,
            final Span span,
            final Duration within,
            final Clients clients,
            final List<Roster> rosters,
            final List<PlannedSilence> silences) {
        this.site = site;
        this.span = span;
        this.within = within;
        this.clients = clients;
        this.rosters = List.copyOf(rosters);
        this.silences = List.copyOf(silences);
    }

    /**
     * Asks for 30 days, and for the time within which the site promises that an alert is received, or 2 s if it promises nothing.
     *
     * @param site who is told.
     * @param from first instant.
     * @return a question.
     */
    public static Coverage of(final Site site, final Instant from) {
        final ServiceLevel promised = site.serviceLevel() == null ? ServiceLevel.standard() : site.serviceLevel();
        return new Coverage(
                site,
                new Span(from, from.plus(MONTH)),
                Duration.ofMillis(promised.targetMs()),
                new Clients(Set.of(), Set.of()),
                List.of(),
                List.of());
    }

    /**
     * For another time than 30 days.
     *
     * @param value above zero, at most 366 days.
     * @return a changed copy.
     */
    public Coverage during(final Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("during is " + value + ": above zero, at most " + LONGEST);
        }
        return new Coverage(site, new Span(span.from(), span.from().plus(value)), within, clients, rosters, silences);
    }

    /**
     * Within another time than the site promises.
     *
     * @param value from an alert to the first person who is told; not negative.
     * @return a changed copy.
     */
    public Coverage within(final Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("within is " + value + ": it cannot be negative");
        }
        return new Coverage(site, span, value, clients, rosters, silences);
    }

    /**
     * With people whose client is never connected. A desk, and whoever is reached without a session, is told all the same, and so is who has a contact method that the step has
     * a channel for; as a router does.
     *
     * @param people ids; those the site does not know are passed over.
     * @return a changed copy.
     */
    public Coverage neverConnected(final Set<String> people) {
        return with(new Clients(people, clients.notCapable()));
    }

    /**
     * With people whose client is connected, but cannot show an emergency as one ({@link io.tocsin.Capability#EMERGENCY_RESPONSE_CAPABLE}); all other connected clients
     * can. A desk, and whoever is reached without a session, has no client, so a step {@link io.tocsin.Policy#onlyCapable only for capable clients} never means them.
     *
     * @param people ids; those the site does not know are passed over.
     * @return a changed copy.
     */
    public Coverage notCapable(final Set<String> people) {
        return with(new Clients(clients.never(), people));
    }

    private Coverage with(final Clients assumed) {
        return new Coverage(site, span, within, assumed, rosters, silences);
    }

    /**
     * With rosters, each in the place of a list of the site.
     *
     * @param planned one for a place at most; people and places are of the site.
     * @return a changed copy.
     */
    public Coverage rosters(final List<Roster> planned) {
        return new Coverage(site, span, within, clients, planned, silences);
    }

    /**
     * With silences.
     *
     * @param planned in the order in which they are made.
     * @return a changed copy.
     */
    public Coverage silences(final List<PlannedSilence> planned) {
        return new Coverage(site, span, within, clients, rosters, planned);
    }

    /**
     * Examines every unit, every place in it and every class of alerts, from change to change.
     *
     * @return what is wrong; never {@code null}.
     */
    public CoverageReport report() {
        return new Examination(site.outline(), span, within, clients, rosters, silences).run();
    }
}
