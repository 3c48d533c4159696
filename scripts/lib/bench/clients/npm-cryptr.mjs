// usage: npm-cryptr.mjs sync|async COUNT
// Seals COUNT short texts with npm cryptr, one after another or all at once.
import cryptr from '../../../../tests/stock/node/node_modules/cryptr/index.js';

import { timed } from './connect.mjs';

const [how, countText] = process.argv.slice(2);
const count = Number(countText);
const key = 'a'.repeat(64);

await timed(count, async () => {
  if (how === 'sync') {
    const sealing = new cryptr(key);
    for (let i = 0; i < count; i += 1) sealing.encrypt(`text ${i}`);
  } else {
    const sealing = new cryptr.CryptrAsync(key);
    await Promise.all(Array.from({ length: count }, (_, i) => sealing.encrypt(`text ${i}`)));
  }
});
