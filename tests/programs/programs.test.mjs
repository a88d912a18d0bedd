// SPDX-License-Identifier: MIT
// Saved files in the programs that people open them with. Each test is a cell of the table at the end: kind of file, program.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { zippedCrate } from '../../web/onward/crate.js';
import { withResolution } from '../../web/record/png.js';
import { comparisonSheet, fromFile } from '../../web/session/comparison-file.js';
import { rowsFromLines, rowsSheet } from '../../web/session/rows-file.js';
import { csvOf } from '../../web/table-files/csv.js';
import { contentOf } from '../../web/table-files/read-file.js';
import { xlsxOf } from '../../web/table-files/xlsx.js';
import { aboutOf, addressOf, inPieces, lab, randomRows, randomScenarios, writeFiles } from './files.mjs';

const folder = mkdtempSync(join(tmpdir(), 'cathode-programs-'));
const at = (/** @type {string} */ name) => join(folder, name);
const CALC = { 'en-US': 1033, 'de-DE': 1031, 'fr-FR': 1036 };
const XLSX = 'Calc MS Excel 2007 XML';

before(() => writeFiles(folder));
after(() => rmSync(folder, { recursive: true }));

/** @param {string} program @param {string[]} args @param {object} [options] */
const run = (program, args, options = {}) =>
  execFileSync(program, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], ...options });
/** Debian's own Python, which has the packages. @param {string} program */
const python = (program) => run('/usr/bin/python3', ['-c', program]);

/** @type {Map<string, Map<string, string>>} by kind of file, by program: what came of it */
const table = new Map();
/** @param {string} kind @param {string} program @param {() => void | Promise<void>} act */
function opens(kind, program, act) {
  test(`${kind}: ${program}`, async () => {
    const row = table.get(kind) ?? new Map();
    table.set(kind, row);
    row.set(program, 'fails');
    await act();
    row.set(program, 'right');
  });
}

/**
 * LibreOffice, set to a language.
 * @param {keyof typeof CALC} language
 * @param {string[]} args
 */
function office(language, args) {
  const profile = at(`office-${language}`);
  if (!existsSync(profile)) {
    mkdirSync(join(profile, 'user'), { recursive: true });
    writeFileSync(
      join(profile, 'user/registrymodifications.xcu'),
      `<?xml version="1.0"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>${language}</value></prop></item></oor:items>`,
    );
  }
  return run('soffice', [`-env:UserInstallation=file://${profile}`, '--headless', '--norestore', ...args], {
    timeout: 240000,
  });
}
/** As somebody opens a CSV file and saves it again. @param {keyof typeof CALC} language @param {string[]} files @param {string} to */
const throughCsv = (language, files, to) =>
  office(language, [
    `--infilter=Text - txt - csv (StarCalc):44,34,76,1,,${CALC[language]},false,true`,
    '--convert-to',
    `csv:Text - txt - csv (StarCalc):${language === 'en-US' ? 44 : 59},34,76,1,,${CALC[language]},false,true`,
    '--outdir',
    to,
    ...files,
  ]);
/** @param {keyof typeof CALC} language @param {string[]} files @param {string} to */
const throughXlsx = (language, files, to) =>
  office(language, ['--convert-to', `xlsx:${XLSX}`, '--outdir', to, ...files]);

const pinName = (/** @type {number} */ place) => String.fromCharCode(65 + place);
const SCENARIOS = randomScenarios(200);
const ROWS = randomRows(200);
const defaults = lab.decodeLink('v=2').scenario;
const bytesOf = (/** @type {string} */ file) => new Uint8Array(readFileSync(file));

/**
 * Through LibreOffice and back: the same, or refused with a cell named, never anything else.
 * @param {keyof typeof CALC} language
 * @param {'csv' | 'xlsx'} kind
 * @returns {Promise<{same: number, refused: number}>}
 */
