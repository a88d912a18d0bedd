// SPDX-License-Identifier: MIT
// What the documents say of the module in words and numbers, each with what it is held against. A sentence is quoted as it
// stands: who changes it changes its check.
import assert from 'node:assert/strict';
import { references } from '../../web/microstructure/references.js';

/** @typedef {import('../../dist/cathode-lab.mjs').CathodeLab} CathodeLab */
/** @typedef {[document: string, sentence: string, check: (lab: CathodeLab, sentence: string) => void]} Statement */

/** The numbers of a sentence, in order. @param {string} text */
const numbersOf = (text) => (text.match(/\d+(?:[.,]\d+)*/g) ?? []).map((number) => Number(number.replace(',', '')));
/** That a value is what a sentence rounds it to. @param {number} value @param {string} printed */
const rounds = (value, printed) => assert.equal(value.toFixed((printed.split('.')[1] ?? '').length), printed);
/** @param {CathodeLab} lab @param {import('../../dist/cathode-lab.mjs').Scenario} scenario */
const energyOf = (lab, scenario) => lab.evaluate(scenario).values.volumetricEnergyDensityWhL;
/** @param {CathodeLab} lab @param {string} verdict @param {import('../../dist/cathode-lab.mjs').Finding[]} [findings] */
const countOf = (lab, verdict, findings = lab.audit()) =>
  findings.filter((finding) => finding.verdict === verdict).length;
/** @param {() => unknown} call @param {RegExp[]} patterns */
const refuses = (call, ...patterns) =>
  assert.throws(call, (error) => error instanceof Error && patterns.every((pattern) => pattern.test(error.message)));
const SOURCE = { model: 4, amWtPct: 85, temperatureC: 30 };
const PHYSICAL = /** @type {const} */ ({ ...SOURCE, accounting: 'physical' });

