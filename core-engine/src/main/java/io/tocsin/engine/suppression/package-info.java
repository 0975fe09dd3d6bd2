/**
 * What keeps alerts from paging: silences, which of them covers an alert, and which alerts they mute. A muted alert is open and has a deadline, as every other; what is
 * protected, and what is critical without a second person's word, is never muted. Engine thread only; allocates nothing after start.
 */
package io.tocsin.engine.suppression;
