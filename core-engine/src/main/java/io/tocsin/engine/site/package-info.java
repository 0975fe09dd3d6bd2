/**
 * The site as configured: people, units, beds, roles, who is assigned to whom, and the escalation policies. Changed by configuration only, read by everything that
 * routes. Engine thread only.
 */
package io.tocsin.engine.site;
