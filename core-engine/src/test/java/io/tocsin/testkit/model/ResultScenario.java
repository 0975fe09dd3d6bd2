package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Critical results, as section 35 says it; played on the model and on the engine. The doctor ordered the examination and has 15 minutes, then the nurse has 5, then
 * the desk is told; after two read-backs in a row that are wrong or missing the next is asked at once. The nurse has session 1, the doctor session 2.
 */
abstract class ResultScenario {
    static final int NURSE = 0;
    static final int DOCTOR = 1;
    private static final int OF_RESULTS = 1 << 10;

    final ResultMessages messages = new ResultMessages();

    static Stream<Side> sides() {
        return Stream.of(new OracleEngine(Set.of()), new EngineSide());
    }

    Scene laboratory(final Side side) {
        return laboratory(Scene.staffed(side, 4));
    }

    Scene laboratory(final Scene scene) {
        scene.configure(List.of(scene.entries.policy(
                new Entries.Policy(
                        2,
                        1,
                        0b11_1110,
                        0,
                        60_000,
                        20_000,
                        0,
                        60_000,
                        List.of(new Entries.Step(900_000, 6, 0, ""), new Entries.Step(300_000, 2, 0, "nurse")),
                        "desk",
                        0,
                        0,
                        OF_RESULTS),
                0,
                2)));
        return scene;
    }

    List<String> report(final Scene scene, final String value, final String orderedBy) {
        return scene.say(message(List.of("p1", "", ""), value, orderedBy, ""));
    }

    List<String> report(final Scene scene, final Severity severity) {
        return scene.say(message(severity, List.of("p1", "", ""), "6.9", "doctor", ""));
    }

    byte[] message(final List<String> place, final String value, final String orderedBy, final String comment) {
        return message(Severity.CRITICAL, place, value, orderedBy, comment);
    }

    private byte[] message(
            final Severity severity,
            final List<String> place,
            final String value,
            final String orderedBy,
            final String comment) {
        final List<String> texts = new ArrayList<>(List.of("lab-77"));
        texts.addAll(place);
        texts.addAll(List.of(orderedBy, "2823-3", "Potassium", value, "mmol/l", comment));
        return messages.report(From.source(7, 0), severity.value(), 0, 0, texts);
    }

    List<String> accept(final Scene scene, final int person, final String readBack) {
        return scene.say(messages.accept(From.session(person + 1L), 1, readBack, 0));
    }

    static String answer(final String result) {
        return "CommandAnswered result=" + result + " alertId=1 occurrence=0 isNew=0 repeated=0";
    }

    static List<String> only(final List<String> said, final String... names) {
        return said.stream()
                .filter(line -> Stream.of(names).anyMatch(line::startsWith))
                .toList();
    }
}
