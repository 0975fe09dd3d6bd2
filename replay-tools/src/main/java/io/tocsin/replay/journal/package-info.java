/**
 * {@code tocsin journal}: what a data folder of the router holds, read while no router uses it. {@code MessageReader} takes any message of the schema apart without
 * knowing it, {@code LineSink} and {@code JsonSink} write it down. Nothing here changes a folder. One thread each.
 */
@NullMarked
package io.tocsin.replay.journal;

import org.jspecify.annotations.NullMarked;
