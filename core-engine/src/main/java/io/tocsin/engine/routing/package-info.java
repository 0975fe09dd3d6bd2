/**
 * Whom a step means: from the target that a policy names to the people, in the order they are told. Knows where people are and which of them are nearest. Decides
 * about nobody who is named otherwise. Engine thread only; allocates nothing after start.
 */
package io.tocsin.engine.routing;
