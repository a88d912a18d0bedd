// SPDX-License-Identifier: MIT
// The record through the JavaScript boundary: own rows, audit, figures, reconstruction.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Papa from 'papaparse';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { findingsSheet } from '../../web/session/findings-file.js';
import { holdsRows, rowsFromJson, rowsFromLines, rowsFromText, rowsSheet } from '../../web/session/rows-file.js';
import { csvOf, linesOf } from '../../web/table-files/csv.js';
import { sheetOf } from '../../web/table-files/sheet.js';
import { linesOfXlsx, xlsxOf } from '../../web/table-files/xlsx.js';

const lab = await createCathodeLab();
const refused = (call, ...patterns) => {
  assert.throws(
    call,
    (error) =>
      (error instanceof Error && patterns.every((pattern) => pattern.test(error.message))) ||
      assert.fail(error.message),
  );
  assert.ok(lab.evaluate().values.volumetricEnergyDensityWhL > 0);
};

test('the audit comes back whole', () => {
  const findings = lab.audit();
  assert.ok(findings.filter(({ verdict }) => verdict !== 'not determinable').length > 80);
  for (const finding of findings) {
    assert.match(finding.table, /^S(1|2|3|4|5|6|17|18|22)$/);
    assert.match(
      finding.verdict,
      /^(consistent|conditional|beyond rounding|contradictory|implausible|not determinable)$/,
    );
    assert.ok(finding.formula.length > 0 && finding.row.length > 0);
    assert.equal(finding.condition !== '', finding.verdict === 'conditional');
  }
  const tables = new Map(lab.publishedTables().map((table) => [table.table, table]));
  for (const { cells } of findings) {
    for (const { table, row, column } of cells) {
      const found = tables.get(table);
      assert.ok(
        found?.columns.some(({ key }) => key === column),
        `${table} ${column}`,
      );
      assert.ok(
        found?.rows.some((line) => line.row === row),
        `${table} ${row}`,
      );
    }
  }
});

const ABOUT = { title: 'Made', version: '1', link: 'https://example.org/#v=2' };
const addressOf = (fragment) => `https://example.org/#${fragment}`;

test('the audit’s file holds every finding in full', () => {
  const findings = lab.audit();
  const text = csvOf(findingsSheet(findings), ABOUT);
  const { data } = Papa.parse(text, { header: true, skipEmptyLines: true });
  assert.equal(data.length, findings.length);
  findings.forEach((finding, index) => {
    for (const key of ['table', 'row', 'quantity', 'unit', 'verdict', 'formula'])
      assert.equal(data[index][key], finding[key]);
    for (const key of ['printed', 'recomputed', 'relativeDeviation', 'roundingAllowance']) {
      assert.equal(data[index][key] === '' ? null : Number(data[index][key]), finding[key]);
    }
  });
});

