/**
 * What every command passes before anything is decided: does it fit its own length, is it one we know, was it here before. Engine thread only; allocates nothing.
 */
package io.tocsin.engine.ingress;
