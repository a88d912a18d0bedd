// SPDX-License-Identifier: MIT
// A calculation as an RO-Crate 1.2 (https://w3id.org/ro/crate/1.2): its files, and the metadata that tell what each of them is.
// The same calculation on the same day gives the same bytes.
import { csvOf } from '../table-files/csv.js';
import { linkInFile } from '../table-files/sheet.js';
import { NO_TIME, zippedFolder } from '../table-files/zip.js';
import { cellNumbers, dataOf, resultsOf } from './cell-numbers.js';
import { inSi } from './si.js';

/** @typedef {import('../api/cathode-lab').CathodeLab} CathodeLab */
/** @typedef {import('../api/cathode-lab').Scenario} Scenario */
/**
 * @typedef {object} CrateFile
 * @property {string} name with its folders, in letters, digits and -_./
 * @property {string | Uint8Array} content
 * @property {string} about in a sentence
 * @property {string} type of media
 * @property {string} [license] address of another licence than that of the whole
 */

const CONTEXT = 'https://w3id.org/ro/crate/1.2';
const METADATA = 'ro-crate-metadata.json';
const PROGRAM = '#cathode-lab';
const MIT = 'https://spdx.org/licenses/MIT';

export const LICENCES = /** @type {const} */ ({
  'CC-BY-4.0': {
    label: 'CC BY 4.0',
    address: 'https://creativecommons.org/licenses/by/4.0/',
    about: 'Creative Commons Attribution 4.0 International: shared and changed freely, with credit to who made it.',
  },
  'CC0-1.0': {
    label: 'CC0 1.0',
    address: 'https://creativecommons.org/publicdomain/zero/1.0/',
    about: 'Creative Commons CC0 1.0 Universal: dedicated to the public domain.',
  },
  none: {
    label: 'Not stated',
    address: '',
    about: 'No licence is stated: ask who published this before you share it.',
  },
});
/** @typedef {keyof typeof LICENCES} Licence */

/** Figures of every crate. */
const FIGURES = /** @type {const} */ (['stack', 'energy', 'models', 'transport', 'resistance']);

/** @param {unknown} content */
const json = (content) => `${JSON.stringify(content, null, 1)}\n`;

/**
 * The calculation in one file: every number with unit, SI value and where it comes from.
 * @param {CathodeLab} lab
 * @param {import('./cell-numbers.js').CellNumbers} numbers
 * @param {string} link
 */
function scenarioJson(lab, numbers, link) {
  const { scenario } = numbers;
  const explanations = lab.explain(scenario);
  const unused = lab.unusedInputs(scenario);
  return json({
    format: 'cathode-lab calculation',
    version: 1,
    program: `Cathode Lab ${lab.version()}`,
    link,
    title: numbers.title,
    data: dataOf(scenario),
    ...(scenario.composite ? { composite: scenario.composite } : {}),
    inputs: lab.parameters().map(({ key, label, unit, description, default: standard, choices, whenNull }) => {
      const value = scenario[key] ?? null;
      const si = typeof value === 'number' && !choices ? inSi(value, unit) : null;
      return {
        key,
        label,
        value,
        unit,
        ...(si ? { siValue: si.value, siUnit: si.unit } : {}),
        ...(value === null ? { meaning: whenNull } : {}),
        origin: value === standard ? 'default' : 'user',
        ...(key in unused ? { unused: unused[key] } : {}),
        description,
      };
    }),
    results: resultsOf(lab, numbers).map((result) => ({
      ...result,
      explanation: explanations[/** @type {keyof typeof explanations} */ (result.key)],
    })),
    layers: numbers.report.breakdown.map(({ layer, thicknessUm, massMgCm2 }) => ({
      layer,
      thicknessUm,
      siThicknessM: inSi(thicknessUm, 'µm')?.value,
      massMgCm2,
      siMassKgM2: inSi(massMgCm2, 'mg/cm²')?.value,
    })),
    warnings: numbers.report.warnings,
  });
}

/** @param {CathodeLab} lab @param {import('./cell-numbers.js').CellNumbers} numbers @returns {import('../table-files/sheet.js').Sheet} */
function resultsSheet(lab, numbers) {
  return {
    name: 'results',
    columns: [
      { key: 'key' },
      { key: 'result' },
      { key: 'value' },
      { key: 'low' },
      { key: 'high' },
      { key: 'unit' },
      { key: 'SI value' },
      { key: 'SI low' },
      { key: 'SI high' },
      { key: 'SI unit' },
      { key: 'provenance' },
    ],
    rows: resultsOf(lab, numbers).map((one) => [
      one.key,
      one.label,
      one.value,
      one.low,
      one.high,
      one.unit,
      one.siValue,
      one.siLow,
      one.siHigh,
      one.siUnit,
      one.provenance,
    ]),
  };
}

