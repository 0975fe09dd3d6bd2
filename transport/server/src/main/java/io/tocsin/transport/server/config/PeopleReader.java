package io.tocsin.transport.server.config;

import io.tocsin.ContactMethod;
import io.tocsin.Site;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.Priority;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Reads who there is, how each is told, and what each may do. One thread. */
final class PeopleReader {
    private static final List<AuthorityRole> AUTHORITY_ROLES = Arrays.stream(AuthorityRole.values())
            .filter(role -> role != AuthorityRole.NULL_VAL)
            .toList();
    private static final List<Priority> PRECEDENCES = Arrays.stream(Priority.values())
            .filter(priority -> priority != Priority.NULL_VAL)
            .toList();

    private static final Duration MOST_BUNDLED = Duration.ofMinutes(10);

    private final Findings findings;
    private final Names people;

    /** When a person counts as reachable. */
    private enum Reachable {
        /** While a client of theirs is connected. */
        SESSION,
        /** Always: somebody sits at it, or it rings in a pocket. */
        ALWAYS
    }

    PeopleReader(final Findings findings, final Names people) {
        this.findings = findings;
        this.people = people;
    }

    /** Reads the people and desks of a site. */
    void read(final Section section, final Site.Builder site) {
        section.section("people").named().forEach((name, person) -> person(name, person, site));
        for (final Item desk : section.items("desks")) {
            if (people.define(desk.text(), desk.key(), desk.origin())) {
                findings.checked(desk, () -> site.desk(desk.text()));
            }
        }
    }

    private void person(final String name, final Section person, final Site.Builder site) {
        final AuthorityRole role = person.choice("authority", AuthorityRole.NONE, AUTHORITY_ROLES);
        final Item patient = person.item("patient");
        final Reachable reachable = person.choice("reachable", Reachable.SESSION, List.of(Reachable.values()));
        final List<Item> skills = person.items("specializations");
        final ContactMethod[] contact = ContactReader.read(person.sections("contact"));
        final ContactMethod[] forMessages = ContactReader.read(person.sections("contact-for-messages"));
        final boolean hasPrecedence = person.hasOptional("precedence");
        final Priority precedence = hasPrecedence ? person.requiredChoice("precedence", PRECEDENCES) : null;
        final Duration bundle = person.hasOptional("bundle")
                ? person.duration("bundle", Duration.ZERO, Duration.ZERO, MOST_BUNDLED)
                : null;
        person.end();
        if (!people.define(name, person.path(), person.origin())) {
            return;
        }
        findings.checked(person, () -> {
            if (reachable == Reachable.ALWAYS) {
                site.desk(name);
            } else {
                site.person(name);
            }
            if (!skills.isEmpty()) {
                site.qualified(name, skills.stream().map(Item::text).toArray(String[]::new));
            }
            if (contact.length > 0) {
                site.contact(name, contact);
            }
            if (forMessages.length > 0) {
                site.contactForMessages(name, forMessages);
            }
            if (bundle != null) {
                site.bundle(name, bundle);
            }
            if (precedence != null) {
                site.precedence(name, precedence);
            }
            if (role != AuthorityRole.NONE) {
                site.authority(name, role, patient == null ? "" : patient.text());
            }
        });
    }
}
