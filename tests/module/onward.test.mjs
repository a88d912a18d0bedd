// SPDX-License-Identifier: MIT
// Calculations for other programs: BPX by its schema, PyBaMM's script by its numbers, research data by the rules of RO-Crate.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import Ajv2020 from 'ajv/dist/2020.js';
import { unzipSync } from 'fflate';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { studyFilesForCrate } from '../../web/microstructure/study-crate.js';
import { crateFiles, LICENCES, zippedCrate } from '../../web/onward/crate.js';
import { inSi } from '../../web/onward/si.js';
import { randomScenarios } from '../programs/files.mjs';

const lab = await createCathodeLab();
const formatOf = (/** @type {string} */ name) =>
  JSON.parse(readFileSync(new URL(`../formats/${name}`, import.meta.url), 'utf8'));
const schema = formatOf('bpx-1.1.1.schema.json');
const ajv = new Ajv2020({ strict: false, allErrors: true });
const isBpx = ajv.compile(schema);
// What a file that calls itself Partial is read as; BPX itself may be any of three.
const isPartial = ajv.compile({ $defs: schema.$defs, $ref: '#/$defs/ParameterisationPartial' });
const scenarios = [
  {},
  { model: 1, amWtPct: 75, temperatureC: 60 },
  { cRate: 2, interfacePerUm: 0.3 },
  ...randomScenarios(80),
];
const near = (/** @type {number} */ one, /** @type {number} */ other, relative = 1e-9) =>
  assert.ok(Math.abs(one - other) <= relative * Math.abs(other), `${one}, not ${other}`);
/** Whether both carriers have a path, and no more surface is told than there is. @param {object} scenario */
const conducts = (scenario) => lab.evaluate(scenario).values.cathodeResistanceOhmCm2 !== null;
/** @param {() => unknown} act @param {...RegExp} patterns */
const refuses = (act, ...patterns) =>
  assert.throws(act, (error) => error instanceof Error && patterns.every((pattern) => pattern.test(error.message)));

/** As PyBaMM and others read it: numbers, and text under "description" alone. @param {object} block */
function checkUserDefined(block) {
  for (const [key, value] of Object.entries(block)) {
    if (key === 'description') assert.equal(typeof value, 'string');
    else assert.ok(Number.isFinite(value), `${key}: ${value}`);
  }
}

test('every cell is a valid file of BPX 1.1, alone and with what is borrowed', () => {
  let withElectrode = 0;
  for (const scenario of scenarios) {
    for (const borrow of /** @type {const} */ (['none', 'Chen2020'])) {
      if (borrow === 'Chen2020' && (!conducts(scenario) || scenario.chargeTransferOhmCm2 === 0)) continue;
      const file = JSON.parse(JSON.stringify(lab.bpx(scenario, { borrow })));
      assert.ok(isBpx(file), JSON.stringify(isBpx.errors));
      assert.ok(isPartial(file.Parameterisation), JSON.stringify(isPartial.errors));
      assert.equal(file.Header.Model, 'Partial');
      checkUserDefined(file.Parameterisation['User-defined']);
      assert.ok(!('Negative electrode' in file.Parameterisation));
      const sections = Object.keys(file.Parameterisation);
      if (borrow === 'none') assert.deepEqual(sections, ['Separator', 'User-defined']);
      else {
        assert.deepEqual(sections, ['Cell', 'Electrolyte', 'Positive electrode', 'Separator', 'User-defined']);
        ++withElectrode;
      }
    }
  }
  assert.ok(withElectrode > 20, String(withElectrode));
});

test('the schema refuses what BPX does: a stray field, a missing one, text for a number', () => {
  const file = JSON.parse(JSON.stringify(lab.bpx({}, { borrow: 'Chen2020' })));
  const spoilt = [
    (/** @type {any} */ one) => (one.Parameterisation.Separator['Void fraction'] = 0.1),
    (/** @type {any} */ one) => delete one.Parameterisation.Cell['Lower voltage cut-off [V]'],
    (/** @type {any} */ one) => (one.Parameterisation.Separator.Porosity = 'dense'),
    (/** @type {any} */ one) => (one.Header.Model = 'Half cell'),
    (/** @type {any} */ one) => (one.Header.BPX = 'one'),
  ];
  for (const spoil of spoilt) {
    const copy = structuredClone(file);
    spoil(copy);
    assert.ok(!isBpx(copy), String(spoil));
  }
});

