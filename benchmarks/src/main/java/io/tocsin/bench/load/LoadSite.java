package io.tocsin.bench.load;

import io.tocsin.Policy;
import io.tocsin.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The hospital of the rig: one nurse a patient, each in a bed of one of ten units, a desk at the end of every ladder. Ten alerts a second are more than a nurse is
 * ever meant to have, so the bounds of unanswered offers are far above their defaults; everything else is as shipped.
 */
final class LoadSite {
    /** Of the first source; the others follow. */
    static final long FIRST_SOURCE = 1_001;

    private static final int UNITS = 10;
    private static final int OFFERS = 1_024;
    private static final int GATEWAY_OFFERS = 16_384;
    private static final String DESK = "desk";
    private static final Duration STEP = Policy.seconds(60);

    private LoadSite() {}

    /** Who is told of the alerts of a patient. */
    static String clinician(final int number) {
        return "nurse-" + number;
    }

    /** Whose alerts a clinician is told of. */
    static String patient(final int number) {
        return "patient-" + number;
    }

    /** As a source greets. */
    static String source(final int number) {
        return "monitor-" + number;
    }

    /** The configuration of the server. */
    static String configuration(
            final LoadSettings settings, final Path journal, final int port, final int managementPort) {
        final StringBuilder text = new StringBuilder();
        text.append("# Made by the load rig.\n");
        text.append("node.name = load\n");
        text.append("log.level = warn\n");
        text.append("journal { folder = \"")
                .append(journal)
                .append("\", level = ")
                .append(settings.level())
                .append(" }\n");
        text.append("listen { port = ")
                .append(port)
                .append(", management-port = ")
                .append(managementPort)
                .append(" }\n");
        text.append("limits.preset = hospital\n");
        text.append("sources {\n");
        for (int i = 0; i < settings.sources(); i++) {
            text.append("  ")
                    .append(source(i))
                    .append(" { id = ")
                    .append(FIRST_SOURCE + i)
                    .append(", interface = true }\n");
        }
        text.append("}\nsite {\n  name = load\n  desks = [ desk ]\n");
        text.append(offers("offers-per-person", OFFERS)).append(offers("offers-per-gateway", GATEWAY_OFFERS));
        text.append("  people {\n");
        for (int i = 0; i < settings.clinicians(); i++) {
            text.append("    ").append(clinician(i)).append(" {}\n");
        }
        text.append("  }\n  units {\n");
        for (int unit = 0; unit < UNITS; unit++) {
            text.append("    unit-").append(unit).append(".beds {\n");
            for (int i = unit; i < settings.clinicians(); i += UNITS) {
                text.append("      bed-").append(i).append(" {}\n");
            }
            text.append("    }\n");
        }
        text.append("  }\n  patients {\n");
        for (int i = 0; i < settings.clinicians(); i++) {
            text.append(String.format(
                    Locale.ROOT, "    %s { bed = bed-%d, care = [ %s ] }%n", patient(i), i, clinician(i)));
        }
        text.append("  }\n  policies.all {\n");
        text.append("    steps = [ { target = care-team, delay = 60 s } ]\n");
        text.append("    fail-safe = desk\n  }\n}\n");
        return text.toString();
    }

    /** The same site for a router in this process. */
    static Site site(final LoadSettings settings) {
        final Site.Builder site = Site.named("load")
                .desk(DESK)
                .offersPerPerson(OFFERS, OFFERS)
                .offersPerGateway(GATEWAY_OFFERS, GATEWAY_OFFERS);
        for (int unit = 0; unit < UNITS; unit++) {
            site.unit("unit-" + unit);
        }
        for (int i = 0; i < settings.clinicians(); i++) {
            site.person(clinician(i))
                    .bed("bed-" + i, "unit-" + i % UNITS)
                    .patient(patient(i), "bed-" + i)
                    .care(patient(i), clinician(i));
        }
        sources(settings).values().forEach(site::interfaceSource);
        return site.policy(Policy.named("all").careTeam(STEP).failSafe(DESK, STEP))
                .build();
    }

    /** Sources by the name with which they greet. */
    static Map<String, Long> sources(final LoadSettings settings) {
        final Map<String, Long> sources = new LinkedHashMap<>();
        for (int i = 0; i < settings.sources(); i++) {
            sources.put(source(i), FIRST_SOURCE + i);
        }
        return sources;
    }

    private static String offers(final String which, final int most) {
        return "  " + which + " { critical = " + most + ", other = " + most + " }\n";
    }
}
