// The project's fixtures, read.
import { readFileSync } from 'node:fs';

export const project = new URL('../../../', import.meta.url);
export const fixtures = new URL('fixtures/', project);

export const read = (path) => readFileSync(new URL(path, fixtures), 'utf8');
export const readJson = (path) => JSON.parse(read(path));
export const index = readJson('index.json');
