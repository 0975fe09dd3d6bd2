package io.tocsin;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A site on which things happen that are told in words, and what people see of it. */
final class Scenario implements AutoCloseable {
    private static final Pattern RAISE = Pattern.compile("(\\w+): ([a-z-]+) ([a-z-]+) in (\\S+?)(, unidentified)?");
    private static final Pattern ANSWER = Pattern.compile(
            "(\\w+) (accepts|rejects|resolves|hands|is at the bedside of) (\\w+)(?: to (\\w+))?(: refused)?");
    private static final Pattern ROTA = Pattern.compile("the rota of (\\S+): (.+)");
    private static final Pattern TURN = Pattern.compile("(\\w+) until (\\d+:\\d\\d)");
    private static final Pattern BREAK = Pattern.compile("(\\w+) goes on break, covered by (\\w+)");
    private static final Pattern CONNECTION = Pattern.compile("(\\w+)(?: (loses the connection)| is connected again)");
    private static final Pattern ENDS = Pattern.compile("(\\w+) ends at its source");

    private final RouterTestKit kit;
    /** The alerts by their names; and the other way round. */
    private final Map<String, Long> ids = new TreeMap<>();
    /** By person and alert. */
    private final Map<String, Offer> offers = new HashMap<>();

    private final Map<String, RecipientSession> sessions = new HashMap<>();

    private final List<String> rings = new ArrayList<>();
    private Duration now = Duration.ZERO;
    private int messages;
    private int bundles;

    /** Everybody is connected. */
    Scenario(final Site site, final List<String> people) {
        kit = RouterTestKit.launch(site);
        people.forEach(this::connect);
        connect("desk");
    }

    private void connect(final String person) {
        final RecipientSession session = kit.router().connect(person, offer -> ring(person, offer));
        sessions.put(person, session);
        kit.answer(session.opened());
    }

    private void ring(final String person, final Offer offer) {
        offers.put(person + ' ' + offer.alertId(), offer);
        if (offer.kind() == OutputKind.OFFER) {
            rings.add(person);
        }
    }

    /** Time passes until then, minutes and seconds from the start. */
    void at(final String time) {
        final Duration then = fromTheStart(time);
        // In small steps, as clocks tick.
        while (now.compareTo(then) < 0) {
            final Duration step =
                    then.minus(now).compareTo(Duration.ofSeconds(1)) < 0 ? then.minus(now) : Duration.ofSeconds(1);
            kit.advance(step);
            now = now.plus(step);
        }
    }

    private static Duration fromTheStart(final String time) {
        final int colon = time.indexOf(':');
        return Duration.ofMinutes(Long.parseLong(time.substring(0, colon)))
                .plusSeconds(Long.parseLong(time.substring(colon + 1)));
    }

    /** What somebody does, or what happens; anything else is a remark. */
    void act(final String words) {
        final Matcher raise = RAISE.matcher(words);
        final Matcher answer = ANSWER.matcher(words);
        final Matcher ends = ENDS.matcher(words);
        if (raise.matches()) {
            raise(raise.group(1), raise.group(2), raise.group(3), raise.group(4), raise.group(5) != null);
        } else if (answer.matches()) {
            final Offer offer = requireNonNull(offers.get(answer.group(1) + ' ' + ids.get(answer.group(3))), words);
            if (answer.group(5) == null) {
                answer(offer, answer.group(2), answer.group(4));
            } else {
                assertThatThrownBy(() -> answer(offer, answer.group(2), answer.group(4)))
                        .as(words)
                        .isNotNull();
            }
        } else if (ends.matches()) {
            kit.answer(kit.router().clear(ends.group(1)));
        } else {
            duty(words);
        }
        kit.settle();
    }

