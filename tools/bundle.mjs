// Makes dist/ from the compiled modules: bundles the JavaScript, names the page's files by their
// content, fills in the page. usage: bundle.mjs BUILD_FOLDER FONT_FOLDER
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const [modules, fonts] = process.argv.slice(2);
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

const fill = (text, values) => text.replace(/%([A-Z]+)%/g, (_, name) => {
  if (!(name in values)) throw new Error(`nothing to put for %${name}%`);
  return values[name];
});

/** Bundles one entry; '#core' and '#app' stand for the compiled modules. */
async function bundle(entry, define = {}) {
  const result = await build({
    entryPoints: [join(root, 'web/js', entry)],
    bundle: true, minify: true, write: false, format: 'esm', target: 'es2022', platform: 'neutral', legalComments: 'none',
    alias: { '#core': join(modules, 'cathode-lab.mjs'), '#app': join(modules, 'cathode-app.mjs') },
    external: ['node:*', 'module', 'fs', 'path', 'url', 'worker_threads'],
    define,
  });
  return result.outputFiles[0].contents;
}

// The headless module and its types. The names in the types come from the module itself.
writeFileSync(join(dist, 'cathode-lab.mjs'), await bundle('module.js'));
copyFileSync(join(modules, 'cathode-lab.wasm'), join(dist, 'cathode-lab.wasm'));
const { default: createCathodeLab } = await import(pathToFileURL(join(dist, 'cathode-lab.mjs')));
const lab = await createCathodeLab();
const typeOf = ({ choices, nullable }) =>
  (choices ? choices.map(({ value }) => JSON.stringify(value)).join(' | ') : 'number') + (nullable ? ' | null' : '');
const names = `
/** The inputs of a calculation. Missing fields take their defaults. */
export interface Scenario {
${lab.parameters().map((p) => `  /** ${p.description}${p.unit ? ` In ${p.unit}.` : ''} */\n  ${p.key}?: ${typeOf(p)};`).join('\n')}
}

/** The keys of all metrics. */
export type MetricKey =
${lab.metrics().map(({ key }) => `  | '${key}'`).join('\n')};
`;
const types = readFileSync(join(root, 'web/cathode-lab.d.ts'), 'utf8')
  .replace(/^import type \{.*\n/m, '').replace(/^export type \{ MetricKey, Scenario \};\n/m, names)
  .replace(' The names of parameters and metrics are generated from the core\'s\n// registries when the module is built: see ./names.d.ts.', '');
writeFileSync(join(dist, 'cathode-lab.d.ts'), types);
writeFileSync(join(modules, 'names.d.ts'), names);

// The page.
const page = (name) => readFileSync(join(root, name), 'utf8');
const bundlePage = (wasm, regular, semibold) =>
  bundle('app.js', { ASSETS: JSON.stringify({ wasm, regular, semibold }) });
const asset = {
  ICON: addAsset('icon.svg', page('assets/icon.svg')),
  WASM: addAsset('cathode-app.wasm', readFileSync(join(modules, 'cathode-app.wasm'))),
  REGULAR: addAsset('inter-regular.otf', readFileSync(join(fonts, 'inter-regular.otf'))),
  SEMIBOLD: addAsset('inter-semibold.otf', readFileSync(join(fonts, 'inter-semibold.otf'))),
  STYLE: addAsset('page.css', page('assets/page.css')),
};
asset.SCRIPT = addAsset('app.js', await bundlePage(asset.WASM, asset.REGULAR, asset.SEMIBOLD));
const paths = Object.fromEntries(Object.entries(asset).map(([key, name]) => [key, `assets/${name}`]));
writeFileSync(join(dist, 'index.html'), fill(page('shell.html'), paths));

// The page in one file that opens from disk: the same, with everything it would load inside it.
const inlined = (name, type) => `data:${type};base64,${readFileSync(join(dist, 'assets', name)).toString('base64')}`;
const script = Buffer.from(await bundlePage(inlined(asset.WASM, 'application/wasm'), inlined(asset.REGULAR, 'font/otf'),
  inlined(asset.SEMIBOLD, 'font/otf'))).toString().replace(/<(?=\/script|!--)/gi, '\\x3c');
const style = page('assets/page.css');
const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const standalone = fill(page('shell.html'), { ...paths, ICON: inlined(asset.ICON, 'image/svg+xml') })
  .replace(/<link rel="preload".*\n/g, '')
  .replace(/<link rel="stylesheet".*\n/, () => `<style>${style}</style>\n`)
  .replace(/<script type="module".*\n/, () => `<script type="module">${script}</script>\n`)
  .replace(`script-src 'self'`, `script-src ${hashOf(script)}`)
  .replace(`style-src 'self'`, `style-src ${hashOf(style)}`)
  .replace(`connect-src 'self'`, 'connect-src data:');
writeFileSync(join(dist, 'standalone.html'), standalone);
