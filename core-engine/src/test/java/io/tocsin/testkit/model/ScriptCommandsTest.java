package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScriptCommandsTest {
    @Test
    void shouldGoOnWhenASessionIsOfSomebodyWhomOnlyAConfigurationNamed() {
        final SplittableRandom random = new SplittableRandom(1);
        final ScriptSite site = new ScriptSite(random, 1);
        final ScriptKnowledge knowledge = new ScriptKnowledge();
        final ScriptCommands people = new ScriptCommands(random, site, knowledge, new Commands());
        for (long session = 1; session <= 50; session++) {
            knowledge.sessions.put(session, site.people.size());
        }

        for (int i = 0; i < 100; i++) {
            assertThatCode(() -> people.session(From.HOST)).doesNotThrowAnyException();
        }
    }
}
