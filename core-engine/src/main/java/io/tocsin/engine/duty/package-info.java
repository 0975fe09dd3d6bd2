/**
 * Who is on duty when, and who is on break: dated duties that came as configuration, the beginning and end of shifts as deadlines, and what becomes of the alerts of
 * somebody who leaves. Rotas, time zones and clock changes are expanded before they come here. Engine thread only; allocates nothing after start.
 */
package io.tocsin.engine.duty;
