package io.tocsin.transport.server.cli;

import io.tocsin.Policy;
import io.tocsin.SiteOutline;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.coverage.AlertClass;
import io.tocsin.coverage.CoverageReport;
import io.tocsin.coverage.Finding;
import io.tocsin.coverage.Finding.Reason;
import io.tocsin.coverage.Finding.Why;
import io.tocsin.coverage.Place;
import io.tocsin.coverage.Span;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an examination found, in the words of a ward. */
final class CoverageWords {
    private static final int SHOWN = 3;
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("EEE d MMM HH:mm:ss", Locale.ENGLISH);

    private final SiteOutline site;
    private final CoverageReport report;
    private final ZoneId zone;

    CoverageWords(final SiteOutline site, final CoverageReport report, final ZoneId zone) {
        this.site = site;
        this.report = report;
        this.zone = zone;
    }

    /** What was asked. */
    String question() {
        return time(report.span().from()) + " to " + time(report.span().until()) + " (" + zone + "), "
                + count(report.units(), "unit") + ", " + count(report.places(), "place") + ", "
                + report.classes().size() + " classes of alerts: somebody must be told within "
                + report.within().toMillis() + " ms";
    }

    /** Where the alerts come from. */
    String places(final Finding finding) {
        final List<String> words = new ArrayList<>();
        if (finding.places().stream()
                .anyMatch(place -> place.bed().isEmpty() && place.patient().isEmpty())) {
            words.add("no bed named");
        }
        some("bed", finding, place -> place.patient().isEmpty() ? place.bed() : "", words);
        some("patient", finding, Place::patient, words);
        return String.join("; ", words);
    }

    private static void some(
            final String kind, final Finding finding, final Function<Place, String> name, final List<String> words) {
        final List<String> names = finding.places().stream()
                .map(name)
                .filter(each -> !each.isEmpty())
                .toList();
        if (!names.isEmpty()) {
            words.add(kind + (names.size() == 1 ? " " : "s ") + shortened(names));
        }
    }

    /** Which alerts. */
    String alerts(final Finding finding) {
        if (finding.classes().equals(report.classes())) {
            return "all";
        }
        final List<String> words = new ArrayList<>();
        final Map<Set<Severity>, SortedSet<AlertClass>> bySeverities = new LinkedHashMap<>();
        byKey(finding.classes(), CoverageWords::what)
                .values()
                .forEach(alike -> bySeverities
                        .computeIfAbsent(byKey(alike, AlertClass::severity).keySet(), key -> new TreeSet<>())
                        .addAll(alike));
        bySeverities.forEach((severities, alike) -> words.add(of(severities) + of(severities, alike)));
        return String.join("; ", words);
    }

    private String of(final Set<Severity> severities) {
        return byKey(report.classes(), AlertClass::severity).keySet().equals(severities)
                ? "all"
                : severities.stream().map(CoverageWords::word).collect(Collectors.joining(", "));
    }

    /** The kinds of emergencies; nothing if they are all that there are of these severities, the others if those are fewer. */
    private String of(final Set<Severity> severities, final SortedSet<AlertClass> alike) {
        final SortedSet<AlertClass> others = report.classes().stream()
                .filter(alerts -> severities.contains(alerts.severity()) && !alike.contains(alerts))
                .collect(Collectors.toCollection(TreeSet::new));
        if (others.isEmpty()) {
            return "";
        }
        final Set<String> named = byKey(alike, CoverageWords::what).keySet();
        final Set<String> missing = byKey(others, CoverageWords::what).keySet();
        return missing.size() < named.size() && Collections.disjoint(missing, named)
                ? " but " + String.join(", ", missing)
                : " of " + String.join(", ", named);
    }

    private static <K> Map<K, SortedSet<AlertClass>> byKey(
            final Collection<AlertClass> classes, final Function<AlertClass, K> key) {
        final Map<K, SortedSet<AlertClass>> byKey = new LinkedHashMap<>();
        classes.forEach(alerts -> byKey.computeIfAbsent(key.apply(alerts), each -> new TreeSet<>())
                .add(alerts));
        return byKey;
    }