/** What a format refuses is not in the crate, and its README says why. @param {() => CrateFile} make @param {string[]} missing @returns {CrateFile[]} */
function orWhy(make, missing) {
  try {
    return [make()];
  } catch (error) {
    missing.push(error instanceof Error ? error.message : String(error));
    return [];
  }
}

/**
 * @param {object} of
 * @param {string} of.title
 * @param {string} of.link
 * @param {string} of.references
 * @param {string} of.data
 * @param {string} of.version
 * @param {Licence} of.licence
 * @param {CrateFile[]} of.files
 * @param {string[]} of.missing
 */
const readme = ({ title, link, references, data, version, licence, files, missing }) => `# ${title}

A calculation of Cathode Lab ${version}, packed as an [RO-Crate 1.2](${CONTEXT}): \`${METADATA}\` tells programs what this page tells people.

Opened again, to look at or to go on with: ${link}

| file | what it is |
| --- | --- |
${files.map(({ name, about }) => `| \`${name}\` | ${about.replaceAll('|', '\\|')} |`).join('\n')}
${missing.length > 0 ? `\nNot there: ${missing.join(' ')}\n` : ''}
Every result has its provenance, the weakest of all that went into it: measured, recomputed, implied, interpolated, user, extrapolated, assumed.
Numbers stand in the units of the page and in SI units.

${data}.

## To cite

${references
  .trim()
  .split('\n')
  .map((line) => `- ${line}`)
  .join('\n')}

## Licence

${LICENCES[licence].about} ${LICENCES[licence].address}
Scripts that the program wrote: MIT.
`;

/** @param {Licence} licence */
const licenceText = (licence) => `Data and figures: ${LICENCES[licence].label}
${[LICENCES[licence].address, LICENCES[licence].about].filter(Boolean).join('\n')}

