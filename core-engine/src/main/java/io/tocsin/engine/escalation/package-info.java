/**
 * Who is told next, and when. Escalation owns the running step of every open alert and nothing else: it reads the site's policies, puts offers into the dispatch
 * queue and arms one deadline per alert. Engine thread only; allocates nothing after start.
 */
package io.tocsin.engine.escalation;
