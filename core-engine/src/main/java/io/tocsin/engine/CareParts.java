package io.tocsin.engine;

import io.tocsin.engine.care.CareState;
import io.tocsin.engine.care.Doses;
import io.tocsin.engine.care.Weights;
import io.tocsin.engine.command.DoseCommands;
import io.tocsin.engine.command.SubjectFinder;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.response.AskingAnew;
import io.tocsin.engine.response.Relief;

/** The parts that hold what is planned for patients, and what they weigh, wired. They come after everything that raises and ends alerts. */
final class CareParts {
    final AskingAnew anew;
    final Doses doses;
    final Weights weights;
    final CareState state;
    final DoseCommands commands;

    CareParts(
            final EngineLimits limits,
            final EngineParts parts,
            final SubjectFinder finder,
            final Relief relief,
            final EventStream stream) {
        anew = new AskingAnew(parts.alerts, parts.offers, parts.ladder, relief);
        doses = new Doses(
                limits.maxDoses(),
                limits.maxSubjects(),
                parts.alerts,
                parts.life,
                parts.ownAlerts,
                anew,
                parts.subjects,
                parts.site,
                stream);
        weights = new Weights(
                limits.maxMonitored(),
                limits.maxSubjects(),
                parts.alerts,
                parts.life,
                parts.ownAlerts,
                parts.subjects,
                parts.site,
                stream);
        state = new CareState(doses, weights);
        commands = new DoseCommands(doses, finder, parts.site, parts.sessions, parts.authority, stream);
    }
}