    private void duty(final String words) {
        final Matcher rota = ROTA.matcher(words);
        final Matcher pause = BREAK.matcher(words);
        if (rota.matches()) {
            final String of = rota.group(1);
            final DutyPlace place = of.startsWith("er-") ? DutyPlace.bed(of) : DutyPlace.role("emergency", of);
            kit.answer(kit.router().duty().replace(List.of(new Roster(place, turns(rota.group(2))))));
        } else if (pause.matches()) {
            kit.answer(requireNonNull(sessions.get(pause.group(1)), words)
                    .beginBreak(Duration.ofMinutes(30), pause.group(2)));
        } else {
            connection(CONNECTION.matcher(words));
        }
    }

    private void connection(final Matcher words) {
        if (words.matches() && words.group(2) != null) {
            requireNonNull(sessions.remove(words.group(1)), words.group(1)).close();
        } else if (words.matches()) {
            connect(words.group(1));
        }
    }

    /** One after the other, the first from the start on. */
    private static List<Roster.Shift> turns(final String text) {
        final List<Roster.Shift> turns = new ArrayList<>();
        final Matcher turn = TURN.matcher(text);
        Instant from = RouterTestKit.START;
        while (turn.find()) {
            final Instant until = RouterTestKit.START.plus(fromTheStart(turn.group(2)));
            turns.add(new Roster.Shift(turn.group(1), from, until));
            from = until;
        }
        return turns;
    }

    private void raise(
            final String name, final String type, final String severity, final String bed, final boolean isUnknown) {
        final Raise raise = Raise.alert(name)
                .type(EmergencyType.valueOf(constant(type)))
                .severity(Severity.valueOf(constant(severity)))
                .bed(bed);
        ids.put(
                name,
                kit.answer(kit.router().raise(isUnknown ? raise : raise.patient("patient-" + name)))
                        .alertId());
    }

    private static String constant(final String word) {
        return word.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private void answer(final Offer offer, final String how, final String to) {
        kit.answer(
                switch (how) {
                    case "accepts" -> offer.accept();
                    case "rejects" -> offer.reject(RejectReason.BUSY);
                    case "resolves" -> offer.resolve();
                    case "hands" -> offer.redirect(to, RejectReason.BUSY);
                    default -> offer.arrive();
                });
    }

    /** Whose device began to ring since this was asked last, once for each alert; of a message which alerts it tells of. */
    String rings() {
        kit.events(RouterEvent.ChannelChosen.class).stream()
                .skip(messages)
                .forEach(message -> rings.add(message.person() + " (" + name(message.alertId()) + ')'));
        messages = kit.events(RouterEvent.ChannelChosen.class).size();
        kit.events(RouterEvent.BundleChosen.class).stream()
                .skip(bundles)
                .forEach(bundle -> rings.add(bundle.members().stream()
                        .map(member -> name(member.alertId()))
                        .collect(Collectors.joining(", ", bundle.person() + " (", ")"))));
        bundles = kit.events(RouterEvent.BundleChosen.class).size();
        final String text = rings.stream().sorted().collect(Collectors.joining(", "));
        rings.clear();
        return text;
    }

    private String name(final long alertId) {
        return ids.entrySet().stream()
                .filter(each -> each.getValue() == alertId)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** Who owns what is open; of a team who has which place. */
    String owners() {
        final Map<Long, AlertState> open =
                kit.router().openAlerts().stream().collect(Collectors.toMap(AlertState::alertId, alert -> alert));
        return ids.entrySet().stream()
                .filter(each -> open.containsKey(each.getValue()))
                .map(each -> (open.size() == 1 ? "" : each.getKey() + ' ')
                        + owner(requireNonNull(open.get(each.getValue()))))
                .collect(Collectors.joining(", "));
    }

    private static String owner(final AlertState alert) {
        return alert.slots().isEmpty()
                ? alert.owner() == null ? "-" : alert.owner()
                : alert.slots().entrySet().stream()
                        .map(slot -> slot.getKey() + ' ' + (slot.getValue().isEmpty() ? "-" : slot.getValue()))
                        .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        kit.close();
    }
}
