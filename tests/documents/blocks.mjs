// SPDX-License-Identifier: MIT
// What the documents show as code, taken from them as it is written.
import { readdirSync, readFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);

/** Every document that a reader may take at its word. */
export const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(new URL('docs', root))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** @param {string} document its path from the root */
export const textOf = (document) => readFileSync(new URL(document, root), 'utf8');

/** The text on one line, as sentences run over several. @param {string} document */
export const runningText = (document) => textOf(document).replace(/\s+/g, ' ');

/**
 * The fenced blocks of a document, without the indentation of the list that they may stand in.
 * @param {string} document
 * @returns {{language: string, code: string, line: number}[]}
 */
export function blocksOf(document) {
  const blocks = [];
  const lines = textOf(document).split('\n');
  for (let at = 0; at < lines.length; ++at) {
    const [, indent, language] = /^( *)```(\w*)$/.exec(lines[at]) ?? [];
    if (indent === undefined) continue;
    const begin = at + 1;
    do ++at;
    while (lines[at] !== `${indent}\`\`\``);
    const code = lines
      .slice(begin, at)
      .map((line) => line.slice(indent.length))
      .join('\n');
    blocks.push({ language, code, line: begin });
  }
  return blocks;
}
