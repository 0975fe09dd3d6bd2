package io.tocsin.audit;

import io.tocsin.engine.StateSink;
import java.util.function.Consumer;

/**
 * Where an audit begins in the midst of a log whose beginning is gone, or belongs to another log.
 *
 * @param commandSeq the last command before it.
 * @param position   of the log, behind that command.
 * @param commandNs  when it was taken, epoch ns.
 * @param eventSeq   the last event before it.
 * @param state      tells what the engine held there, as {@link io.tocsin.engine.AlertEngine#report}: whose sessions are, and what indexes stand for.
 */
public record AuditBeginning(
        long commandSeq, long position, long commandNs, long eventSeq, Consumer<StateSink> state) {}