test('transport efficiencies are sigma_eff over the one conductivity of the file, and readers come back to sigma_eff', () => {
  for (const scenario of scenarios.filter(conducts)) {
    const { values } = lab.evaluate(scenario);
    if (values.cathodeResistanceOhmCm2 === null) continue;
    const {
      Electrolyte,
      Separator,
      'Positive electrode': cathode,
      Cell,
      'User-defined': own,
    } = /** @type {Record<string, Record<string, number>>} */ (
      lab.bpx(scenario, { borrow: 'Chen2020' }).Parameterisation
    );
    const conductivity = Electrolyte['Conductivity [S.m-1]'];
    assert.equal(conductivity, own['Conductivity that transport efficiencies refer to [S.m-1]']);
    // As PyBaMM does it.
    const effective = ({ Porosity, 'Transport efficiency': efficiency }) =>
      conductivity * Porosity ** (Math.log(efficiency) / Math.log(Porosity));
    near(effective(cathode), 0.1 * /** @type {number} */ (values.ionicConductivityMsCm));
    near(effective(Separator), conductivity);
    near(cathode['Conductivity [S.m-1]'], 0.1 * /** @type {number} */ (values.electronicConductivityMsCm));
    near(cathode.Porosity, values.phiSePct / 100);
    near((cathode['Surface area per unit volume [m-1]'] * cathode['Particle radius [m]']) / 3, values.phiAmPct / 100);
    near(cathode['Thickness [m]'], values.cathodeThicknessUm * 1e-6);
    near(Cell['Nominal cell capacity [A.h]'] / Cell['Electrode area [m2]'], values.arealCapacityMahCm2 * 10);
    near(Cell['Reference temperature [K]'], 273.15 + (scenario.temperatureC ?? 30));
    // The stored lithium between the two stoichiometries is the capacity.
    const stored =
      ((cathode['Maximum stoichiometry'] - cathode['Minimum stoichiometry']) *
        cathode['Maximum concentration [mol.m-3]'] *
        96485.33212) /
      3600;
    near(stored, values.specificCapacityMahG * (scenario.amDensityGCm3 ?? 4.8) * 1000, 2e-5);
    // Half full, the rate constant gives R_ct back, told of the surface that reacts.
    const exchange = 96485.33212 * cathode['Reaction rate constant [mol.m-2.s-1]'] * 0.5;
    if ((scenario.chargeTransferOhmCm2 ?? 30) > 0)
      near(
        ((8.314462618 * Cell['Reference temperature [K]']) / (96485.33212 * exchange)) *
          /** @type {number} */ ((values.interfacePerUm * 1e6) / cathode['Surface area per unit volume [m-1]']),
        1e-4 * (scenario.chargeTransferOhmCm2 ?? 30),
      );
  }
  // Model 4 at 60 °C: 0.115 mS/cm, and not the 0.299 that pristine sigma0 over its own MacMullin number would give.
  const { Electrolyte, 'Positive electrode': cathode } = /** @type {any} */ (
    lab.bpx({ temperatureC: 60 }, { borrow: 'Chen2020' }).Parameterisation
  );
  near(Electrolyte['Conductivity [S.m-1]'], 1.482);
  near(Electrolyte['Conductivity [S.m-1]'] * cathode['Transport efficiency'], 0.0115);
});

