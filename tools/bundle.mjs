// SPDX-License-Identifier: MIT
// Makes dist/ from the compiled modules: bundles the JavaScript, names the page's files by their
// content, fills in the page, lists it for offline use.
// usage: bundle.mjs BUILD_FOLDER FONT_FOLDER EMSCRIPTEN_FOLDER EIGEN_FOLDER IMGUI_FOLDER
import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { build, transform } from 'esbuild';
import { firstView } from './first-view.mjs';
import { noticesOf } from './notices.mjs';
import { wrongImports } from './rooms.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [modules, fonts, emscripten, eigen, imgui] = process.argv.slice(2);
const wrong = wrongImports(join(root, 'web'));
if (wrong.length > 0) throw new Error(`Rooms of web/ (tools/rooms.mjs):\n${wrong.join('\n')}`);
const dist = join(root, 'dist');
rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, 'assets'), { recursive: true });

/** Writes a file under dist/assets with a hash of its content in its name; returns the new name. */
function addAsset(name, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
  const hashed = `${basename(name, extname(name))}-${hash}${extname(name)}`;
  writeFileSync(join(dist, 'assets', hashed), content);
  return hashed;
}

const fill = (text, values) =>
  text.replace(/%([A-Z]+)%/g, (_, name) => {
    if (!(name in values)) throw new Error(`nothing to put for %${name}%`);
    return values[name];
  });

/** npm packages of which something is shipped. */
const packages = new Set(['reveal.js', 'inter-ui']);

const COMMON = {
  bundle: true,
  minify: true,
  target: 'es2022',
  platform: 'neutral',
  mainFields: ['module', 'main'],
  legalComments: 'none',
  // The compiled modules.
  alias: Object.fromEntries(
    ['lab', 'app', 'voxels'].map((name) => [
      `#${name === 'lab' ? 'core' : name}`,
      join(modules, `cathode-${name}.mjs`),
    ]),
  ),
  external: ['node:*', 'module', 'fs', 'path', 'url', 'worker_threads', 'stream'],
  metafile: true,
};

/** Remembers of which npm packages something is shipped. */
function notePackages({ metafile }) {
  for (const input of Object.keys(metafile.inputs)) {
    const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input) ?? [];
    if (name) packages.add(name);
  }
}

/** Bundles one entry into one file. */
async function bundle(entry, define = {}, format = 'esm') {
  const result = await build({ ...COMMON, entryPoints: [join(root, 'web', entry)], write: false, format, define });
  notePackages(result);
  return result.outputFiles[0].contents;
}

/** Bundles one entry into files under dist/assets; returns its own and those that it imports at once. */
async function bundleInParts(entry, define) {
  const [outdir, name] = [join(dist, 'assets'), '[name]-[hash]'];
  const result = await build({
    ...COMMON,
    entryPoints: [join(root, 'web', entry)],
    splitting: true,
    format: 'esm',
    outdir,
    entryNames: name,
    chunkNames: name,
    absWorkingDir: root,
    define,
  });
  notePackages(result);
  const [path, { imports }] = Object.entries(result.metafile.outputs).find(
    ([, made]) => made.entryPoint === `web/${entry}`,
  );
  return {
    script: basename(path),
    imported: imports.filter(({ kind }) => kind === 'import-statement').map((one) => basename(one.path)),
  };
}

const BUILD_SECTION = 'cathode-lab-build';
/** A compiled module with a section of its own that names its build; engines skip it. @param {Buffer} wasm @param {string} build */
function withBuild(wasm, build) {
  const content = Buffer.concat([Buffer.from([BUILD_SECTION.length]), Buffer.from(BUILD_SECTION + build)]);
  if (content.length > 127) throw new Error('the length of the section takes one byte');
  return Buffer.concat([wasm, Buffer.from([0, content.length]), content]);
}

// The headless module and its types. The names in the types come from the module itself.
const compiled = readFileSync(join(modules, 'cathode-lab.wasm'));
const moduleBuild = createHash('sha256')
  .update(compiled)
  .update(await bundle('headless/module.js', { BUILD: '""', BUILD_SECTION: '""' }))
  .digest('hex')
  .slice(0, 12);
