// Programs that are no consumers, or none that looks at what it reads. None may
// earn a pass.
import { spawn } from "node:child_process";
import { setInterval } from "node:timers";

import { run } from "./flow.mjs";
import { rightSteps } from "./steps.mjs";

function live() {
  process.on("SIGTERM", () => process.exit(0));
  setInterval(() => {}, 1_000_000);
}

export const nullConsumers = {
  "never-connects": live,
  async "connects-and-idles"() {
    const steps = rightSteps(process.env);
    steps.readAll = function () {
      return this.untilStopped();
    };
    steps.findOrMakeDurable = async () => ({ config: {}, name: steps.durable });
    steps.lastSeen = async () => 0;
    await run(steps);
  },
  async "acks-all-reports-all-processed"() {
    const steps = rightSteps(process.env);
    steps.dealWith = async () => ({ outcome: "processed" });
    await run(steps);
  },
  crashes() {
    process.exit(1);
  },
  hangs() {
    process.on("SIGTERM", () => {});
    process.on("SIGINT", () => {});
    setInterval(() => {}, 1_000_000);
  },
  floods() {
    const lines = "nothing is the matter\n".repeat(100);
    const write = () => process.stdout.write(lines, write);
    write();
  },
  // What it leaves behind ends with the pipe of its standard output at the
  // latest, should nobody end it.
  daemon() {
    const idle = 'setInterval(() => process.stdout.write(""), 100)';
    const left = spawn(process.execPath, ["-e", idle], {
      detached: true,
      stdio: ["ignore", "inherit", "inherit"],
    });
    left.unref();
  },
};
