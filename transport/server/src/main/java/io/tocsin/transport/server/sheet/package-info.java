/**
 * The downtime sheet: who lies where, who cares for whom, who is on duty, whom to call in which order, and what is open, on paper, for the hour in which no router runs.
 * Made from the views of a router that runs, beside it and on one thread of its caller's; written for its owner's eyes only, whole or not at all.
 */
@NullMarked
package io.tocsin.transport.server.sheet;

import org.jspecify.annotations.NullMarked;
