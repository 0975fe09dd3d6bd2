/**
 * One method per command: validate completely, then change. A refusal is an answer, never an exception, and leaves everything as it was. Engine thread only;
 * allocates nothing.
 */
package io.tocsin.engine.command;
