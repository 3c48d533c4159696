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
