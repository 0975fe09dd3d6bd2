/**
 * Reads a configuration file (HOCON) strictly into a {@link io.tocsin.transport.server.ServerConfig}: every key must be known, every value of its kind and in its
 * range, every name that is referred to must exist; all that is wrong is told at once, each with file and line. Called once at start, on the caller's thread;
 * reads the file and the environment, and changes nothing.
 */
@NullMarked
package io.tocsin.transport.server.config;

import org.jspecify.annotations.NullMarked;
