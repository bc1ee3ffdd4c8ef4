// The unmodified client library and a paper account of its own: what a terminal does all day.
import assert from "node:assert/strict";
import { io } from "socket.io-client";

const [url, mode, token, accountId] = process.argv.slice(2);
const transports = { websocket: ["websocket"], polling: ["polling"], default: undefined }[mode];
const socket = io(url, { forceNew: true, ...(transports && { transports }) });

const heard = [];
let woken = () => {};
socket.onAny((event, data) => {
  heard.push({ event, data });
  woken();
});

async function hear(event, fits = () => true) {
  for (;;) {
    const found = heard.findIndex((one) => one.event === event && fits(one.data));
    if (found >= 0) return heard.splice(found, 1)[0].data;
    await new Promise((resolve) => (woken = resolve));
  }
}

const gone = new Promise((resolve) => socket.once("disconnect", resolve));
socket.emit("authenticate", { token });
assert.equal((await hear("authenticated")).success, true);

for (const dataType of ["ticker", "trades", "orderbook", "ohlcv"]) {
  socket.emit("subscribe", { exchangeId: "paper", symbol: "BTC/USDT", dataType });
}
socket.emit("subscribe", { exchangeId: "paper", symbol: "ETH/USDT", dataType: "ticker" });
for (let n = 0; n < 5; n++) {
  const { subscriptionId } = await hear("subscribed");
  assert.ok((await hear("data", (d) => d.subscriptionId === subscriptionId)).data);
}

socket.emit("private:subscribe", { accountId, exchangeId: "paper", symbol: "BTC/USDT" });
const { subscriptionId } = await hear("private:subscribed");
process.stdout.write("subscribed\n");
const { data } = await hear("private:data", (d) => d.dataType === "orders");
assert.equal(data[0].symbol, "BTC/USDT");
assert.equal((await hear("private:heartbeat")).subscriptionId, subscriptionId);
process.stdout.write("private data\n");

assert.ok((await hear("auth_error")).error);
assert.equal(await gone, "io server disconnect");
process.stdout.write("done\n");
