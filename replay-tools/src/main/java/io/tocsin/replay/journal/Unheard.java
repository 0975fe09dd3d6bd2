package io.tocsin.replay.journal;

import io.tocsin.engine.EngineOutput;
import org.agrona.DirectBuffer;

/** Hears nothing of what an engine says: its hash and its state tell. */
final class Unheard implements EngineOutput {
    @Override
    public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        // Not wanted.
    }

    @Override
    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        // Not wanted.
    }
}
