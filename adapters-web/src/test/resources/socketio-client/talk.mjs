// The unmodified client library against a server that echoes. Says "done" when all was as it should.
import assert from "node:assert/strict";
import { io } from "socket.io-client";

const [url, mode] = process.argv.slice(2);
const transports = { websocket: ["websocket"], polling: ["polling"], default: undefined }[mode];
const options = { forceNew: true, reconnectionDelay: 50, ...(transports && { transports }) };

const said = (socket, event) => new Promise((resolve) => socket.once(event, resolve));

async function connected(more = {}) {
  const socket = io(url, { ...options, ...more });
  const failed = said(socket, "connect_error").then((error) => Promise.reject(error));
  await Promise.race([said(socket, "connect"), failed]);
  failed.catch(() => {});
  return socket;
}

async function upgraded(socket) {
  const engine = socket.io.engine;
  if (mode === "default" && engine.transport.name !== "websocket") {
    await new Promise((resolve) => engine.once("upgrade", resolve));
  }
  assert.equal(engine.transport.name, mode === "polling" ? "polling" : "websocket");
}

async function authenticates_by_an_event() {
  const socket = await connected();
  assert.notEqual(socket.id, socket.io.engine.id);
  const answer = said(socket, "authenticated");
  socket.emit("authenticate", { token: "good" });
  assert.deepEqual(await answer, { success: true, userId: "ann" });
  return socket;
}

async function authenticates_while_connecting() {
  const socket = io(url, { ...options, auth: { token: "good" } });
  assert.deepEqual(await said(socket, "authenticated"), { success: true, userId: "ann" });
  socket.close();
}

async function is_sent_away_with_a_bad_token() {
  const socket = io(url, { ...options, auth: { token: "bad" } });
  const gone = said(socket, "disconnect");
  assert.deepEqual(await said(socket, "auth_error"), { error: "That token is not accepted." });
  assert.equal(await gone, "io server disconnect");
  assert.equal(socket.active, false);
}

async function hears_what_it_says(socket) {
  const data = { text: "Größe 1 € \u{1f600} \u001e \"quoted\"", list: [1, 2.5, null], deep: { a: [] } };
  const answer = said(socket, "echo");
  socket.emit("echo", data);
  assert.deepEqual(await answer, data);
  const without = said(socket, "echo");
  socket.emit("echo");
  assert.equal(await without, null);
}

async function gets_acknowledgements(socket) {
  const answers = await Promise.all(
    [1, 2, 3].map((n) => socket.timeout(20000).emitWithAck("echo", n)),
  );
  assert.deepEqual(answers, [undefined, undefined, undefined]);
}

async function misses_nothing_and_keeps_the_order(socket, many) {
  const numbers = [];
  const all = new Promise((resolve) => {
    socket.on("number", ({ n }) => {
      numbers.push(n);
      if (numbers.length === many) resolve();
    });
  });
  socket.emit("count", { to: many });
  await all;
  socket.off("number");
  assert.deepEqual(numbers, Array.from({ length: many }, (_, n) => n));
}

async function knows_one_namespace_only() {
  const manager = await connected();
  const other = manager.io.socket("/admin");
  assert.equal((await said(other, "connect_error")).message, "Invalid namespace");
  await hears_what_it_says(manager);
  manager.close();
}

async function comes_back_after_a_connection_that_ended(socket) {
  const before = socket.id;
  const gone = said(socket, "disconnect");
  const back = said(socket, "connect");
  socket.emit("end", { code: 1013 });
  assert.match(await gone, /^transport (close|error)$/);
  await back;
  assert.notEqual(socket.id, before);
  await hears_what_it_says(socket);
}

async function step(what, ...given) {
  const result = await what(...given);
  process.stdout.write(`${what.name}\n`);
  return result;
}

const first = await step(authenticates_by_an_event);
await step(misses_nothing_and_keeps_the_order, first, 400);
await step(upgraded, first);
await step(misses_nothing_and_keeps_the_order, first, 400);
await step(hears_what_it_says, first);
await step(gets_acknowledgements, first);
await step(authenticates_while_connecting);
await step(is_sent_away_with_a_bad_token);
await step(knows_one_namespace_only);
await step(comes_back_after_a_connection_that_ended, first);
first.disconnect();
process.stdout.write("done\n");
