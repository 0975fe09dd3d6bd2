/**
 * What the router does about itself: alerts of its own about breaches and load, the mode it is in, and what a mode puts off. Engine thread only; allocates nothing
 * after start.
 */
@org.jspecify.annotations.NullMarked
package io.tocsin.engine.overload;
