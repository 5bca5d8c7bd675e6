import assert from "node:assert/strict";
import { test } from "node:test";
import { Notices, PING, type Socket } from "./notices.ts";

interface FakeSocket extends Socket {
  address: string;
  sent: string[];
  closed: boolean;
}

function notices() {
  const sockets: FakeSocket[] = [];
  const timers = new Map<number, { ms: number; then: () => void }>();
  let next = 1;
  const seen = { published: 0, alive: 0 };
  const made = new Notices({
    onPublished: () => seen.published++,
    keepAlive: () => seen.alive++,
    open(address) {
      const socket: FakeSocket = {
        address,
        sent: [],
        closed: false,
        onopen: null,
        onmessage: null,
        onclose: null,
        send: (data) => void socket.sent.push(data),
        close: () => void (socket.closed = true),
      };
      sockets.push(socket);
      return socket;
    },
    random: () => 1,
    timers: {
      set(then, ms) {
        timers.set(next, { ms, then });
        return next++;
      },
      clear: (timer) => void timers.delete(timer as number),
    },
  });
  /** Fires the one timer that is set; returns how long it would have waited. */
  const tick = () => {
    assert.equal(timers.size, 1);
    const [[id, { ms, then }]] = [...timers] as [[number, { ms: number; then: () => void }]];
    timers.delete(id);
    then();
    return ms;
  };
  return { sockets, timers, seen, notices: made, tick };
}

const SERVER = "http://127.0.0.1:8787";

test("listens at the server's address, over TLS where the server has it", () => {
  const { notices: n, sockets } = notices();
  n.want(SERVER);
  n.want(SERVER);
  n.want("https://deckname.example/base");
  assert.deepEqual(sockets.map((s) => s.address), ["ws://127.0.0.1:8787/v1/events", "wss://deckname.example/base/v1/events"]);
  assert.deepEqual(sockets.map((s) => s.closed), [true, false]);
});

test("a published event starts a check, anything else does not", () => {
  const { notices: n, sockets, seen } = notices();
  n.want(SERVER);
  sockets[0]!.onopen?.();
  for (const data of ["", "x", "null", "7", "{}", '{"event":"other"}', new ArrayBuffer(4), `{"event":"published","x":"${"a".repeat(2000)}"}`]) {
    sockets[0]!.onmessage?.({ data });
  }
  assert.equal(seen.published, 0);
  sockets[0]!.onmessage?.({ data: '{"event":"published","version":7}' });
  assert.equal(seen.published, 1);
});

test("an open socket is pinged more often than browsers stop backgrounds", () => {
  const { notices: n, sockets, seen, tick } = notices();
  n.want(SERVER);
  sockets[0]!.onopen?.();
  assert.equal(tick(), PING);
  const wait = tick();
  assert.ok(wait > 0 && wait < 20_000);
  assert.equal(sockets[0]!.sent.length, 2);
  assert.equal(seen.alive, 2);
});

test("waits longer after each failure, and checks once it is back", () => {
  const { notices: n, sockets, seen, tick } = notices();
  n.want(SERVER);
  const waits: number[] = [];
  for (let i = 0; i < 12; i++) {
    sockets.at(-1)!.onclose?.();
    waits.push(tick());
  }
  assert.deepEqual(waits.slice(0, 4), [1_000, 2_000, 4_000, 8_000]);
  assert.equal(waits.at(-1), 300_000);
  assert.equal(seen.published, 0);
  sockets.at(-1)!.onopen?.();
  assert.equal(seen.published, 1);
  sockets.at(-1)!.onclose?.();
  assert.equal(tick(), 1_000);
});

test("when nobody wants notices any more, nothing goes on", () => {
  const { notices: n, sockets, timers } = notices();
  n.want(SERVER);
  sockets[0]!.onopen?.();
  n.want(null);
  assert.equal(sockets[0]!.closed, true);
  assert.equal(timers.size, 0);
  n.want(SERVER);
  sockets[1]!.onclose?.();
  n.want(null);
  assert.equal(timers.size, 0);
});
