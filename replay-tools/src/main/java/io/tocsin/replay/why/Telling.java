package io.tocsin.replay.why;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.TechnicalCondition;
import io.tocsin.replay.journal.EventFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;

/** Says in a sentence what an event of an alert tells; of a kind that it has no sentence for, what the schema says of it and the fields it has. */
final class Telling {
    private static final Set<String> PEOPLE = Set.of("person", "owner", "by", "from", "to", "actor", "author");
    private static final Set<String> DECISIONS = Set.of("ACCEPTED", "REJECTED");
    private static final double HUNDREDTHS = 100.0;
    private static final int ANY = 255;
    /** A rule above this is the place of a score's table. */
    private static final int SCORE_BASE = 100;

    /** Technical conditions whose value is a parameter. */
    private static final Set<String> OF_READINGS = Set.of(
            TechnicalCondition.READING_REJECTED.name(),
            TechnicalCondition.SENSOR_STUCK.name(),
            TechnicalCondition.SENSOR_FAULT.name(),
            TechnicalCondition.READINGS_INACCURATE.name());

    private final People people;
    private final StepTelling steps;

    Telling(final People people) {
        this.people = people;
        steps = new StepTelling(people);
    }

    /** Whom an event names; of a step and of its end nobody in particular, because they are about the alert. */
    List<String> names(final EventFields event) {
        final List<String> names = new ArrayList<>();
        switch (event.name()) {
            case "OutputDispatched" ->
                event.list("recipients")
                        .forEach(each -> names.add(people.name(EventFields.numberOf(each.get("person"), -1))));
            case "AlertClosed", "AlertRaised", "StepStarted", "StepEnded", "AlertRedirected", "BedsideReached" -> {
                // About the alert, whoever closed it or came.
            }
            default -> {
                // Who accepts, rejects or gives back decides for everybody.
                final long person = event.number("person", -1);
                if (person >= 0 && !DECISIONS.contains(event.text("response")) && !AlertTale.isRelease(event)) {
                    names.add(people.name(person));
                }
            }
        }
        return names;
    }

    /** The sentence. */
    String sentence(final EventFields event, final long raisedNs) {
        return switch (event.name()) {
            case "AlertRaised" -> raised(event);
            case "AlertUpdated" -> updated(event);
            case "ConditionChanged" -> condition(event);
            case "StepStarted" -> steps.started(event, raisedNs);
            case "StepEnded" -> StepTelling.ended(event);
            case "ResponderChosen" -> steps.named(event, person(event));
            case "OutputDispatched" -> steps.output(event);
            case "OfferAnswered" -> answer(event);
            case "AlertRedirected" -> DutyTelling.handedOn(event, person(event), people.name(event.number("to", -1)));
            case "ReadBackNoted" -> readBack(event);
            case "WeightNoted" -> CareTelling.weight(event);
            case "DoseChanged" -> CareTelling.dose(event, people);
            case "BedsideReached" -> person(event) + " is at the bedside.";
            case "AlertClosed" -> closed(event);
            case "OutputLeft" ->
                "What " + person(event) + " had not received makes room for what is newer, and is not kept.";
            case "AlertStale" -> "Its subject is silent; what it shows may be old.";
            case "AlertContent" -> "What it says goes along, for a client that may not have it.";
            case "TechnicalNoted" -> technical(event);
            case "AlertMuted", "AlertUnmuted" -> PauseTelling.muted(event, raisedNs);
            case "AlertSnoozed", "SnoozeEnded" -> PauseTelling.snoozed(event, person(event), raisedNs);
            case "SlaNoted" -> LoadTelling.clock(event, person(event));
            case "ChannelsPutOff", "NoticeDropped" -> LoadTelling.shed(event, raisedNs);
            case "ChannelChosen" -> ContactTelling.chosen(event, person(event));
            case "ChannelNoted" -> ContactTelling.noted(event, person(event), raisedNs);
            case "BundleChosen" -> ContactTelling.together(event, person(event));
            case "AccessRefused" -> RiskTelling.refused(event, person(event));
            case "EmergencyOverride" -> RiskTelling.overridden(event, person(event));
            case "TrendNoted" -> TrendTelling.noted(event);
            case "LimitViolated" ->
                "A reading: " + parameter(event.number("parameter", 0), event.text("parameter")) + " "
                        + hundredths(event, "value") + ", limit " + hundredths(event, "limitValue") + ".";
            default -> other(event);
        };
    }

