/**
 * The rules of the edge, one copy for every format: which ids are refused, which keys are hashed, which texts are cut, how decimals become fixed-point numbers, and
 * how a raise is encoded. For whoever turns another format, or an API, into commands. Internal to Tocsin: may change without notice. Each class says its thread.
 */
@NullMarked
package io.tocsin.codecs.text;

import org.jspecify.annotations.NullMarked;
