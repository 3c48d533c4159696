// Which processes run on this machine.
import { readFileSync, readdirSync } from 'node:fs';

// Those whose arguments or environment hold the text, without this one.
export function running(text) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      try {
        return ['cmdline', 'environ'].some((file) =>
          readFileSync(`/proc/${pid}/${file}`, 'latin1').includes(text),
        );
      } catch {
        return false;
      }
    });
}

// Asks again until it is so, or ten seconds have passed; whether it is so.
export async function comesTrue(ask) {
  const deadline = performance.now() + 10_000;
  while (!(await ask())) {
    if (performance.now() > deadline) return false;
    await new Promise((done) => setTimeout(done, 20));
  }
  return true;
}