    /**
     * What was told of a silence.
     *
     * @param event    of it.
     * @param raisedNs when the alert was raised that it holds back.
     * @param isFirst  that is known of it.
     */
    String silence(final EventFields event, final long raisedNs, final boolean isFirst) {
        final String name = "Silence " + event.text("silenceId");
        final String until = Since.raised(raisedNs, event.number("endNs", 0));
        if (event.number("confirmedBy", -1) >= 0 && hasClause(event, "CONFIRMED")) {
            return people.name(event.number("confirmedBy", -1)) + " confirms " + lower(name) + ".";
        }
        if (event.text("state").equals("EXPIRED")) {
            return name + " is over.";
        }
        if (!isFirst) {
            return name + " begins.";
        }
        final StringJoiner covers = new StringJoiner(", ");
        if (!event.text("severityAtMost").equals("CRITICAL")) {
            covers.add(words(event, "severityAtMost") + " or less grave");
        }
        final long type = event.number("emergencyType", 0);
        if (type != 0) {
            covers.add(emergencyType(type));
        }
        if (event.number("parameter", 0) != 0) {
            covers.add(parameter(event.number("parameter", 0), ""));
        }
        final long cause = event.number("cause", ANY);
        if (cause != ANY) {
            covers.add("cause " + cause(cause));
        }
        final long subject = event.number("subject", -1);
        if (subject >= 0 && people.subject(subject).isEmpty()) {
            covers.add("one patient");
        }
        place(event).forEach(covers::add);
        final long author = event.number("author", -1);
        return name + " is made by " + (author < 0 ? words(event, "origin") : people.name(author)) + ", from "
                + Since.raised(raisedNs, event.number("startNs", 0)) + " until " + until + ": " + covers
                + (event.text("comment").isEmpty() ? "" : ", because: " + event.text("comment")) + ".";
    }

    private List<String> place(final EventFields event) {
        final List<String> place = new ArrayList<>();
        final String subject = people.subject(event.number("subject", -1));
        if (!subject.isEmpty()) {
            place.add(subject);
        }
        if (event.number("unit", -1) >= 0) {
            place.add("unit " + people.name("UNIT", event.number("unit", -1)));
        }
        if (event.number("bed", -1) >= 0) {
            place.add("bed " + people.name("BED", event.number("bed", -1)));
        }
        return place;
    }

    /** A limit that the patient has of their own. */
    String limit(final EventFields event, final long raisedNs) {
        final long untilNs = event.number("untilNs", 0);
        final boolean isOfMonitor = event.number("author", -1) < 0;
        final String by = isOfMonitor
                ? "At the bedside, as source " + event.text("sourceId") + " says"
                : people.name(event.number("author", -1)) + " set";
        final StringJoiner why = new StringJoiner(", ", " (", ")").setEmptyValue("");
        if (!event.text("reason").equals("UNSTATED")) {
            why.add(words(event, "reason"));
        }
        if (!event.text("comment").isEmpty()) {
            why.add(event.text("comment"));
        }
        return by + ": " + parameter(event.number("parameter", 0), event.text("parameter")) + " not "
                + words(event, "bound") + " " + hundredths(event, "value") + " for this patient, "
                + (untilNs == 0 ? "until it is taken back" : "until " + Since.raised(raisedNs, untilNs)) + why + ".";
    }

    /** A reading that waits for a second one, or counts after it has, or counts though it is an older one. */
    static String gated(final EventFields event) {
        final String reading =
                parameter(event.number("parameter", 0), event.text("parameter")) + " " + hundredths(event, "value");
        if (event.number("over", 0) == 0) {
            return "A reading that " + DeviceTelling.doubt(event) + ": " + reading + ".";
        }
        if (hasClause(event, "UNCONFIRMED_IN_TIME")) {
            return "No second one came in time: " + reading + " counts.";
        }
        return hasClause(event, "READING_CONFIRMED")
                ? "A second one bears it out: it counts."
                : "One that nothing speaks against came instead.";
    }

