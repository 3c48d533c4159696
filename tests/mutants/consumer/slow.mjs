// Makes a right consumer a slow one, which is no mistake: SLOW_WORK_MS for each
// event, SLOW_START_MS before it does anything.
import { setTimeout as wait } from "node:timers/promises";

export function slowed(steps, env) {
  const workMs = Number(env.SLOW_WORK_MS || 0);
  const startMs = Number(env.SLOW_START_MS || 0);
  if (startMs > 0) steps.atStart = () => wait(startMs);
  if (workMs === 0) return steps;
  // One at a time, and not to be had again while it is worked on.
  steps.batchSize = 1;
  steps.ackWaitMs = 30_000;
  steps.beforeWork = () => wait(workMs);
  return steps;
}
