/**
 * A client of alert.v1.json for browsers and Node. It connects in the background and comes back after every failure; commands wait until there is a connection, are
 * sent again under their own numbers until they are answered, and have one effect. What was raised while there was no connection is kept, shows as unsent, and is sent
 * with its key once there is one.
 *
 * 64-bit ids are strings of digits, as on the wire. Nothing here throws into the page: a command that fails rejects its promise, a listener that throws is told to
 * 'fault'.
 *
 *   const client = new TocsinClient({ endpoints: ['wss://tocsin.example:8443/ws'], role: 'clinician', person: 'ann', client: 'desk-7' });
 *   client.on('delivery', (delivery) => { show(delivery.alert); client.displayed(delivery); });
 *   await client.command('accept', { alertId: '5' });
 *
 * Research and development software, not a medical device.
 */

import { OK, PendingCommands, TocsinError } from './commands.mjs';
import { LaneOrder } from './lanes.mjs';

export { TocsinError };

/** Close codes after which coming back at once only makes noise: the client or its rights have to change first. */
const FAULTS_OF_CLIENT = new Set([1002, 1003, 1007, 1008, 1009, 4400, 4401, 4402, 4403, 4404, 4406]);
const GOING_AWAY = 1001;
const RESTART = 1012;
/** What a page may close with: browsers permit 1000 and 3000 to 4999. */
const NORMAL = 1000;
const SUBPROTOCOL = 'alert.v1.json';
const MOST_DISPLAYED = 64;
const RECEIPTS_MS = 10;
const STEADY_MS = 10_000;

/** One client of a router. */
export class TocsinClient {
  #options;
  #listeners = new Map();
  #commands;
  #queries = new Map();
  #nextRef = 1;
  #epoch = '';
  #lanes = { CRITICAL: new LaneOrder(), OTHER: new LaneOrder() };
  #confirmed = { CRITICAL: 0n, OTHER: 0n };
  #displayed = [];
  #repeat = false;
  #receiptsTimer;
  #flushTimer;
  #dialTimer;
  #watchTimer;
  #socket;
  #state = 'waiting';
  #endpoint = 0;
  #failures = 0;
  #upSince = 0;
  #heardAt = 0;
  #drainMs = 0;
  #shownToken = '';

  /**
   * Begins to connect.
   *
   * @param {object} options
   * @param {string[]} options.endpoints where the routers are, in the order to try.
   * @param {'clinician'|'source'|'operator'} options.role
   * @param {string} [options.person] of a clinician.
   * @param {string} options.client names this page of this installation, the same for ever; two that are open at once need two names, as commands are numbered by it.
   * @param {string[]} [options.capabilities] such as supports_push.
   * @param {() => string | Promise<string>} [options.token] asked before each hello, and when the old one is about to end.
   * @param {{epoch: string, critical: string, other: string}} [options.resume] what an earlier page had: {@link TocsinClient#resume}.
   * @param {number} [options.most] commands that may wait for answers; default 1,000.
   * @param {number} [options.backoffLeastMs] default 200.
   * @param {number} [options.backoffMostMs] default 10,000.
   * @param {number} [options.timeoutMs] until the welcome; default 10,000.
   * @param {typeof WebSocket} [options.WebSocket] default that of the page.
   */
  constructor(options) {
    const known = { capabilities: [], most: 1_000, backoffLeastMs: 200, backoffMostMs: 10_000, timeoutMs: 10_000, WebSocket: globalThis.WebSocket, ...options };
    if (!Array.isArray(known.endpoints) || known.endpoints.length === 0) {
      throw new TypeError('endpoints: say where the router is');
    }
    if (!known.role || !known.client) {
      throw new TypeError('role and client: say as what the client greets, and how the installation is called');
    }
    if (typeof known.WebSocket !== 'function') {
      throw new TypeError('WebSocket: this runtime has none, give one');
    }
    this.#options = known;
    this.#commands = new PendingCommands(known.most);
    if (known.resume) {
      this.#epoch = known.resume.epoch;
      this.#lanes.CRITICAL.startAfter(BigInt(known.resume.critical ?? '0'));
      this.#lanes.OTHER.startAfter(BigInt(known.resume.other ?? '0'));
    }
    this.#dialTimer = setTimeout(() => this.#dial(), 0);
  }

  /** 'waiting', 'dialling', 'greeting', 'up' or 'closed'. */
  get state() {
    return this.#state;
  }

