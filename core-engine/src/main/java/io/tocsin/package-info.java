/**
 * What a host sees of the alert core. Everything public here is a promise; every other package of this module may change
 * without notice.
 */
@NullMarked
package io.tocsin;

import org.jspecify.annotations.NullMarked;
