package io.tocsin.replay.why;

import io.tocsin.atrest.PatientTexts;
import io.tocsin.codecs.sbe.AlertClosedDecoder;
import io.tocsin.codecs.sbe.BreakChangedDecoder;
import io.tocsin.codecs.sbe.BundleChosenDecoder;
import io.tocsin.codecs.sbe.DisplayNotedDecoder;
import io.tocsin.codecs.sbe.DutyChangedDecoder;
import io.tocsin.codecs.sbe.IdInternedDecoder;
import io.tocsin.codecs.sbe.LimitWatchedDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.OfferAnsweredDecoder;
import io.tocsin.codecs.sbe.OutputDispatchedDecoder;
import io.tocsin.codecs.sbe.PatientLimitChangedDecoder;
import io.tocsin.codecs.sbe.PresenceNotedDecoder;
import io.tocsin.codecs.sbe.ReadingGatedDecoder;
import io.tocsin.codecs.sbe.ReceiptNotedDecoder;
import io.tocsin.codecs.sbe.SessionChangedDecoder;
import io.tocsin.codecs.sbe.SilenceChangedDecoder;
import io.tocsin.journal.EventLogReader;
import io.tocsin.replay.journal.EventFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of a router, from the first on, and says why people were told of one alert or were not. It works nothing out again: what it says was recorded, by
 * whatever version. Events and clauses that are newer than this version are told by their names or numbers. Give it every event in order, then ask.
 *
 * <p>One thread; never blocks; allocates. Keeps the events of one alert, what may lead to one, and of all others no more than who has not answered, and who is on duty.
 */
public final class WhyReader implements EventLogReader {
    /** Events that do not name an alert, or matter whichever they name. */
    private static final Set<Integer> ALWAYS = Set.of(
            IdInternedDecoder.TEMPLATE_ID,
            SessionChangedDecoder.TEMPLATE_ID,
            PresenceNotedDecoder.TEMPLATE_ID,
            DutyChangedDecoder.TEMPLATE_ID,
            BreakChangedDecoder.TEMPLATE_ID,
            OutputDispatchedDecoder.TEMPLATE_ID,
            OfferAnsweredDecoder.TEMPLATE_ID,
            SilenceChangedDecoder.TEMPLATE_ID,
            LimitWatchedDecoder.TEMPLATE_ID,
            PatientLimitChangedDecoder.TEMPLATE_ID,
            ReadingGatedDecoder.TEMPLATE_ID,
            BundleChosenDecoder.TEMPLATE_ID,
            AlertClosedDecoder.TEMPLATE_ID,
            ReceiptNotedDecoder.TEMPLATE_ID,
            DisplayNotedDecoder.TEMPLATE_ID);

    /** After these nobody is asked for an answer any more. */
    private static final Set<String> SETTLING = Set.of("TAKEN", "CONDITION_ENDED");

    private final long alertId;
    private final boolean personal;
    private final PatientTexts texts;
    private final People people = new People();
    private final Background background = new Background();
    private final Duties duties = new Duties();
    private final AlertTale tale;
    private final Map<String, TreeMap<Long, Part>> underway = new TreeMap<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private long unread;

    /**
     * Has read nothing. It says nothing that may tell who a patient is.
     *
     * @param alertId of the alert to ask about, not 0.
     */
    public WhyReader(final long alertId) {
        this(alertId, false, PatientTexts.withoutKeys());
    }

    /**
     * Has read nothing.
     *
     * @param alertId  of the alert to ask about, not 0.
     * @param personal whether it names patients and says what somebody typed.
     * @param texts    opens what was typed about patients, if it can.
     */
    public WhyReader(final long alertId, final boolean personal, final PatientTexts texts) {
        if (alertId == 0) {
            throw new IllegalArgumentException("alertId is 0: alerts are numbered from 1");
        }
        this.alertId = alertId;
        this.personal = personal;
        this.texts = texts;
        tale = new AlertTale(people, background, duties);
    }

