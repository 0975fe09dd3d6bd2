package io.tocsin;

/**
 * Somebody who is on break.
 *
 * @param person  of the site.
 * @param cover   who is asked in their place.
 * @param untilNs when the break ends at the latest, UTC epoch ns.
 */
public record OnBreak(String person, String cover, long untilNs) {}