async function roundTrip(language, kind) {
  const [from, to] = [at(`from-${language}-${kind}`), at(`to-${language}-${kind}`)];
  for (const one of [from, to]) mkdirSync(one);
  const pieces = [
    ...inPieces(SCENARIOS, 5).map((all) => ({
      what: 'scenarios',
      all,
      sheet: comparisonSheet(lab, { scenario: all[0], comparison: all.slice(1) }, pinName, addressOf),
    })),
    ...inPieces(ROWS, 20).map((all) => ({ what: 'rows', all, sheet: rowsSheet(all, lab, addressOf) })),
  ];
  const files = [];
  for (const [index, { sheet }] of pieces.entries()) {
    const file = join(from, `${index}.${kind}`);
    files.push(file);
    const about = aboutOf('round trip');
    writeFileSync(
      file,
      kind === 'csv' ? csvOf(sheet, about) : new Uint8Array(await (await xlsxOf([sheet], about)).arrayBuffer()),
    );
  }
  (kind === 'csv' ? throughCsv : throughXlsx)(language, files, to);
  let same = 0,
    refused = 0;
  for (const [index, { what, all }] of pieces.entries()) {
    const content = await contentOf(bytesOf(join(to, `${index}.${kind}`))).catch((error) => error);
    try {
      if (content instanceof Error) throw content;
      assert.notEqual(typeof content, 'string');
      const lines = /** @type {import('../../web/table-files/csv.js').Lines} */ (content);
      if (what === 'scenarios') {
        const { scenario, comparison } = fromFile(lines, lab, defaults);
        assert.deepEqual([scenario, ...comparison], all);
      } else assert.deepEqual(rowsFromLines(lines, lab), all);
      same += all.length;
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      assert.match(error.message, /Row \d+/, `${language} ${kind} ${what}: ${error.message}`);
      refused += all.length;
    }
  }
  return { same, refused };
}

for (const language of /** @type {(keyof typeof CALC)[]} */ (Object.keys(CALC))) {
  for (const kind of /** @type {const} */ (['xlsx', 'csv'])) {
    const name = `comparison and own rows, .${kind}, there and back`;
    test(`${name}: LibreOffice ${language}`, async (t) => {
      const { same, refused } = await roundTrip(language, kind);
      t.diagnostic(`${language} ${kind}: ${same} the same, ${refused} refused by name, 0 with another value`);
      const row = table.get(name) ?? new Map();
      table.set(name, row.set(`LibreOffice ${language}`, `${same} the same, ${refused} refused`));
      // A workbook keeps numbers in every language.
      if (kind === 'xlsx') assert.equal(refused, 0);
    });
  }
}

const csvFiles = () => readdirSync(folder).filter((name) => name.endsWith('.csv'));
/** Rows and numbers of a table, as our own parser has them. */
const PROBE = 'figure-balance.csv';

opens('.csv', 'R, read.csv', () => {
  for (const name of csvFiles())
    run('Rscript', [
      '-e',
      `d <- read.csv("${name}", check.names = FALSE); stopifnot(nrow(d) > 0, "program" %in% names(d))`,
    ]);
  const printed = run('Rscript', [
    '-e',
    `d <- read.csv("${PROBE}", check.names = FALSE); cat(sprintf("%.17g", d[[4]]), sep = "\n")`,
  ]);
  const { columns, rows } = lab.figureData('balance');
  assert.equal(columns[3].isText, false);
  assert.deepEqual(
    printed.trim().split('\n').map(Number),
    rows.map(({ cells }) => cells[3].value),
  );
  const rowsRead = run('Rscript', [
    '-e',
    'd <- read.csv("rows.csv", check.names = FALSE); cat(nrow(d), d$reference[1])',
  ]);
  assert.equal(rowsRead, '20 #0 Lab');
});

opens('.csv', 'pandas, read_csv', () => {
  const printed = python(`
import pandas, glob
for name in sorted(glob.glob('*.csv')):
    d = pandas.read_csv(name)
    assert len(d) > 0 and 'program' in d.columns, name
    for c in d.columns:
        if '[' in c: assert d[c].dtype.kind in 'fi' or d[c].isna().all(), (name, c, d[c].dtype)
d = pandas.read_csv('rows.csv')
print(len(d), d['reference'][0])
print(*pandas.read_csv('${PROBE}').iloc[:, 3].tolist())`);
  const [first, numbers] = printed.trim().split('\n');
  assert.equal(first, '20 #0 Lab');
  assert.deepEqual(
    numbers.split(' ').map(Number),
    lab.figureData('balance').rows.map(({ cells }) => cells[3].value),
  );
});

