/**
 * SYNTHETIC patients by the second: {@code Body} is what a patient has, {@code Monitor} what a monitor makes of it, artefacts included; {@code PatientRun} feeds it to
 * routers with limits at once and with timings, {@code Findings} compares them. Nothing here is evidence from patients: how often sensors slip, and for how long, are
 * assumptions that are stated. A patient is one thread's, patients are independent.
 */
@NullMarked
package io.tocsin.replay.evaluate.synthetic;

import org.jspecify.annotations.NullMarked;
