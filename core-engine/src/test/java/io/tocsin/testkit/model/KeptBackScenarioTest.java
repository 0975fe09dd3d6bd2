package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Severity;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When those are asked whom mode EMERGENCY kept from alerts: section 23. The ward of {@link Scene}; the alert that says that the mode is EMERGENCY is number 1, if no other was before; what is NON_URGENT is dropped, what is SEMI_URGENT held back. */
final class KeptBackScenarioTest {
    private static final int NORMAL = 0;
    private static final int EMERGENCY = 2;
    private static final int SEMI_URGENT = 1 << Severity.SEMI_URGENT.value();
    private static final int NON_URGENT = 1 << Severity.NON_URGENT.value();

    private final ServiceCommands service = new ServiceCommands();
    private final ContactMessages contacts = new ContactMessages();
    private final Scene scene = Scene.staffed(new BothSides(), 40);

    @Test
    void shouldAskAtOnceTheOldestFirstAndNoMoreThanAnEntranceMay() {
        begin(0, NON_URGENT);
        for (int i = 1; i <= 20; i++) {
            scene.raise("k" + i, Severity.NON_URGENT);
        }

        assertThat(begunAgain(scene.lines(service.modeOrdered(From.HOST, NORMAL))))
                .containsExactlyElementsOf(from(2, 17));
        assertThat(scene.deadlineInSeconds()).as("more is to be done at once").isZero();
        assertThat(begunAgain(scene.linesAfter(0))).containsExactlyElementsOf(from(18, 21));
        assertThat(begunAgain(scene.linesAfter(0))).isEmpty();
        assertThat(scene.deadlineInSeconds()).as("nothing is left").isPositive();
    }

    @Test
    void shouldAskWhenTheSiteDropsTheSeverityNoMore() {
        begin(0, NON_URGENT);
        scene.raise("k", Severity.NON_URGENT);

        assertThat(scene.configure(List.of(contacts.delivery(SEMI_URGENT, 0, List.of()))))
                .contains("StepEnded [HELD_BY_MODE] step=2 unanswered=0", asked(2));
    }

    @Test
    void shouldLeaveToItsOwnerWhatIsOwned() {
        scene.raise("own", Severity.NON_URGENT);
        begin(0, NON_URGENT);
        // The doctor is passed over, and the desk.
        scene.after(60);
        scene.accept(1, 1);
        scene.raise("other", Severity.NON_URGENT);

        assertThat(begunAgain(scene.lines(service.modeOrdered(From.HOST, NORMAL))))
                .containsExactly(3L);
    }

    @Test
    void shouldBeginAnewWhatWasHeldBackAtTheLastStep() {
        begin(SEMI_URGENT, 0);
        scene.raise("k", Severity.SEMI_URGENT);
        scene.after(60);
        scene.after(30);

        assertThat(scene.say(service.modeOrdered(From.HOST, NORMAL)))
                .contains("StepEnded [HELD_BY_MODE] step=2 unanswered=0", asked(2));
    }

    @Test
    void shouldAskAtOnceWhenItBecomesSoGraveThatTheModeDropsItNoMore() {
        begin(0, NON_URGENT);
        scene.raise("k", Severity.NON_URGENT);

        assertThat(scene.say(scene.commands.update(From.source(7, 0), 2, Severity.URGENT.value(), "", "")))
                .contains("StepStarted [CARE_ASSIGNMENT] step=0 round=0 chosen=1");
    }

    private void begin(final int held, final int dropped) {
        scene.configure(List.of(contacts.delivery(held, dropped, List.of())));
        scene.say(service.modeOrdered(From.HOST, EMERGENCY));
    }

    private static String asked(final long alertId) {
        return "OutputDispatched [CREDIT_GIVEN] alertId=" + alertId
                + " kind=OFFER lane=OTHER step=0 recipients=[{seq=1, person=0, prevDistance=1}]";
    }

    private static List<Long> begunAgain(final List<Line> said) {
        return said.stream()
                .filter(line -> line.is("StepEnded") && line.text("clauses").contains("HELD_BY_MODE"))
                .map(line -> line.number("alertId"))
                .toList();
    }

    private static List<Long> from(final int first, final int last) {
        return IntStream.rangeClosed(first, last).mapToObj(Long::valueOf).toList();
    }
}
