// SPDX-License-Identifier: MIT
// What the address says about how the page is shown.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { optionTexts, readOptions } from '../../web/session/options.js';

const lab = await createCathodeLab();
const read = (query) => readOptions(new URLSearchParams(query), lab);

test('options are read; without any, everything is shown', () => {
  const nothing = read('');
  assert.deepEqual(nothing, {
    embedded: false,
    view: 'all',
    theme: 'auto',
    controls: null,
    locked: [],
    task: '',
    predict: null,
    givesKeys: false,
    host: null,
    isForm: false,
    isProjector: false,
    figure: null,
    volume: null,
    define: '',
    walk: '',
    notices: [],
  });
  const all = read(
    'embed=1&view=transport&theme=dark&controls=am,Lc,temperatureC&lock=T&task=Why%3F&predict=ionicMacMullin&host=https://a.example&form=1&projector=1&fig=quantity:tortuosityFactor&vol=box:32,seed:3&define=Loading&walk=separator',
  );
  assert.deepEqual(
    { ...all, predict: all.predict.key },
    {
      embedded: true,
      view: 'transport',
      theme: 'dark',
      controls: ['amWtPct', 'cathodeThicknessUm', 'temperatureC'],
      locked: ['temperatureC'],
      task: 'Why?',
      predict: 'ionicMacMullin',
      givesKeys: false,
      host: 'https://a.example',
      isForm: true,
      isProjector: true,
      figure: { quantity: 'tortuosityFactor' },
      volume: { box: '32', seed: '3' },
      define: 'loading',
      walk: 'separator',
      notices: [],
    },
  );
  assert.equal(read('host=https://a.example/path/').host, 'https://a.example');
  assert.equal(read('host=null').host, 'null');
  assert.deepEqual([read('host=foo').host, read('host=').notices.length], [null, 1]);
  assert.deepEqual(read('controls=none').controls, []);
  assert.deepEqual(read('controls=').controls, []);
});

test('options are told as they are written, and no more than is readable', () => {
  const texts = (query) => optionTexts(read(query), { fig: '', vol: '' }, lab.parameters());
  assert.deepEqual(texts(''), {
    view: 'all',
    theme: 'auto',
    controls: 'all',
    lock: '',
    task: '',
    predict: '',
    keys: 'own',
    projector: '',
    fig: '',
    vol: '',
    walk: '',
  });
  assert.deepEqual(texts('view=bogus&controls=Lc, am,Lc&lock=T&predict=ionicMacMullin'), {
    view: 'all',
    theme: 'auto',
    controls: 'Lc,am',
    lock: 'T',
    task: '',
    predict: 'ionicMacMullin',
    keys: 'own',
    projector: '',
    fig: '',
    vol: '',
    walk: '',
  });
  assert.equal(texts('controls=none').controls, 'none');
  assert.ok(read(`lock=${'x,'.repeat(3000)}`).notices.length <= 10);
});

test('what cannot be read is told with name and choices, and the rest counts', () => {
  const { view, theme, controls, locked, predict, task, notices } = read(
    `view=inside&theme=pink&controls=am,<b>,T&lock=speed&predict=beauty&define=beauty&task=${'x'.repeat(2000)}`,
  );
  assert.deepEqual(
    [view, theme, controls, locked, predict, task.length],
    ['all', 'auto', ['amWtPct', 'temperatureC'], [], null, 1000],
  );
  assert.equal(notices.length, 7);
  for (const pattern of [
    /view: "inside".*all, energy/,
    /theme: "pink".*light/,
    /controls: "<b>".*am/,
    /lock: "speed"/,
    /predict: "beauty".*ionicMacMullin/,
    /define: "beauty".*loading/,
    /task.*1000/,
  ]) {
    assert.equal(notices.filter(({ message }) => pattern.test(message)).length, 1, String(pattern));
  }
  for (const { refusal } of notices) assert.doesNotMatch(refusal, /Kept|Left out|Cut|ignored/);
});

test('keys of inputs are taken in any case, as attributes are', () => {
  const { controls, locked, notices } = read('controls=AM,lc,rhoam,c&lock=t');
  assert.deepEqual(controls, ['amWtPct', 'cathodeThicknessUm', 'amDensityGCm3', 'cRate']);
  assert.deepEqual(locked, ['temperatureC']);
  assert.deepEqual(notices, []);
});