opens('.csv', 'gnuplot, with columnheader', () => {
  run('gnuplot', [
    '-e',
    `set datafile separator comma; set terminal dumb; stats "${PROBE}" using 4 name "A"; plot "${PROBE}" using 4:5 title columnheader`,
  ]);
});

opens('.csv', 'Octave, textscan', () => {
  const printed = run('octave', [
    '--no-gui',
    '--eval',
    `f = fopen("${PROBE}"); h = fgetl(f); l = fgetl(f); c = strsplit(l, ","); printf("%.17g", str2double(c{4})); fclose(f);`,
  ]);
  assert.equal(Number(printed.trim()), lab.figureData('balance').rows[0].cells[3].value);
});

for (const language of /** @type {(keyof typeof CALC)[]} */ (Object.keys(CALC)))
  opens('.xlsx', `LibreOffice ${language}`, () => {
    const to = at(`all-${language}`);
    mkdirSync(to);
    const files = readdirSync(folder).filter((name) => name.endsWith('.xlsx'));
    office(language, ['--convert-to', `xlsx:${XLSX}`, '--outdir', to, ...files.map(at)]);
    for (const name of files) assert.ok(existsSync(join(to, name)), name);
  });

opens('.xlsx', 'openpyxl', () => {
  python(`
import openpyxl, glob
for name in sorted(glob.glob('*.xlsx')):
    w = openpyxl.load_workbook(name)
    assert w.sheetnames[-1] == 'about', name
    about = {r[0]: r[1] for r in w['about'].iter_rows(values_only=True)}
    assert about['program'].startswith('Cathode Lab') and ',' not in about['link'], about
    s = w[w.sheetnames[0]]
    heads = [c.value for c in s[1]]
    for row in s.iter_rows(min_row=2):
        for head, cell in zip(heads, row):
            if '[' in head and cell.value is not None: assert isinstance(cell.value, (int, float)), (name, head, cell.value)
r = openpyxl.load_workbook('rows.xlsx')['own rows']
assert any(c.number_format == '0.0' for row in r for c in row)`);
});

opens('.zip', 'unzip', () => {
  const names = python(
    "import zipfile; z = zipfile.ZipFile('tables.zip'); assert z.testzip() is None; print(*z.namelist())",
  )
    .trim()
    .split(' ');
  assert.equal(names[0], 'index.csv');
  assert.ok(names.length > 6);
});

const svgFiles = () => readdirSync(folder).filter((name) => name.endsWith('.svg'));
/** The share of dark pixels of a picture. @param {string} png */
const inkOf = (png) =>
  Number(
    python(
      `from PIL import Image; i = Image.open('${png}').convert('L'); h = i.histogram(); print(sum(h[:128]) / sum(h))`,
    ),
  );

opens('.svg', 'rsvg-convert', () => {
  for (const name of svgFiles()) run('rsvg-convert', ['-d', '300', '-p', '300', name, '-o', `${name}.rsvg.png`]);
  // As wide as the document says: 85 mm at 300 dpi.
  const [width] = python("from PIL import Image; print(*Image.open('figure-transport.svg.rsvg.png').size)")
    .split(' ')
    .map(Number);
  assert.ok(Math.abs(width - (85 / 25.4) * 300) < 2, String(width));
});

opens('.svg', 'Inkscape', () => {
  for (const name of ['figure-transport', 'figure-transport-outlines', 'figure-balance'])
    run('inkscape', [`${name}.svg`, '-o', `${name}.inkscape.png`, '-d', '300'], { timeout: 60000 });
  // The same ink as in another renderer: nothing lies on something else, nothing is missing.
  const [one, other] = [inkOf('figure-transport.inkscape.png'), inkOf('figure-transport.svg.rsvg.png')];
  assert.ok(Math.abs(one / other - 1) < 0.1, `${one} and ${other}`);
});