writeFileSync(
  join(dist, 'cathode-lab.mjs'),
  await bundle('headless/module.js', {
    BUILD: JSON.stringify(moduleBuild),
    BUILD_SECTION: JSON.stringify(BUILD_SECTION),
  }),
);
writeFileSync(join(dist, 'cathode-lab.wasm'), withBuild(compiled, moduleBuild));
const { default: createCathodeLab } = await import(pathToFileURL(join(dist, 'cathode-lab.mjs')));
const lab = await createCathodeLab();
/** Choices of words as such; that of a model is a number, as in a loop over 1 to 4. */
const typeOf = ({ choices, nullable }) =>
  (choices && typeof choices[0].value === 'string' ? choices.map(({ value }) => `'${value}'`).join(' | ') : 'number') +
  (nullable ? ' | null' : '');
const rangeOf = ({ min, max, choices }) =>
  choices ? choices.map(({ value }) => value).join(', ') : `${min} to ${max}`;
const defaultOf = ({ default: standard, whenNull }) => (standard === null ? `null: ${whenNull}` : standard);
const unionOf = (keys) => keys.map((key) => `  | '${key}'`).join('\n');
const names = `
/** The inputs of a calculation, as the registry has them. */
export interface Inputs {
${lab
  .parameters()
  .map(
    (p) =>
      `  /**\n   * ${p.description} Allowed: ${rangeOf(p)}${p.unit ? ` ${p.unit}` : ''}.\n   * @default ${defaultOf(p)}\n   */\n` +
      `  ${p.key}?: ${typeOf(p)};`,
  )
  .join('\n')}
}

/** A calculation. Missing fields take their defaults, or what its composite has. */
export interface Scenario extends Inputs {
  /** A composite of your own in the place of the source's models; the model is then what its microstructure is like. */
  composite?: Composite | null;
}

/** The inputs under their keys in links, as the element <cathode-lab> has them. */
export interface InputsByLinkKey {
${lab
  .parameters()
  .map((p) => `  /** ${p.label}: \`${p.key}\`. */\n  ${p.urlKey}: ${typeOf(p)};`)
  .join('\n')}
}

/** The keys of all metrics. */
export type MetricKey =
${unionOf(lab.metrics().map(({ key }) => key))};

/** Those that have no number where nothing conducts from face to face. */
export type PathMetricKey =
${unionOf(
  lab
    .metrics()
    .filter(({ nullable }) => nullable)
    .map(({ key }) => key),
)};

/** The names of all figures. */
export type FigureName =
${unionOf(lab.figures().map(({ name }) => name))};

/** The options of figures that are choices of words. */
export interface FigureChoices {
${lab
  .figureOptions()
  .filter(({ key, choices }) => choices !== null && key !== 'temperature')
  .map(({ key, label, choices, default: standard }) => {
    const words = choices.map(({ value }) => value);
    return `  /**\n   * ${label}.\n   * @default ${standard}\n   */\n  ${key}?: '${words.join("' | '")}';`;
  })
  .join('\n')}
}
`;
const types = readFileSync(join(root, 'web/api/cathode-lab.d.ts'), 'utf8')
  .replace(/^import type \{.*\n/m, '')
  .replace(/^export type \{ .* \};\n/m, names)
  .replace(
    " The names of parameters and metrics are generated from the core's\n// registries when the module is built: see ./names.d.ts.",
    '',
  );
// TypeScript looks for .d.mts beside .mjs; the other name is for who refers to it by a path.
for (const name of ['cathode-lab.d.mts', 'cathode-lab.d.ts']) writeFileSync(join(dist, name), types);
writeFileSync(join(modules, 'names.d.ts'), `import type { Composite } from './cathode-lab';\n${names}`);

// The headless module as an npm package, to be packed.
const npm = join(modules, 'npm');
rmSync(npm, { recursive: true, force: true });
mkdirSync(npm);
const { version, description, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const exported = { types: './cathode-lab.d.mts', default: './cathode-lab.mjs' };
const manifestOfModule = {
  name: 'cathode-lab',
  version,
  description,
  license,
  type: 'module',
  exports: { '.': exported, './cathode-lab.wasm': './cathode-lab.wasm' },
  types: exported.types,
  files: ['cathode-lab.*', 'third-party-notices.txt'],
  engines: { node: '>=18' },
};
writeFileSync(join(npm, 'package.json'), `${JSON.stringify(manifestOfModule, null, 2)}\n`);
for (const name of ['cathode-lab.mjs', 'cathode-lab.wasm', 'cathode-lab.d.mts'])
  copyFileSync(join(dist, name), join(npm, name));
copyFileSync(join(root, 'LICENSE'), join(npm, 'LICENSE'));
copyFileSync(join(root, 'docs/library.md'), join(npm, 'README.md'));

// The custom element.
const inputs = lab.parameters().map(({ key, urlKey, default: standard }) => ({
  key,
  urlKey,
  default: standard,
  isText: typeof standard === 'string',
}));
// As tests/bench/embed-heights.mjs has measured them: the widths, and by view the heights.
const [[, ...widths], ...views] = readFileSync(join(root, 'web/embed/heights.txt'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(' '));
const heights = {
  widths: widths.map(Number),
  views: Object.fromEntries(views.map(([view, ...all]) => [view, all.map(Number)])),
};
const embed = await bundle(
  'embed/embed.js',
  {
    INPUTS: JSON.stringify(inputs),
    DEFAULT_LINK: JSON.stringify(lab.encodeLink({})),
    HEIGHTS: JSON.stringify(heights),
  },
  'iife',
);
const integrityOf = (content) => `sha256-${createHash('sha256').update(content).digest('base64')}`;
// Under its own name for pages that follow this copy, and under that of its content for pages that pin it.
const pinned = {
  name: `embed-${createHash('sha256').update(embed).digest('hex').slice(0, 10)}.js`,
  integrity: integrityOf(embed),
};
for (const name of ['embed.js', pinned.name]) writeFileSync(join(dist, name), embed);
writeFileSync(
  join(dist, 'embed.d.ts'),
  readFileSync(join(root, 'web/api/embed-types.d.ts'), 'utf8').replace("'./cathode-lab'", "'./cathode-lab.js'"),
);

// The examples, with the presentation library that one of them shows.
cpSync(join(root, 'examples'), join(dist, 'examples'), { recursive: true });
for (const name of readdirSync(join(dist, 'examples')).filter((one) => one.endsWith('.html'))) {
  const example = readFileSync(join(dist, 'examples', name), 'utf8');
  // Their own scripts and no others.
  const scripts = [...example.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, text]) => `'${integrityOf(text)}'`,
  );
  const policy =
    `default-src 'none'; script-src 'self' 'wasm-unsafe-eval' ${scripts.join(' ')}; style-src 'self' 'unsafe-inline'; ` +
    `frame-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'`;
  const head = '<meta charset="utf-8">\n';
  if (!example.includes(head)) throw new Error(`examples/${name}: no ${head}`);
  writeFileSync(
    join(dist, 'examples', name),
    example.replace(head, `${head}<meta http-equiv="Content-Security-Policy" content="${policy}">\n`),
  );
}
mkdirSync(join(dist, 'examples/reveal'));
for (const name of ['reveal.js', 'reveal.css']) {
  copyFileSync(join(root, 'node_modules/reveal.js/dist', name), join(dist, 'examples/reveal', name));
}

// The page.
const page = (name) => readFileSync(join(root, name), 'utf8');
// Its colours, on light and on dark: amberSoft is --amber-soft.
const colors = [...page('core/figure/colors.h').matchAll(/\bcolor\((\w+), 0x([0-9A-F]{6}), 0x([0-9A-F]{6})\)/g)].map(
  ([, name, light, dark]) => ({
    name: name.replace(/[A-Z]|\d+$/g, '-$&').toLowerCase(),
    light: `#${light}`,
    dark: `#${dark}`,
  }),
);
const stylesOf = (...names) => names.map((name) => page(`assets/${name}.css`)).join('\n');
const firstStyles = stylesOf('base', 'page', 'form');
const laterStyles = stylesOf('record', 'designs', 'uncertainty', 'impedance', 'microstructure', 'dialogs', 'teach');
for (const [, name] of (firstStyles + laterStyles).matchAll(/var\(--([\w-]+)\)/g))
  if (!colors.some((color) => color.name === name)) throw new Error(`assets: --${name} is no colour of colors.h`);
const pageColor = colors.find(({ name }) => name === 'page');
/** @param {'light' | 'dark'} theme */
const colorRules = (theme) =>
  `${colors.map((color) => `--${color.name}: ${color[theme]};`).join(' ')} color-scheme: ${theme};`;
const minified = async (text) => (await transform(text, { loader: 'css', minify: true, target: 'es2022' })).code.trim();
const style = await minified(`:root { ${colorRules('light')} }
:root[data-theme="dark"] { ${colorRules('dark')} }
@media (prefers-color-scheme: dark) { :root:not([data-theme]) { ${colorRules('dark')} } }
${firstStyles}`);
// What the first paint does not need comes behind what it shows.
const laterStyle = await minified(laterStyles);
const icon = page('assets/icon.svg');
const picture = (text, size) => new Resvg(text, { fitTo: { mode: 'width', value: size } }).render().asPng();
// Systems cut maskable icons to their own shape: no round corners of our own, and room around.
const maskable = icon
  .replace(/rx="[^"]*"/, '')
  .replace('viewBox="0 0 32 32"', 'viewBox="-5 -5 42 42"')
  .replace('<rect width="32" height="32"', '<rect x="-5" y="-5" width="42" height="42"');
const icons = {
  svg: addAsset('icon.svg', icon),
  192: addAsset('icon-192.png', picture(icon, 192)),
  512: addAsset('icon-512.png', picture(icon, 512)),
  maskable: addAsset('icon-maskable.png', picture(maskable, 512)),
};
const DESCRIPTION =
  'Composite cathodes of all-solid-state batteries: from the electrolyte’s particle model to energy density and transport.';
// Where the page will lie, if that is known: what search engines and previews need whole addresses for.
const base = process.env.CATHODE_BASE_URL ? new URL(process.env.CATHODE_BASE_URL.replace(/\/?$/, '/')).href : '';
const about = {
  '@context': 'https://schema.org',
  '@type': 'WebApplication',
  name: 'Cathode Lab',
  description: DESCRIPTION,
  applicationCategory: 'EducationalApplication',
  operatingSystem: 'Any browser with WebAssembly',
  isAccessibleForFree: true,
  softwareVersion: version,
  ...(base ? { url: base } : {}),
};
const manifest = {
  name: 'Cathode Lab',
  short_name: 'Cathode Lab',
  start_url: '../',
  scope: '../',
  display: 'standalone',
  lang: 'en',
  description: DESCRIPTION,
  background_color: pageColor.light,
  theme_color: pageColor.light,
  icons: [
    { src: icons.svg, sizes: 'any', type: 'image/svg+xml' },
    { src: icons[192], sizes: '192x192', type: 'image/png' },
    { src: icons[512], sizes: '512x512', type: 'image/png' },
    { src: icons.maskable, sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
};
const asset = {
  ICON: icons.svg,
  TOUCHICON: icons[192],
  MANIFEST: addAsset('manifest.webmanifest', JSON.stringify(manifest)),
  WASM: addAsset('cathode-app.wasm', readFileSync(join(modules, 'parts/cathode-app.wasm'))),
  REGULAR: addAsset('inter-regular.ttf', readFileSync(join(fonts, 'inter-regular.ttf'))),
  SEMIBOLD: addAsset('inter-semibold.ttf', readFileSync(join(fonts, 'inter-semibold.ttf'))),
};
asset.RECORD = addAsset('cathode-record.wasm', readFileSync(join(modules, 'parts/cathode-record.wasm')));
asset.VOXELS = addAsset('cathode-voxels.wasm', readFileSync(join(modules, 'cathode-voxels.wasm')));
asset.WORKER = addAsset(
  'worker.js',
  await bundle('microstructure/worker.js', { 'import.meta.url': 'self.location.href' }, 'iife'),
);
const loaded = (nameOf) => ({
  EMBED: JSON.stringify(pinned),
  ASSETS: JSON.stringify(
    Object.fromEntries(
      ['wasm', 'record', 'voxels', 'worker', 'regular', 'semibold'].map((name) => [
        name,
        nameOf(asset[name.toUpperCase()]),
      ]),
    ),
  ),
});
const parts = await bundleInParts('page/app.js', {
  ...loaded((name) => name),
  STANDALONE: 'false',
  PUBLISHED: JSON.stringify(base),
});
asset.SCRIPT = parts.script;
const notices = noticesOf({ root, emscripten, eigen, imgui, packages: [...packages].sort() });
writeFileSync(join(dist, 'third-party-notices.txt'), notices);
writeFileSync(join(npm, 'third-party-notices.txt'), notices);
const hashOf = (text) => `'${integrityOf(text)}'`;
const watch = Buffer.from(await bundle('page/watch.js', {}, 'iife'))
  .toString()
  .trim();
const paths = {
  ...Object.fromEntries(Object.entries(asset).map(([key, name]) => [key, `assets/${name}`])),
  NOTICES: 'third-party-notices.txt',
  VERSION: version,
  DESCRIPTION,
  ABOUT: JSON.stringify(about).replace(/</g, '\\u003c'),
  FOUND: base
    ? [
        `<link rel="canonical" href="${base}">`,
        `<meta property="og:url" content="${base}">`,
        `<meta property="og:image" content="${base}assets/${icons[512]}">`,
      ].join('\n')
    : '',
  PAGEONLIGHT: pageColor.light,
  PAGEONDARK: pageColor.dark,
  WATCH: watch,
  WATCHHASH: hashOf(watch),
  STYLE: style,
  LATERSTYLE: laterStyle,
  STYLEHASHES: `${hashOf(style)} ${hashOf(laterStyle)}`,
  FIRST: firstView(lab),
  PRELOADS: parts.imported.map((name) => `<link rel="modulepreload" href="assets/${name}">`).join('\n'),
};
const index = fill(page('shell.html'), paths);
writeFileSync(join(dist, 'index.html'), index);

// The service worker knows every file of this version by its content. Systems fetch the icons
// themselves when they install the page.
const files = [
  { path: './', integrity: integrityOf(index), named: false },
  { path: 'third-party-notices.txt', integrity: integrityOf(notices), named: false },
  ...readdirSync(join(dist, 'assets'))
    .filter((name) => extname(name) !== '.png')
    .sort()
    .map((name) => ({
      path: `assets/${name}`,
      integrity: integrityOf(readFileSync(join(dist, 'assets', name))),
      named: true,
    })),
];
const pageVersion = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 10);
writeFileSync(
  join(dist, 'sw.js'),
  await bundle(
    'page/service-worker/service-worker.js',
    { VERSION: JSON.stringify(pageVersion), FILES: JSON.stringify(files) },
    'iife',
  ),
);

writeFileSync(join(dist, 'sw-tombstone.js'), await bundle('page/service-worker/tombstone.js', {}, 'iife'));

// The page in one file that opens from disk: the same, with everything it would load inside it.
const inlined = (name, type) => `data:${type};base64,${readFileSync(join(dist, 'assets', name)).toString('base64')}`;
const TYPES = { '.wasm': 'application/wasm', '.js': 'text/javascript', '.ttf': 'font/ttf' };
const whole = {
  ...loaded((name) => inlined(name, TYPES[extname(name)])),
  STANDALONE: 'true',
  PUBLISHED: JSON.stringify(base),
  'import.meta.url': 'location.href',
};
const script = Buffer.from(await bundle('page/app.js', whole, 'iife'))
  .toString()
  .replace(/<(?=\/script|!--)/gi, '\\x3c');
const standalone = fill(page('shell.html'), { ...paths, ICON: inlined(asset.ICON, 'image/svg+xml') })
  .replace(
    /<a id="notices-link".*\n/,
    () =>
      `<details id="third-party"><summary>Licences of its parts</summary><pre>${notices.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</pre></details>\n`,
  )
  .replace(/<link rel="(preload|modulepreload|manifest|apple-touch-icon)".*\n/g, '')
  .replace(/<script type="module".*\n/, () => `<script type="module">${script}</script>\n`)
  .replace(`script-src 'self'`, `script-src ${hashOf(script)}`)
  .replace(`connect-src 'self'; frame-src 'self'`, 'connect-src data:')
  .replace(` worker-src 'self' blob:; manifest-src 'self';`, ' worker-src blob:;');
writeFileSync(join(dist, 'standalone.html'), standalone);
