/**
 * What a host sees of the alert core: {@link io.tocsin.AlertRouter} and what it takes and gives. Everything public here, and in {@code io.tocsin.testkit}, is a
 * promise; so are the types of other packages that these methods name: the enums of {@code io.tocsin.codecs.sbe}, {@code EngineLimits}, {@code Journal} and its
 * implementations, and {@code Pipeline}'s threading and state. Everything else of this module may change without notice.
 *
 * <p>Callbacks and futures run on one delivery thread per router, in the order of the router's events. Builders are for one thread; what they build, and every
 * record, is immutable.
 */
@NullMarked
package io.tocsin;

import org.jspecify.annotations.NullMarked;
