// SPDX-License-Identifier: MIT
// The rooms of web/ and what each may import, types included: below it, never beside or above. The build refuses
// anything else.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOMS = {
  api: [],
  onward: ['api', 'table-files'],
  headless: ['api', 'onward'],
  html: ['api'],
  'table-files': ['api'],
  session: ['api', 'html', 'table-files'],
  'volume-files': ['api', 'table-files'],
  canvas: ['api', 'html'],
  composites: ['api', 'html', 'session', 'table-files'],
  record: ['api', 'html', 'session', 'table-files'],
  form: ['api', 'html', 'session', 'record'],
  microstructure: ['api', 'html', 'session', 'table-files', 'volume-files'],
  embed: ['api', 'html', 'session'],
  teach: ['api', 'html', 'session'],
  page: [
    'api',
    'html',
    'session',
    'canvas',
    'composites',
    'record',
    'form',
    'microstructure',
    'embed',
    'teach',
    'onward',
  ],
};

/** What of `web` imports what it may not, a line each. @param {string} web the folder */
export function wrongImports(web) {
  const wrong = [];
  for (const file of readdirSync(web, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.js'))) {
    const room = file.split('/')[0];
    if (!(room in ROOMS)) wrong.push(`${file} is in no room`);
    for (const [, other] of readFileSync(join(web, file), 'utf8').matchAll(
      /(?:from |import\()'(?:\.\.\/)+([a-z-]+)\//g,
    )) {
      if (other !== room && !ROOMS[room]?.includes(other)) wrong.push(`${file} imports from ${other}`);
    }
  }
  return wrong;
}
