// SPDX-License-Identifier: MIT
// Files that are dropped on the page and belong to one of its tabs: told by how they begin.

const HEAD = 4000; // characters
/** The last columns of a sweep's table, behind those that are varied. */
export const SWEEP_COLUMNS = /** @type {const} */ ([
  'result',
  'direction',
  'value',
  'low',
  'high',
  'unit',
  'provenance',
  'link',
  'program',
]);

/** What a file of composites of one's own calls its format. */
export const COMPOSITES = 'cathode-lab composites';
/** Whether a text begins as such a file does. @param {string} text */
const holdsComposites = (text) => new RegExp(`"format"\\s*:\\s*"${COMPOSITES}"`).test(text.slice(0, HEAD));

/** Whether lines are a table of composites: columns that no other table has together. @param {string[][]} lines */
function isOfComposites([heads = []]) {
  const own = new Set(heads.map((head) => head.replace(/\s*\[.*$/, '').trim()));
  return ['name', 'morphology', 'amDensityGCm3', 'amWtPct'].every((head) => own.has(head));
}

/** Whether a text begins as a result that was calculated elsewhere does. @param {string} text */
export const isResult = (text) => /"format"\s*:\s*"cathode-lab result"/.test(text.slice(0, HEAD));

/** Whether lines are those of a sweep's table, whole or broken. @param {string[][]} lines */
export function isSweep([heads = []]) {
  const own = new Set(heads.map((head) => head.trim().toLowerCase()));
  return ['result', 'value', 'provenance'].every((head) => own.has(head)) && !own.has('carrier');
}

/**
 * @param {string | {lines: string[][]}} content of a file
 * @returns {'result' | 'sweep' | 'composites' | null}
 */
export function otherKindOf(content) {
  if (typeof content === 'string') return isResult(content) ? 'result' : holdsComposites(content) ? 'composites' : null;
  if (isOfComposites(content.lines)) return 'composites';
  return isSweep(content.lines) ? 'sweep' : null;
}
