// SPDX-License-Identifier: MIT
// evaluate, map and audit of the program against the module: the same bits, and the registry's own refusals.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import Papa from 'papaparse';
import { call, folderFor, moduleOf, output } from './program.mjs';

const lab = await moduleOf();
const parameters = lab.parameters();

/** Numbers from 0 to 1, the same in every run. @param {number} state */
function randomFrom(state) {
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A scenario with some inputs set, within what each accepts. @param {() => number} random */
function randomScenario(random) {
  const scenario = /** @type {Record<string, unknown>} */ ({});
  for (const { key, choices, min, max, nullable } of parameters) {
    if (random() < 0.5 || key === 'sizing') continue;
    if (nullable && random() < 0.3) scenario[key] = null;
    else if (choices) scenario[key] = choices[Math.floor(random() * choices.length)].value;
    else scenario[key] = Number(min) + (Number(max) - Number(min)) * random();
  }
  if (scenario.cathodeThicknessUm != null) delete scenario.loadingMgCm2;
  return scenario;
}

test('a composite of one’s own is read from the scenario file as the module reads it, and refused as there', (t) => {
  const composite = {
    name: 'Mine & others',
    source: 'notebook 3',
    morphology: 2,
    materials: {
      amDensityGCm3: 4.8,
      seDensityGCm3: 1.64,
      seConductivityMsCm: { value: 5.5, standardUncertainty: 0.1 },
      seTemperatureC: 25,
    },
    points: [
      { amWtPct: 85, temperatureC: 25, ionicConductivityMsCm: 0.1, porosityPct: 12, specificCapacityMahG: 150 },
      { amWtPct: 75, temperatureC: 25, ionicConductivityMsCm: 0.3, porosityPct: { value: 15, standardUncertainty: 1 } },
    ],
  };
  for (const scenario of [{ composite }, { composite, amWtPct: 80, loadingMgCm2: 20 }])
    assert.deepEqual(
      JSON.parse(output(['evaluate', '--scenario', '-'], { input: JSON.stringify(scenario) })),
      lab.evaluate(scenario),
    );
  const file = join(folderFor(t), 'wrong.json');
  const { points, materials } = composite;
  for (const [wrong, told] of /** @type {[unknown, RegExp][]} */ ([
    [3, /composite must be an object, not 3/],
    [{ ...composite, nam: 'x' }, /composite: "nam" is not known; allowed: name, source/],
    [{ ...composite, name: 7 }, /composite\.name must be a text, not 7/],
    [{ ...composite, morphology: 5 }, /composite\.morphology: .*allowed: 1, 2, 3, 4/],
    [
      { ...composite, materials: { ...materials, price: 1 } },
      /composite\.materials: "price" is not known; allowed: amD/,
    ],
    [{ ...composite, materials: { ...materials, seDensityGCm3: 99 } }, /seDensityGCm3.*99 .*allowed: 1 to 7/],
    [{ ...composite, points: {} }, /composite\.points must be a list, not an object/],
    [{ ...composite, points: [{ ...points[0], porosityPct: 'x' }] }, /points\[0\]\.porosityPct must be a number/],
    [{ ...composite, points: [{ amWtPct: 80 }] }, /points\[0\]: temperatureC .*is not given/],
    [{ ...composite, points: [points[0], points[0]] }, /is given more than once/],
  ])) {
    writeFileSync(file, JSON.stringify({ composite: wrong }));
    const { status, stderr } = call(['evaluate', '--scenario', file]);
    assert.equal(status, 2);
    assert.match(stderr, told);
  }
});

test('evaluate tells what the module tells of 200 scenarios, from links and from JSON, to the last bit', (t) => {
  const random = randomFrom(28);
  const scenarios = Array.from({ length: 200 }, () => randomScenario(random));
  const links = scenarios.map((scenario) => lab.encodeLink(scenario));
  assert.equal(new Set(links).size, 200);
  const folder = folderFor(t);
  writeFileSync(join(folder, 'links.txt'), `${links.join('\n')}\n`);
  const list = JSON.parse(output(['evaluate', '--links', join(folder, 'links.txt')]));
  assert.equal(list.length, 200);
  scenarios.forEach((scenario, place) => {
    const { link, ...told } = list[place];
    assert.equal(link, links[place]);
    assert.deepEqual(told, lab.evaluate(scenario));
    if (place % 10 === 0)
      assert.deepEqual(
        JSON.parse(output(['evaluate', '--scenario', '-'], { input: JSON.stringify(scenario) })),
        lab.evaluate(scenario),
      );
  });
  const csv = Papa.parse(output(['evaluate', '--links', join(folder, 'links.txt'), '--format', 'csv']), {
    header: true,
    skipEmptyLines: true,
  });
  scenarios.forEach((scenario, place) => {
    const row = csv.data[place];
    const { values, provenance } = lab.evaluate(scenario);
    for (const { key, unit } of lab.metrics()) {
      const text = row[unit ? `${key} [${unit}]` : key];
      assert.equal(text === '' ? null : Number(text), values[key], key);
      assert.equal(row[`${key} provenance`], provenance[key]);
    }
    assert.equal(row.link, links[place]);
  });
});

test('every input is an option by its key and by its key in links, which count for more than file and link', (t) => {
  const kebab = (/** @type {string} */ key) => `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  for (const { key, urlKey, choices, min, default: standard } of parameters) {
    if (key === 'loadingMgCm2' || key === 'sizing') continue;
    const value = choices ? choices.find((choice) => choice.value !== standard)?.value : min;
    for (const name of [kebab(key), `--${urlKey}`])
      assert.deepEqual(
        JSON.parse(output(['evaluate', name, String(value)])),
        lab.evaluate({ [key]: value }),
        `${name} ${value}`,
      );
  }
  const file = join(folderFor(t), 'scenario.json');
  writeFileSync(file, '{"amWtPct": 75, "temperatureC": 60}');
  const words = ['evaluate', '--link', 'https://example.org/#v=2&am=70&T=45&model=2', '--scenario', file];
  assert.deepEqual(
    JSON.parse(output([...words, '--am', '80'])),
    lab.evaluate({ model: 2, amWtPct: 80, temperatureC: 60 }),
  );
  assert.deepEqual(
    JSON.parse(output(['evaluate', '--link', '#v=2&Lc=70', '--load', '20'])),
    lab.evaluate({ loadingMgCm2: 20, cathodeThicknessUm: 70, sizing: 'loading' }),
  );
  assert.deepEqual(JSON.parse(output(['evaluate', '--link', 'v=2&Lc=70', '--Lc', ''])), lab.evaluate());
  // Without a version a link is of the first one, in which a cathode was 93 µm.
  assert.deepEqual(JSON.parse(output(['evaluate', '--link', 'am=80'])), lab.evaluate(lab.decodeLink('am=80').scenario));
});

test('what is refused is refused in the registry’s words, with the option’s name, and nothing is written', (t) => {
  const file = join(folderFor(t), 'scenario.json');
  for (const [words, json, ...patterns] of /** @type {[string[], string, ...RegExp[]][]} */ ([
    [['--am', '800'], '', /--am-wt-pct/, /800/, /60 to 92/],
    [['--am', 'much'], '', /--am-wt-pct/, /much/],
    [['--T', '-5'], '', /--temperature-c/, /-5 °C/, /0 to 90/],
    [['--model', '7'], '', /--model/, /7/, /1, 2, 3, 4/],
    [['--Lc', '70', '--load', '20'], '', /cathodeThicknessUm and loadingMgCm2/],
    [['--link', 'v=2&am=800'], '', /--link/, /800/],
    [['--scenario', file], '{"amWtPct": "80"}', /amWtPct/, /the text "80"/],
    [['--scenario', file], '{"amount": 80}', /Unknown field "amount"/],
    [['--scenario', file], '{"amWtPct": ', /not JSON/, /byte/],
    [['--scenario', file], '[]', /an array/],
    [['--scenario', file], '['.repeat(100000), /not JSON|an array/],
    [['--scenario', join(file, 'none')], '', /none/],
    [['--links', file], '\n', /no link/],
    [['--links', file], 'v=2\nv=2&am=1\n', /line 2/, /1 wt%/],
    [['--format', 'yaml'], '', /--format/, /yaml/, /json, csv, text/],
    [['--format', 'svg'], '', /--figure/],
    [['--figure', 'picture'], '', /picture/, /stack, energy/],
    [['--figure', 'stack', '--option', 'widthMm=1'], '', /widthMm/, /40 to 400/],
    [['--figure', 'stack', '--option', 'wide'], '', /wide/, /KEY=VALUE/],
    [['--figure', 'reconstruction', '--assume', 'amDensityGCm3=80'], '', /amDensityGCm3/, /80/],
  ])) {
    writeFileSync(file, json);
    const { status, stdout, stderr } = call(['evaluate', ...words]);
    assert.equal(status, 2, words.join(' '));
    assert.equal(stdout, '');
    for (const pattern of patterns) assert.match(stderr, pattern);
  }
});

test('text for people is aligned, with provenance, warnings and link', () => {
  const text = output(['evaluate', '--am', '91', '--format', 'text']);
  assert.match(text, /^Model 4, 91 wt%/);
  const { values } = lab.evaluate({ amWtPct: 91 });
  const shown = lab.displayText(
    'volumetricEnergyDensityWhL',
    /** @type {number} */ (values.volumetricEnergyDensityWhL),
  );
  const lines = text.split('\n').filter((line) => line.startsWith('  ') && / (Wh|mAh|mg|vol%)/.test(line));
  assert.ok(lines[0].includes(shown) && lines[0].includes('extrapolated'), lines[0]);
  assert.match(text, /Warnings\n/);
  assert.ok(text.trimEnd().endsWith('v=2&am=91'));
});

test('every figure is the module’s, byte for byte, and so are its numbers', (t) => {
  const rows = [{ reference: 'Mine', amWtPct: '80.0', loadingMgCm2: '22', volumetricEnergyDensityWhL: '900' }];
  const file = join(folderFor(t), 'rows.json');
  writeFileSync(file, JSON.stringify({ rows }));
  const link = 'v=2&model=2&am=78&pin=model:1,am:75';
  const { scenario, comparison } = lab.decodeLink(link);
  for (const { name } of lab.figures()) {
    const words = ['evaluate', '--link', link, '--figure', name, '--rows', file];
    const options = { comparison, rows, widthMm: 85, theme: /** @type {const} */ ('print') };
    assert.equal(
      output([...words, '--option', 'widthMm=85', '--option', 'theme=print']),
      lab.figure(name, scenario, options),
      name,
    );
    assert.equal(output([...words, '--format', 'csv']), lab.figureCsv(name, scenario, { comparison, rows }), name);
  }
  assert.equal(
    output(['evaluate', '--figure', 'reconstruction', '--assume', 'amDensityGCm3=4.7']),
    lab.figure('reconstruction', {}, { assumptions: { amDensityGCm3: 4.7 } }),
  );
});

test('a map is the module’s, as JSON, as lines and as a figure', (t) => {
  const words = ['map', '--model', '2', '--x', 'Lc:20:200:9', '--y', 'am:60:92:7', '--metric', 'ionicTortuosityFactor'];
  const made = lab.map({
    scenario: { model: 2 },
    x: { key: 'cathodeThicknessUm', from: 20, to: 200, count: 9 },
    y: { key: 'amWtPct', from: 60, to: 92, count: 7 },
    metric: 'ionicTortuosityFactor',
  });
  const numbers = [...made.values].map((value) => (Number.isNaN(value) ? null : value));
  const { x, y, values, unit, xKey } = JSON.parse(output(words));
  assert.deepEqual([x, y, values, xKey, unit], [[...made.x], [...made.y], numbers, 'cathodeThicknessUm', '']);
  const csv = Papa.parse(output([...words, '--format', 'csv']), { skipEmptyLines: true });
  assert.deepEqual(csv.data[0].slice(0, 3), ['cathodeThicknessUm [µm]', 'amWtPct [wt%]', 'ionicTortuosityFactor']);
  assert.deepEqual(
    csv.data.slice(1).map((row) => (row[2] === '' ? null : Number(row[2]))),
    numbers,
  );
  const file = join(folderFor(t), 'map.svg');
  assert.equal(output(['map', '--x', 'T', '--y', 'am:70:90', '--format', 'svg', '-o', file]), '');
  const [temperature] = parameters.filter(({ key }) => key === 'temperatureC');
  assert.ok(temperature);
  const drawn = readFileSync(file, 'utf8');
  assert.ok(drawn.startsWith('<svg') && drawn.includes('Temperature'));
  for (const [axis, ...patterns] of /** @type {[string, ...RegExp[]][]} */ ([
    ['am:60:920:9', /--x/, /920/, /60 to 92/],
    ['am:60:92:1', /--x/, /1/, /2 to 1024/],
    ['am:60:92:2.5', /whole number/],
    ['am:few', /am:few/, /INPUT:FROM:TO:COUNT/],
    ['accounting', /choice/],
    ['nothing:1:2:3', /nothing/, /amWtPct/],
  ])) {
    const { status, stderr } = call(['map', '--x', axis]);
    assert.equal(status, 2, axis);
    for (const pattern of patterns) assert.match(stderr, pattern);
  }
});

test('the audit is the module’s, of the source and of own rows', (t) => {
  assert.deepEqual(JSON.parse(output(['audit'])), lab.audit());
  assert.ok(output(['audit', '--format', 'text']).endsWith(`${lab.auditSummary()}\n`));
  const folder = folderFor(t);
  const rows = [
    {
      reference: 'Mine',
      amWtPct: '80.0',
      loadingMgCm2: '22',
      thicknessUm: '70',
      specificCapacityMahG: '180',
      volumetricEnergyDensityWhL: '900',
    },
    { reference: '=Theirs, "B"', amWtPct: '75', loadingMgCm2: '20.50', thicknessUm: '65' },
  ];
  const files = {
    'rows.json': JSON.stringify({ rows }),
    'rows.csv':
      'reference,amWtPct [wt%],amWtPct rounding [wt%],Loading,thickness,specificCapacityMahG,VED,program\r\n' +
      'Mine,80,0.05,22,70,180,900,x\r\n"\'=Theirs, ""B""",75,0.5,20.50,65,,,x\r\n',
  };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text);
    assert.deepEqual(JSON.parse(output(['audit', '--rows', join(folder, name)])), lab.auditRows(rows), name);
  }
  const typed = 'name;am;loading;thickness;capacity;ved\nMine;80,0;22;70;180;900\n\nTheirs;75;20,50;65;;\n';
  assert.deepEqual(
    JSON.parse(output(['audit', '--rows', '-'], { input: typed })),
    lab.auditRows([rows[0], { ...rows[1], reference: 'Theirs' }]),
  );
  const csv = Papa.parse(output(['audit', '--format', 'csv']), { header: true, skipEmptyLines: true });
  assert.deepEqual(
    csv.data.map((row) => [row.verdict, row.formula]),
    lab.audit().map(({ verdict, formula }) => [verdict, formula]),
  );
  for (const [input, ...patterns] of /** @type {[string, ...RegExp[]][]} */ ([
    ['', /names no column/, /reference/],
    ['am,weight\n80,1\n', /"weight"/, /amWtPct/],
    ['am,am\n80,1\n', /more than once/],
    ['am\n', /no rows/],
    ['am,loading\n80,1\n800,1\n', /row 2/, /800/, /1 to 100/],
    ['am\n80,1\n', /no named column/],
    ['am\n"80\n', /quotation mark/],
    ['{"rows": [{"am": true}]}', /row 1/, /true/],
    ['{"rows": 5}', /holds no "rows"/],
    ['{"rows"', /not JSON/],
    [`am\n${'80\n'.repeat(1001)}`, /1001 rows/, /up to 1000/],
  ])) {
    const { status, stderr, stdout } = call(['audit', '--rows', '-'], { input });
    assert.deepEqual([status, stdout], [2, ''], input.slice(0, 30));
    for (const pattern of patterns) assert.match(stderr, pattern);
  }
});
