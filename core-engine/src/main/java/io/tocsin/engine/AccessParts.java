package io.tocsin.engine;

import io.tocsin.engine.access.AccessEvents;
import io.tocsin.engine.access.ForgetCommand;
import io.tocsin.engine.access.Forgotten;
import io.tocsin.engine.access.RevocationCommands;
import io.tocsin.engine.access.Revocations;
import io.tocsin.engine.access.ViewCommands;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.semantics.Semantics;

/** What decides who is let in, who is shown more than their part, and who is forgotten, wired once. */
final class AccessParts {
    final Revocations revocations;
    final RevocationCommands commands;
    final ViewCommands views;
    final ForgetCommand forgetting;

    AccessParts(
            final EngineLimits limits, final EngineParts parts, final EventStream stream, final Semantics semantics) {
        final AccessEvents events = new AccessEvents(stream);
        revocations = new Revocations(limits.maxSessions(), events);
        commands = new RevocationCommands(
                revocations, events, parts.site, parts.sessions, parts.operations, parts.authority, stream);
        views = new ViewCommands(parts.views, parts.site, parts.subjects, parts.authority, stream);
        forgetting = new ForgetCommand(
                new Forgotten(), parts.alerts, parts.subjects, parts.operations, parts.authority, semantics, stream);
    }
}
