// SPDX-License-Identifier: MIT
// Tables of sweeps that come back to the page: read, or refused by row and column.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sweepOf } from '../../web/record/sweep-table.js';
import { isSweep, otherKindOf } from '../../web/session/other-files.js';
import { linesOf } from '../../web/table-files/csv.js';

const HEAD = 'amWtPct [wt%],model,result,direction,value,low,high,unit,provenance,link,program';
const ROW =
  '85,4,ionEffectiveConductivity,z,0.123,0.12,0.126,,recomputed from the geometry,v=2&am=85,cathode-lab 0.1.0';
const read = (text) => sweepOf(linesOf(text), 'sweep.csv');
const row = (change) => {
  const cells = ROW.split(',');
  change(cells);
  return cells.join(',');
};

test('a sweep’s table is read: what is varied, values and their intervals, no value where the cell is empty', () => {
  const text = [
    HEAD,
    ROW,
    row((cells) => {
      cells[0] = '60.5';
    }),
    row((cells) => {
      cells[0] = '92';
      cells[4] = cells[5] = cells[6] = '';
    }),
  ].join('\r\n');
  const { varied, rows } = read(text);
  assert.deepEqual(varied, [
    { key: 'amWtPct', unit: 'wt%', values: [60.5, 85, 92], areNumbers: true },
    { key: 'model', unit: '', values: [4], areNumbers: true },
  ]);
  assert.deepEqual(rows[0], {
    point: [85, 4],
    result: 'ionEffectiveConductivity',
    direction: 'z',
    value: 0.123,
    low: 0.12,
    high: 0.126,
    unit: '',
    provenance: 'recomputed from the geometry',
    link: 'v=2&am=85',
    program: 'cathode-lab 0.1.0',
  });
  assert.deepEqual([rows[2].value, rows[2].low, rows[2].high], [null, null, null]);
  const named = read(`accounting,${HEAD.slice(HEAD.indexOf('result'))}\nphysical,a,,1,,,,,,\npaper,a,,2,,,,,,`);
  assert.deepEqual(named.varied[0].values, ['paper', 'physical']);
});

test('what is wrong in a sweep’s table is refused by row and column', () => {
  for (const [text, refusal] of [
    [`${HEAD.replace('provenance', 'source')}\n${ROW}`, /sweep\.csv, column 9: "source"; allowed: "provenance"/],
    [
      `${HEAD.replace('amWtPct [wt%],model,', '')}\n${ROW}`,
      /sweep\.csv: 0 columns of what is varied; allowed: 1 to 12/,
    ],
    [`${HEAD.replace('model', 'amWtPct [wt%]')}\n${ROW}`, /column 2: "amWtPct \[wt%\]" a second time/],
    [`${HEAD.replace('model', '=1+1')}\n${ROW}`, /column 2: "=1\+1"; allowed: a key/],
    [HEAD, /sweep\.csv: 0 rows; allowed: 1 to/],
    [`${HEAD}\n${ROW},9`, /row 1: 12 cells; allowed: 11/],
    [`${HEAD}\n${ROW.slice(0, ROW.lastIndexOf(','))}`, /row 1: 10 cells; allowed: 11/],
    [`${HEAD}\n${ROW}\n${ROW}`, /row 2: the same point and result a second time/],
    [
      `${HEAD}\n${row((cells) => {
        cells[4] = 'high';
      })}`,
      /row 1, value: "high"; allowed: a number with a decimal point, or nothing/,
    ],
    [
      `${HEAD}\n${ROW}\n${row((cells) => {
        cells[0] = '';
      })}`,
      /row 2, amWtPct \[wt%\]: ""; allowed: what is varied/,
    ],
    [
      `${HEAD}\n${row((cells) => {
        cells[2] = '';
      })}`,
      /row 1, result: ""; allowed: the key of a result/,
    ],
  ])
    assert.throws(() => read(text), { message: refusal });
});

test('files of the page’s own kinds are told apart from those of its tabs', () => {
  assert.equal(isSweep([HEAD.split(',')]), true);
  assert.equal(
    otherKindOf({
      lines: [
        ['model', 'am'],
        ['1', '2'],
      ],
    }),
    null,
  );
  assert.equal(otherKindOf({ lines: [] }), null);
  // The page's own results of a microstructure have carriers.
  assert.equal(isSweep([['carrier', 'result', 'value', 'provenance']]), false);
  assert.equal(otherKindOf('{\n "format": "cathode-lab result", "version": 1'), 'result');
  assert.equal(otherKindOf('{"scenario": {}}'), null);
});