/** Repeatable numbers below 1. */
function randomFrom(seed) {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

test('own rows are audited like Table S6', () => {
  const own = lab.auditRows(lab.literature());
  const byName = new Map(
    lab.audit().map((finding) => [`${finding.row.replace('Ref. ', '')} ${finding.quantity}`, finding]),
  );
  let same = 0;
  for (const finding of own) {
    const twin = byName.get(`${finding.row} ${finding.quantity}`);
    if (!twin) continue;
    assert.equal(finding.verdict, twin.verdict);
    assert.equal(finding.recomputed, twin.recomputed);
    ++same;
  }
  assert.ok(same > 20, String(same));
});

test('wrong rows are refused by row, field and range', () => {
  for (const rows of [null, 5, 'x', {}, [null], [5], [[]]]) refused(() => lab.auditRows(rows), /must be an/);
  refused(() => lab.auditRows([{ amWtPct: 80 }, { amWtPct: 800 }]), /^Row 2/, /amWtPct/, /1 to 100 wt%/);
  refused(() => lab.auditRows([{ amWtPct: NaN }]), /amWtPct/, /finite/);
  refused(() => lab.auditRows([{ amWtPct: {} }]), /amWtPct/);
  refused(() => lab.auditRows([{ thickness: 80 }]), /Unknown field "thickness".*thicknessUm/);
  refused(() => lab.auditRows([{ cathode: 'x'.repeat(1e6) }]), /cathode.*40 characters/);
  refused(() => lab.auditRows(Array.from({ length: 5000 }, () => ({}))), /5000 rows/);
  refused(
    () =>
      lab.encodeLink(
        {},
        [],
        Array.from({ length: 900 }, () => ({ reference: 'a long name of a row', amWtPct: 80 })),
      ),
    /rows.*12000/,
  );
});

test('a finding has its numbers as its type tells them', () => {
  // Texts of other groups' rows and of random ones.
  const draw = (low, high) =>
    Math.random() < 0.2 ? null : String((low + Math.random() * (high - low)).toPrecision(3));
  const rows = Array.from({ length: 300 }, (_, index) => ({
    reference: String(index),
    ...Object.fromEntries(
      lab
        .rowColumns()
        .filter(({ isText }) => !isText)
        .map(({ key, min, max }) => [key, draw(min, Math.min(max, min + 300))]),
    ),
  }));
  const findings = [...lab.audit(), ...lab.auditRows(lab.literature()), ...lab.auditRows(rows)];
  const met = new Set();
  for (const { verdict, printed, recomputed, relativeDeviation, roundingAllowance, quantity } of findings) {
    met.add(`${verdict}${printed === null ? ', range' : ''}`);
    assert.equal(printed === null, relativeDeviation === null, quantity);
    assert.equal(printed === null, roundingAllowance === null, quantity);
    if (verdict === 'not determinable') assert.equal(printed, null, quantity);
    else assert.equal(typeof recomputed, 'number', quantity);
  }
  assert.ok(met.size >= 9, [...met].join('; '));
});

test('a figure declares each input that it heeds, and no other', () => {
  const inputs = {
    comparison: [{ model: 1, amWtPct: 76 }, { model: 2 }],
    rows: [
      {
        reference: 'Mine',
        amWtPct: 80,
        loadingMgCm2: 20,
        thicknessUm: 90,
        specificCapacityMahG: 150,
        volumetricEnergyDensityWhL: 700,
      },
    ],
    assumptions: { amDensityGCm3: 4.6 },
  };
  for (const { name, options } of lab.figures()) {
    for (const [key, value] of Object.entries(inputs)) {
      const changes = lab.figure(name, {}, { [key]: value }) !== lab.figure(name);
      assert.equal(options.includes(key), changes, `${name}: ${key}`);
    }
    for (const { key, choices, default: standard } of lab.figureOptions()) {
      if (choices === null || key === 'theme' || key === 'title') continue;
      // Of many, such as inputs and results, some; an input can be mapped over another one only.
      const taken = { mapX: lab.figureOptions().find((one) => one.key === 'mapY').default, mapY: 'cathodeThicknessUm' };
      const others = choices
        .map(({ value }) => value)
        .filter((value) => value !== standard && value !== taken[key] && value !== 'loadingMgCm2')
        .slice(0, 4);
      // Some count only beside others, as over a volume fraction.
      const beside = [{}, { quantity: 'tortuosityFactor' }];
      const changes = beside.some((more) =>
        others.some((value) => lab.figure(name, {}, { ...more, [key]: value }) !== lab.figure(name, {}, more)),
      );
      assert.equal(options.includes(key), changes, `${name}: ${key}`);
      assert.equal(lab.figure(name, {}, { [key]: standard }), lab.figure(name), `${name}: ${key}=${standard}`);
    }
  }
});

test('metrics that may have no number are those that some scenario has none of', () => {
  const random = randomFrom(3);
  const missing = new Set();
  for (let round = 0; round < 2000; ++round) {
    const scenario = {
      amWtPct: 60 + 32 * random(),
      caWtPct: 5 * random(),
      porosityPct: 60 * random(),
      interfacePerUm: round % 2 ? null : random(),
    };
    for (const [key, value] of Object.entries(lab.evaluate(scenario).values)) if (value === null) missing.add(key);
  }
  const nullable = lab.metrics().filter((metric) => metric.nullable);
  assert.deepEqual([...missing].sort(), nullable.map(({ key }) => key).sort());
});

test('figures are documents; wrong options are refused by name', () => {
  for (const { name, options } of lab.figures()) {
    const svg = lab.figure(name, { model: 2 }, { widthMm: 85 });
    assert.match(svg, /^<svg xmlns=.* width="85mm" /);
    assert.match(svg, /aria-labelledby="(f\w{6})-title \1-desc"[\s\S]*<title id="\1-title">.+<\/title>/);
    assert.ok(Array.isArray(options));
    const { columns, rows } = lab.figureData(name);
    for (const { cells } of rows) assert.equal(cells.length, columns.length);
    assert.match(
      lab.figureCsv(name, {}, {}, 'https://example.org/#v=1'),
      /^\w[^\r]*,program,link\r\n[^\r]*,Cathode Lab [\d.]+,https:\/\/example\.org\/#v=1\r\n/,
    );
    // Its caption stands beside it, and within for readers who cannot see.
    const caption = lab.figureCaption(name, { model: 2 }, { widthMm: 85 });
    assert.match(caption, /^[A-Z0-9“].+\.$/);
    const [, description] = /** @type {RegExpExecArray} */ (/<desc[^>]*>([^<]+)<\/desc>/.exec(svg));
    assert.ok(description.endsWith(caption.replaceAll('&', '&amp;')), name);
    const [, title] = /** @type {RegExpExecArray} */ (/<title[^>]*>([^<]+)<\/title>/.exec(svg));
    assert.match(title, /\?$/);
    const start = title.split(' ').slice(0, 2).join(' ');
    const isDrawn = (/** @type {string} */ drawn) => new RegExp(`<text[^>]*>${start}`).test(drawn);
    assert.deepEqual([svg, lab.figure(name, {}, { title: 'none' })].map(isDrawn), [true, false], name);
  }
  refused(() => lab.figure('pie'), /A figure must be one of stack/);
  refused(() => lab.figure('literature', {}, { title: 'both' }), /title/, /above, none/);
  refused(() => lab.figure('literature', {}, { mode: 'both' }), /Unknown option "mode"/);
  // What programs of earlier versions ask for is no mistake.
  const former = { mode: 'normalised', axis: 'arealCapacity' };
  assert.equal(lab.figure('literature', {}, former), lab.figure('literature'));
  refused(() => lab.figure('literature', {}, { widthMm: 1e9 }), /widthMm/, /40 to 400 mm/);
  refused(() => lab.figure('literature', {}, { colour: 'red' }), /Unknown option "colour"/);
  refused(() => lab.figure('literature', { amWtPct: 99 }), /amWtPct/, /60 to 92/);
  refused(() => lab.figure('literature', {}, { comparison: [{}, { model: 7 }] }), /model/);
  refused(() => lab.figure('literature', {}, { rows: [{ amWtPct: 'many' }] }), /Row 1/, /amWtPct/);
  refused(
    () => lab.figure('reconstruction', {}, { assumptions: { amDensityGCm3: 50 } }),
    /amDensityGCm3/,
    /4\.5 to 5\.1/,
  );
  refused(() => lab.figure('reconstruction', {}, { assumptions: { gold: 1 } }), /Unknown assumption "gold"/);
  refused(() => lab.figure('literature', {}, []), /Options must be an object/);
  const getter = {
    get comparison() {
      lab.figure('stack', { model: 1 });
      return [{ model: 3 }];
    },
  };
  assert.equal(
    lab.figure('energy', { model: 2 }, getter),
    lab.figure('energy', { model: 2 }, { comparison: [{ model: 3 }] }),
  );
});

test('Table S6 is recomputed with the scenario’s own cell', () => {
  const find = (table, row, key) =>
    table.rows.find(({ cells }) => cells[0].text === row)?.cells[
      table.columns.findIndex((column) => column.key === key)
    ].value;
  const table = lab.literatureTable();
  assert.ok(Math.abs(find(table, 'Ref. 26', 'normalisedVolumetricEnergyDensityWhL') - 676.8) < 0.1);
  assert.equal(find(table, 'Ref. 27', 'normalisedVolumetricEnergyDensityWhL'), null);
  const thick = lab.literatureTable({ separatorThicknessUm: 100 });
  assert.ok(find(thick, 'Ref. 26', 'normalisedVolumetricEnergyDensityWhL') < 500);
  const am = lab.literatureTable(
    {},
    [{ reference: 'Mine', amWtPct: 80, loadingMgCm2: 20, thicknessUm: 70, specificCapacityMahG: 160 }],
    'am',
  );
  assert.ok(find(am, 'Own: Mine', 'normalisedVolumetricEnergyDensityWhL') > 0);
  refused(() => lab.literatureTable({}, [], 'both'), /loading/, /composite, am/);
});

test('the reconstruction and its refinement are numbers', () => {
  const standard = lab.reconstruct();
  assert.equal(standard.entries.filter(({ contradictory }) => contradictory).length, 2);
  assert.equal(standard.composites.length, 8);
  const refined = lab.refine();
  assert.ok(refined.converged && refined.parameters.every(({ standardUncertainty }) => standardUncertainty > 0));
  assert.ok(lab.reconstruct(refined.assumptions).rmsPhiPct < standard.rmsPhiPct);
});

test('tables of rows come from spreadsheets', () => {
  const rows = rowsFromText(
    '\ufeffCathode;AM content, wt%;Thickness (µm);Energy density [Wh/L]\r\n"NCM; fine";80,5;70;900\r\n',
    lab,
  );
  assert.deepEqual(rows, [
    { cathode: 'NCM; fine', amWtPct: '80.5', thicknessUm: '70', volumetricEnergyDensityWhL: '900' },
  ]);
  assert.deepEqual(
    rowsFromText(csvOf(rowsSheet([{ reference: 'A, "b"', amWtPct: '80.0' }], lab, addressOf), ABOUT), lab),
    [{ reference: 'A, "b"', amWtPct: '80.0' }],
  );
  assert.deepEqual(rowsFromText('# a comment\nreference,amWtPct\n#26,80\n', lab), [
    { reference: '#26', amWtPct: '80' },
  ]);
  assert.equal(rowsFromJson('{"scenarios": [], "rows": []}', lab), null);
  assert.equal(rowsFromJson('{"rows": [', lab), null);
  refused(() => rowsFromJson('{"rows": 5}', lab), /must be an array/);
  assert.deepEqual(rowsFromJson('{"rows": [{"reference": "Mine", "amWtPct": 80}]}', lab), [
    { reference: 'Mine', amWtPct: '80' },
  ]);
  for (const [text, ...patterns] of [
    ['a\tb\n1\t2', /no column/],
    ['amWtPct\tcolour\n80\tred', /"colour" is not known/],
    ['amWtPct,amWtPct\n1,2', /more than once/],
    ['amWtPct\n', /no rows/],
    ['amWtPct,thicknessUm\n80,70\n800,70', /Row 2/, /1 to 100/],
    ['amWtPct,cathode\n80,"x', /quotation/],
    ['', /no column/],
    ['amWtPct\tthicknessUm\n80\t1,000', /thicknessUm/],
    ['x'.repeat(3e6), /2000000/],
  ]) {
    refused(() => rowsFromText(text, lab), ...patterns);
  }
  assert.ok(holdsRows(linesOf('cathode,amWtPct,thicknessUm\n'), lab));
  assert.ok(!holdsRows(linesOf('name,description,input model,input amWtPct [wt%]\n'), lab));
  assert.ok(!holdsRows(linesOf('model,amWtPct\n'), lab));
  assert.ok(!holdsRows(linesOf('name,amWtPct\nA,80\n'), lab)); // scenarios with names
  assert.ok(holdsRows(linesOf('name,amWtPct,thicknessUm\nA,80,70\n'), lab));
});

test('own rows come back from both kinds of table with all their digits', async () => {
  const rows = [
    {
      reference: '#3 Lab',
      cathode: 'NCM',
      amWtPct: '80.0',
      thicknessUm: '70',
      sigmaEffMsCm: '0.2640',
      tortuosityFactor: '5.540',
    },
    { reference: '=1+1', loadingMgCm2: '1.0e3', amWtPct: '80' },
  ];
  const sheet = rowsSheet(rows, lab, addressOf);
  const csv = csvOf(sheet, ABOUT);
  assert.deepEqual(rowsFromText(csv, lab), rows);
  // As programs save it again, without trailing zeros.
  assert.deepEqual(rowsFromText(csv.replace(',80.0,', ',80,').replace(',5.540,', ',5.54,'), lab), rows);
  refused(
    () => rowsFromText(csv.replace(',5.540,', ',5540,'), lab),
    /Row 1: tortuosityFactor is "5540" here and "5\.540" in the link of the same row.*\.xlsx/,
  );
  const blob = await xlsxOf([sheet], ABOUT);
  const lines = await linesOfXlsx(new Uint8Array(await blob.arrayBuffer()));
  assert.deepEqual(rowsFromLines({ lines, isTyped: true }, lab), [rows[0], { ...rows[1], loadingMgCm2: '1000' }]);
});

test('the source’s tables are saved as they are printed, each number with its rounding', () => {
  for (const table of lab.checkedTables()) {
    const { data } = Papa.parse(csvOf(sheetOf(table, { isPrinted: true }), ABOUT), {
      header: true,
      skipEmptyLines: true,
    });
    assert.equal(data.length, table.rows.length);
    table.columns.forEach(({ key, unit }, at) => {
      const head = (/** @type {string} */ name) => (unit ? `${name} [${unit}]` : name);
      table.rows.forEach(({ cells }, index) => {
        const { text, value } = cells[at];
        const written = data[index][head(key)];
        if (value === null) return;
        assert.equal(Number(written), value);
        const rounding = Number(data[index][head(`${key} rounding`)]);
        assert.ok(
          rounding > 0 && Math.abs(Number(text.replace('−', '-')) - value) < rounding * 1.001,
          `${table.name} ${key} ${text}`,
        );
      });
    });
  }
});

test('what is filled in to cite the source commands nothing in LaTeX', () => {
  const evil = '\\input{/etc/passwd} \\write18{x} %#_$^~&';
  const { bibtex } = lab.cite('literature', { title: evil, authors: evil, year: evil, doi: `10.1/x}\n\\input{y}` });
  const [entry] = bibtex.split('\n}');
  assert.doesNotMatch(entry.replaceAll('\\textbackslash{}', ''), /\\[a-z]/i);
  assert.match(entry, /doi = \{10\.1\/x inputy\}/);
});

test('figures of one page do not name or clip each other', () => {
  const idsOf = (svg) => [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  const points = [
    [0, 1],
    [1, 2],
  ];
  const chartOf = (title) =>
    lab.chart({ title, x: { title: 'x' }, y: { title: 'y' }, series: [{ name: 's', points }] });
  const figures = [
    ...lab.figures().map(({ name }) => lab.figure(name)),
    lab.figure('energy', { model: 2 }, { widthMm: 85 }),
    chartOf('A'),
    chartOf('B'),
  ];
  const ids = figures.flatMap(idsOf);
  assert.ok(ids.length > 2 * figures.length);
  assert.equal(new Set(ids).size, ids.length);
  for (const svg of figures) {
    for (const [, id] of svg.matchAll(/url\(#([^)]+)\)/g)) assert.ok(idsOf(svg).includes(id));
  }
});