opens('.svg', 'LibreOffice Draw', () => {
  office('en-US', ['--convert-to', 'pdf', '--outdir', folder, at('figure-transport.svg')]);
  const words = run('pdftotext', ['-layout', 'figure-transport.pdf', '-']);
  assert.match(words, /Hashin–Shtrikman/);
  const places = run('pdftotext', ['-bbox', 'figure-transport.pdf', '-']);
  // The subscript stands behind its letter, not on it: read upwards, its lower end is further up.
  const of = (/** @type {string} */ word) =>
    new RegExp(`yMin="([\\d.]+)" xMax="[\\d.]+" yMax="([\\d.]+)">${word}<`).exec(places)?.slice(1).map(Number) ?? [];
  const joined = /yMin="([\d.]+)"[^>]*>σeff</.exec(places);
  if (!joined) assert.ok(of('eff')[1] <= of('σ')[0] + 1, places.slice(0, 2000));
});

opens('.svg', 'LaTeX (through Inkscape’s PDF)', () => {
  run('inkscape', ['figure-transport.svg', '-o', 'transport.pdf'], { timeout: 60000 });
  writeFileSync(
    at('page.tex'),
    '\\documentclass{article}\\usepackage{graphicx}\\begin{document}\\includegraphics{transport.pdf}\\end{document}',
  );
  run('pdflatex', ['-interaction=nonstopmode', '-halt-on-error', 'page.tex']);
  const [, width] = /Page size: +([\d.]+) x/.exec(run('pdfinfo', ['transport.pdf'])) ?? [];
  assert.ok(Math.abs(Number(width) - (85 / 25.4) * 72) < 0.5, width);
  assert.match(run('pdftotext', ['page.pdf', '-']), /Hashin–Shtrikman/);
});

opens('.png', 'LaTeX, at its size', async () => {
  const svg = lab.figure('transport', {}, { widthMm: 85 });
  const png = new Blob([
    new Uint8Array(new Resvg(svg, { fitTo: { mode: 'width', value: Math.round((85 / 25.4) * 300) } }).render().asPng()),
  ]);
  writeFileSync(at('transport.png'), new Uint8Array(await (await withResolution(png, 300)).arrayBuffer()));
  writeFileSync(
    at('size.tex'),
    '\\documentclass{article}\\usepackage{graphicx}\\begin{document}\\newlength{\\w}\\settowidth{\\w}{\\includegraphics{transport.png}}\\typeout{WIDTH \\the\\w}\\end{document}',
  );
  const [, points] = /WIDTH ([\d.]+)pt/.exec(run('pdflatex', ['-interaction=nonstopmode', 'size.tex'])) ?? [];
  assert.ok(Math.abs((Number(points) / 72.27) * 25.4 - 85) < 0.2, points);
});

opens('.png', 'exiftool', () => {
  assert.match(run('exiftool', ['transport.png']), /Pixels Per Unit X +: 11811/);
});

for (const [program, options, call] of /** @type {const} */ ([
  ['bibtex', '', 'bibtex'],
  ['biber', '\\usepackage[backend=biber]{biblatex}\\addbibresource{references.bib}', 'biber'],
]))
  opens('.bib', `${program} and pdflatex`, () => {
    const name = `cite-${program}`;
    const end = program === 'bibtex' ? '\\bibliographystyle{plain}\\bibliography{references}' : '\\printbibliography';
    writeFileSync(
      at(`${name}.tex`),
      `\\documentclass{article}\\usepackage[utf8]{inputenc}\\usepackage[T1]{fontenc}${options}\\begin{document}\\nocite{*}X${end}\\end{document}`,
    );
    const latex = () => run('pdflatex', ['-interaction=nonstopmode', '-halt-on-error', `${name}.tex`]);
    latex();
    // The source does not say in which journal it is.
    const said = run(call, [name]).replace(/Warning--empty journal in source|\(There was 1 warning\)/g, '');
    assert.doesNotMatch(said, /warning|error/i);
    latex();
    latex();
    const text = run('pdftotext', [`${name}.pdf`, '-']).replace(/\s+/g, ' ');
    // Capitals, Greek letters, digits below the line, all authors, and every entry.
    assert.match(text, /LiNi.*0.*Li.*PS.*Cl/);
    assert.match(text, program === 'biber' ? /Huber et al/ : /Huber.*Maier.*Öztürk.*Roth/);
    for (const word of ['Minnmann', 'Bruggeman', 'Wiener', 'Hashin', 'Scher', 'McLachlan', 'Maxwell', 'Cathode Lab'])
      assert.ok(text.includes(word), word);
    assert.equal(text.match(/doi\.org\/https?/i), null);
  });

