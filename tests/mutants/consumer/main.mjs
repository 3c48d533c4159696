// A consumer with one bug, named by its first argument or by MUTANT; a right one
// if nothing is named. scenarios/consumer/mutants.json lists the names.
//
//   chefs-mock conform consumer -- node tests/mutants/consumer/main.mjs acks-first
import { bugs } from "./bugs.mjs";
import { run } from "./flow.mjs";
import { nullConsumers } from "./null_consumers.mjs";
import { slowed } from "./slow.mjs";
import { rightSteps } from "./steps.mjs";

const name = process.argv[2] ?? process.env.MUTANT;

async function start() {
  if (Object.hasOwn(nullConsumers, name ?? "")) return nullConsumers[name]();
  const steps = slowed(rightSteps(process.env), process.env);
  if (name) {
    if (!Object.hasOwn(bugs, name)) throw new Error(`there is no mutant ${name}`);
    bugs[name](steps);
  }
  await run(steps);
  // What a socket still waits for is nothing to a consumer that has ended.
  process.exit(0);
}

await start();
