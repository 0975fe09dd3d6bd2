package io.tocsin;

/**
 * Somebody who is on duty.
 *
 * @param place   for what.
 * @param person  of the site.
 * @param untilNs when the duty ends, UTC epoch ns.
 */
public record OnDuty(DutyPlace place, String person, long untilNs) {}
