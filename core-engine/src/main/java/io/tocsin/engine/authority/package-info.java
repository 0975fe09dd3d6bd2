/**
 * Who may raise, see, answer, resolve and change: the role that a person was given, and how the person stands to the patient, the unit and the alert, all from the
 * engine's state. Persons without a role have the rights that everybody had before there were roles. Engine thread only; allocates nothing after start.
 */
package io.tocsin.engine.authority;
