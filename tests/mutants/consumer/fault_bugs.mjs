// Consumers that do not get over a broken connection, or too wildly.
import { once } from "node:events";
import net from "node:net";
import { setTimeout as wait } from "node:timers/promises";

import { die } from "./endings.mjs";

// What is done in place of a wait, once there was a connection.
function onLoss(react) {
  return (steps) => {
    const { pause } = steps;
    steps.pause = function (tries, error) {
      if (this.connections === 0) return pause.call(this, tries, error);
      return react(this, tries);
    };
  };
}

// Up to the end of the first message of several: "MSG subject sid [reply] size",
// CRLF, `size` bytes, CRLF.
function firstOf(frame) {
  const bytes = Buffer.from(frame);
  const lineEnd = bytes.indexOf("\r\n");
  const words = bytes.subarray(0, Math.max(0, lineEnd)).toString("latin1").split(" ");
  if (words[0] !== "MSG" && words[0] !== "HMSG") return bytes;
  return bytes.subarray(0, lineEnd + 2 + Number(words.at(-1)) + 2);
}

// The server greets with INFO behind its answer to the handshake. Whether all of
// that came in the first two reads.
async function isGreetedAtOnce(url) {
  const { hostname, port, host } = new URL(url);
  const socket = net.connect(Number(port), hostname);
  await once(socket, "connect");
  socket.write(
    `GET / HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\n` +
      "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n" +
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
  );
  let [answer] = await once(socket, "data");
  if (answer.indexOf("INFO") < 0) [answer] = await once(socket, "data");
  socket.destroy();
  const text = answer.toString("latin1");
  return text.includes("INFO {") && text.trimEnd().endsWith("}");
}

export const faultBugs = {
  "no-reconnect": onLoss((steps) => steps.untilStopped()),
  "ends-at-disconnect": onLoss(() => die("the connection was lost")),
  "takes-close-for-end"(steps) {
    steps.onSocketClosed = (code) => {
      if (code === 1001) process.exit(0);
    };
  },
  "gives-up-after-three": onLoss((steps, tries) => {
    if (tries >= 3) die("cannot connect again");
    return steps.rest(200);
  }),
  "reconnect-storm": onLoss((steps) => steps.rest(10)),
  "resubscribes-twice"(steps) {
    const { readAll } = steps;
    steps.readAll = async function (reader) {
      const loops = [readAll.call(this, reader)];
      if (this.connections > 1) loops.push(readAll.call(this, { ...reader }));
      await Promise.all(loops);
    };
  },
  "never-pings"(steps) {
    const { connectOptions, takeBatch } = steps;
    steps.connectOptions = function () {
      return { ...connectOptions.call(this), pingInterval: 3_600_000 };
    };
    steps.takeBatch = async function (reader) {
      try {
        return await takeBatch.call(this, reader);
      } catch (error) {
        if (error.message !== "heartbeats missed") throw error;
        reader.fetch = undefined;
        return [];
      }
    };
  },
  "short-request-timeout"(steps) {
    steps.requestTimeoutMs = 100;
    const { pause } = steps;
    steps.pause = function (tries, error) {
      if (/timeout/i.test(`${error?.name} ${error?.message}`)) die("no answer");
      return pause.call(this, tries, error);
    };
  },
  "reads-handshake-once"(steps) {
    steps.beforeConnect = async function () {
      if (!(await isGreetedAtOnce(this.servers[0]))) die("an odd greeting");
    };
  },
  "one-message-a-frame"(steps) {
    steps.onFrame = (data) => firstOf(data);
  },
  "gives-up-on-slow-fetch"(steps) {
    const { takeBatch } = steps;
    steps.takeBatch = async function (reader) {
      const { num_pending: pending } = await reader.consumer.info();
      const taken = takeBatch.call(this, reader);
      if (pending === 0) return taken;
      const first = await Promise.race([taken, wait(500)]);
      if (first !== undefined) return first;
      await reader.connection.close();
      return [];
    };
  },
  "first-server-only"(steps) {
    steps.servers = steps.servers.slice(0, 1);
  },
};
