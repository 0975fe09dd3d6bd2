/**
 * Configuration by command: parts are collected, the whole is checked against the state and against itself, and then all of it is applied, or nothing. Engine thread
 * only; allocates nothing after start.
 */
package io.tocsin.engine.config;
