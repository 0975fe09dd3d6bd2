/**
 * For whoever embeds the router and wants to test a policy of their own: a router that runs in the test's thread, under a clock that moves when the test says so. As
 * much of a promise as {@code io.tocsin} itself; needs no test library.
 */
@NullMarked
package io.tocsin.testkit;

import org.jspecify.annotations.NullMarked;