/** @type {Statement[]} */
export const STATEMENTS = [
  [
    'docs/model.md',
    "of the source's Model 4 at 85 wt%, 30 °C and 1C it lies at 228 µm at the start, 111 µm uniform and 96 µm with two fronts.",
    (lab, sentence) => {
      const best = lab
        .figureData('thickness', { ...SOURCE, cRate: 1 })
        .rows.filter(({ cells: [what, model] }) => what.text === 'optimum' && model.text === 'Model 4')
        .map(({ cells }) => Math.round(/** @type {number} */ (cells[3].value)));
      assert.deepEqual(numbersOf(sentence).slice(-3), best);
    },
  ],
  [
    'README.md',
    'A wrong value throws an `Error` that names the field, the value and the allowed range.',
    (lab) => {
      refuses(() => lab.evaluate({ amWtPct: 800 }), /amWtPct/, /800/, /60 to 92/);
      refuses(() => lab.figure('stack', {}, { widthMm: 1 }), /widthMm/, /"1"/, /40 to 400/);
      refuses(() => lab.auditRows([{ amWtPct: 800 }]), /Row 1/, /amWtPct/, /800/, /1 to 100/);
      refuses(() => lab.generateMicrostructure({ seed: -1 }), /seed/, /-1/, /0 to 4294967295/);
      refuses(
        () => lab.microstructureMetrics({ voxels: [1], shape: [1, 1, 1], voxelUm: -1 }),
        /voxelUm/,
        /-1/,
        /above 0/,
      );
      refuses(
        () => lab.solveTransport({ voxels: [0], shape: [1, 1, 1], conductivities: [1], tolerance: 1 }),
        /tolerance/,
        /1;/,
        /1e-10 to 0\.1/,
      );
      const series = Array.from({ length: 9 }, () => ({
        name: '',
        points: /** @type {[number, number][]} */ ([[1, 1]]),
      }));
      refuses(() => lab.chart({ title: '', x: { title: '' }, y: { title: '' }, series }), /series/, /9/, /up to 8/);
      refuses(() => lab.cite('tables', /** @type {any} */ ({ pages: '1' })), /pages/, /title, authors/);
      refuses(() => lab.reconstruct({ amDensityGCm3: 80 }), /amDensityGCm3/, /80/, /to/);
    },
  ],
  [
    'README.md',
    'the whole link stays under 2,000 characters, which is room for about 60 of them',
    (lab) => {
      const pin = (/** @type {number} */ index) => ({ model: (index % 4) + 1, amWtPct: 60 + index / 2 });
      const sixty = Array.from({ length: 60 }, (_, index) => pin(index));
      assert.ok(lab.encodeLink({}, sixty).length < 2000);
      refuses(() => lab.encodeLink({}, [...sixty, ...sixty]), /comparison/);
    },
  ],
  [
    'README.md',
    'Of `Lc` and `load` give one: `size` follows from it.',
    (lab) => {
      assert.equal(lab.decodeLink('v=2&load=20').scenario.sizing, 'loading');
      assert.equal(lab.decodeLink('v=2&Lc=70').scenario.sizing, 'thickness');
    },
  ],
  [
    'README.md',
    'In version 1, which links without `v` are, a cathode without `Lc` was 93 µm; it still is.',
    (lab) => {
      for (const link of ['am=80', 'v=1&am=80']) assert.equal(lab.decodeLink(link).scenario.cathodeThicknessUm, 93);
      assert.equal(lab.decodeLink('v=2&am=80').scenario.cathodeThicknessUm, null);
    },
  ],
  [
    'README.md',
    'A link that a program has mangled (encoded as a whole, `&amp;`, the punctuation of a sentence behind it, moved into the query) is read all the same',
    (lab) => {
      for (const link of ['v%3D2%26am%3D80', 'v=2&amp;am=80', 'v=2&am=80).']) {
        const { scenario, notices } = lab.decodeLink(link);
        assert.deepEqual([scenario.amWtPct, notices], [80, []], link);
      }
    },
  ],
  [
    'README.md',
    "`lab.parseNumber('0,088')` reads what people type",
    (lab) => assert.equal(lab.parseNumber('0,088'), 0.088),
  ],
  [
    'README.md',
    'the 153 relations behind them',
    (lab, sentence) => {
      const findings = lab.audit();
      assert.equal(findings.length, numbersOf(sentence)[0]);
      for (const { formula } of findings) assert.notEqual(formula, '');
    },
  ],
  [
    'README.md',
    '4.5 mAh/cm² of lithium to be plated are 22 µm.',
    (lab) => {
      const { arealCapacityMahCm2 } = lab.evaluate(SOURCE).values;
      rounds(arealCapacityMahCm2, '4.5');
      rounds(arealCapacityMahCm2 / 0.2062, '22');
    },
  ],
  [
    'README.md',
    "Where a carrier's phases fill less than 16 % of the volume there is no number.",
    (lab) => {
      for (const porosityPct of [40, 45, 50, 55]) {
        const { values } = lab.evaluate({ model: 4, amWtPct: 80, porosityPct });
        assert.equal(values.ionicMacMullin === null, values.ionicPhiPct < 16, `${porosityPct}`);
      }
    },
  ],
  [
    'README.md',
    'measured, recomputed, implied, interpolated, extrapolated, assumed, or yours',
    (lab, sentence) => {
      const words = sentence.replace('or yours', 'user').split(', ');
      const met = new Set(
        [{}, { amWtPct: 80 }, { amWtPct: 90 }, { cRate: 1 }, { nominalVoltageV: 3.8 }, { porosityPct: 20 }].flatMap(
          (one) => Object.values(lab.evaluate(one).provenance),
        ),
      );
      assert.deepEqual([...met].sort(), words.sort());
    },
  ],
  [
    'docs/embedding.md',
    'Of `cathodeThicknessUm` and `loadingMgCm2` give one; `sizing` follows from it.',
    (lab) => {
      const { values } = lab.evaluate({ loadingMgCm2: 20 });
      assert.equal(values.loadingMgCm2, 20);
      refuses(() => lab.evaluate({ loadingMgCm2: 20, cathodeThicknessUm: 70 }), /sizing/);
    },
  ],
  [
    'docs/embedding.md',
    'A value is `null` where there is no number: transport below the percolation threshold.',
    (lab) => assert.equal(lab.evaluate({ amWtPct: 92, caWtPct: 5 }).values.ionicTortuosityFactor, null),
  ],
  [
    'docs/model.md',
    'It makes cathodes of 92.5 to 113.8 µm.',
    (lab) => {
      const sizes = [1, 2, 3, 4].flatMap((model) =>
        [75, 85].map((amWtPct) => lab.evaluate({ model, amWtPct }).values.cathodeThicknessUm),
      );
      rounds(Math.min(...sizes), '92.5');
      rounds(Math.max(...sizes), '113.8');
    },
  ],
  [
    'docs/model.md',
    '938 Wh/L of Model 4, 85 wt%, 30 °C become 836, and 1622 without an anode and with 500 µm of cathode 1338.',
    (lab) => {
      const thick = /** @type {const} */ ({ ...PHYSICAL, anodeThicknessUm: 0, cathodeThicknessUm: 500 });
      rounds(energyOf(lab, PHYSICAL), '938');
      rounds(energyOf(lab, { ...PHYSICAL, state: 'charged' }), '836');
      rounds(energyOf(lab, thick), '1622');
      rounds(energyOf(lab, { ...thick, state: 'charged' }), '1338');
    },
  ],
  [
    'docs/model.md',
    'For 14 of 16 entries they agree within 1 %, and their mean is used.',
    (lab) => {
      const { entries } = lab.reconstruct();
      assert.equal(entries.length, 16);
      assert.equal(entries.filter(({ disagreement }) => Math.abs(disagreement) < 0.01).length, 14);
    },
  ],
  [
    'docs/model.md',
    'For two (Models 1 and 2, 85 wt%, 30 °C) they are 106.3 or 116.3 and 145.3 or 158.6 mAh/g',
    (lab) => {
      const two = lab.reconstruct().entries.filter(({ contradictory }) => contradictory);
      assert.deepEqual(
        two.flatMap(({ row, fromVolumetricMahG, fromGravimetricMahG }) => [
          row,
          fromVolumetricMahG.toFixed(1),
          fromGravimetricMahG.toFixed(1),
        ]),
        ['Model 1, 85 wt%, 30 °C', '106.3', '116.3', 'Model 2, 85 wt%, 30 °C', '145.3', '158.6'],
      );
    },
  ],
  [
    'docs/model.md',
    'every interpolated capacity carries ± 5.6 % as its interval',
    (lab) => {
      const { values, intervals } = lab.evaluate({ amWtPct: 80 });
      const [lower, upper] = intervals.specificCapacityMahG ?? [];
      rounds(100 * (1 - lower / values.specificCapacityMahG), '5.6');
      rounds(100 * (upper / values.specificCapacityMahG - 1), '5.6');
    },
  ],
  [
    'docs/model.md',
    'Beyond these contents and temperatures capacity is that of the nearest ones',
    (lab) => {
      const capacity = (/** @type {object} */ one) => lab.evaluate(one).values.specificCapacityMahG;
      assert.equal(capacity({ amWtPct: 60, temperatureC: 90 }), capacity({ amWtPct: 75, temperatureC: 60 }));
      assert.equal(capacity({ amWtPct: 92, temperatureC: 0 }), capacity({ amWtPct: 85, temperatureC: 30 }));
    },
  ],
  [
    'docs/model.md',
    'so that τ² = N_M φ closes with the φ shown',
    (lab) => {
      for (const amWtPct of [75, 78, 80, 85, 90]) {
        const { values } = lab.evaluate({ amWtPct });
        const closed = (Number(values.ionicMacMullin) * values.ionicPhiPct) / 100;
        assert.ok(Math.abs(closed / Number(values.ionicTortuosityFactor) - 1) < 1e-12);
      }
    },
  ],
  [
    'docs/model.md',
    'At 85 wt% and 60 °C τ² moves from 12.7 to 16.5 (Model 4) and from 32.1 to 28.8 (Model 3).',
    (lab) => {
      const tau2 = (/** @type {object} */ one) => Number(lab.evaluate(one).values.ionicTortuosityFactor).toFixed(1);
      const mixed = { seReference: 'mixed', temperatureC: 60 };
      assert.deepEqual(
        [tau2({ model: 4 }), tau2({ model: 4, ...mixed }), tau2({ model: 3 }), tau2({ model: 3, ...mixed })],
        ['12.7', '16.5', '32.1', '28.8'],
      );
    },
  ],
  [
    'docs/model.md',
    'gives ρ(AM) 4.805 ± 0.010, ρ(SE) 1.635 ± 0.008, ρ(CA) 2.02 ± 0.06 g/cm³ and 2.36 ± 0.07 wt% CA',
    (lab) => {
      const told = [
        ['4.805', '0.010'],
        ['1.635', '0.008'],
        ['2.02', '0.06'],
        ['2.36', '0.07'],
      ];
      lab.refine().parameters.forEach(({ value, standardUncertainty }, index) => {
        rounds(value, told[index][0]);
        rounds(standardUncertainty, told[index][1]);
      });
    },
  ],
  [
    'docs/audit.md',
    '153 relations, of which 138 can be decided.',
    (lab) => {
      const findings = lab.audit();
      assert.deepEqual([findings.length, findings.length - countOf(lab, 'not determinable', findings)], [153, 138]);
    },
  ],
  [
    'docs/audit.md',
    'of 121 that others determine 99 are consistent, 4 conditional, 3 beyond rounding, 13 contradictory and 2 implausible',
    (lab, sentence) => assert.deepEqual(numbersOf(lab.auditSummary()), numbersOf(sentence)),
  ],
  [
    'docs/audit.md',
    'Of 153 relations 107 are consistent, 6 conditional, 3 beyond rounding, 20 contradictory, 2 implausible and 15 not determinable.',
    (lab, sentence) => {
      const findings = lab.audit();
      const verdicts = [
        'consistent',
        'conditional',
        'beyond rounding',
        'contradictory',
        'implausible',
        'not determinable',
      ];
      assert.deepEqual(
        [findings.length, ...verdicts.map((verdict) => countOf(lab, verdict, findings))],
        numbersOf(sentence),
      );
    },
  ],
  [
    'docs/audit.md',
    'Of the energy densities of refs. 27, 56 and 61 nothing can be said: no loading is printed.',
    (lab) => {
      for (const reference of [27, 56, 61]) {
        const energies = lab
          .audit()
          .filter(({ row, quantity }) => row === `Ref. ${reference}` && /energy density/i.test(quantity));
        assert.ok(energies.length > 0);
        for (const { verdict } of energies) assert.equal(verdict, 'not determinable');
      }
    },
  ],
  [
    'docs/audit.md',
    'A number printed with a power of ten rounds at its last digit too: 1.0e3 stands for 950 to 1050.',
    (lab) => {
      const of = (/** @type {string} */ loadingMgCm2) =>
        lab
          .auditRows([
            {
              amWtPct: '80',
              loadingMgCm2,
              thicknessUm: '5.0e3',
              specificCapacityMahG: '1.5e2',
              volumetricEnergyDensityWhL: '9.0e1',
            },
          ])
          .map(({ roundingAllowance }) => roundingAllowance)[0];
      assert.ok(Number(of('1.0e2')) > Number(of('100')));
    },
  ],
  [
    'docs/transport.md',
    'Model 4 4.14, 2.61,',
    (lab) => {
      for (const [index, voxelUm] of [0.25, 0.125].entries()) {
        const edge = 16 / voxelUm;
        const { voxels, shape } = lab.generateMicrostructure({
          model: 4,
          amWtPct: 85,
          shape: [edge, edge, edge],
          seed: 2,
          voxelUm,
        });
        const solved = /** @type {const} */ (['z', 'y', 'x']).map((direction) =>
          lab.solveTransport({
            voxels,
            shape,
            conductivities: [0, 0, 1, 0],
            direction,
            sides: 'periodic',
            tolerance: 2e-3,
          }),
        );
        const mean = solved.reduce((sum, { effectiveConductivity }) => sum + effectiveConductivity, 0) / 3;
        rounds(solved[0].conductingFraction / mean, ['4.14', '2.61'][index]);
      }
    },
  ],
  ...[
    { model: 2, row: '| 2 | 75 | 1.49 | 1.48 to 1.50 | 1 % |', tau2: 1.49 },
    { model: 4, row: '| 4 | 75 | 1.83 | 1.78 to 1.85 | < 1 % |', tau2: 1.83 },
  ].map(
    ({ model, row, tau2 }) =>
      /** @type {Statement} */ ([
        'docs/transport.md',
        row,
        // One box of three, on a coarser grid: within two of what its sample and its grid leave open.
        (lab) => {
          const { geometry } = lab.generateMicrostructure({
            model,
            amWtPct: 75,
            shape: [64, 64, 64],
            voxelUm: 19 / 64,
            seed: 1,
          });
          const found = lab.convergeTransport({
            geometry,
            conductivities: [0, 0, 1, 0],
            direction: 'mean',
            sides: 'periodic',
            mostVoxels: 7e5,
          });
          const sigma = found.conductingFraction / tau2;
          assert.ok(found.lower < 1.02 * sigma && found.upper > 0.98 * sigma, `${found.tortuosityFactor}`);
          assert.ok(Math.abs((found.tortuosityFactor ?? 0) / tau2 - 1) < 0.03, `${found.tortuosityFactor}`);
        },
      ]),
  ),
  [
    'docs/transport.md',
    'The same seed gives the same bytes natively and in every browser.',
    (lab) => {
      const made = () => lab.generateMicrostructure({ shape: [32, 32, 32], seed: 5 }).voxels;
      assert.deepEqual(made(), made());
    },
  ],
  [
    'docs/transport.md',
    '| full block, any shape and direction | its own σ | 1e-9 |',
    (lab) => {
      for (const direction of /** @type {const} */ (['z', 'y', 'x'])) {
        const voxels = new Uint8Array(5 * 4 * 3);
        const solved = lab.solveTransport({
          voxels,
          shape: [5, 4, 3],
          conductivities: [2.5],
          direction,
          tolerance: 1e-10,
        });
        assert.ok(Math.abs(solved.effectiveConductivity / 2.5 - 1) < 1e-9);
      }
    },
  ],
  [
    'docs/transport.md',
    'Conductivities other than 0 within a factor of 10⁴ (of labels that some voxel has): beyond it is refused.',
    (lab) => {
      const solve = (/** @type {number} */ least) =>
        lab.solveTransport({ voxels: [0, 1, 1, 0], shape: [2, 2, 1], conductivities: [least, 1], tolerance: 0.1 });
      assert.ok(solve(1e-4).percolates);
      refuses(() => solve(0.9e-4), /conductivities/, /9e-5/, /at least 0\.0001/);
    },
  ],
  [
    'docs/transport.md',
    "φ counts all voxels that conduct, islands too (TauFactor's convention). N_M = τ² / φ.",
    (lab) => {
      // A column, and an island beside it.
      const voxels = [1, 0, 0, 1, 0, 1, 1, 0, 0];
      const solved = lab.solveTransport({ voxels, shape: [3, 1, 3], conductivities: [0, 1] });
      assert.equal(solved.conductingFraction, 4 / 9);
      assert.equal(solved.percolatingFraction, 3 / 9);
      assert.ok(Math.abs(Number(solved.macMullin) - Number(solved.tortuosityFactor) / (4 / 9)) < 1e-12);
    },
  ],
  [
    'docs/transport.md',
    '| slabs ½, ¼, ¼ of σ 1, 2, 3 in series; in parallel | 24/17; 7/4 | 1e-9 |',
    (lab) => {
      const voxels = [0, 0, 1, 2];
      const along = (/** @type {'z' | 'x'} */ direction, /** @type {[number, number, number]} */ shape) =>
        lab.solveTransport({ voxels, shape, conductivities: [1, 2, 3], direction, tolerance: 1e-10 })
          .effectiveConductivity;
      assert.ok(Math.abs(along('z', [4, 1, 1]) - 24 / 17) < 1e-9);
      assert.ok(Math.abs(along('x', [4, 1, 1]) - 7 / 4) < 1e-9);
    },
  ],
  [
    'docs/references.md',
    'All seven sizes agree within 2·10⁻⁴, the channels that turn back within 4·10⁻⁴, the periodic diagonals within 8·10⁻⁵.',
    () => {
      for (const [part, count, most] of /** @type {const} */ ([
        [/^fcc-\d+$/, 7, 2e-4],
        [/^zigzag/, 5, 4e-4],
        [/^diagonals/, 1, 8e-5],
      ])) {
        const rows = references.rows.filter(({ key }) => part.test(key));
        assert.equal(rows.length, count);
        for (const { key, value, published } of rows) assert.ok(Math.abs(value / published - 1) < most, key);
      }
    },
  ],
  [
    'docs/references.md',
    'At 10 % they are not, by 0.06 % of the spheres and 0.31 % of the room between them;',
    (_lab, sentence) => {
      const [, ...printed] = numbersOf(sentence);
      for (const [index, key] of ['fcc-10-spheres', 'fcc-10-room'].entries()) {
        const row = references.rows.find((one) => one.key === key);
        assert.ok(row);
        rounds(Math.abs(row.value / row.published - 1) * 100, printed[index].toFixed(2));
      }
    },
  ],
];
