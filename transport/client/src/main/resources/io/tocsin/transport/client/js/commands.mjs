/** Numbers that may be ahead of the lowest without an answer: the router remembers 32 of a source. */
const WINDOW = 32n;
/** How far above what the router has seen a client begins: there are 2^33 lives in what JSON numbers carry exactly. */
const LIFE = 1n << 20n;
const FIRST_RETRY_MS = 50;
const MOST_DOUBLINGS = 5;
/** Results with which a command is carried out. */
export const OK = new Set(['OK', 'DUPLICATE', 'TEST_TRAFFIC', 'PROPOSED']);
/** Results after which the same may succeed: it is kept and sent again. */
const TRANSIENT = new Set(['BUSY', 'CLOSED', 'STORAGE_FULL', 'NOT_STARTED']);

/** Keys of numbers that a router gives; quotes within texts are escaped, so that these are keys. */
const GIVEN = ['"alertId":', '"silenceId":', '"monitoringId":'];
const namesByNumber = (pending) => GIVEN.some((key) => pending.text.includes(key));

/** Why a command or a question came to nothing: `reason` is a result or an error code of the router, or DISCONNECTED, CLOSED, FULL or OTHER_LOG. */
export class TocsinError extends Error {
  constructor(reason, message, answer) {
    super(`${reason}: ${message}`);
    this.name = 'TocsinError';
    this.reason = reason;
    /** What the router said; undefined if it said nothing. */
    this.answer = answer;
  }
}

/**
 * Commands without a final answer. One gets its number when it is first sent, and keeps it. A client that starts begins far above all that the router has seen of it: what
 * it sent in a former life may still be on its way.
 */
export class PendingCommands {
  #unnumbered = [];
  #numbered = new Map();
  #highest = 0n;
  #hasBegun = false;
  #most;

  constructor(most) {
    this.#most = most;
  }

  get size() {
    return this.#unnumbered.length + this.#numbered.size;
  }

  /** What the router has not answered, the oldest first. */
  list() {
    return [...this.#numbered.values(), ...this.#unnumbered].map((pending) => ({
      type: pending.type,
      fields: JSON.parse(pending.text),
      sent: pending.sends > 0,
    }));
  }

  submit(type, fields) {
    return new Promise((resolve, reject) => {
      if (this.size >= this.#most) {
        reject(new TocsinError('FULL', `${this.#most} commands wait for answers already`));
        return;
      }
      let text;
      try {
        // As it is now: whoever changes the object later changes nothing of this command.
        text = JSON.stringify({ ...fields, type });
      } catch (fault) {
        reject(new TocsinError('INVALID_FIELD', String(fault)));
        return;
      }
      this.#unnumbered.push({ type, text, resolve, reject, id: 0n, sends: 0, inFlight: false, retries: 0, notBefore: 0 });
    });
  }

  welcomed(highestCommandId) {
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      this.#highest = highestCommandId + LIFE;
    } else if (highestCommandId > this.#highest) {
      this.#highest = highestCommandId;
    }
    for (const pending of this.#numbered.values()) {
      pending.inFlight = false;
      pending.notBefore = 0;
    }
  }

  /** It is another log, as after a restore: what names something by a number that the router gave would mean something else there, and fails. */
  otherLog() {
    const failure = () => new TocsinError('OTHER_LOG', 'the router goes on with another log: ask what is open, and say it anew');
    for (const pending of [...this.#numbered.values()].filter(namesByNumber)) {
      this.#numbered.delete(pending.id);
      pending.reject(failure());
    }
    const waiting = this.#unnumbered;
    this.#unnumbered = waiting.filter((pending) => !namesByNumber(pending));
    waiting.filter(namesByNumber).forEach((pending) => pending.reject(failure()));
  }

  /** Sends what may be sent, first again, then anew; answers in how many ms there is more, or Infinity. */
  flush(now, send) {
    let next = Infinity;
    for (const pending of this.#numbered.values()) {
      if (!pending.inFlight) {
        if (pending.notBefore <= now) {
          this.#send(pending, send);
        } else {
          next = Math.min(next, pending.notBefore - now);
        }
      }
    }
    while (this.#unnumbered.length > 0 && this.#isInWindow()) {
      const pending = this.#unnumbered.shift();
      this.#highest += 1n;
      pending.id = this.#highest;
      this.#numbered.set(pending.id, pending);
      this.#send(pending, send);
    }
    return next;
  }

  answered(answer, now) {
    const pending = this.#numbered.get(BigInt(answer.commandId));
    if (pending === undefined) {
      return;
    }
    if (TRANSIENT.has(answer.result)) {
      this.#later(pending, answer.retryAfterMs, now);
      return;
    }
    this.#numbered.delete(pending.id);
    if (answer.repeated && pending.sends === 1) {
      // Sent once, and yet answered before: another page of the same client took the number. This command was not carried out.
      pending.sends = 0;
      this.#unnumbered.unshift(pending);
      return;
    }
    if (OK.has(answer.result)) {
      pending.resolve(answer);
    } else {
      pending.reject(new TocsinError(answer.result, `the router refused '${pending.type}'`, answer));
    }
  }

  notTaken(error, now) {
    const pending = this.#numbered.get(BigInt(error.commandId ?? '0'));
    if (pending === undefined) {
      return;
    }
    if (error.code === 'RATE_LIMITED' || error.code === 'UNAVAILABLE') {
      this.#later(pending, error.retryAfterMs, now);
      return;
    }
    this.#numbered.delete(pending.id);
    pending.reject(new TocsinError(error.code, error.message ?? '', error));
  }

  failAll(failure) {
    const all = [...this.#numbered.values(), ...this.#unnumbered];
    this.#numbered.clear();
    this.#unnumbered = [];
    all.forEach((pending) => pending.reject(failure));
  }

  #isInWindow() {
    const [lowest] = this.#numbered.keys();
    return lowest === undefined || this.#highest + 1n - lowest < WINDOW;
  }

  #send(pending, send) {
    pending.inFlight = true;
    pending.sends += 1;
    send(`{"commandId":"${pending.id}",${pending.text.slice(1)}`);
  }

  #later(pending, retryAfterMs, now) {
    const own = FIRST_RETRY_MS << Math.min(pending.retries, MOST_DOUBLINGS);
    pending.retries += 1;
    pending.inFlight = false;
    pending.notBefore = now + Math.max(retryAfterMs ?? 0, own);
  }
}
