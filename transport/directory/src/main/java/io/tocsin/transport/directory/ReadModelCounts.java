package io.tocsin.transport.directory;

/**
 * What read models have done and hold.
 *
 * @param isUp           whether they follow and answer.
 * @param catchingUp     whether they still take over what was before the start.
 * @param patients       that the directory knows.
 * @param patientsRefused how often there was no room for a patient.
 * @param badLines       of the register, at its last reading.
 * @param alerts         that the history has.
 * @param alertsLetGo    that made room.
 * @param alertsRefused  how often there was no room for an entry of the history.
 * @param appliedSeq     the last event that is in the history.
 * @param refused        questions that found too many before them.
 */
public record ReadModelCounts(
        boolean isUp,
        boolean catchingUp,
        long patients,
        long patientsRefused,
        long badLines,
        long alerts,
        long alertsLetGo,
        long alertsRefused,
        long appliedSeq,
        long refused) {}
