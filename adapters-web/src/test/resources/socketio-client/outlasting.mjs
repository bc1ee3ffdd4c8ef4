// The unmodified client library while an exchange goes away and comes back: what it subscribed to
// once is told again, without a word from here. Whoever runs this makes happen what comes next.
import assert from "node:assert/strict";
import { io } from "socket.io-client";

const [url, mode, token, accountId, before, after, gone] = process.argv.slice(2);
const transports = { websocket: ["websocket"], polling: ["polling"], default: undefined }[mode];
const socket = io(url, { forceNew: true, ...(transports && { transports }) });

const journal = [];
const waiting = [];
socket.onAny((event, data) => {
  journal.push({ event, data });
  waiting.splice(0).forEach((look) => look());
});
let connects = 0;
socket.on("connect", () => connects++);
const left = new Promise((resolve) => socket.once("disconnect", resolve));

/** Where the first thing is that fits, past or to come. */
async function find(event, fits = () => true, from = 0) {
  for (;;) {
    const at = journal.findIndex((one, i) => i >= from && one.event === event && fits(one.data));
    if (at >= 0) return at;
    await new Promise((resolve) => waiting.push(resolve));
  }
}
const hear = async (...what) => journal[await find(...what)].data;
const of = (id) => (data) => data.subscriptionId === id;
const tells = (id, number) => (data) =>
  data.subscriptionId === id && JSON.stringify(data.data).includes(number);
const reached = (what) => process.stdout.write(`${what}\n`);

socket.emit("authenticate", { token });
assert.equal((await hear("authenticated")).success, true);

const topics = [
  { dataType: "ticker" },
  { dataType: "trades" },
  { dataType: "orderbook" },
  { dataType: "ohlcv", timeframe: "1m" },
  { dataType: "ohlcv", timeframe: "1h" },
];
const ids = [];
for (const topic of topics) {
  socket.emit("subscribe", { exchangeId: "binance", symbol: "BTC/USDT", ...topic });
  const same = (d) => d.dataType === topic.dataType && !ids.includes(d.subscriptionId);
  ids.push((await hear("subscribed", same)).subscriptionId);
}
socket.emit("private:subscribe", { accountId, exchangeId: "paper", symbol: "BTC/USDT" });
const own = await hear("private:subscribed");
reached("subscribed");

for (const id of ids) await hear("data", tells(id, before));
reached("public data");

for (const id of ids) await hear("error", of(id));
reached("interrupted");

// Another exchange's streams know nothing of it.
await hear("private:data", (d) => d.dataType === "orders" && d.data.length > 0);
reached("private data");

for (const id of ids) {
  const interrupted = await find("error", of(id));
  await find("data", tells(id, after), interrupted);
  const since = journal.slice(interrupted).filter((one) => of(id)(one.data));
  assert.deepEqual(
    since.filter((one) => one.event !== "data").map((one) => one.event),
    ["error"],
    "it is told once that a stream is interrupted",
  );
  assert.ok(
    !since.some((one) => one.event === "data" && JSON.stringify(one.data.data).includes(gone)),
    "nothing of what was before is left",
  );
}
assert.equal(journal.filter((one) => one.event === "subscribed").length, topics.length);
assert.equal(connects, 1);
reached("data again");

const end = await hear("private:error");
assert.equal(end.fatal, true);
assert.equal(end.subscriptionId, own.subscriptionId);
reached("revoked");

assert.ok((await hear("auth_error")).error);
assert.equal(await left, "io server disconnect");
assert.equal(socket.active, false);
reached("done");