    /** What a timed rule holds back. */
    String watched(final EventFields event, final long raisedNs) {
        final String reading = parameter(event.number("parameter", 0), event.text("parameter")) + " "
                + hundredths(event, "value") + ", limit " + hundredths(event, "limitValue");
        final long deadlineNs = event.number("deadlineNs", 0);
        final String then = deadlineNs == 0 ? "" : " at " + Since.raised(raisedNs, deadlineNs);
        return switch (event.text("stage")) {
            case "PENDING" ->
                "A reading that does not count yet: " + reading
                        + (then.isEmpty() ? "." : "; it will" + then + ", unless it is over before.");
            case "DECLARED" ->
                "The violation counts; it was held back on purpose from "
                        + Since.raised(raisedNs, event.number("startedNs", 0)) + " on.";
            case "CLEARING" -> "A reading inside the limit: " + reading + "; it ends" + then + ", if that lasts.";
            case "RETURNED" -> "It did not last: " + reading + ".";
            default -> Wording.capital(words(event, "stage")) + ": " + reading + ".";
        };
    }

    static boolean hasClause(final EventFields event, final String clause) {
        return event.header().containsValue(clause);
    }

    private static String lower(final String text) {
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    private String raised(final EventFields event) {
        final StringJoiner text = new StringJoiner(", ", "Raised: ", ".");
        final String type = event.text("emergencyType");
        text.add(words(event, "severity")
                + (type.equals("OTHER") ? " alert" : " " + Wording.words(type))
                + RiskTelling.declared(event)
                + DeviceTelling.condition(event));
        if (event.text("cause").equals("LIMIT")) {
            text.add(parameter(event.number("parameter", 0), "") + " " + hundredths(event, "value") + " beyond "
                    + hundredths(event, "limitValue"));
        } else if (event.text("cause").equals("SCORE")) {
            final long table = event.number("rule", 0) - SCORE_BASE;
            text.add((table > 0 ? "score " + table + " of the site: " : "score ") + event.text("value"));
        } else if (event.text("cause").equals("TREND")) {
            text.add("an advisory: readings on the move, " + event.text("value") + " points");
        } else if (event.text("cause").equals("TECHNICAL")) {
            text.add("technical: " + condition(event.number("rule", 0)));
        }
        place(event).forEach(text::add);
        text.add("priority " + words(event, "priority"));
        if (!event.text("purpose").equals("PRODUCTION")) {
            text.add("as an exercise (" + words(event, "purpose") + ")");
        }
        return text.toString();
    }

    /** What somebody said that a critical result is. */
    private String readBack(final EventFields event) {
        final String said = event.text("readBack");
        final long failures = event.number("failures", 0);
        if (failures == 0) {
            return person(event) + " read back \"" + said + "\", as it was reported.";
        }
        final String often =
                failures == 1 ? "" : "; that is the " + failures + ". time in a row that it was not read back";
        return said.isEmpty()
                ? person(event) + " wanted to take it without reading it back" + often + '.'
                : person(event) + " read back \"" + said + "\", which is not what was reported last" + often + '.';
    }

    private static String updated(final EventFields event) {
        final String severity = words(event, "severity") + RiskTelling.declared(event);
        final String occurrence = ", occurrence " + event.text("occurrence") + DeviceTelling.condition(event) + ".";
        return switch (event.text("phase")) {
            case "CONTINUE" ->
                event.header().containsValue("CONFIGURED")
                        ? "It goes on by other rules: its limit is rule " + event.text("rule") + " now."
                        : "The same again, " + severity + occurrence;
            case "ESCALATE" -> "It rises to " + severity + occurrence;
            case "DEESCALATE" -> "It falls to " + severity + occurrence;
            default ->
                (hasClause(event, "VITALS_OF_NOW") ? "It shows the vital signs of now, " : "What it says changes, ")
                        + severity
                        + occurrence;
        };
    }

    private static String condition(final EventFields event) {
        return switch (event.text("to")) {
            case "INACTIVE" ->
                "RESET".equals(event.text("phase"))
                        ? "What was kept is let go: the condition is over."
                        : "The condition is over.";
            case "LATCHED" -> "The condition is over; the alert is kept until somebody resolves it.";
            case "ACTIVE" -> "The condition is back.";
            default -> "Its condition is " + words(event, "to") + ".";
        };
    }

    /** Something that alerts depend on failed, or works again. */
    private String technical(final EventFields event) {
        final String device = people.device(event.number("subject", -1));
        final String what = device.isEmpty() ? "" : " " + device;
        final boolean isActive = event.number("active", 0) == 1;
        if (event.text("condition").equals(TechnicalCondition.DEVICE_LOST.name())) {
            return isActive
                    ? "No client of" + what + ", who is on duty, has been connected for " + event.text("value") + " s."
                    : "A client of" + what + " is connected again, or their duty is over.";
        }
        if (DeviceTelling.isOfDevice(event)) {
            return DeviceTelling.noted(event, device);
        }
        if (event.text("condition").equals(TechnicalCondition.DOSES_FULL.name())) {
            return CareTelling.places(event);
        }
        if (OF_READINGS.contains(event.text("condition"))) {
            return Wording.capital(words(event, "condition")) + ": " + parameter(event.number("value", 0), "")
                    + (isActive ? "." : "; it is over.");
        }
        if (!event.text("condition").equals(TechnicalCondition.SOURCE_SILENT.name())) {
            return Wording.capital(words(event, "condition"))
                    + what
                    + (isActive ? " (" + event.text("value") + ")." : " is over.");
        }
        return isActive
                ? "Nothing was heard of the source" + what + " for " + event.text("value") + " s."
                : "The silence of the source" + what + " is over.";
    }

    private static String condition(final long value) {
        for (final TechnicalCondition condition : TechnicalCondition.values()) {
            if (condition.value() == value) {
                return Wording.words(condition.name());
            }
        }
        return "condition " + value;
    }

    /** What somebody says of being there. */
    String presence(final EventFields event) {
        return person(event) + " says to be " + words(event, "presence") + ".";
    }

    private String answer(final EventFields event) {
        return switch (event.text("response")) {
            case "ACCEPTED" -> person(event) + " takes responsibility.";
            case "REJECTED" -> person(event) + " rejects it: " + words(event, "reason") + ".";
            case "UNDEFINED" -> person(event) + DutyTelling.undefined(event);
            default -> person(event) + ": " + words(event, "response") + ".";
        };
    }

    private String closed(final EventFields event) {
        return "Closed: " + words(event, "outcome")
                + (event.number("person", -1) < 0 ? "." : ", " + person(event) + ".");
    }

    private String other(final EventFields event) {
        final StringJoiner fields = new StringJoiner(", ", " (", ")").setEmptyValue("");
        event.scalars().forEach((name, value) -> {
            if (PEOPLE.contains(name) && value.matches("\\d+")) {
                fields.add(Wording.words(name) + " " + people.name(Long.parseLong(value)));
            } else if (!name.equals("alertId")) {
                fields.add(Wording.words(name) + " " + Wording.words(value));
            }
        });
        final String said = Wording.current().event(event.name());
        return Wording.capital(Wording.words(event.name())) + fields + "."
                + (said.equals(Wording.words(event.name())) ? "" : " " + said);
    }

    private String person(final EventFields event) {
        return people.name(event.number("person", -1));
    }

    static String words(final EventFields event, final String field) {
        return Wording.words(event.text(field));
    }

    static String parameter(final long value, final String otherwise) {
        if (!otherwise.isEmpty() && !otherwise.matches("\\d+")) {
            return Wording.words(otherwise);
        }
        for (final Parameter parameter : Parameter.values()) {
            if (parameter.value() == value) {
                return Wording.words(parameter.name());
            }
        }
        return "parameter " + value;
    }

    private static String emergencyType(final long value) {
        for (final EmergencyType type : EmergencyType.values()) {
            if (type.value() == value) {
                return Wording.words(type.name());
            }
        }
        return "type " + value;
    }

    private static String cause(final long value) {
        for (final Cause cause : Cause.values()) {
            if (cause.value() == value) {
                return Wording.words(cause.name());
            }
        }
        return Long.toString(value);
    }

    private static String hundredths(final EventFields event, final String field) {
        return String.format(Locale.ROOT, "%.2f", event.number(field, 0) / HUNDREDTHS);
    }
}