test('what is supplied for BPX is written, and refused by name', () => {
  const { Parameterisation } = lab.bpx(
    {},
    {
      cell: { electrodeAreaCm2: 2, lowerCutOffV: 2.6, upperCutOffV: 4.2 },
      electrolyteDiffusivityM2S: 1e-12,
      particle: { minimumStoichiometry: 0.2, maximumStoichiometry: 0.9, openCircuitV: { x: [0, 1], y: [4.3, 3.2] } },
    },
  );
  assert.equal(Parameterisation.Cell['Electrode area [m2]'], 2e-4);
  assert.equal(Parameterisation.Electrolyte['Diffusivity [m2.s-1]'], 1e-12);
  assert.deepEqual(Parameterisation['Positive electrode']['OCP [V]'], { x: [0, 1], y: [4.3, 3.2] });
  assert.ok(isPartial(JSON.parse(JSON.stringify(Parameterisation))), JSON.stringify(isPartial.errors));
  const particle = { minimumStoichiometry: 0.2, maximumStoichiometry: 0.9, openCircuitV: '4 - x' };
  refuses(() => lab.bpx({ amWtPct: 99 }), /amWtPct/, /99/);
  refuses(() => lab.bpx({}, /** @type {any} */ ({ borrow: 'Xu2019' })), /borrow/, /none, Chen2020/);
  refuses(() => lab.bpx({}, /** @type {any} */ ({ cells: 1 })), /cells/, /Known fields/);
  refuses(() => lab.bpx({}, { cell: { lowerCutOffV: 4, upperCutOffV: 3 } }), /lowerCutOffV: 4/);
  refuses(() => lab.bpx({}, /** @type {any} */ ({ cell: {} })), /lowerCutOffV: NaN|lowerCutOffV/, /0 to 10/);
  refuses(
    () => lab.bpx({}, { particle: { ...particle, maximumStoichiometry: 1.2 } }),
    /maximumStoichiometry: 1.2/,
    /0 to 1/,
  );
  refuses(() => lab.bpx({}, { particle: { ...particle, openCircuitV: '__import__("os")' } }), /openCircuitV/);
  refuses(() => lab.bpx({}, { particle: { ...particle, openCircuitV: { x: [0, 1], y: [1] } } }), /as many of both/);
  refuses(() => lab.bpx({ chargeTransferOhmCm2: 0 }, { particle }), /chargeTransferOhmCm2: 0/);
  refuses(() => lab.bpx({ interfacePerUm: 5 }, { particle }), /interfacePerUm: 5/, /up to 0.702/);
  refuses(() => lab.pybammScript({ amWtPct: 92, porosityPct: 55 }), /no path/);
});