Scripts written by Cathode Lab (half_cell.py): MIT
${MIT}
`;

/**
 * @param {object} of
 * @param {CrateFile[]} of.files
 * @param {string} of.title
 * @param {string} of.description
 * @param {string} of.date
 * @param {Licence} of.licence
 * @param {string[]} of.creators
 * @param {string} of.link
 * @param {string} of.version
 * @param {ReturnType<typeof resultsOf>} of.results
 */
function metadata({ files, title, description, date, licence, creators, link, version, results }) {
  const isAddress = /^https?:/.test(link);
  const refer = (/** @type {string} */ id) => ({ '@id': id });
  const { label, address, about } = LICENCES[licence];
  const people = creators.map((name, at) => ({ '@id': `#creator-${at + 1}`, '@type': 'Person', name }));
  const variables = results
    .filter(({ value }) => value !== null)
    .map(({ key, label: name, value, unit, low, high, provenance }) => ({
      '@id': `#${key}`,
      '@type': 'PropertyValue',
      propertyID: key,
      name,
      value,
      ...(unit === '' ? {} : { unitText: unit }),
      ...(low === null || high === null ? {} : { minValue: low, maxValue: high }),
      description: `Provenance: ${provenance}.`,
    }));
  return json({
    '@context': `${CONTEXT}/context`,
    '@graph': [
      { '@id': METADATA, '@type': 'CreativeWork', about: refer('./'), conformsTo: refer(CONTEXT) },
      {
        '@id': './',
        '@type': 'Dataset',
        name: title,
        description,
        datePublished: date,
        license: address === '' ? about : refer(address),
        ...(people.length > 0 ? { author: people.map((one) => refer(one['@id'])) } : {}),
        hasPart: files.map(({ name }) => refer(name)),
        variableMeasured: variables.map((one) => refer(one['@id'])),
        mentions: [refer('#calculation'), ...(isAddress ? [refer(link)] : [])],
      },
      ...people,
      ...files.map(({ name, content, about: told, type, license }) => ({
        '@id': name,
        '@type': 'File',
        name: name.replace(/^.*\//, ''),
        description: told,
        encodingFormat: type,
        contentSize: String(typeof content === 'string' ? new TextEncoder().encode(content).length : content.length),
        ...(license ? { license: refer(license) } : {}),
      })),
      ...variables,
      {
        '@id': '#calculation',
        '@type': 'CreateAction',
        name: `Calculation: ${title}`,
        instrument: refer(PROGRAM),
        object: refer('scenario.json'),
        result: files.filter(({ name }) => name !== 'scenario.json').map(({ name }) => refer(name)),
      },
      {
        '@id': PROGRAM,
        '@type': 'SoftwareApplication',
        name: 'Cathode Lab',
        version,
        ...(isAddress ? { url: link.replace(/[?#].*$/, '') } : {}),
      },
      ...(isAddress ? [{ '@id': link, '@type': 'WebPage', name: 'The calculation, to go on with' }] : []),
      ...(address === '' ? [] : [{ '@id': address, '@type': 'CreativeWork', name: label, description: about }]),
      ...(files.some(({ license }) => license === MIT)
        ? [{ '@id': MIT, '@type': 'CreativeWork', name: 'MIT', description: 'MIT License, of scripts written here.' }]
        : []),
    ],
  });
}

/**
 * All files of the crate.
 * @param {CathodeLab} lab
 * @param {object} of
 * @param {Scenario} of.scenario
 * @param {Scenario[]} of.comparison
 * @param {string} of.link whole address, or the fragment behind a #
 * @param {string} of.date ISO 8601, the day
 * @param {Licence} of.licence
 * @param {string[]} [of.creators]
 * @param {CrateFile[]} [of.others] further files, such as those of a microstructure
 * @returns {CrateFile[]}
 */
export function crateFiles(lab, { scenario, comparison, link, date, licence, creators = [], others = [] }) {
  const version = lab.version();
  const numbers = cellNumbers(lab, scenario);
  const { title } = numbers;
  const about = { title, version, link };
  const data = dataOf(scenario);
  /** @type {string[]} */
  const missing = [];
  const files = [
    { name: 'link.txt', content: `${link}\n`, about: 'The link that opens this calculation', type: 'text/plain' },
    {
      name: 'scenario.json',
      content: scenarioJson(lab, numbers, link),
      about: 'Inputs and results, each with unit, SI value, provenance and interval, and the warnings',
      type: 'application/json',
    },
    {
      name: 'results.csv',
      content: csvOf(resultsSheet(lab, numbers), about),
      about: 'The results as a table, in the units of the page and in SI units',
      type: 'text/csv',
    },
    ...FIGURES.flatMap((name) => [
      {
        name: `figures/${name}.svg`,
        content: lab.figure(name, scenario, { comparison }),
        about: lab.figureCaption(name, scenario, { comparison }),
        type: 'image/svg+xml',
      },
      {
        name: `figures/${name}.csv`,
        content: lab.figureCsv(name, scenario, { comparison }, link),
        about: `Every number that figures/${name}.svg shows`,
        type: 'text/csv',
      },
    ]),
    ...orWhy(
      () => ({
        name: 'cell.bpx.json',
        content: json(lab.bpx(scenario, { link })),
        about: 'Battery Parameter eXchange 1.1, Partial: what the source supports',
        type: 'application/json',
      }),
      missing,
    ),
    ...orWhy(
      () => ({
        name: 'half_cell.py',
        content: lab.pybammScript(scenario, { link }),
        about: 'The half cell in PyBaMM, with borrowed values named in its comments',
        type: 'text/x-python',
        license: MIT,
      }),
      missing,
    ),
    ...others,
  ];
  const references = lab.cite('tables').text;
  const texts = [
    {
      name: 'README.md',
      content: readme({ title, link, references, data, version, licence, files, missing }),
      about: 'What is in here, for people',
      type: 'text/markdown',
    },
    { name: 'LICENSE.md', content: licenceText(licence), about: 'How this may be used', type: 'text/markdown' },
  ];
  const all = [...texts, ...files];
  return [
    {
      name: METADATA,
      content: metadata({
        files: all,
        title,
        description: `Composite cathode of an all-solid-state cell, calculated by Cathode Lab ${version}. ${data}.`,
        date,
        licence,
        creators,
        link: linkInFile(link),
        version,
        results: resultsOf(lab, numbers),
      }),
      about: 'What each file is, for programs',
      type: 'application/ld+json',
    },
    ...all,
  ];
}

/** The crate as one zip, whose root is the crate's. @param {CathodeLab} lab @param {Parameters<typeof crateFiles>[1]} of */
export const zippedCrate = (lab, of) => zippedFolder('', crateFiles(lab, of), NO_TIME);
