// What a run left behind: processes, ports, files.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { comesTrue, running } from '../../../tests/e2e/lib/processes.mjs';

// Those of a run's ports that somebody listens on.
export function listening(ports) {
  const hex = new Set(ports.map((port) => port.toString(16).toUpperCase().padStart(4, '0')));
  const kListen = '0A';
  return ['/proc/net/tcp', '/proc/net/tcp6']
    .filter(existsSync)
    .flatMap((file) => readFileSync(file, 'utf8').trim().split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === kListen && hex.has(local.split(':')[1]))
    .map(([, local]) => local);
}

export function portsOf({ natsUrl, websocketUrl, monitoringUrl, apiUrl }) {
  return [natsUrl, websocketUrl, monitoringUrl, apiUrl].map((url) => Number(new URL(url).port));
}

// Folders of runs below the folder for temporary files.
export function runFolders(folder) {
  const runs = join(folder, `chefs-mock-${process.geteuid()}`);
  return existsSync(runs) ? readdirSync(runs).filter((name) => name !== 'lock') : [];
}

export { comesTrue, running };
