/**
 * Clients of the JavaScript module, led by a test: one JSON object a line from standard input, what happens one JSON object a line to standard output.
 *
 *   {"open": "ann", "options": {…}}                     a client, called so from then on
 *   {"do": "ann", "command": "accept", "fields": {…}}   says {"client": "ann", "answer": …} or {"client": "ann", "failed": REASON}
 *   {"do": "ann", "query": "alerts", "fields": {…}}     likewise
 *   {"unsent": "ann"}, {"close": "ann"}
 *   {"lane": [["start", "3"], ["judge", "4", "3"], …]}  says {"lane": [verdicts and what is received]}
 */
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const folder = pathToFileURL(`${process.argv[2]}/`).href;
const { TocsinClient } = await import(`${folder}tocsin.mjs`);
const { LaneOrder } = await import(`${folder}lanes.mjs`);

const clients = new Map();

function say(what) {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}

function settle(client, promise) {
  promise.then(
    (answer) => say({ client, answer }),
    (failed) => say({ client, failed: failed.reason ?? String(failed) }),
  );
}

function lane(steps) {
  const order = new LaneOrder();
  return steps.map(([what, seq, second]) => {
    if (what === 'judge') {
      return order.judge(BigInt(seq), BigInt(second));
    }
    if (what === 'applied') {
      order.applied(BigInt(seq), second);
    } else {
      order.startAfter(BigInt(seq));
    }
    return String(order.received());
  });
}

function carryOut(line) {
  if (line.open) {
    const client = new TocsinClient(line.options);
    clients.set(line.open, client);
    client.on('welcome', (welcome) => say({ client: line.open, welcome }));
    client.on('delivery', (delivery) => {
      say({ client: line.open, delivery });
      client.displayed(delivery);
    });
    client.on('disconnected', (lost) => say({ client: line.open, disconnected: lost }));
    client.on('fault', (fault) => say({ client: line.open, fault: String(fault) }));
  } else if (line.do) {
    const client = clients.get(line.do);
    settle(line.do, line.command ? client.command(line.command, line.fields) : client.query(line.query, line.fields));
  } else if (line.unsent) {
    say({ client: line.unsent, unsent: clients.get(line.unsent).unsent() });
  } else if (line.close) {
    clients.get(line.close).close();
    say({ client: line.close, closed: clients.get(line.close).state });
  } else if (line.lane) {
    say({ lane: lane(line.lane) });
  }
}

createInterface({ input: process.stdin }).on('line', (text) => carryOut(JSON.parse(text)));
