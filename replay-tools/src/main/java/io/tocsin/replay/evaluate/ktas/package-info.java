/**
 * Visits to emergency departments through the router, to see how well triage finds the emergencies: {@code VisitReader} reads what is known at the door, {@code
 * ComplaintTable} says what a complaint declares, the router decides, {@code Agreement} compares with nurse and expert. One thread.
 */
@NullMarked
package io.tocsin.replay.evaluate.ktas;

import org.jspecify.annotations.NullMarked;
