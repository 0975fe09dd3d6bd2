// A client on the npm package ws, led line by line: what to do comes on standard input, what happened goes to standard output. See InteropScriptsTest.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const WebSocket = createRequire(process.argv[2] + '/')('ws');
let socket = null;

const say = (line) => process.stdout.write(line + '\n');

function open(url, subprotocol) {
    const opened = new WebSocket(url, subprotocol, { perMessageDeflate: true });
    opened.on('open', () => say('OPEN ' + opened.protocol + ' ' + (opened.extensions || '-')));
    opened.on('message', (data, isBinary) => say(isBinary ? 'BINARY ' + data.toString('hex') : 'TEXT ' + data.toString('utf8')));
    opened.on('pong', (data) => say('PONG ' + data.toString('hex')));
    opened.on('close', (code) => say('CLOSED ' + code));
    opened.on('error', (error) => say('ERROR ' + error.message));
    socket = opened;
}

for await (const line of createInterface({ input: process.stdin })) {
    const [word, first, second] = line.split(' ');
    const rest = line.slice(word.length + 1);
    switch (word) {
        case 'open': open(first, second); break;
        case 'text': socket.send(rest); break;
        case 'binary': socket.send(Buffer.from(first, 'hex')); break;
        case 'pieces': {
            const bytes = Buffer.from(first, 'hex');
            const binary = second === 'binary';
            socket.send(bytes.subarray(0, 3), { fin: false, binary });
            socket.send(bytes.subarray(3, 10), { fin: false, binary });
            socket.send(bytes.subarray(10), { fin: true, binary });
            break;
        }
        case 'ping': socket.ping(Buffer.from(first, 'hex')); break;
        case 'cut': socket.terminate(); break;
        case 'close': socket.close(Number(first)); break;
    }
}
