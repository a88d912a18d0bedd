// SPDX-License-Identifier: MIT
// Computes what is compared with others and writes it for the page and the documents: web/microstructure/references.js.
// usage: references.mjs [part of a key ...]   those alone anew; tools/format and tools/docs.mjs follow
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { references } from '../../web/microstructure/references.js';
import { CASES, rowOf, SOURCES } from './reference-cases.mjs';

const lab = await createCathodeLab();
const wanted = process.argv.slice(2);
const file = new URL('../../web/microstructure/references.js', import.meta.url);
/** @param {number} value @param {number} digits */
const rounded = (value, digits) => Number(value.toPrecision(digits));

const [{ model }] = cpus();
const machine = `${model.trim()}, one thread, WebAssembly in Node ${process.versions.node.split('.')[0]}`;
const types = /^[\s\S]*?(?=\/\*\* @type \{References\} \*\/)/.exec(readFileSync(file, 'utf8'))?.[0];
if (!types) throw new Error('references.js: no types before its data');

/** @type {Map<string, object>} */
const computed = new Map(references.rows.map(({ key, value, spread, here }) => [key, { value, spread, here }]));
for (const one of CASES) {
  if (wanted.length > 0 && computed.has(one.key) && !wanted.some((part) => one.key.includes(part))) continue;
  const made = one.compute ? one.compute(lab) : one.known;
  if (!made) throw new Error(`${one.key}: nothing computes it`);
  console.log(one.key, one.printed, made);
  computed.set(one.key, {
    value: rounded(made.value, 9),
    ...(made.plusMinus === undefined ? {} : { spread: rounded(made.plusMinus, 2) }),
    ...(made.seconds === undefined ? {} : { here: rounded(made.seconds, 2) }),
  });
  // After each: who stops it keeps what is there.
  const rows = CASES.filter(({ key }) => computed.has(key)).map((each) => ({
    ...rowOf(each),
    ...computed.get(each.key),
  }));
  const data = JSON.stringify({ machine, sources: SOURCES, rows });
  writeFileSync(file, `${types}/** @type {References} */\nexport const references = ${data};\n`);
}
