// SPDX-License-Identifier: MIT
// What the program says of itself, and how it ends: help, man page, completion, document, archive, exit codes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { withCommands } from '../../tools/docs.mjs';
import { blocksOf } from '../documents/blocks.mjs';
import { call, folderFor, output, PROGRAM } from './program.mjs';

const COMMANDS = [...output(['manual']).matchAll(/^\.SS (\S+)$/gm)].map(([, name]) => name.replaceAll('\\', ''));

/** The options that a command's help lists. @param {string} command */
const optionsOf = (command) =>
  output([command, '--help'])
    .split('\n')
    .flatMap((line) => /^ {2}(-\S+)/.exec(line)?.[1].split(',') ?? []);

test('help, man page, completion and document tell of every command and option', (t) => {
  for (const name of ['evaluate', 'map', 'sweep', 'audit', 'manual', 'completion'])
    assert.ok(COMMANDS.includes(name), name);
  const help = output(['--help']);
  const manual = output(['manual']);
  const shells = ['bash', 'zsh', 'fish'].map((shell) => output(['completion', shell]));
  const name = new URL('../../docs/command-line.md', import.meta.url);
  const document = readFileSync(name, 'utf8');
  assert.equal(document, withCommands(document, output(['manual', '--format', 'markdown'])), 'run node tools/docs.mjs');
  for (const command of COMMANDS) {
    assert.ok(help.includes(`\n  ${command} `), command);
    const options = optionsOf(command);
    assert.ok(options.length >= 2);
    for (const option of options) {
      assert.ok(manual.includes(`\\fB${option.replaceAll('-', '\\-')}\\fR`), option);
      assert.ok(document.includes(`\`${option}\``), option);
      assert.ok(shells[0].includes(option) && shells[1].includes(`'${option}[`), option);
      assert.ok(
        shells[2].includes(option.startsWith('--') ? ` -l ${option.slice(2)}` : ` -s ${option.slice(1)}`),
        option,
      );
    }
  }
  const folder = folderFor(t);
  writeFileSync(join(folder, 'page.1'), manual);
  const shown = spawnSync('man', ['-l', '--warnings', '-E', 'UTF-8', join(folder, 'page.1')], { encoding: 'utf8' });
  if (shown.error) t.diagnostic('no man on this machine');
  else assert.deepEqual([shown.status, shown.stderr], [0, '']);
});

test('the plan that the document shows is one', (t) => {
  const [plan] = blocksOf('docs/command-line.md').filter(({ language }) => language === 'json');
  const file = join(folderFor(t), 'plan.json');
  writeFileSync(file, plan.code);
  assert.match(output(['sweep', file, '--slurm', '3']), /--job-name=content-and-model\n/);
});

test('bash completes commands, options and choices', (t) => {
  const file = join(folderFor(t), 'completion.bash');
  writeFileSync(file, output(['completion', 'bash']));
  const completed = (/** @type {string[]} */ ...words) =>
    spawnSync(
      'bash',
      [
        '-c',
        `. "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _cathode_lab; echo "\${COMPREPLY[*]}"`,
        file,
        'cathode-lab',
        ...words,
      ],
      { encoding: 'utf8' },
    ).stdout.trim();
  assert.equal(completed('ev'), 'evaluate');
  assert.equal(completed('sweep', '--thr'), '--threads');
  assert.equal(completed('map', '--format', ''), 'json csv svg');
  assert.equal(completed('evaluate', '--accounting', 'ph'), 'physical');
  for (const [shell, script] of /** @type {[string, string][]} */ (
    ['zsh', 'fish'].map((name) => [name, output(['completion', name])])
  )) {
    writeFileSync(file, script);
    const { error, status, stderr } = spawnSync(shell, ['-n', file], { encoding: 'utf8' });
    if (error) t.diagnostic(`no ${shell} on this machine`);
    else assert.deepEqual([status, stderr], [0, '']);
  }
});

test('a call that is wrong ends with 2 and a sentence, and names what comes near', () => {
  for (const [words, ...patterns] of /** @type {[string[], ...RegExp[]][]} */ ([
    [[], /a command is missing/, /--help/],
    [['evalute'], /"evalute" is no command/, /evaluate/],
    [['map', '--metrik', 'x'], /"--metrik"/, /--metric/],
    [['evaluate', '--amWtPct=80'], /"--amWtPct"/, /--am-wt-pct/],
    [['evaluate', '\u0007'], /is no option or argument/],
    [['evaluate', '--link'], /--link/],
    [['completion', 'tcsh'], /tcsh/, /bash, zsh, fish/],
  ])) {
    const { status, stdout, stderr } = call(words);
    assert.deepEqual([status, stdout], [2, ''], words.join(' '));
    assert.match(stderr, /^cathode-lab: .*\n$/);
    assert.ok(!stderr.includes('\u0007'));
    for (const pattern of patterns) assert.match(stderr, pattern);
  }
  assert.match(output(['--version']), /^cathode-lab \d+\.\d+\.\d+\n$/);
});

test('what cannot be written is told with 5, and leaves what was there', (t) => {
  const folder = folderFor(t);
  const { status, stderr } = spawnSync('sh', ['-c', '"$0" evaluate > /dev/full', PROGRAM], { encoding: 'utf8' });
  assert.equal(status, 5);
  assert.match(stderr, /standard output/);
  for (const [words, file] of /** @type {[string[], string][]} */ ([
    [['audit'], join(folder, 'none', 'audit.json')],
    [['evaluate'], folder],
  ])) {
    const ended = call([...words, '-o', file]);
    assert.equal(ended.status, 5);
    assert.ok(ended.stderr.includes(file));
  }
  const full = join(folder, 'small');
  mkdirSync(full);
  writeFileSync(join(full, 'map.json'), 'before');
  const limited = spawnSync(
    'bash',
    ['-c', 'ulimit -f 8; trap "" XFSZ; exec "$0" map -o "$1"', PROGRAM, join(full, 'map.json')],
    {
      encoding: 'utf8',
    },
  );
  assert.equal(limited.status, 5);
  assert.equal(readFileSync(join(full, 'map.json'), 'utf8'), 'before');
});