    private static String what(final AlertClass alerts) {
        final Cause cause = alerts.cause();
        if (cause == null || cause == Cause.DECLARED) {
            return word(alerts.type());
        }
        return switch (cause) {
            case LIMIT -> "limits of " + word(alerts.parameter());
            case SCORE -> "scores";
            case TREND -> "advisories";
            default -> "technical alerts";
        };
    }

    /** When it is so. */
    String when(final Finding finding) {
        if (finding.spans().equals(List.of(report.span()))) {
            return "always";
        }
        final String first =
                finding.spans().stream().limit(SHOWN).map(this::span).collect(Collectors.joining(", "));
        final int more = finding.spans().size() - SHOWN;
        return more <= 0
                ? first
                : first + " and " + more + " more until "
                        + time(finding.spans().get(finding.spans().size() - 1).until());
    }

    private String span(final Span span) {
        return time(span.from()) + " – " + time(span.until());
    }

    private String time(final Instant instant) {
        final ZonedDateTime local = instant.atZone(zone);
        return local.getSecond() == 0 ? MINUTE.format(local) : SECOND.format(local);
    }

    /** What happens, and why. */
    String what(final Finding finding) {
        final String why = finding.reasons().stream().map(this::reason).collect(Collectors.joining("; "));
        return switch (finding.kind()) {
            case NOBODY -> "nobody" + (isShown(finding) ? " who may accept" : "") + " is told: " + why;
            case SILENCED -> "nobody is told in time: " + why;
            case TOO_LATE -> "nobody who may accept is told in time: " + why;
            case FAIL_SAFE_ONLY ->
                (isShown(finding) ? "of those who may accept only '" : "only '") + failSafe(finding) + "' is told: "
                        + why;
            case EMPTY_STEP -> "a step is passed over: " + why;
            case UNREACHABLE_STEP -> "a step tells nobody: " + why;
            case ONLY_SHOWN_STEP -> "a step tells nobody who may accept, and takes its time: " + why;
            case MISSES_SOMEBODY -> "a step does not tell everybody: " + why;
            case FAIL_SAFE_UNREACHABLE -> "if nobody answers, nobody else hears of it: " + why;
            case NEVER_FAIL_SAFE -> "if nobody answers, '" + failSafe(finding) + "' is not told: " + why;
        };
    }

    private static boolean isShown(final Finding finding) {
        return finding.reasons().stream().anyMatch(reason -> reason.why() == Why.MAY_NOT_ACCEPT);
    }

    private String failSafe(final Finding finding) {
        return site.policies().stream()
                .filter(policy -> policy.name().equals(finding.policy()))
                .map(Policy::failSafe)
                .findFirst()
                .orElse("");
    }

    private String reason(final Reason reason) {
        final String step = reason.step() < 0 ? "" : "step " + reason.step() + ": ";
        return step
                + switch (reason.why()) {
                    case NOBODY_ASSIGNED -> "nobody is assigned to it";
                    case NOBODY_HOLDS_ROLE -> "nobody holds '" + reason.name() + "'";
                    case NOBODY_ON_DUTY ->
                        "nobody is on duty" + (reason.name().isEmpty() ? " for it" : " as '" + reason.name() + "'");
                    case ROSTER_ENDED ->
                        "the roster of " + (reason.name().isEmpty() ? "its care" : "'" + reason.name() + "'")
                                + " has run out";
                    case NEVER_CONNECTED ->
                        "'" + reason.name() + "' is never connected"
                                + (site.contacts().isEmpty()
                                                && site.messageContacts().isEmpty()
                                        ? ""
                                        : ", nor told over another channel");
                    case NOT_CAPABLE -> "no client of '" + reason.name() + "' can show an emergency";
                    case MAY_NOT_ACCEPT -> "'" + reason.name() + "' may not accept";
                    case POSITIONS_UNKNOWN -> "who is nearest is only known while people say where they are";
                    case ASKED_BEFORE -> "those whom it names were asked before";
                    case SILENCE -> "silence " + reason.name() + " holds it back";
                    case STEPS_REPEAT_FOR_EVER -> "the steps repeat for ever";
                };
    }

    private static String word(final @Nullable Enum<?> value) {
        return value == null ? "" : value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String shortened(final List<String> names) {
        final int most = 8;
        return names.size() <= most
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, most)) + " and " + (names.size() - most) + " more";
    }

    private static String count(final int number, final String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
