package io.tocsin.replay.demo;

/**
 * A synthetic patient and who looks after it.
 *
 * @param number from 0.
 * @param id     as the router knows it.
 * @param bed    id.
 * @param unit   id.
 * @param nurse  person who has the patient.
 * @param buddy  person who stands in.
 */
record Patient(int number, String id, String bed, String unit, String nurse, String buddy) {}
