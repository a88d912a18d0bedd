// SPDX-License-Identifier: MIT
// What loading the page and the headless module transfers, compressed as a static host would.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const sizeOf = (name) => {
  const bytes = readFileSync(dist + name);
  return { name, bytes: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
};
const line = ({ name, bytes, gzip }) =>
  console.log(`${name.padEnd(44)} ${String(bytes).padStart(9)} ${String(gzip).padStart(9)}`);

console.log(`${''.padEnd(44)} ${'bytes'.padStart(9)} ${'gzip -9'.padStart(9)}`);
const page = ['index.html', ...readdirSync(`${dist}assets`).map((name) => `assets/${name}`)].map(sizeOf);
page.forEach(line);
const sum = (key) => page.reduce((total, file) => total + file[key], 0);
line({ name: 'page, all it loads', bytes: sum('bytes'), gzip: sum('gzip') });
['cathode-lab.mjs', 'cathode-lab.wasm'].map(sizeOf).forEach(line);
