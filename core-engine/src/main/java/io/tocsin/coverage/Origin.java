package io.tocsin.coverage;

/**
 * Where alerts come from, as far as it decides who is told.
 *
 * @param unit    id.
 * @param care    who is assigned to the patient or the bed.
 * @param isWhole the unit as a whole: neither bed nor patient.
 */
record Origin(String unit, Care care, boolean isWhole) {}
