// SPDX-License-Identifier: MIT
// Inverse design in the page: the example answers at once, the question is in the link, what is taken can be undone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserAndServer, quiet, settled, violationsOf, watchProblems } from './chromium.mjs';

const { browser, server } = await browserAndServer();

async function open(t, fragment = '', viewport = { width: 1366, height: 900 }) {
  const page = await browser.newPage({ viewport });
  watchProblems(t, page);
  await page.goto(`${server.address}?view=designs${fragment && `#${fragment}`}`);
  assert.equal(await settled(page), 'ready');
  await quiet(page);
  return page;
}
const scenarioOf = (page) => page.evaluate(() => window.cathodeLab.getScenario());
const said = (page) => page.textContent('#designs .found');

test('the first screen shows a worked example on this cell, with its front', async (t) => {
  const page = await open(t, 'v=2&C=0.2');
  assert.match(await said(page), /does what is asked/);
  assert.match(await page.textContent('#designs .answer'), /none is better by more than 0.01 % is proved/);
  const heads = await page.$$eval('#designs .answer thead th', (all) => all.map((one) => one.textContent));
  assert.deepEqual(heads, ['Quantity', 'This cell', 'Best']);
  assert.ok(await page.isVisible('#figure-pareto svg'));
  assert.match(await page.textContent('#designs .answer'), /Voltage drop at most 100 mV/);
  assert.deepEqual(await violationsOf(page), []);
});

test('a design is taken, and given back by undo', async (t) => {
  const page = await open(t, 'v=2&C=0.2');
  const before = await scenarioOf(page);
  await page.click('#designs [aria-label="Take it: best design"]');
  await quiet(page);
  const taken = await scenarioOf(page);
  assert.equal(taken.separatorThicknessUm, 15);
  assert.match(await page.textContent('#designs [role="status"].hint'), /Undo takes it back/);
  await page.click('#undo');
  await quiet(page);
  assert.deepEqual(await scenarioOf(page), before);
});

test('a composite of one’s own has its own question, between its own points, and keeps itself when one is taken', async (t) => {
  const own = 'n:Mine,rAM:4.8,rSE:1.64,C:200,V:3.7,m:30,Cr:0.1,i:5,iT:25,e:10,eT:25';
  const page = await open(t, `v=2&own=${own},p:72_25_0.3_1_15_170,p:82_25_0.1_4_13_155&comp=1`);
  assert.equal(await page.inputValue('#designs [aria-label^="Free 1: Active material from"]'), '72');
  assert.match(await page.textContent('#designs .answer'), /none is better by more than 0.01 % is proved/);
  const choices = await page.locator('#designs [aria-label="Free 1: input"] option').allTextContents();
  assert.ok(choices.includes('Active material') && !choices.includes('SE particle model'), choices.join());
  const { composite } = await scenarioOf(page);
  await page.click('#designs [aria-label="Take it: best design"]');
  await quiet(page);
  const taken = await scenarioOf(page);
  assert.deepEqual(taken.composite, composite);
  assert.equal(taken.separatorThicknessUm, 15);
});

test('a question is asked by keyboard, kept in the address, and proved to have no answer', async (t) => {
  const page = await open(t, 'v=2&C=1');
  const energy = page.getByLabel('Constraint 1: Volumetric energy density at the rate, Wh/L');
  await energy.focus();
  await energy.fill('1300');
  await page.keyboard.press('Tab');
  await quiet(page);
  assert.match(await said(page), /No cell in these ranges/);
  assert.match(
    await page.textContent('#designs .why'),
    /at least 1300 Wh\/L cannot be met.*at most [\d.]+ Wh\/L.*Proved/,
  );
  // Whoever opens the address sees the same.
  const address = page.url();
  const other = await browser.newPage({ viewport: { width: 1366, height: 900 } });
  await other.goto(address);
  await settled(other);
  assert.equal(await other.textContent('#designs .why'), await page.textContent('#designs .why'));
  await other.close();
  assert.ok(!(await page.isVisible('#figure-pareto')));
  assert.deepEqual(await violationsOf(page), []);
});

test('constraints and what is free are added and removed; what cannot be asked is told', async (t) => {
  const page = await open(t);
  await page.click('#designs >> text="Add a constraint"');
  await quiet(page);
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Constraint 3: metric');
  await page.click('#designs [aria-label^="Remove constraint 3"]');
  await quiet(page);
  assert.equal(await page.locator('#designs .asked >> nth=0 >> li').count(), 2);
  const from = page.getByLabel('Free 1: Active material from');
  await from.fill('86');
  await from.press('Tab');
  await quiet(page);
  assert.match(await page.textContent('#designs .why'), /from 86 is above to 85/);
  await from.fill('many');
  await from.press('Tab');
  assert.match(await page.textContent('#designs .question [role="alert"]'), /"many" is not a decimal number/);
  await page.click('#designs >> text="Begin with the example"');
  await quiet(page);
  assert.match(await said(page), /does what is asked/);
});

test('nothing runs out of the page on a phone', async (t) => {
  for (const width of [320, 390]) {
    const page = await open(t, 'v=2&C=0.2', { width, height: 844 });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
    assert.deepEqual(await violationsOf(page), []);
    await page.close();
  }
});
