/**
 * How severe a declared alert is at least: what its source declared, what its type, its readings and the patient's held readings say. Upwards by itself, downwards
 * only by a person. Decides when an alert is raised or updated and owns nothing but its rules. Engine thread only; allocates nothing after start.
 */
package io.tocsin.engine.triage;
