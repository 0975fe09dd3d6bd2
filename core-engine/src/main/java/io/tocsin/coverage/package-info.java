/**
 * Whether somebody is told in time, at every instant of the days to come, and where nobody is. An examination of the configuration alone: no router runs, nothing
 * is sent. Plain Java on the public types; the engine does not see this package, and its test holds every answer against the engine.
 *
 * <p><b>What is asked.</b> An alert is raised at an instant, in a unit, one of its beds, or for one of its patients, of a severity and a type; nobody answers, nobody has
 * another alert, everybody who can be connected is, with a client that can show an emergency, nobody has said where they are or that they are busy, and the mode is
 * NORMAL. Who is told first, and when? It is <em>covered</em> if somebody who may accept it, and whom a step of its policy names, or the destination of a policy
 * without steps, is told within the time that the site promises.
 *
 * <p><b>What is not asked.</b> Whether a client, a network or a telephone works; whether somebody answers; what an alert requires of people, because that narrows a
 * step never to nobody; what mode EMERGENCY holds back or drops; alerts without a unit, which go to the fail-safe destination by design. A person is told over a
 * contact method when the router asks for it: this release has no senders of push, SMS, voice, pager and e-mail.
 */
@NullMarked
package io.tocsin.coverage;

import org.jspecify.annotations.NullMarked;
