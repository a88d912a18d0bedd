// SPDX-License-Identifier: MIT
// The documents, taken at their word: tables, code, commands, links and sentences. What they show as HTML is in the
// browser's tests (documents.test.mjs), what they show of C++ in tests/consumers/cmake.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { DOCUMENTS as WITH_TABLES, withTables } from '../../tools/docs.mjs';
import { blocksOf, DOCUMENTS, runningText, textOf } from '../documents/blocks.mjs';
import { STATEMENTS } from '../documents/statements.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const lab = await createCathodeLab();

test('the tables of the documents are those of the registries (tools/docs.mjs writes them anew)', () => {
  let marks = 0;
  for (const name of WITH_TABLES) {
    const text = textOf(name);
    marks += text.split('<!-- from the registry: ').length - 1;
    assert.equal(text, withTables(lab, text), name);
  }
  assert.equal(marks, 10);
});

for (const [document, sentence, check] of STATEMENTS) {
  test(`${document}: ${sentence}`, () => {
    assert.ok(runningText(document).includes(sentence), 'the document does not say so any more');
    check(lab, sentence);
  });
}

test('every link in the documents is read whole', (t) => {
  let links = 0;
  for (const document of DOCUMENTS) {
    for (const [, link] of textOf(document).matchAll(/#(v=\d[^`"'\s)]*)/g)) {
      const items = link.split('&').filter((item) => !/^(embed|view|controls|host)=/.test(item));
      assert.deepEqual(lab.decodeLink(items.join('&')).notices, [], `${document}: ${link}`);
      ++links;
    }
    for (const [, item] of textOf(document).matchAll(/`((?:pin|row)=[^`]+)`/g)) {
      if (item.endsWith('=')) continue; // the name alone
      const { notices, comparison, rows } = lab.decodeLink(`v=2&${item}`);
      assert.deepEqual([notices, comparison.length + rows.length], [[], 1], `${document}: ${item}`);
      ++links;
    }
  }
  t.diagnostic(`${links} links`);
  assert.ok(links >= 5, String(links));
});

test('the JavaScript of the documents runs as it is written', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'cathode-lab-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const run = (/** @type {string} */ program, /** @type {string[]} */ ...args) =>
    execFileSync(program, args, { cwd: folder, encoding: 'utf8' });
  // As the documents say: beside the program, and as an installed package.
  for (const name of ['cathode-lab.mjs', 'cathode-lab.wasm'])
    copyFileSync(join(root, 'dist', name), join(folder, name));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  run('npm', 'install', '--offline', '--no-audit', '--no-fund', join(root, 'build/wasm/web/npm'));
  const ends = {
    'README.md': `
      import assert from 'node:assert/strict';
      assert.ok(values.volumetricEnergyDensityWhL > 900 && provenance.volumetricEnergyDensityWhL && warnings.length > 0);
      const drawn = lab.figureData('literature', { model: 4 }, { rows }).rows.filter(({ cells }) => cells[0].text === 'Own: Mine');
      assert.equal(drawn.length, 1);
      assert.ok(drawn[0].cells.some(({ text }) => text === '901.7'), JSON.stringify(drawn));
      assert.match(svg, /<text[^>]*>Own: Mine</);
      for (const finding of lab.auditRows(rows)) assert.notEqual(finding.verdict, 'contradictory');`,
    'docs/library.md': '',
    'docs/designs.md': '',
    'docs/onward.md': '',
    'docs/composites.md': '',
    'docs/impedance.md': '',
  };
  let blocks = 0;
  for (const document of DOCUMENTS) {
    const programs = blocksOf(document).filter(({ language }) => language === 'js');
    if (programs.length === 0) continue;
    assert.ok(document in ends, document);
    const file = join(folder, `${document.replace(/\W/g, '-')}.js`);
    writeFileSync(file, [...programs.map(({ code }) => code), ends[document]].join('\n'));
    const printed = run('node', file);
    assert.match(printed, /^\d/, document);
    blocks += programs.length;
  }
  t.diagnostic(`${blocks} blocks of JavaScript`);
  assert.equal(blocks, 12);
});

/** What a command's words name, each of which has to be there. @param {string[]} words @param {string} line */
function checkCommand([program, ...words], line) {
  const isThere = (/** @type {string} */ path) => assert.ok(existsSync(join(root, path)), `${line}: ${path}`);
  if (program.startsWith('tools/')) accessSync(join(root, program), constants.X_OK);
  else if (program.startsWith('build/')) isThere('CMakePresets.json');
  else if (program === 'cathode-lab') {
    // Which commands and options there are, the document tells as the program does (tests/command_line/frame.test.mjs).
    const told = textOf('docs/command-line.md');
    assert.ok(told.includes(`\n### ${words[0]}\n`), line);
    for (const option of words.filter((word) => word.startsWith('-'))) assert.ok(told.includes(`\`${option}\``), line);
    return;
  } else if (program === '.') assert.equal(words[0], '.toolchain/env');
  else if (program === 'mpirun')
    assert.ok(
      words.some((word) => word.endsWith('/cathode-lab-cluster')),
      line,
    );
  else assert.match(program, /^(cmake|npm|node)$/, line);
  for (const [index, word] of words.entries()) {
    if (word === '--preset') {
      const { configurePresets, buildPresets } = JSON.parse(readFileSync(join(root, 'CMakePresets.json'), 'utf8'));
      for (const presets of [configurePresets, buildPresets])
        assert.ok(
          presets.some(({ name }) => name === words[index + 1]),
          line,
        );
    }
    if (/^(tests|tools|examples)\//.test(word) && !word.includes('*')) isThere(word);
    const [, pattern] = /^--test-name-pattern='(.*)'$/.exec(word) ?? [];
    if (pattern) {
      const [, folder, name] = /^(.*)\/([^/]*)$/.exec(words.at(-1) ?? '') ?? [];
      const files = name.includes('*')
        ? readdirSync(join(root, folder)).filter((one) => one.endsWith('.test.mjs'))
        : [name];
      assert.ok(
        files.some((one) => new RegExp(`test\\('[^']*${pattern}`).test(readFileSync(join(root, folder, one), 'utf8'))),
        `${line}: no such test`,
      );
    }
    const [, suite] = /^--gtest_filter='(\w+)\.\*'$/.exec(word) ?? [];
    if (suite) {
      const sources = readdirSync(join(root, 'tests'), { recursive: true }).map(String);
      assert.ok(
        sources.some(
          (one) =>
            one.endsWith('_test.cpp') && readFileSync(join(root, 'tests', one), 'utf8').includes(`TEST(${suite},`),
        ),
        `${line}: no such suite`,
      );
    }
  }
}

test('the commands of the documents name what is there', (t) => {
  let commands = 0;
  for (const document of DOCUMENTS) {
    for (const { language, code } of blocksOf(document)) {
      if (language !== 'sh') continue;
      for (const line of code.split('\n')) {
        for (const command of line.replace(/ +#.*$/, '').split(' && ')) {
          checkCommand(command.trim().match(/(?:'[^']*'|\S)+/g) ?? [], `${document}: ${line}`);
          ++commands;
        }
      }
    }
    // And those within a sentence.
    for (const [, command] of textOf(document).matchAll(/`((?:node|tools\/)[^`]*)`/g)) {
      const words = command.replace(/ *;.*$/, '').split(' ');
      if (words[0] === 'node' && words.length > 1) checkCommand(words, `${document}: ${command}`);
      if (words[0].startsWith('tools/')) assert.ok(existsSync(join(root, words[0])), `${document}: ${command}`);
      if (words[1]?.startsWith('dist/')) assert.ok(existsSync(join(root, words[1])), `${document}: ${command}`);
      ++commands;
    }
  }
  t.diagnostic(`${commands} commands`);
  assert.ok(commands > 15, String(commands));
});

test('what the documents refer to is there', (t) => {
  let references = 0;
  for (const document of [...DOCUMENTS, 'SECURITY.md']) {
    const folder = document.includes('/') ? 'docs/' : '';
    for (const [, path, anchor] of textOf(document).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)) {
      const target = path === '' ? document : join(folder, path);
      assert.ok(existsSync(join(root, target)), `${document}: ${path}`);
      const heads = target.endsWith('.md') ? [...textOf(target).matchAll(/^#+ (.*)$/gm)] : [];
      const anchors = heads.map(([, head]) =>
        head
          .toLowerCase()
          .replace(/[^\w\s-]/g, '')
          .replaceAll(' ', '-'),
      );
      if (anchor) assert.ok(anchors.includes(anchor), `${document}: ${path}#${anchor}`);
      ++references;
    }
    for (const [, path] of textOf(document).matchAll(/`((?:core|web|tests|tools|examples|docs)\/[\w./-]+\w)`/g)) {
      assert.ok(existsSync(join(root, path)), `${document}: ${path}`);
      ++references;
    }
  }
  t.diagnostic(`${references} references`);
  assert.ok(references > 60, String(references));
});

test('the Python of the documents can be read', () => {
  const programs = ['docs/volumes.md', 'docs/tables.md']
    .flatMap(blocksOf)
    .filter(({ language }) => language === 'python');
  assert.equal(programs.length, 3);
  for (const { code } of programs)
    execFileSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], { input: code });
});

test('the JSON of the documents can be read', () => {
  const files = DOCUMENTS.flatMap(blocksOf).filter(({ language }) => language === 'json');
  assert.ok(files.length >= 3, String(files.length));
  for (const { code } of files) assert.match(JSON.parse(code).format, /^cathode-lab (plan|study|result)$/);
});

test('no block of the documents is of a kind that nothing checks', () => {
  const checked = ['js', 'json', 'sh', 'html', 'python', 'r', 'cmake', 'cpp', 'mermaid', ''];
  for (const document of DOCUMENTS)
    for (const { language, line } of blocksOf(document)) assert.ok(checked.includes(language), `${document}:${line}`);
});

test('every source says under which licence it stands', () => {
  const sources = ['core', 'web', 'tools', 'tests', 'examples'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .map(String)
      .filter((name) => /\.(cpp|h|js|mjs|ts|py|css)$/.test(name))
      .map((name) => `${folder}/${name}`),
  );
  assert.ok(sources.length > 300, String(sources.length));
  for (const name of sources) {
    const lines = readFileSync(join(root, name), 'utf8').split('\n', 2);
    assert.ok(
      lines.some((line) => line.includes('SPDX-License-Identifier: MIT')),
      name,
    );
  }
});
