// Records what CCXT makes of these messages: node record.mjs FOLDER_OF_AN_EXCHANGE NODE_MODULES
// (npm install --prefix /tmp/oracle ccxt@4.5.84 ws; node record.mjs ../../kucoin /tmp/oracle/node_modules)
// Nothing is connected to: each message is handed to CCXT's own handler as if it had just come.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const [folder, modules] = process.argv.slice(2).map((name) => path.resolve(name));
const ccxt = createRequire(path.join(modules, "x.js"))("ccxt");
const id = path.basename(folder);
const read = (name) => JSON.parse(fs.readFileSync(path.join(folder, name), "utf8"));

const exchange = new ccxt.pro[id]();
exchange.setMarkets(Object.values(read("recordings/loadMarkets.json").answer));

const answers = {};
for (const { name, snapshot, message } of read("feed/messages.json")) {
  let answer;
  const client = {
    subscriptions: {},
    resolve: (data, hash) => { if (!/s$/.test(hash)) answer = data; },
  };
  const [market] = /[A-Z]+(-[A-Z]+)?/.exec(message.topic.split(":")[1]);
  const symbol = exchange.safeSymbol(market);
  if (snapshot) {
    const book = exchange.parseOrderBook(snapshot, symbol, snapshot.ts / 1e6, "bids", "asks", 0, 1);
    exchange.orderbooks[symbol] = exchange.orderBook({ ...book, nonce: snapshot.sequence });
    exchange.orderbooks[symbol].symbol = symbol;
  }
  exchange.handleMessage(client, message);
  if (answer === undefined) throw new Error(`${name}: CCXT makes nothing of it`);
  const rows = Array.isArray(answer) ? [...answer].at(-1) : answer;
  answers[name] = JSON.parse(JSON.stringify(rows));
}
const text = JSON.stringify({ exchange: id, ccxt: ccxt.version, answers }, null, 2);
fs.writeFileSync(path.join(folder, "feed/answers.json"), `${text}\n`);
process.exit(0);
