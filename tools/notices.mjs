// SPDX-License-Identifier: MIT
// The notices of what dist/ holds of others, from the licence texts that came with each. Nothing is left out: a text
// that
// cannot be found ends the build.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LLVM_EXCEPTIONS = `LLVM Exceptions to the Apache 2.0 License

As an exception, if, as a result of your compiling your source code, portions of this Software are embedded into an Object
form of such source code, you may redistribute such embedded portions in such Object form without complying with the
conditions of Sections 4(a), 4(b) and 4(d) of the License.

In addition, if you combine or link compiled forms of this Software with software that is licensed under the GPLv2
("Combined Software") and if a court of competent jurisdiction determines that the patent provision (Section 3), the
indemnity provision (Section 9) or other Section of the License conflicts with the conditions of the GPLv2, you may
retroactively and prospectively choose to deem waived or otherwise exclude such Section(s) of the License, but only in their
entirety and only with respect to the Combined Software.`;

/** What is to be said of some packages. @type {Record<string, string>} */
const NOTES = {
  'reveal.js': ', in the examples',
  'inter-ui': ': the font Inter, cut to the glyphs that are shown',
};

const COMMON = '/usr/share/common-licenses';

/** The first of some files that is there. @param {...string} paths */
function firstOf(...paths) {
  const found = paths.find((path) => existsSync(path));
  if (!found) throw new Error(`no licence text in any of ${paths.join(', ')}`);
  return readFileSync(found, 'utf8').trim();
}

/** A paragraph of a Debian copyright file from a line on; the rest of the file if `whole`. @param {string} text @param {string} from @param {boolean} [whole] */
function paragraph(text, from, whole = false) {
  const at = text.indexOf(`\n${from}`);
  if (at < 0) throw new Error(`no paragraph "${from}"`);
  const rest = text.slice(at + 1);
  return (whole ? rest : rest.split(/\n\n/)[0]).replace(/^ \.$/gm, '').replace(/^ /gm, '').trim();
}

/** From a line that matches to the end of a comment. @param {string} text @param {RegExp} from */
function inComment(text, from) {
  const at = text.search(from);
  if (at < 0) throw new Error(`no licence ${from} in a source`);
  return text.slice(at).split('*/')[0].trim();
}

function emscriptenTexts(/** @type {string} */ root) {
  const lib = join(root, 'system/lib');
  const musl = firstOf(join(lib, 'libc/musl/COPYRIGHT'));
  if (existsSync(join(root, 'LICENSE'))) {
    return {
      own: firstOf(join(root, 'LICENSE')),
      llvm: firstOf(join(lib, 'libcxx/LICENSE.TXT'), join(lib, 'compiler-rt/LICENSE.TXT')),
      musl,
    };
  }
  const debian = firstOf(join(root, '../doc/emscripten/copyright'), '/usr/share/doc/emscripten/copyright');
  return {
    own: paragraph(debian, 'License: Expat or NCSA~Mozilla'),
    llvm: `${firstOf(join(COMMON, 'Apache-2.0'))}\n\n${LLVM_EXCEPTIONS}`,
    musl,
  };
}

/**
 * @param {object} from
 * @param {string} from.root the project's folder
 * @param {string} from.emscripten
 * @param {string} from.eigen
 * @param {string} from.imgui
 * @param {string[]} from.packages npm packages within what is shipped
 */
export function noticesOf({ root, emscripten, eigen, imgui, packages }) {
  const { own, llvm, musl } = emscriptenTexts(emscripten);
  const parts = [
    ['Cathode Lab', firstOf(join(root, 'LICENSE'))],
    ['Dear ImGui 1.90.1', firstOf(join(imgui, 'LICENSE.txt'))],
    [
      'stb_truetype, stb_rect_pack and stb_textedit, within Dear ImGui',
      inComment(readFileSync(join(imgui, 'imstb_truetype.h'), 'utf8'), /This software is available under 2 licenses/),
    ],
    [
      'Eigen 3.4.0, Mozilla Public License 2.0. Its source, unmodified: https://gitlab.com/libeigen/eigen, release 3.4.0',
      firstOf(join(eigen, 'COPYING.MPL2'), join(COMMON, 'MPL-2.0')),
    ],
    ['Emscripten: its runtime and JavaScript library', own],
    ['libc++, libc++abi and compiler-rt, of the LLVM Project', llvm],
    ['musl', musl],
    ...packages.map((name) => {
      const { version } = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'));
      const folder = join(root, 'node_modules', name);
      return [
        `${name} ${version}${NOTES[name] ?? ''}`,
        firstOf(...['LICENSE', 'LICENCE', 'LICENSE.md', 'LICENSE.txt'].map((text) => join(folder, text))),
      ];
    }),
  ];
  return (
    `What this copy of Cathode Lab holds, and under which terms.\n\n${parts.map(([name]) => `- ${name}`).join('\n')}\n\n` +
    parts.map(([name, text]) => `${'='.repeat(78)}\n${name}\n${'='.repeat(78)}\n\n${text}\n`).join('\n')
  );
}
