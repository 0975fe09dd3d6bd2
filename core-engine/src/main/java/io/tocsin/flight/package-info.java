/**
 * What a router tells Java Flight Recorder, for whoever looks for the one command in a million that took long. All of it is off unless a recording asks for it, and
 * costs nothing then: the JVM leaves the methods of an event class empty until it is recorded. An event holds numbers and words of the router's own, and nothing of
 * patients or people. Each is made and committed on the thread that does what it tells of; those of every command are used again and again.
 */
@NullMarked
package io.tocsin.flight;

import org.jspecify.annotations.NullMarked;
