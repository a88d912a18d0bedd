// SPDX-License-Identifier: MIT
// Cuts the page's module in two: what it needs to be ready, and what draws and tells of the published record, which
// joins it in its memory a moment later. What belongs to the second follows from the files that it was compiled from,
// and from who calls what.
// usage: split.mjs MODULE OBJECTS OUTPUT_FOLDER EMSCRIPTEN_FOLDER BINARYEN_FOLDER
//   MODULE: linked with the mangled names of its functions   OBJECTS: a file that names its object files, one a line
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const [module, list, output, emscripten, binaryen] = process.argv.slice(2);
const run = (file, args) => execFileSync(file, args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
const tool = (name, args) => run(join(binaryen, 'bin', name), args);

// The published record and its figures, without the registries that tell what there is.
const LATER =
  /core_(audit|decide|figure|spectra|uncertainty)\.dir\/|\/canvas\/(energy_chart|figure_view|map_view|rate_view|transport_view)\.|\/api\/(record|design|impedance)_bindings\./;
const REGISTRY = /\/(assumptions|figures|problem_text)\.cpp/;

/** The functions that object files define, by file. @param {string[]} objects */
const definedIn = (objects) => {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  let names = [];
  // One call for all of them: starting the tool takes longer than reading a file.
  for (const line of run(join(emscripten, 'emnm'), objects).split('\n')) {
    const file = /^(.*):$/.exec(line)?.[1];
    if (file !== undefined) {
      names = [];
      found.set(file, names);
    }
    const [, kind, name] = /([A-Za-z]) (\S+)$/.exec(line) ?? [];
    if (kind && kind !== 'U') names.push(name);
  }
  return found;
};

const defined = { first: new Set(), later: new Set() };
const objects = readFileSync(list, 'utf8').trim().split('\n');
const found = definedIn(objects);
for (const object of objects) {
  const part = LATER.test(object) && !REGISTRY.test(object) ? defined.later : defined.first;
  for (const name of found.get(object) ?? []) part.add(name);
}

// The features that Emscripten compiles for, which the linked module no longer tells.
const FEATURES = [
  'bulk-memory',
  'multivalue',
  'mutable-globals',
  'nontrapping-float-to-int',
  'reference-types',
  'sign-ext',
  'simd',
].map((name) => `--enable-${name}`);
mkdirSync(output, { recursive: true });
const text = join(output, 'app.wat');
const graph = tool('wasm-opt', [...FEATURES, module, '--print-call-graph', '-S', '-o', text]);
/** @type {Map<string, Set<string>>} */
const callers = new Map();
for (const [, from, to] of graph.matchAll(/^ {2}"([^"]+)" -> "([^"]+)"; \/\/ call$/gm))
  callers.set(to, (callers.get(to) ?? new Set()).add(from));
const IMPORTED = 'turquoise';
const functions = [...graph.matchAll(/^ {2}"([^"]+)" \[(.*)\]/gm)]
  .filter(([, , look]) => !look.includes(IMPORTED))
  .map(([, name]) => name);
// What is called by its address may be called by anybody.
const pointedAt = new Set(
  [...readFileSync(text, 'utf8').matchAll(/^ \(elem .*$/gm)].flatMap(([line]) =>
    [...line.matchAll(/\$([^ )]+)/g)].map(([, name]) => name),
  ),
);

// Optimisers add numbers to the names of what they have copied. What runs at the start registers the functions.
const isLater = (name) => {
  const plain = name.replace(/(\.llvm)?\.\d+$/, '');
  return (
    defined.later.has(plain) &&
    !defined.first.has(plain) &&
    !/^(_GLOBAL__|__cxx_global|embind_init|_ZN10emscripten8functionI)|embind_init/.test(plain)
  );
};
const later = new Set(functions.filter(isLater));
if (later.size === 0) throw new Error(`${basename(module)}: no function of the later part is in it`);
// With them goes what they alone call.
for (let grown = true; grown; ) {
  grown = false;
  for (const name of functions) {
    const from = callers.get(name);
    if (!from || later.has(name) || pointedAt.has(name) || ![...from].every((caller) => later.has(caller))) continue;
    later.add(name);
    grown = true;
  }
}
const earlyCallers = (name) => [...(callers.get(name) ?? [])].filter((caller) => !later.has(caller));
// Of the templates of the standard library and of Embind the linker keeps one of several with the same code, under the
// name of any: such a one is in the first part if that calls it.
const isOfLibrary = (name) => /^_ZNK?(St3__2|10emscripten)/.test(name);
for (let moved = true; moved; ) {
  moved = false;
  for (const name of later) {
    if (!isOfLibrary(name) || earlyCallers(name).length === 0) continue;
    later.delete(name);
    moved = true;
  }
}
const early = [...later].flatMap((name) => earlyCallers(name).map((caller) => `${caller} calls ${name}`));
if (early.length > 0) throw new Error(`Called before it is there:\n${early.join('\n')}`);

const names = join(output, 'later.txt');
writeFileSync(names, `${[...later].join('\n')}\n`);
const outputs = ['app', 'record'].map((part) => join(output, `cathode-${part}.wasm`));
tool('wasm-split', [
  '--split',
  ...FEATURES,
  module,
  `--split-funcs=@${names}`,
  '--no-placeholders',
  '--import-namespace=app',
  '--export-prefix=$',
  `-o1`,
  outputs[0],
  `-o2`,
  outputs[1],
]);
for (const part of outputs)
  tool('wasm-opt', [...FEATURES, '-Oz', '--strip-debug', '--strip-producers', part, '-o', part]);
