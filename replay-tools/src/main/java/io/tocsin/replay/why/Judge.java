package io.tocsin.replay.why;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says whether a person was told, and why or why not, from what the events told of them. */
final class Judge {
    private final AlertTale tale;
    private final People people;

    Judge(final AlertTale tale, final People people) {
        this.tale = tale;
        this.people = people;
    }

    /** The answer for a person whom some event has named. */
    Answer answer(final int person) {
        final Part part = tale.parts().get(person);
        final String name = people.name(person);
        if (part != null && part.toldNs > 0) {
            return part.couldHear() ? told(name, part) : unreachable(name, part);
        }
        if (part != null && part.isChosen) {
            return new Answer(name, Verdict.WAITING_FOR_CREDIT, waiting(name, part));
        }
        if (part != null
                && part.named.stream().anyMatch(named -> named.response().isEmpty())) {
            return new Answer(
                    name,
                    Verdict.NO_PLACE,
                    name + " was named by step " + part.named.get(0).step()
                            + ", but the alert had as many recipients as it may have.");
        }
        return unnamed(name, person, part);
    }

    private Answer told(final String name, final Part part) {
        final StringBuilder text =
                new StringBuilder(name).append(" was told at ").append(at(part.toldNs));
        text.append(steps(part));
        if (part.receivedNs > 0) {
            text.append(", and their client had it at ").append(at(part.receivedNs));
        } else {
            text.append("; no client has confirmed to have it");
        }
        if (part.displayedNs > 0) {
            text.append(" and showed it at ").append(at(part.displayedNs));
        }
        final Verdict verdict;
        if (part.leftNs > 0) {
            verdict = Verdict.RELIEVED;
            text.append(". ").append(DutyTelling.relieved(name, part, people, tale.raisedNs()));
        } else if (part.acceptedNs > 0 && part.rejectedNs == 0) {
            verdict = Verdict.ACCEPTED;
            text.append(". ").append(name).append(" took it at ").append(at(part.acceptedNs));
        } else if (part.rejectedNs > 0) {
            verdict = Verdict.REJECTED;
            text.append(". ")
                    .append(name)
                    .append(" rejected it at ")
                    .append(at(part.rejectedNs))
                    .append(" (")
                    .append(Wording.words(part.rejectReason))
                    .append(')');
        } else if (part.isSilent) {
            verdict = Verdict.NOT_ANSWERED;
            text.append(". ").append(name).append(" did not answer in the step's time");
        } else {
            verdict = Verdict.TOLD;
            final String end = end();
            text.append(end == null ? ". It is with them still" : ". " + end);
        }
        return new Answer(name, verdict, text.append('.').toString());
    }

    private Answer unreachable(final String name, final Part part) {
        final String end = end();
        return new Answer(
                name,
                Verdict.NOT_REACHABLE,
                name + " was chosen" + steps(part) + " and sent it at " + at(part.toldNs)
                        + ", but no client of theirs was connected"
                        + (end == null ? ", then or since." : " until it was over. " + end + "."));
    }

    private String waiting(final String name, final Part part) {
        final String end = end();
        final String others = part.withThem.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return name + " was chosen" + steps(part)
                + ", but had no credit: "
                + (others.isEmpty()
                        ? "the gateway of their client had as much on its way as it may have"
                        : "unanswered with them then: alert " + others)
                + ". "
                + (part.leftNs > 0
                        ? DutyTelling.relieved(name, part, people, tale.raisedNs())
                        : end == null ? "It waits still" : end)
                + ".";
    }

    /** Somebody whom no step chose. */
    private Answer unnamed(final String name, final int person, final @Nullable Part part) {
        if (!tale.isFound()) {
            return new Answer(name, Verdict.NO_STEP, "The events do not tell of this alert.");
        }
        if (tale.isTest()) {
            return new Answer(name, Verdict.TEST_TRAFFIC, "It was an exercise, and those never reach people.");
        }
        if (tale.lacksPolicy()) {
            return new Answer(
                    name, Verdict.NO_POLICY, "No policy covered its severity, so that there was nobody to ask.");
        }
        if (tale.steps().isEmpty() && !tale.heldBy().isEmpty()) {
            final String end = end();
            return new Answer(
                    name,
                    Verdict.SILENCED,
                    end == null
                            ? tale.heldBy() + " holds it back, so that nobody is asked before its end."
                            : tale.heldBy() + " held it back, so that nobody was asked. " + end + ".");
        }
        if (tale.steps().isEmpty()) {
            return new Answer(
                    name, Verdict.NO_STEP, "No step has begun." + skipped() + away(name, person) + lastReasons());
        }
        final String ran = "The steps that began (" + list(List.copyOf(tale.steps())) + ") did not "
                + (part == null ? "name " : "choose ") + name + "." + skipped() + said(name, person)
                + away(name, person)
                + (tale.holder().isEmpty() ? "" : " " + tale.holder() + " holds it back now.")
                + (tale.listsPeople()
                        ? ""
                        : " These events are of a version that did not record whom a step names: only who was told.");
        if (tale.owner() >= 0) {
            return new Answer(name, Verdict.TAKEN_BEFORE, ran + " " + end() + ", and no further step followed.");
        }
        if (tale.isClosed()) {
            return new Answer(name, Verdict.CLOSED_BEFORE, ran + " " + end() + ", and no further step followed.");
        }
        return new Answer(name, Verdict.NOT_IN_ANY_STEP, ran);
    }

    private String said(final String name, final int person) {
        final String presence = tale.presence(person);
        return presence.isEmpty() ? "" : " " + name + " had said to be " + presence + " when one began.";
    }

    /** When the person was off duty or on break while it came to steps. */
    private String away(final String name, final int person) {
        return tale.missed(person).stream()
                .map(each -> " " + DutyTelling.away(name, each, people, tale.raisedNs()))
                .collect(Collectors.joining());
    }

    private String skipped() {
        return tale.emptySteps().isEmpty()
                ? ""
                : " Skipped, because nobody was assigned: step "
                        + list(tale.emptySteps().stream().distinct().toList()) + ".";
    }

    /** What the alert's last event with a reason says. */
    private String lastReasons() {
        final List<Fact> facts = tale.facts();
        for (int i = facts.size() - 1; i >= 0; i--) {
            final Fact fact = facts.get(i);
            if (!fact.reasons().isEmpty()) {
                return " Last, at " + at(fact.atNs()) + ": " + fact.text() + " "
                        + fact.reasons().stream().map(Reason::text).collect(Collectors.joining(" "));
            }
        }
        return "";
    }

    private String steps(final Part part) {
        final List<Long> steps =
                part.named.stream().map(Part.Named::step).distinct().toList();
        return steps.isEmpty() ? "" : " in step " + list(steps);
    }

    private static String list(final List<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** How it ended for those who were not asked any more; null if it has not. */
    private @Nullable String end() {
        if (tale.owner() >= 0) {
            return people.name(tale.owner()) + " took it at " + at(tale.ownedNs());
        }
        return tale.isClosed() ? "It was closed at " + at(tale.closedNs()) + " (" + tale.closedAs() + ")" : null;
    }

    private String at(final long atNs) {
        return Since.raised(tale.raisedNs(), atNs);
    }
}
