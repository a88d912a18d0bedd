// SPDX-License-Identifier: MIT
// The documents' tables say what the registries say.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { DOCUMENTS, withTables } from '../../tools/docs.mjs';

test('the tables of the documents are those of the registries (tools/docs.mjs writes them anew)', async () => {
  const lab = await createCathodeLab();
  let marks = 0;
  for (const name of DOCUMENTS) {
    const text = readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
    marks += text.split('<!-- from the registry: ').length - 1;
    assert.equal(text, withTables(lab, text), name);
  }
  assert.equal(marks, 4);
});

test('every source says under which licence it stands', () => {
  const root = new URL('../../', import.meta.url);
  const sources = ['core', 'web', 'tools', 'tests', 'examples'].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true })
      .filter((name) => /\.(cpp|h|js|mjs|ts|py|css)$/.test(name))
      .map((name) => `${folder}/${name}`),
  );
  assert.ok(sources.length > 300, String(sources.length));
  for (const name of sources) {
    const lines = readFileSync(new URL(name, root), 'utf8').split('\n', 2);
    assert.ok(
      lines.some((line) => line.includes('SPDX-License-Identifier: MIT')),
      name,
    );
  }
});
