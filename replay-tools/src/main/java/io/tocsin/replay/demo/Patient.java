package io.tocsin.replay.demo;

/**
 * Who lies in a bed at first, and who looks after whoever does.
 *
 * @param number from 0.
 * @param id     as the router knows the patient; empty if the bed is free.
 * @param bed    id.
 * @param unit   id.
 * @param nurse  person who has the bed.
 * @param buddy  person who stands in.
 */
record Patient(int number, String id, String bed, String unit, String nurse, String buddy) {}
