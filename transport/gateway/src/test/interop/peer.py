"""A client on the package websockets, led line by line: what to do comes on standard input, what happened goes to standard output. See InteropScriptsTest."""
import asyncio
import sys

sys.path.insert(0, sys.argv[1])

import websockets  # noqa: E402


def say(line):
    print(line, flush=True)


async def listen(socket):
    try:
        async for message in socket:
            say("BINARY " + message.hex() if isinstance(message, bytes) else "TEXT " + message)
    except websockets.exceptions.ConnectionClosed:
        pass
    say("CLOSED " + str(socket.close_code))


async def pong(waiter, payload):
    await waiter
    say("PONG " + payload.hex())


async def pieces(message):
    yield message[:3]
    yield message[3:10]
    yield message[10:]


async def main():
    loop = asyncio.get_running_loop()
    socket = None
    tasks = []
    while True:
        line = await loop.run_in_executor(None, sys.stdin.readline)
        if not line:
            return
        word, _, rest = line.rstrip("\n").partition(" ")
        words = rest.split(" ")
        if word == "open":
            socket = await websockets.connect(words[0], subprotocols=[words[1]], ping_interval=None)
            extensions = ",".join(type(e).__name__ for e in getattr(socket, "protocol", socket).extensions)
            say("OPEN " + str(socket.subprotocol) + " " + (extensions or "-"))
            tasks.append(asyncio.create_task(listen(socket)))
        elif word == "text":
            await socket.send(rest)
        elif word == "binary":
            await socket.send(bytes.fromhex(words[0]))
        elif word == "pieces":
            message = bytes.fromhex(words[0])
            await socket.send(pieces(message if words[1] == "binary" else message.decode("utf-8")))
        elif word == "ping":
            payload = bytes.fromhex(words[0])
            tasks.append(asyncio.create_task(pong(await socket.ping(payload), payload)))
        elif word == "cut":
            socket.transport.abort()
        elif word == "close":
            await socket.close(int(words[0]))


asyncio.run(main())
