package io.tocsin.transport.gateway;

/** Somebody who has sent commands and is answered, by the number under which the switchboard knows it. */
interface Correlated {
    /** Where it lives. Any thread. */
    LoopDesk desk();

    /** The answer to the command that was sent from this slot. Loop. */
    void onAnswer(int slot, EngineAnswer answer);
}
