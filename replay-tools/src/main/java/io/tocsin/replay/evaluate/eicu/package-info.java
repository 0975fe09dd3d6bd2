/**
 * Many hospitals through one router: {@code StayFiles} reads who lay where and what a cuff measured, {@code WardRun} plays it, with facilities, units and a nurse of each
 * ward. One thread.
 */
@NullMarked
package io.tocsin.replay.evaluate.eicu;

import org.jspecify.annotations.NullMarked;
