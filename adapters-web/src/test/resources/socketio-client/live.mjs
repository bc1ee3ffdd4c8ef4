// The unmodified client library against the whole server: five public topics and an account.
// What has been reached is said line by line; whoever runs this makes happen what comes next.
import assert from "node:assert/strict";
import { io } from "socket.io-client";

const [url, mode, token, accountId] = process.argv.slice(2);
const transports = { websocket: ["websocket"], polling: ["polling"], default: undefined }[mode];
const socket = io(url, { forceNew: true, ...(transports && { transports }) });

const heard = [];
const waiting = [];
socket.onAny((event, data) => {
  heard.push({ event, data });
  waiting.splice(0).forEach((look) => look());
});

/** The first thing heard, past or to come, that fits. */
async function hear(event, fits = () => true) {
  for (;;) {
    const found = heard.findIndex((one) => one.event === event && fits(one.data));
    if (found >= 0) return heard.splice(found, 1)[0].data;
    await new Promise((resolve) => waiting.push(resolve));
  }
}

const reached = (what) => process.stdout.write(`${what}\n`);

const TOPICS = [
  { dataType: "ticker", symbol: "BTC/USDT" },
  { dataType: "trades", symbol: "BTC/USDT" },
  { dataType: "orderbook", symbol: "BTC/USDT" },
  { dataType: "ohlcv", symbol: "BTC/USDT" },
  { dataType: "ohlcv", symbol: "BTC/USDT", timeframe: "1h" },
];

const gone = new Promise((resolve) => socket.once("disconnect", resolve));
socket.emit("authenticate", { token });
assert.equal((await hear("authenticated")).success, true);

const ids = [];
for (const topic of TOPICS) {
  socket.emit("subscribe", { exchangeId: "binance", ...topic });
  const { subscriptionId } = await hear("subscribed", (d) => d.dataType === topic.dataType);
  assert.match(subscriptionId, new RegExp(`^${socket.id}:binance:BTC/USDT:${topic.dataType}`));
  ids.push(subscriptionId);
}
assert.equal(new Set(ids).size, TOPICS.length);
reached("subscribed");
for (const id of ids) {
  const { data } = await hear("data", (d) => d.subscriptionId === id);
  assert.ok(data);
}
if (mode === "default" && socket.io.engine.transport.name !== "websocket") {
  await new Promise((resolve) => socket.io.engine.once("upgrade", resolve));
}
assert.equal(socket.io.engine.transport.name, mode === "polling" ? "polling" : "websocket");
reached("public data");

assert.ok((await hear("error", (d) => d.subscriptionId === ids[0])).error);
assert.equal((await hear("data", (d) => d.subscriptionId === ids[0])).data.last, 2);
reached("data after an interruption");

socket.emit("unsubscribe", { subscriptionId: ids[1] });
assert.equal((await hear("unsubscribed")).subscriptionId, ids[1]);

socket.emit("private:subscribe", { accountId, exchangeId: "paper", symbol: "BTC/USDT" });
const own = await hear("private:subscribed");
assert.equal(own.accountId, accountId);
reached("private subscribed");
const orders = await hear("private:data", (d) => d.dataType === "orders");
assert.equal(orders.subscriptionId, own.subscriptionId);
assert.equal(orders.source, "stream");
reached("private data");

const refused = await hear("private:error");
assert.equal(refused.fatal, true);
reached("private revoked");

assert.ok((await hear("auth_error")).error);
assert.equal(await gone, "io server disconnect");
assert.equal(socket.active, false);
reached("done");
