package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.ChoiceOrder;
import io.tocsin.codecs.sbe.Severity;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Who of three registrars is asked, as a nurse would say it: the list of the unit names cem, ann and bob, who have the indices 5, 3 and 4. A step asks some of them
 * for 60 s, the next step asks again, then comes the desk. Played to the specification's model and to the engine.
 */
final class ListChoiceScenarioTest {
    private static final int ANN = 3;
    private static final int BOB = 4;
    private static final int CEM = 5;
    private static final long OF_ANN = 11;
    private static final long OF_BOB = 12;

    private int raised;

    @TestFactory
    Stream<DynamicTest> shouldAskTheFirstOfTheListThenTheNext() {
        return played(1, ChoiceOrder.AS_LISTED, scene -> {
            assertThat(asked(raise(scene))).containsExactly(CEM);
            assertThat(asked(scene.after(60))).containsExactly(ANN);
            assertThat(asked(raise(scene))).containsExactly(CEM);
        });
    }

    @TestFactory
    Stream<DynamicTest> shouldAskTwoAtOnceThenTheThird() {
        return played(2, ChoiceOrder.AS_LISTED, scene -> {
            assertThat(asked(raise(scene))).containsExactly(CEM, ANN);
            // The third, and once more one of those who did not answer.
            assertThat(asked(scene.after(60))).containsExactly(BOB, CEM);
        });
    }

    @TestFactory
    Stream<DynamicTest> shouldAskEverybodyInTurn() {
        return played(1, ChoiceOrder.ROUND_ROBIN, scene -> {
            assertThat(asked(raise(scene))).containsExactly(ANN);
            assertThat(asked(raise(scene))).containsExactly(BOB);
            assertThat(asked(raise(scene))).containsExactly(CEM);
            assertThat(asked(raise(scene))).containsExactly(ANN);
        });
    }

    @TestFactory
    Stream<DynamicTest> shouldAskWhoHasTheFewestAlertsToSeeTo() {
        return played(1, ChoiceOrder.LEAST_LOADED, scene -> {
            assertThat(asked(raise(scene))).containsExactly(ANN);
            scene.accept(OF_ANN, 1);
            assertThat(asked(raise(scene))).containsExactly(BOB);
            scene.accept(OF_BOB, 2);
            assertThat(asked(raise(scene))).containsExactly(CEM);
            scene.say(scene.commands.resolve(From.session(OF_BOB), 2));
            assertThat(asked(raise(scene))).containsExactly(BOB);
        });
    }

    @TestFactory
    Stream<DynamicTest> shouldAskWhoOfThemIsNearest() {
        return played(1, ChoiceOrder.NEAREST, scene -> {
            scene.say(scene.commands.position(
                    From.session(OF_BOB), Integer.MIN_VALUE, Integer.MIN_VALUE, 0, List.of("", "", "icu", "", "", "")));
            assertThat(raise(scene)).contains("ResponderChosen [NEAREST_RESPONDER] person=4 nearness=UNIT");
        });
    }

    @TestFactory
    Stream<DynamicTest> shouldPassOverWhoIsBusyButAskThemRatherThanNobody() {
        return played(1, ChoiceOrder.AS_LISTED, scene -> {
            scene.say(scene.commands.presence(From.HOST, 1, "cem"));
            assertThat(asked(raise(scene))).containsExactly(ANN);
            scene.say(scene.commands.presence(From.HOST, 2, "ann"));
            scene.say(scene.commands.presence(From.HOST, 1, "bob"));
            assertThat(asked(raise(scene))).containsExactly(CEM);
        });
    }

    @TestFactory
    Stream<DynamicTest> shouldAskTheNextAtOnceWhenOneRejects() {
        return played(1, ChoiceOrder.AS_LISTED, scene -> {
            assertThat(asked(raise(scene))).containsExactly(CEM);
            assertThat(asked(scene.reject(13, 1))).containsExactly(ANN);
        });
    }

    @TestFactory
    Stream<DynamicTest> shouldAskNobodyWhoMayNeverAccept() {
        return played(1, ChoiceOrder.AS_LISTED, scene -> {
            scene.configure(List.of(scene.entries.authority("cem", AuthorityRole.TECH.value(), "")));
            assertThat(asked(raise(scene))).containsExactly(ANN);
            assertThat(asked(scene.after(60))).containsExactly(BOB);
        });
    }

    @TestFactory
    Stream<DynamicTest> shouldNotNarrowToTheOnlyQualifiedIfTheyMayNeverAccept() {
        return played(1, ChoiceOrder.AS_LISTED, scene -> {
            scene.configure(List.of(
                    scene.entries.qualification("cem", List.of("airway")),
                    scene.entries.authority("cem", AuthorityRole.TECH.value(), "")));
            final RaiseText text = RaiseText.of("k", Severity.CRITICAL, "p1");
            text.specializations.add("airway");
            assertThat(scene.say(scene.commands.raise(From.source(7, 0), text)))
                    .contains("ResponderChosen [LIST_ORDER] person=3 nearness=NONE")
                    .contains("StepStarted [UNIT_ROLE, NOBODY_QUALIFIED] step=0 round=0 chosen=1");
        });
    }

    @TestFactory
    Stream<DynamicTest> shouldPassTheStepOverWhereNobodyOfThemMayEverAccept() {
        return played(3, ChoiceOrder.ROUND_ROBIN, scene -> {
            scene.configure(Stream.of("ann", "bob", "cem")
                    .map(person -> scene.entries.authority(person, AuthorityRole.ADMIN_UNIT.value(), ""))
                    .toList());
            assertThat(raise(scene))
                    .contains("StepEnded [EMPTY_STEP] step=0 unanswered=0")
                    .contains("StepStarted [FAIL_SAFE] step=2 round=1 chosen=1");
        });
    }

    private Stream<DynamicTest> played(final int asks, final ChoiceOrder order, final Consumer<Scene> story) {
        return Stream.of(
                DynamicTest.dynamicTest("model", () -> story.accept(ward(new OracleEngine(Set.of()), asks, order))),
                DynamicTest.dynamicTest("engine", () -> story.accept(ward(new EngineSide(), asks, order))));
    }

    private static Scene ward(final Side side, final int asks, final ChoiceOrder order) {
        final Scene scene = Scene.ward(side, 9);
        final Entries entries = scene.entries;
        final Entries.Step some = new Entries.Step(60_000, 1, 0, "registrar").some(asks, order.value());
        scene.configure(List.of(
                entries.person("ann", 0),
                entries.person("bob", 0),
                entries.person("cem", 0),
                entries.role("icu", "registrar", List.of("cem", "ann", "bob")),
                entries.policy(
                        new Entries.Policy(1, 2, 0b11_1110, 0, 10_000, 0, 0, 60_000, List.of(some, some), "desk"))));
        scene.open(OF_ANN, "ann");
        scene.open(OF_BOB, "bob");
        scene.open(13, "cem");
        return scene;
    }

    private List<String> raise(final Scene scene) {
        return scene.raise("k" + raised++, Severity.CRITICAL);
    }

    /** Whom the steps that began have chosen of the list, in order. */
    private static List<Integer> asked(final List<String> said) {
        return said.stream()
                .filter(line -> line.startsWith("ResponderChosen"))
                .map(line -> line.replaceAll(".*person=(\\d+).*", "$1"))
                .map(Integer::valueOf)
                .toList();
    }
}
