// Tells everybody in a room the same, at a given rate, as a Socket.IO server does at its cheapest:
// WebSocket only, no compression, one room, the packet written once for all of it.
// Arguments: a file with the event's data, of which `data.info.mark` is set anew each time. Prints
// its port; then one line for each line that it reads; ends with its standard input.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { Server } from "socket.io";

const message = JSON.parse(readFileSync(process.argv[2], "utf8"));
const http = createServer();
const io = new Server(http, {
  transports: ["websocket"],
  perMessageDeflate: false,
  serveClient: false,
});
io.on("connection", (socket) => socket.join("listeners"));

let sequence = 0;

function tell(perSecond, millis, done) {
  const start = process.hrtime.bigint();
  const every = BigInt(Math.round(1e9 / perSecond));
  const count = Math.floor((perSecond * millis) / 1000);
  let told = 0;
  const next = () => {
    const micros = process.hrtime.bigint() / 1000n;
    message.data.info.mark =
      String(micros).padStart(16, "0") + String(sequence).padStart(8, "0");
    sequence += 1;
    io.to("listeners").emit("data", message);
    told += 1;
    if (told === count) {
      done(told);
      return;
    }
    const due = start + every * BigInt(told);
    const wait = Number(due - process.hrtime.bigint()) / 1e6;
    setTimeout(next, Math.max(0, wait));
  };
  next();
}

const say = (line) => process.stdout.write(`${line}\n`);
createInterface({ input: process.stdin })
  .on("line", (line) => {
    const [, perSecond, millis] = line.split(" ");
    tell(Number(perSecond), Number(millis), say);
  })
  .on("close", () => process.exit(0));
http.listen(0, "127.0.0.1", () => say(http.address().port));
