// All parts, in the order of docs/reliability.md.
import { clocks } from './clock.mjs';
import { disks } from './disk.mjs';
import { ends } from './ends.mjs';
import { files } from './open_files.mjs';
import { networks } from './network.mjs';
import { serverKills } from './server_kill.mjs';
import { suites } from './suite.mjs';

export const parts = [
  ...ends, ...serverKills, ...disks, ...clocks, ...files, ...networks, ...suites,
];
