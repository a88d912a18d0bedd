// Links that are out in the world must go on meaning what they mean: golden-links.json only grows.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import createCathodeLab from '../../dist/cathode-lab.mjs';

const lab = await createCathodeLab();
const golden = JSON.parse(readFileSync(new URL('golden-links.json', import.meta.url), 'utf8'));
const defaults = lab.decodeLink('').scenario;

test(`${golden.length} golden links decode as ever`, () => {
  for (const { link, sets, compares = [], notices } of golden) {
    const decoded = lab.decodeLink(link);
    assert.deepEqual(decoded.scenario, { ...defaults, ...sets }, link);
    assert.deepEqual(decoded.comparison, compares.map((pinned) => ({ ...defaults, ...pinned })), link);
    assert.deepEqual(decoded.notices.map(({ key }) => key), notices, link);
    for (const { message } of decoded.notices) assert.ok(message.length > 10 && message.length < 400, message);
    // Encoding what was read and reading it again changes nothing, and needs no notice.
    const again = lab.decodeLink(lab.encodeLink(decoded.scenario, decoded.comparison));
    assert.deepEqual(again, { ...decoded, notices: [] }, link);
  }
});
