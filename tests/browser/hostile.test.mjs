// SPDX-License-Identifier: MIT
// What others write, in links, tasks, rows and files, stays text: tried without the content security policy, which would
// hide what it holds back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserAndServer, quiet, settled } from './chromium.mjs';

const { browser, server } = await browserAndServer();

// Each would do this if it ran.
const CALL = 'ran=1';
const PAYLOADS = [
  `<script>${CALL}</script>`,
  `<img src=x onerror=${CALL}>`,
  `<svg onload=${CALL}>`,
  `"><img src=x onerror=${CALL}>`,
  `' onmouseover='${CALL}`,
  `</title><script>${CALL}</script>`,
  `</textarea><script>${CALL}</script>`,
  `]]><script>${CALL}</script>`,
  `--><script>${CALL}</script>`,
  `javascript:${CALL}`,
  `<iframe srcdoc="<script>parent.ran=1</script>">`,
  `&lt;img src=x onerror=${CALL}&gt;`,
  `<a href="javascript:${CALL}" autofocus onfocus=${CALL}>x</a>`,
  `\${${CALL}}{{${CALL}}}`,
];

test('no text of a link or a task runs, on the page or within another', async (t) => {
  const context = await browser.newContext({ bypassCSP: true });
  t.after(() => context.close());
  const page = await context.newPage();
  const dialogs = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    dialog.dismiss();
  });
  for (const [index, payload] of PAYLOADS.entries()) {
    const text = encodeURIComponent(payload);
    const embed = index % 2 === 0 ? '' : '&embed=1';
    await page.goto('about:blank');
    await page.goto(
      `${server.address}?theme=${text}&host=${text}#v=2&row=n:${text},am:80.0,L:70,q:165,ved:900&model=${text}&${text}=1&task=${text}&predict=${text}&controls=${text}${embed}`,
    );
    await settled(page);
    // Where rows, notices and the task are shown.
    await page.evaluate(() => {
      for (const one of document.querySelectorAll('details')) one.open = true;
      document.documentElement.toggleAttribute('data-form', true);
    });
    await quiet(page);
    const shown = await page.evaluate(() => document.body.textContent);
    assert.ok(shown.includes(payload), `not shown: ${payload}`);
    for (const box of await page.$$('#lesson, #notices')) if (await box.isVisible()) await box.hover({ force: true });
    assert.equal(await page.evaluate(() => window.ran), undefined, payload);
  }
  assert.deepEqual(dialogs, []);
});

test('no text of a row or a file runs in a figure or a table', async (t) => {
  const context = await browser.newContext({ bypassCSP: true });
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(`${server.address}?view=literature#v=2`);
  await settled(page);
  // A file of own rows, as a person would be sent one.
  const names = PAYLOADS.filter(({ length }) => length <= 40);
  assert.ok(names.length >= 11, String(names.length));
  const csv = `reference,amWtPct,thicknessUm,specificCapacityMahG,volumetricEnergyDensityWhL\r\n${names
    .map((payload) => `"${payload.replaceAll('"', '""')}",80.0,70,165,900\r\n`)
    .join('')}`;
  await page.evaluate((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], '<img src=x onerror=window.ran=1>.csv', { type: 'text/csv' }));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, csv);
  await quiet(page);
  const count = await page.evaluate(async (payloads) => {
    const { lab } = window.cathodeLab;
    const rows = payloads.map((reference) => ({
      reference,
      amWtPct: '80.0',
      thicknessUm: 70,
      specificCapacityMahG: 165,
    }));
    let drawn = 0;
    for (const { name } of lab.figures()) {
      for (const row of rows) {
        const svg = lab.figure(name, {}, { rows: [row] });
        const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
        if (parsed.querySelector('parsererror')) throw new Error(`${name} is no XML for ${row.reference}`);
        for (const one of parsed.querySelectorAll('*')) {
          const names = one.getAttributeNames().filter(
            // Shades are an image within the document.
            (each) =>
              !(
                one.localName === 'image' &&
                each === 'href' &&
                one.getAttribute(each).startsWith('data:image/png;base64,')
              ),
          );
          if (
            /^(script|foreignObject|a|use|animate|set)$/.test(one.localName) ||
            names.some((each) => /^on|href$/.test(each))
          )
            throw new Error(`${name}: ${one.outerHTML.slice(0, 200)}`);
        }
        const place = document.createElement('div');
        place.innerHTML = svg;
        document.body.append(place);
        place.remove();
        ++drawn;
      }
    }
    return drawn;
  }, names);
  const figures = await page.evaluate(() => window.cathodeLab.lab.figures().length);
  assert.ok(figures > 10);
  assert.equal(count, figures * names.length);
  assert.equal(await page.evaluate(() => window.ran), undefined);
});

test('the page makes no code of text', async (t) => {
  const page = await browser.newPage();
  t.after(() => page.close());
  await page.goto(server.address);
  await settled(page);
  const refused = await page.evaluate(
    () =>
      // Later: what the driver itself asks for may make code.
      new Promise((resolve) => {
        setTimeout(() => {
          const answers = [];
          for (const act of [() => Reflect.get(window, 'eval')('1'), () => new Function('return 1')()]) {
            try {
              act();
              answers.push('');
            } catch (error) {
              answers.push(error.name);
            }
          }
          setTimeout('window.ran = 1');
          setTimeout(() => resolve([...answers, window.ran ?? null]), 50);
        });
      }),
  );
  assert.deepEqual(refused, ['EvalError', 'EvalError', null]);
});