// Runs each script as a module, with a PyBaMM that only notes what it is told.
const PYTHON = `
import json, sys

LENT = ["Positive electrode OCP [V]", "Positive particle diffusivity [m2.s-1]", "Positive electrode exchange-current density [A.m-2]"]

class Values(dict):
    def __init__(self, name):
        super().__init__({key: name for key in LENT})
    def update(self, other, check_already_exists=True):
        assert check_already_exists is False
        super().update(other)

class PyBaMM:
    ParameterValues = Values
    class lithium_ion:
        DFN = staticmethod(lambda options: options)

def told(path):
    space = {"__name__": "half_cell"}
    with open(path, encoding="utf-8") as file:
        exec(compile(file.read(), path, "exec"), space)
    model, values = space["half_cell"](PyBaMM)
    names = {key: value for key, value in space.items() if isinstance(value, float)}
    return {"names": names, "model": model, "values": values}

print(json.dumps([told(path) for path in sys.argv[1:]]))
`;
const hasPython = (() => {
  try {
    execFileSync('python3', ['-c', ''], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

test("the script for PyBaMM compiles, and its numbers are the module's", { skip: !hasPython && 'no python3' }, (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'cathode-lab-'));
  t.after(() => rmSync(folder, { recursive: true }));
  /** What PyBaMM is told by scripts. @param {string[]} scripts */
  function toldBy(scripts) {
    const paths = scripts.map((_, at) => join(folder, `half_cell_${at}.py`));
    scripts.forEach((script, at) => writeFileSync(paths[at], script));
    return JSON.parse(execFileSync('python3', ['-c', PYTHON, ...paths], { encoding: 'utf8' }));
  }
  const able = scenarios.filter((scenario) => conducts(scenario) && scenario.chargeTransferOhmCm2 !== 0);
  assert.ok(able.length > 20, String(able.length));
  const told = toldBy(able.map((scenario) => lab.pybammScript(scenario)));
  for (const [at, scenario] of able.entries()) {
    const { values } = lab.evaluate(scenario);
    const [chargeTransfer, cRate] = [scenario.chargeTransferOhmCm2 ?? 30, scenario.cRate ?? 0.05];
    const { names, model, values: given } = told[at];
    assert.deepEqual(model, { 'working electrode': 'positive' });
    // As PyBaMM does it: conductivity times porosity to the coefficient.
    const effective = (/** @type {string} */ place) =>
      given['Electrolyte conductivity [S.m-1]'] *
      given[`${place} porosity`] ** given[`${place} Bruggeman coefficient (electrolyte)`];
    near(effective('Positive electrode'), 0.1 * /** @type {number} */ (values.ionicConductivityMsCm));
    const separatorOhmCm2 =
      /** @type {number} */ (values.cellResistanceOhmCm2) -
      values.cathodeResistanceOhmCm2 -
      (scenario.anodeResistanceOhmCm2 ?? 5);
    near((given['Separator thickness [m]'] / effective('Separator')) * 1e4, separatorOhmCm2, 1e-6);
    near(
      given['Positive electrode conductivity [S.m-1]'],
      0.1 * /** @type {number} */ (values.electronicConductivityMsCm),
    );
    assert.equal(given['Positive electrode Bruggeman coefficient (electrode)'], 0);
    assert.equal(given['Cation transference number'], 1);
    near(given['Positive electrode thickness [m]'], values.cathodeThicknessUm * 1e-6);
    const area = given['Electrode height [m]'] * given['Electrode width [m]'];
    near(given['Current function [A]'] / area, values.currentDensityMaCm2 * 10);
    near((given['Nominal cell capacity [A.h]'] / area) * cRate, values.currentDensityMaCm2 * 10);
    near((names.DURATION / 3600) * (names.CURRENT / area), values.arealCapacityMahCm2 * 10);
    // a j0 F/(RT) is a/R_ct of the interface.
    const surface =
      (3 * given['Positive electrode active material volume fraction']) / given['Positive particle radius [m]'];
    near(
      (given['Positive electrode exchange-current density [A.m-2]'] * surface * 96485.33212) /
        (8.314462618 * given['Ambient temperature [K]']),
      /** @type {number} */ (values.interfacePerUm * 1e6) / (chargeTransfer * 1e-4),
      1e-8,
    );
    assert.equal(given['Positive electrode OCP [V]'], 'Chen2020');
  }
  const borrowed = lab.pybammScript(
    { chargeTransferOhmCm2: 0 },
    { borrow: { diffusivity: 'Chen2020', exchangeCurrent: 'Chen2020' } },
  );
  const [{ values }] = toldBy([borrowed]);
  assert.equal(values['Positive particle diffusivity [m2.s-1]'], 'Chen2020');
  assert.equal(values['Positive electrode exchange-current density [A.m-2]'], 'Chen2020');
});

test('a script names what it borrows and where each number is from, refuses what it cannot be, and holds nothing of a link', () => {
  const script = lab.pybammScript({ diffusivityCm2S: 2e-11 }, { link: 'https://example.org/\n"""; import os\r#' });
  for (const word of ['Chen2020', 'Xu2019', 'Journal of the Electrochemical Society 167, 080534', 'A3456', 'Borrowed'])
    assert.ok(script.includes(word), word);
  assert.match(script, /^DIFFUSIVITY = 2e-15 {2}# m2\/s, in the particles: yours$/m);
  assert.match(script, /^PARTICLE_RADIUS = 0.0000025 {2}# m: assumed$/m);
  assert.ok(!/^[";]|^ *import os/m.test(script), 'a link leaves its comment');
  refuses(() => lab.pybammScript({ chargeTransferOhmCm2: 0 }), /chargeTransferOhmCm2: 0/);
  refuses(
    () => lab.pybammScript({}, /** @type {any} */ ({ borrow: { diffusivity: 'mine' } })),
    /diffusivity/,
    /own, Chen2020/,
  );
});

test('every unit of inputs and results has its SI unit', () => {
  for (const { key, unit, choices } of [...lab.parameters(), ...lab.metrics()].map((one) => ({
    choices: null,
    ...one,
  })))
    if (!choices) assert.ok(inSi(1, unit), `${key}: ${unit}`);
  assert.deepEqual(inSi(1, 'Wh/L'), { value: 3.6e6, unit: 'J.m-3' });
  assert.deepEqual(inSi(30, '°C'), { value: 303.15, unit: 'K' });
  assert.equal(inSi(1, 'furlong'), null);
});

/** The crate of a calculation. @param {object} [given] */
const ofCalculation = (given = {}) =>
  /** @type {Parameters<typeof crateFiles>[1]} */ ({
    scenario: {},
    comparison: [{ model: 1 }],
    link: 'https://example.org/#v=2&pin=model:1,am:75',
    date: '2026-01-02',
    licence: 'CC-BY-4.0',
    ...given,
  });
const ROOT = './';
const METADATA = 'ro-crate-metadata.json';

/** What RO-Crate 1.2 asks of a crate. @param {Record<string, Uint8Array>} files by name */
function checkCrate(files) {
  const { '@context': context, '@graph': graph, ...rest } = JSON.parse(new TextDecoder().decode(files[METADATA]));
  assert.deepEqual([context, rest], ['https://w3id.org/ro/crate/1.2/context', {}]);
  const known = new Set(formatOf('ro-crate-1.2-terms.json').terms.split(' '));
  const ids = graph.map((/** @type {any} */ one) => one['@id']);
  assert.equal(new Set(ids).size, ids.length, 'an entity is there twice');
  const byId = new Map(graph.map((/** @type {any} */ one) => [one['@id'], one]));
  const reached = new Set([METADATA]);
  for (const entity of graph) {
    assert.ok(known.has(entity['@type']), entity['@type']);
    for (const [key, value] of Object.entries(entity)) {
      if (!key.startsWith('@')) assert.ok(known.has(key), `${key} is no term of RO-Crate`);
      for (const one of [value].flat()) {
        if (typeof one !== 'object') continue;
        // Flat: nothing but references, and none to nowhere but the specification.
        assert.deepEqual(Object.keys(one), ['@id'], `${entity['@id']}, ${key}`);
        if (one['@id'] !== 'https://w3id.org/ro/crate/1.2')
          assert.ok(byId.has(one['@id']), `${key}: ${one['@id']} dangles`);
        reached.add(one['@id']);
      }
    }
  }
  assert.deepEqual(
    ids.filter((/** @type {string} */ id) => !reached.has(id)),
    [],
  );
  const descriptor = byId.get(METADATA);
  assert.equal(descriptor['@type'], 'CreativeWork');
  assert.deepEqual(
    [descriptor.about, descriptor.conformsTo],
    [{ '@id': ROOT }, { '@id': 'https://w3id.org/ro/crate/1.2' }],
  );
  const root = byId.get(ROOT);
  assert.equal(root['@type'], 'Dataset');
  for (const key of ['name', 'description', 'datePublished', 'license']) assert.ok(root[key], key);
  assert.match(root.datePublished, /^\d{4}-\d\d-\d\d$/);
  const parts = root.hasPart.map((/** @type {any} */ one) => one['@id']);
  assert.deepEqual([...parts, METADATA].sort(), Object.keys(files).sort());
  for (const name of parts) {
    const entity = byId.get(name);
    assert.equal(entity['@type'], 'File', name);
    for (const key of ['name', 'description', 'encodingFormat']) assert.ok(entity[key], `${name}: ${key}`);
    assert.equal(Number(entity.contentSize), files[name].length, name);
    assert.match(name, /^[\w./-]+$/);
  }
  return { graph, root, byId };
}

test('a crate is one by the rules of RO-Crate 1.2, and the same bytes each time', async () => {
  const bytes = new Uint8Array(
    await (await zippedCrate(lab, ofCalculation({ creators: ['A. Huber', 'B. Maier'] }))).arrayBuffer(),
  );
  const again = new Uint8Array(
    await (await zippedCrate(lab, ofCalculation({ creators: ['A. Huber', 'B. Maier'] }))).arrayBuffer(),
  );
  assert.deepEqual(bytes, again);
  const files = unzipSync(bytes);
  const { root, byId } = checkCrate(files);
  assert.deepEqual(root.license, { '@id': LICENCES['CC-BY-4.0'].address });
  assert.equal(byId.get('#creator-2').name, 'B. Maier');
  const textOf = (/** @type {string} */ name) => new TextDecoder().decode(files[name]);
  assert.match(textOf('README.md'), /https:\/\/example\.org\/#v=2&pin=model:1,am:75/);
  assert.match(textOf('figures/energy.svg'), /^<(\?xml|svg)/);
  assert.ok(isBpx(JSON.parse(textOf('cell.bpx.json'))));
  const calculation = JSON.parse(textOf('scenario.json'));
  const { values, intervals, provenance } = lab.evaluate({});
  assert.equal(calculation.results.length, lab.metrics().length);
  for (const { key, value, unit, siValue, siUnit, low, high, provenance: told, explanation } of calculation.results) {
    assert.equal(value, values[key]);
    assert.equal(told, provenance[key]);
    assert.deepEqual([low, high], intervals[key] ?? [null, null]);
    assert.ok(explanation.length > 0);
    if (value !== null) assert.deepEqual({ value: siValue, unit: siUnit }, inSi(value, unit));
  }
  assert.equal(calculation.inputs.length, lab.parameters().length);
  assert.equal(calculation.inputs.find(({ key }) => key === 'temperatureC').siValue, 303.15);
});

test('a crate holds a microstructure, says what is missing in it, and states no licence unless one is chosen', () => {
  const made = lab.generateMicrostructure({ shape: [16, 16, 16], voxelUm: 0.5 });
  const study = {
    title: 'Made',
    link: 'https://example.org/#v=2',
    isGenerated: true,
    model: 4,
    inputs: null,
    ...made,
    phases: made.phases.map((phase) => ({ ...phase, ink: '', value: phase.label })),
    carriers: [],
    directions: [],
    sides: 'periodic',
    tolerance: 0.05,
    metrics: null,
    surfaces: null,
    climbs: new Map(),
    solutions: new Map(),
    coarse: new Map(),
    connectivity: new Map(),
    samples: null,
    returned: [],
  };
  const others = studyFilesForCrate(/** @type {any} */ (study), lab);
  const all = crateFiles(
    lab,
    ofCalculation({ others, licence: 'none', link: '#v=2', scenario: { amWtPct: 92, porosityPct: 55 } }),
  );
  const files = Object.fromEntries(
    all.map(({ name, content }) => [name, typeof content === 'string' ? new TextEncoder().encode(content) : content]),
  );
  const { root } = checkCrate(files);
  assert.equal(typeof root.license, 'string');
  for (const name of ['results.csv', 'voxels.npy', 'geometry.json', 'particles.csv'])
    assert.ok(`microstructure/${name}` in files, name);
  assert.ok(!('half_cell.py' in files));
  assert.match(
    new TextDecoder().decode(files['README.md']),
    /Not there: amWtPct: a positive electrode needs both effective conductivities/,
  );
});

test('an own composite gives its name, source, temperature and 1C; what it lacks is refused by name', () => {
  const composite = {
    name: 'NCM622 of ours',
    source: 'doi 10.1149/1945-7111/abf8d7',
    materials: {
      amDensityGCm3: 4.78,
      seDensityGCm3: 1.64,
      seConductivityMsCm: 1.3,
      seTemperatureC: 25,
      oneCMaG: 180,
    },
    points: [
      {
        amWtPct: 70,
        temperatureC: 25,
        ionicConductivityMsCm: 0.17,
        electronicConductivityMsCm: 0.56,
        porosityPct: 12,
        specificCapacityMahG: 150,
      },
    ],
  };
  const { Header, Parameterisation } = lab.bpx({ composite }, { borrow: 'Chen2020' });
  assert.match(Header.Title, /^NCM622 of ours, 70 wt%, 25 °C/);
  assert.match(Header.References, /own composite NCM622 of ours, doi 10\.1149/);
  near(Parameterisation['User-defined']['Temperature [K]'], 298.15);
  near(
    Parameterisation.Electrolyte['Conductivity [S.m-1]'] *
      Parameterisation['Positive electrode']['Transport efficiency'],
    0.017,
  );
  assert.ok(isBpx(JSON.parse(JSON.stringify(lab.bpx({ composite })))));
  const script = lab.pybammScript({ composite });
  assert.match(script, /^# NCM622 of ours, 70 wt%/m);
  assert.match(script, /of 180 mA\/g/);
  for (const [left, message] of /** @type {const} */ ([
    ['porosityPct', /^porosityPct: the composite gives none/],
    ['specificCapacityMahG', /^specificCapacityMahG: the composite gives none/],
    ['ionicConductivityMsCm', /^composite: .*both effective conductivities/],
  ])) {
    const { [left]: _, ...point } = composite.points[0];
    const lacking = { ...composite, points: [/** @type {any} */ (point)] };
    refuses(() => lab.bpx({ composite: lacking }, { borrow: 'Chen2020' }), message);
    refuses(() => lab.pybammScript({ composite: lacking }), message);
    const alone = lab.bpx({ composite: lacking });
    assert.ok(isBpx(JSON.parse(JSON.stringify(alone))), JSON.stringify(isBpx.errors));
    checkUserDefined(alone.Parameterisation['User-defined']);
  }
});
