// The documents' tables say what the registries say.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
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
