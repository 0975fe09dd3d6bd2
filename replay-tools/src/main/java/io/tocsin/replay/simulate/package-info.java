/**
 * {@code tocsin simulate}: a hospital's worst year in seconds. One seed is one run under a virtual clock: scripts of many sources and people, commands that are lost,
 * repeated and late, surges, people who fall silent, and nodes that are killed and come back from a snapshot and what was recorded behind it. After every step an
 * independent model must say the same and the invariants must hold; in the end the faults stop, and every alert must come to an owner or an end. One thread a run.
 */
@NullMarked
package io.tocsin.replay.simulate;

import org.jspecify.annotations.NullMarked;
