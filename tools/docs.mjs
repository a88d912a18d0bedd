// SPDX-License-Identifier: MIT
// Writes the tables of the documents that follow from the registries, between their marks.
// usage: docs.mjs, after tools/build; that of the command line where tools/build program has been
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { GROUPS, howOf, referenceContent } from '../web/microstructure/reference-table.js';
import { references } from '../web/microstructure/references.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The documents with such tables. */
export const DOCUMENTS = ['README.md', 'docs/definitions.md', 'docs/embedding.md', 'docs/references.md'];

/** @typedef {import('../dist/cathode-lab').CathodeLab} CathodeLab */
/** @typedef {ReturnType<CathodeLab['parameters']>[number]} Parameter */

const code = (/** @type {unknown} */ text) => `\`${text}\``;
const list = (/** @type {readonly unknown[]} */ all) => all.map(code).join(', ');
const table = (/** @type {string[]} */ heads, /** @type {string[][]} */ rows) =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** @param {Parameter} parameter */
const allowedOf = ({ choices, min, max }) => (choices ? list(choices.map(({ value }) => value)) : `${min}–${max}`);
/** @param {Parameter} parameter */
const defaultOf = ({ default: standard, whenNull }) =>
  standard === null ? whenNull : typeof standard === 'string' ? code(standard) : String(standard);

/** What others have published beside what comes of it here. @param {(typeof GROUPS)[number][0]} group */
function comparison(group) {
  const { columns, rows } = referenceContent(group);
  const of = references.rows.filter((row) => row.group === group);
  return table(
    [...columns.map(({ label, unit }) => (unit ? `${label}, ${unit}` : label)), 'How', 'Source'],
    rows.map(({ cells }, index) => [
      ...cells.map(({ text }) => text),
      howOf(of[index]),
      references.sources[of[index].source].text,
    ]),
  );
}

/** @type {Record<string, (lab: CathodeLab) => string>} */
const TABLES = {
  inputs: (lab) =>
    table(
      ['key', 'input', 'unit', 'allowed', 'left out'],
      lab
        .parameters()
        .map((parameter) => [
          code(parameter.urlKey),
          parameter.label,
          parameter.unit,
          allowedOf(parameter),
          defaultOf(parameter),
        ]),
    ),
  names: (lab) =>
    table(
      ['name', 'link key', 'what'],
      lab
        .parameters()
        .map(({ key, urlKey, description, unit, nullable }) => [
          code(key),
          code(urlKey),
          `${description}${unit ? ` In ${unit}.` : ''}${nullable ? ' May be `null`.' : ''}`,
        ]),
    ),
  results: (lab) =>
    table(
      ['key', 'unit', 'what'],
      lab.metrics().map(({ key, unit, label, description }) => [code(key), unit, `${label}. ${description}`]),
    ),
  definitions: (lab) =>
    lab
      .definitions()
      .map(({ name, title, symbol, unit, formula, meaning, trap }) =>
        [
          `### ${title}`,
          `\`?define=${name}\` · ${code(symbol)}${unit ? `, ${unit}` : ''} · ${code(formula)}`,
          meaning,
          `*The trap:* ${trap}`,
        ].join('\n\n'),
      )
      .join('\n\n'),
  views: (lab) => list(lab.views()),
  ...Object.fromEntries(GROUPS.map(([group]) => [group, () => comparison(group)])),
  sources: () =>
    Object.values(references.sources)
      .map(({ text, link }) => (link ? `- [${text}](${link})` : `- ${text}`))
      .join('\n'),
  machine: () => references.machine,
};

/**
 * A document's text with its tables as the module has them. Throws an Error for a mark that is not known.
 * @param {CathodeLab} lab
 * @param {string} text
 */
export const withTables = (lab, text) =>
  text.replace(/(<!-- from the registry: (\w+) -->)[\s\S]*?(<!-- end -->)/g, (_, begin, name, end) => {
    if (!(name in TABLES)) throw new Error(`no table is called ${name}; allowed: ${Object.keys(TABLES).join(', ')}`);
    const made = TABLES[name](lab);
    return made.includes('\n') ? `${begin}\n${made}\n${end}` : `${begin}${made}${end}`;
  });

/**
 * The document of the command line with the tables that the program tells of itself.
 * @param {string} text
 * @param {string} tables what `cathode-lab manual --format markdown` writes
 */
export const withCommands = (text, tables) =>
  text.replace(/(<!-- from the program -->\n)[\s\S]*?(<!-- end -->)/, (_, begin, end) => `${begin}\n${tables}\n${end}`);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { default: createCathodeLab } = await import(pathToFileURL(`${root}dist/cathode-lab.mjs`).href);
  const lab = await createCathodeLab();
  for (const name of DOCUMENTS) writeFileSync(root + name, withTables(lab, readFileSync(root + name, 'utf8')));
  const program = ['release', 'programs']
    .map((preset) => `${root}build/${preset}/core/programs/cathode-lab`)
    .find((place) => existsSync(place));
  const name = `${root}docs/command-line.md`;
  if (program) {
    const tables = execFileSync(program, ['manual', '--format', 'markdown'], { encoding: 'utf8' });
    writeFileSync(name, withCommands(readFileSync(name, 'utf8'), tables));
  }
}
