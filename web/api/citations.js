// SPDX-License-Identifier: MIT
// What to cite, as programs for references read it.
// RIS: https://refdb.sourceforge.net/manual-0.9.6/sect1-ris-format.html
// CSL JSON: https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types

/** @typedef {import('./cathode-lab').Work} Work */

const RIS_TYPES = { article: 'JOUR', book: 'BOOK', software: 'COMP' };
const CSL_TYPES = { article: 'article-journal', book: 'book', software: 'software' };

/**
 * A name's parts: "Family, Given"; of one as it is said the last word, with the small ones before it, is the family.
 * @param {string} name
 */
function nameParts(name) {
  const [family, given] = name.split(/,\s*/, 2);
  if (given !== undefined) return { family, given };
  const [, first, last] = /^((?:\p{Lu}\S*\s+)+)(\S.*)$/u.exec(name) ?? [];
  return last === undefined ? { literal: name } : { family: last, given: first.trim() };
}

/** As nameParts; who makes a program are no person's names. @param {Work} work */
const namesOf = (work) =>
  work.authors
    .filter((name) => name !== 'others')
    .map((name) => (work.kind === 'software' ? { literal: name } : nameParts(name)));

/** @param {string} text @returns what no line break may cut */
const oneLine = (text) => text.replace(/\s+/g, ' ').trim();

/** @param {Work[]} works */
export const risOf = (works) =>
  works
    .map((work) => {
      const [first, last] = work.pages.split(/[–-]+/);
      /** @type {[string, string | undefined][]} */
      const fields = [
        ...namesOf(work).map(({ family, given, literal }) => {
          return /** @type {[string, string]} */ (['AU', literal ?? `${family}, ${given}`]);
        }),
        ['TI', work.title],
        ['T2', work.journal],
        ['VL', work.volume],
        ['IS', work.number],
        ['SP', first],
        ['EP', last],
        ['PB', work.publisher],
        ['PY', work.year],
        ['DO', work.doi],
        ['UR', work.url],
        ['ET', work.version],
        ['N1', work.note],
      ];
      const lines = fields.flatMap(([tag, value]) => (value ? [`${tag}  - ${oneLine(value)}`] : []));
      return [`TY  - ${RIS_TYPES[work.kind]}`, `ID  - ${work.key}`, ...lines, 'ER  - ', ''].join('\r\n');
    })
    .join('\r\n');

/** @param {Work[]} works */
export function cslOf(works) {
  const entries = works.map((work) => {
    const year = Number(work.year);
    const fields = {
      author: namesOf(work),
      title: work.title,
      'container-title': work.journal,
      volume: work.volume,
      issue: work.number,
      page: work.pages.replace('–', '-'),
      publisher: work.publisher,
      issued: work.year === '' ? '' : Number.isInteger(year) ? { 'date-parts': [[year]] } : { literal: work.year },
      DOI: work.doi,
      URL: work.url,
      version: work.version,
      note: work.note,
    };
    const known = Object.entries(fields).filter(
      ([, value]) => value !== '' && !(Array.isArray(value) && value.length === 0),
    );
    return { id: work.key, type: CSL_TYPES[work.kind], ...Object.fromEntries(known) };
  });
  return `${JSON.stringify(entries, null, 1)}\n`;
}