  /** Calls a listener of: 'welcome', 'delivery', 'monitoring', 'vitals', 'error', 'disconnected', 'unsent' (how many commands wait) and 'fault' (a listener threw). */
  on(event, listener) {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
    return this;
  }

  /** Raises an alert; kept and sent later if there is no connection. Resolves with the router's answer. */
  raise(alert, { purpose, level } = {}) {
    return this.command('raise', { alert, ...(purpose && { purpose }), ...(level && { level }) });
  }

  /** Any command of the protocol by its type and fields. Resolves with the answer once it is carried out; a router that is busy is asked again. */
  command(type, fields = {}) {
    if (this.#state === 'closed') {
      return Promise.reject(closed());
    }
    const answer = this.#commands.submit(type, fields);
    this.#flush();
    return answer;
  }

  /** Any question that is answered by ref, and readings (`vitals`). Asked now or not at all. */
  query(type, fields = {}) {
    if (this.#state !== 'up') {
      return Promise.reject(this.#state === 'closed' ? closed() : new TocsinError('DISCONNECTED', 'there is no connection'));
    }
    const ref = `q${this.#nextRef++}`;
    return new Promise((resolve, reject) => {
      this.#queries.set(ref, { resolve, reject });
      this.#say({ ...fields, type, ref });
    });
  }

  /** The source is alive and has nothing else to say; false if there is no connection. */
  heartbeat() {
    return this.#state === 'up' && this.#say({ type: 'heartbeat' });
  }

  /** The person was shown a delivery; told with the next receipts. */
  displayed(delivery) {
    this.#displayed.push({ lane: delivery.lane, seq: delivery.seq });
    this.#receiptsSoon();
  }

  /** Commands that the router has not answered, the oldest first: `{type, fields, sent}`; what is not sent was never there. */
  unsent() {
    return this.#commands.list();
  }

  /** What the client has, for the next page of the same installation to go on behind; undefined before the first welcome. */
  resume() {
    return this.#epoch === ''
      ? undefined
      : { epoch: this.#epoch, critical: String(this.#lanes.CRITICAL.received()), other: String(this.#lanes.OTHER.received()) };
  }

  /** Tells what was received, says goodbye, and fails what waits. */
  close() {
    if (this.#state === 'closed') {
      return;
    }
    this.#sendReceipts();
    this.#state = 'closed';
    [this.#dialTimer, this.#flushTimer, this.#receiptsTimer, this.#watchTimer].forEach(clearTimeout);
    this.#commands.failAll(closed());
    this.#failQueries(closed());
    this.#socket?.close(NORMAL);
  }

  async #dial() {
    this.#state = 'dialling';
    this.#drainMs = 0;
    let token = '';
    try {
      token = await this.#token();
    } catch (fault) {
      this.#tell('fault', fault);
    }
    if (this.#state !== 'dialling') {
      return;
    }
    let socket;
    try {
      socket = new this.#options.WebSocket(this.#options.endpoints[this.#endpoint], [SUBPROTOCOL]);
    } catch (fault) {
      this.#tell('fault', fault);
      this.#lost(undefined, 0, String(fault));
      return;
    }
    this.#socket = socket;
    this.#shownToken = token;
    socket.onopen = () => this.#ifCurrent(socket, () => this.#greet(token));
    socket.onmessage = (event) => this.#ifCurrent(socket, () => this.#heard(event.data));
    socket.onclose = (event) => this.#lost(socket, event.code, event.reason);
    // Not every runtime says close of a connection that never came to be.
    socket.onerror = () => this.#ifCurrent(socket, () => this.#state === 'dialling' && this.#lost(socket, 0, 'no connection'));
    this.#watchTimer = setTimeout(() => this.#ifCurrent(socket, () => this.#breakOff('no welcome in time')), this.#options.timeoutMs);
  }

  #greet(token) {
    this.#state = 'greeting';
    const { role, person, client, capabilities } = this.#options;
    const resume = this.resume();
    this.#say({ type: 'hello', role, ...(person && { person }), client, capabilities, ...(resume && { resume }), ...(token && { token }) });
  }

  #heard(text) {
    this.#heardAt = now();
    let message;
    try {
      message = JSON.parse(text);
    } catch {
      this.#breakOff('the router sent what is no JSON');
      return;
    }
    if (message.type === 'drain') {
      this.#drainMs = message.retryAfterMs ?? 0;
    } else if (this.#state === 'greeting') {
      if (message.type === 'welcome') {
        this.#welcomed(message);
      } else if (message.type === 'error') {
        this.#tell('error', message);
      }
    } else if (this.#state === 'up') {
      this.#take(message);
    }
  }