opens('BPX', 'python3-jsonschema', () => {
  writeFileSync(at('cell.bpx.json'), JSON.stringify([lab.bpx(), lab.bpx({ model: 1 }, { borrow: 'Chen2020' })]));
  const schema = fileURLToPath(new URL('../formats/bpx-1.1.1.schema.json', import.meta.url));
  python(`
import json, jsonschema
check = jsonschema.Draft202012Validator(json.load(open(${JSON.stringify(schema)})))
for cell in json.load(open('cell.bpx.json')): check.validate(cell)
del cell['Parameterisation']['Cell']['Lower voltage cut-off [V]']
assert not check.is_valid(cell)`);
});

/** Whether Python has a package that Debian has not. @param {string} name */
function hasPython(name) {
  try {
    run('python3', ['-c', `import ${name}`]);
    return true;
  } catch {
    return false;
  }
}
if (hasPython('bpx'))
  opens('BPX', 'bpx', () => {
    writeFileSync(at('cells.json'), JSON.stringify([lab.bpx(), lab.bpx({ model: 1 }, { borrow: 'Chen2020' })]));
    run('python3', ['-c', "import bpx, json; [bpx.parse_bpx_obj(cell) for cell in json.load(open('cells.json'))]"]);
  });
if (hasPython('pybamm'))
  opens('half cell', 'PyBaMM', () => {
    writeFileSync(at('half_cell.py'), lab.pybammScript({ temperatureC: 60, cRate: 0.2 }));
    const [first, mean, last] = (
      /: first ([\d.]+), mean ([\d.]+), last ([\d.]+) V/.exec(run('python3', ['half_cell.py']))?.slice(1) ?? []
    ).map(Number);
    assert.ok(first < 4.273 && first > mean && mean > last && last > 2.5, `${first}, ${mean}, ${last}`);
  });

opens('RO-Crate', 'unzip', async () => {
  const crate = await zippedCrate(lab, {
    scenario: {},
    comparison: [],
    link: addressOf('v=2'),
    date: '2026-01-02',
    licence: 'CC0-1.0',
  });
  writeFileSync(at('crate.zip'), new Uint8Array(await crate.arrayBuffer()));
  run('unzip', ['-q', 'crate.zip', '-d', 'crate']);
  assert.ok(existsSync(at('crate/ro-crate-metadata.json')) && existsSync(at('crate/figures/energy.svg')));
});

opens('volumes', 'VTK', () => {
  python(`
import vtk, json
from vtk.util.numpy_support import vtk_to_numpy
facts = json.load(open('volume-facts.json'))
for name in ('volume.mha', 'volume.mhd'):
    r = vtk.vtkMetaImageReader(); r.SetFileName(name); r.Update(); i = r.GetOutput()
    assert list(i.GetDimensions()) == facts['shape'][::-1], i.GetDimensions()
    assert all(abs(s - facts['voxelUm']) < 1e-12 for s in i.GetSpacing())
    assert vtk_to_numpy(i.GetPointData().GetScalars()).tolist() == facts['voxels']`);
});

opens('volumes', 'NumPy and tifffile', () => {
  python(`
import numpy, tifffile, json
facts = json.load(open('volume-facts.json'))
for a in (numpy.load('volume.npy'), tifffile.imread('volume.tif')):
    assert list(a.shape) == facts['shape'] and a.dtype == numpy.uint8 and a.ravel().tolist() == facts['voxels']
with tifffile.TiffFile('volume.tif') as t:
    d = t.imagej_metadata
    assert d['spacing'] == facts['voxelUm'] and d['unit'] == 'um' and d['slices'] == facts['shape'][0], d
    n, m = t.pages[0].tags['XResolution'].value
    assert abs(m / n - facts['voxelUm']) < 1e-9`);
});

after(() => {
  const programs = [...new Set([...table.values()].flatMap((row) => [...row.keys()]))];
  console.log(`\n${'kind of file'.padEnd(48)} program: what came of it`);
  for (const [kind, row] of table)
    for (const program of programs)
      if (row.has(program)) console.log(`${kind.padEnd(48)} ${program}: ${row.get(program)}`);
});