    @Override
    public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        if (length < MessageHeaderDecoder.ENCODED_LENGTH) {
            unread++;
            return;
        }
        final int template = header.wrap(buffer, offset).templateId();
        final boolean isWanted = EventFields.alertId(buffer, offset, length) == alertId;
        if (!isWanted && !ALWAYS.contains(template) && EventFields.isKnown(template)) {
            return;
        }
        final Optional<EventFields> event = EventFields.of(buffer, offset, length, personal, texts);
        if (event.isEmpty()) {
            unread++;
            return;
        }
        event.ifPresent(fields -> hear(fields, isWanted));
    }

    /**
     * What the events say about everybody who was named by a step or told.
     *
     * @return the answer so far.
     */
    public Why answer() {
        final List<Answer> answers = new ArrayList<>();
        tale.parts().values().forEach(part -> answers.add(new Judge(tale, people).answer(part.person)));
        return new Why(alertId, tale.isFound(), tale.raisedNs(), facts(null), answers, unread);
    }

    /**
     * What the events say about one person, in the chain of what happened to the alert as a whole and to that person.
     *
     * @param person id, as the site's configuration writes it.
     * @return the answer so far.
     */
    public Why answer(final String person) {
        final int index = people.find(person);
        final Answer answer = index < 0
                ? new Answer(person, Verdict.UNKNOWN_PERSON, stranger(person))
                : new Judge(tale, people).answer(index);
        return new Why(alertId, tale.isFound(), tale.raisedNs(), facts(person), List.of(answer), unread);
    }

    private String stranger(final String person) {
        final List<String> like = people.like(person);
        return "'" + person + "' was not named by any step, nor by any other event: nobody of that id was configured."
                + (like.isEmpty() ? "" : " There is: " + String.join(", ", like) + ".");
    }

    private List<Fact> facts(final @Nullable String person) {
        final Map<Integer, Part> parts = tale.parts();
        return tale.facts().stream()
                .filter(fact -> fact.people().isEmpty()
                        || (person == null
                                ? fact.people().stream().anyMatch(each -> parts.containsKey(people.find(each)))
                                : fact.people().contains(person)))
                .toList();
    }

    private void hear(final EventFields event, final boolean isWanted) {
        final int person = (int) event.number("person", -1);
        switch (event.name()) {
            case "IdInterned" -> people.interned(event);
            case "SessionChanged" -> {
                people.session(event);
                tale.presence(event, person);
            }
            case "PresenceNoted" -> {
                people.presence(event);
                tale.says(event, person);
            }
            case "DutyChanged" -> duties.duty(event);
            case "BreakChanged" -> duties.onBreak(event);
            case "SilenceChanged" -> {
                background.silence(event);
                tale.silence(event);
            }
            case "LimitWatched" -> {
                background.watched(event);
                tale.watched(event);
            }
            case "PatientLimitChanged" -> background.limit(event);
            case "ReadingGated" -> background.gated(event);
            case "ReceiptNoted" -> received(event, person);
            case "BundleChosen" -> {
                if (event.list("members").stream()
                        .anyMatch(member -> EventFields.numberOf(member.get("alertId"), 0) == alertId)) {
                    tale.tell(event);
                }
            }
            case "DisplayNoted" -> displayed(event, person);
            default -> {
                if (isWanted) {
                    tale.tell(event);
                }
                follow(event, person, isWanted);
            }
        }
    }

    /** What matters of every alert: who has not answered. */
    private void follow(final EventFields event, final int person, final boolean isWanted) {
        final long alert = event.number("alertId", 0);
        switch (event.name()) {
            case "OutputDispatched" -> dispatched(event, alert, isWanted);
            case "OfferAnswered" -> people.settled(person, alert);
            case "AlertClosed" -> people.closed(alert);
            default -> {
                // Nobody's burden changes.
            }
        }
    }

    private void dispatched(final EventFields event, final long alert, final boolean isWanted) {
        final boolean isOffer = event.text("kind").equals("OFFER");
        for (final Map<String, Object> recipient : event.list("recipients")) {
            final int person = (int) EventFields.numberOf(recipient.get("person"), -1);
            if (isOffer && event.number("redelivery", 0) == 0) {
                people.offered(person, alert);
            } else if (SETTLING.contains(event.text("kind"))) {
                people.settled(person, alert);
            }
            if (isOffer && isWanted) {
                lane(person, event.text("lane")).put(EventFields.numberOf(recipient.get("seq"), 0), tale.part(person));
            }
        }
    }

    private NavigableMap<Long, Part> lane(final int person, final String lane) {
        return underway.computeIfAbsent(person + lane, any -> new TreeMap<>());
    }

    private void received(final EventFields event, final int person) {
        final Map<Long, Part> upTo = lane(person, event.text("lane")).headMap(event.number("receivedSeq", 0), true);
        for (final Part part : upTo.values()) {
            if (part.receivedNs == 0) {
                part.receivedNs = AlertTale.timeOf(event);
                tale.note(event, people.name(person) + "'s client has received it.", List.of(people.name(person)));
            }
        }
    }

    private void displayed(final EventFields event, final int person) {
        final Part part = lane(person, event.text("lane")).get(event.number("seq", 0));
        if (part != null && part.displayedNs == 0) {
            part.displayedNs = AlertTale.timeOf(event);
            tale.note(event, people.name(person) + "'s client has shown it.", List.of(people.name(person)));
        }
    }
}