  #take(message) {
    switch (message.type) {
      case 'delivery':
        this.#delivered(message);
        break;
      case 'answer':
        if (message.commandId !== undefined) {
          this.#commands.answered(message, now());
        } else {
          this.#answered(message);
        }
        this.#flush();
        break;
      case 'error':
        this.#tell('error', message);
        this.#commands.notTaken(message, now());
        this.#refused(message.ref, new TocsinError(message.code, message.message ?? '', message));
        this.#flush();
        if (message.code === 'STEP_UP') {
          // Whoever has logged in again says it once more behind this.
          this.#refresh();
        }
        break;
      case 'view':
        this.#tell('view', message);
        break;
      case 'monitoring':
        this.#tell('monitoring', message);
        break;
      case 'vitalsShown':
        if (message.ref === undefined) {
          this.#tell('vitals', message);
          break;
        }
        this.#answered(message);
        break;
      case 'auth.expiring':
        this.#refresh();
        break;
      default:
        // Heartbeats, and whatever later versions say unasked.
        this.#answered(message);
    }
  }

  #welcomed(welcome) {
    clearTimeout(this.#watchTimer);
    if (welcome.resume !== 'RESUMED' || welcome.epoch !== this.#epoch) {
      // Sequences of another epoch, or of a router that lost what it had told, name other deliveries.
      this.#lanes = { CRITICAL: new LaneOrder(), OTHER: new LaneOrder() };
      this.#displayed = [];
    }
    if (this.#epoch !== '' && welcome.epoch !== this.#epoch) {
      this.#commands.otherLog();
    }
    this.#epoch = welcome.epoch;
    this.#confirmed = { CRITICAL: BigInt(welcome.critical ?? '0'), OTHER: BigInt(welcome.other ?? '0') };
    this.#lanes.CRITICAL.startAfter(this.#confirmed.CRITICAL);
    this.#lanes.OTHER.startAfter(this.#confirmed.OTHER);
    this.#repeat = false;
    this.#state = 'up';
    this.#upSince = now();
    this.#commands.welcomed(BigInt(welcome.highestCommandId ?? '0'));
    this.#tell('welcome', welcome);
    this.#watch(welcome.heartbeatMs);
    this.#flush();
  }

  #delivered(delivery) {
    const lane = this.#lanes[delivery.lane];
    const seq = BigInt(delivery.seq);
    const verdict = lane.judge(seq, BigInt(delivery.prev ?? '0'));
    if (verdict === 'gap') {
      this.#breakOff('a delivery is missing: it comes again with the next connection');
      return;
    }
    if (verdict === 'apply') {
      lane.applied(seq, this.#tell('delivery', delivery));
    } else {
      // The router sends what it believes is not here: tell it once more.
      this.#repeat = true;
    }
    this.#receiptsSoon();
  }

  #receiptsSoon() {
    if (this.#displayed.length >= MOST_DISPLAYED) {
      this.#sendReceipts();
    } else if (this.#receiptsTimer === undefined) {
      this.#receiptsTimer = setTimeout(() => this.#sendReceipts(), RECEIPTS_MS);
    }
  }

  #sendReceipts() {
    clearTimeout(this.#receiptsTimer);
    this.#receiptsTimer = undefined;
    if (this.#state !== 'up') {
      return;
    }
    const critical = this.#lanes.CRITICAL.received();
    const other = this.#lanes.OTHER.received();
    while (this.#displayed.length > 0 || this.#repeat || critical > this.#confirmed.CRITICAL || other > this.#confirmed.OTHER) {
      this.#repeat = false;
      this.#confirmed = {
        CRITICAL: critical > this.#confirmed.CRITICAL ? critical : this.#confirmed.CRITICAL,
        OTHER: other > this.#confirmed.OTHER ? other : this.#confirmed.OTHER,
      };
      const displayed = this.#displayed.splice(0, MOST_DISPLAYED);
      this.#say({ type: 'receipts', critical: String(this.#confirmed.CRITICAL), other: String(this.#confirmed.OTHER), ...(displayed.length && { displayed }) });
    }
  }

  #answered(message) {
    const question = this.#queries.get(message.ref);
    if (question !== undefined) {
      this.#queries.delete(message.ref);
      if (message.type !== 'answer' || OK.has(message.result)) {
        question.resolve(message);
      } else {
        question.reject(new TocsinError(message.result, 'the router refused', message));
      }
    }
  }

  #refused(ref, failure) {
    const question = this.#queries.get(ref);
    if (question !== undefined) {
      this.#queries.delete(ref);
      question.reject(failure);
    }
  }

  #failQueries(failure) {
    const all = [...this.#queries.values()];
    this.#queries.clear();
    all.forEach((question) => question.reject(failure));
  }

  /** What the page has for a token, or none; a page that never says holds nobody up for longer than a welcome may take. */
  async #token() {
    let timer;
    const late = new Promise((resolve, reject) => {
      timer = setTimeout(() => reject(new Error('token() took too long')), this.#options.timeoutMs);
    });
    try {
      return (await Promise.race([this.#options.token?.(), late])) ?? '';
    } finally {
      clearTimeout(timer);
    }
  }

  async #refresh() {
    const socket = this.#socket;
    try {
      const token = await this.#token();
      this.#ifCurrent(socket, () => {
        if (token !== '' && token !== this.#shownToken) {
          this.#shownToken = token;
          this.#say({ type: 'auth.refresh', token });
        }
      });
    } catch (fault) {
      this.#tell('fault', fault);
    }
  }

  #flush() {
    clearTimeout(this.#flushTimer);
    if (this.#state === 'up') {
      const next = this.#commands.flush(now(), (text) => this.#socket.send(text));
      if (next !== Infinity) {
        this.#flushTimer = setTimeout(() => this.#flush(), next);
      }
    }
    this.#tell('unsent', this.#commands.size);
  }

  #watch(heartbeatMs) {
    if (!heartbeatMs) {
      return;
    }
    const socket = this.#socket;
    this.#watchTimer = setTimeout(() => {
      this.#ifCurrent(socket, () => {
        if (now() - this.#heardAt > 2.5 * heartbeatMs) {
          this.#breakOff('the router is silent');
        } else {
          this.#watch(heartbeatMs);
        }
      });
    }, heartbeatMs);
  }

  /** Ends the connection from this side, to come back. */
  #breakOff(reason) {
    const socket = this.#socket;
    socket.close(NORMAL);
    // A peer that is gone never answers the close: nobody waits for it.
    this.#lost(socket, GOING_AWAY, reason);
  }

  #lost(socket, code, reason) {
    if (socket !== this.#socket || (this.#state !== 'dialling' && this.#state !== 'greeting' && this.#state !== 'up')) {
      return;
    }
    clearTimeout(this.#watchTimer);
    const wasUp = this.#state === 'up';
    if (wasUp && now() - this.#upSince >= STEADY_MS) {
      this.#failures = 0;
    }
    this.#socket = undefined;
    this.#state = 'waiting';
    this.#failQueries(new TocsinError('DISCONNECTED', reason || 'the connection ended'));
    if (!wasUp || code === GOING_AWAY || code === RESTART) {
      this.#endpoint = (this.#endpoint + 1) % this.#options.endpoints.length;
    }
    const delayMs = Math.max(this.#backoffMs(FAULTS_OF_CLIENT.has(code)), this.#drainMs);
    this.#dialTimer = setTimeout(() => this.#dial(), delayMs);
    // Whoever hears of it may close the client.
    this.#tell('disconnected', { code, reason, wasUp, delayMs });
  }

  /** Random over the whole range: a thousand pages that lost the same router must not come back together. */
  #backoffMs(slow) {
    const { backoffLeastMs, backoffMostMs } = this.#options;
    const bound = Math.min(backoffMostMs, backoffLeastMs * 2 ** Math.min(this.#failures, 30));
    this.#failures += 1;
    return slow ? backoffMostMs / 2 + Math.random() * (backoffMostMs / 2) : Math.random() * bound;
  }

  #ifCurrent(socket, action) {
    if (socket === this.#socket && this.#state !== 'closed') {
      action();
    }
  }

  #say(message) {
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /** False if a listener threw. */
  #tell(event, what) {
    let ok = true;
    for (const listener of this.#listeners.get(event) ?? []) {
      try {
        listener(what);
      } catch (fault) {
        ok = false;
        if (event !== 'fault') {
          this.#tell('fault', fault);
        }
      }
    }
    return ok;
  }
}

/** Milliseconds of a clock that nobody sets. */
function now() {
  return performance.now();
}

function closed() {
  return new TocsinError('CLOSED', 'the client was closed');
}
