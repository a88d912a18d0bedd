// SPDX-License-Identifier: MIT
// The front end of a widget by anywidget's contract: render({ model, el }) shows the calculator and keeps `link` the same on both
// sides; `values` and `refused` go to Python.

/** Of each copy, its script, once. @type {Map<string, Promise<void>>} */
const scripts = new Map();

/** @param {string} copy */
function loaded(copy) {
  const known = scripts.get(copy);
  if (known || customElements.get('cathode-lab')) return known;
  const script = document.createElement('script');
  script.src = `${copy}embed.js`;
  const done = new Promise((resolve, reject) => {
    script.addEventListener('load', resolve);
    script.addEventListener('error', () => reject(new Error(`copy: ${script.src} cannot be loaded; is it served?`)));
  });
  document.head.append(script);
  scripts.set(copy, done);
  return done;
}

/**
 * @typedef {object} Model what anywidget gives
 * @property {(key: string) => any} get
 * @property {(key: string, value: unknown) => void} set
 * @property {() => void} save_changes
 * @property {(event: string, act: () => void) => void} on
 * @property {(event: string, act: () => void) => void} off
 */

/** @param {{model: Model, el: HTMLElement}} of */
async function render({ model, el }) {
  await loaded(model.get('copy'));
  const cell = /** @type {any} */ (document.createElement('cathode-lab'));
  cell.setAttribute('src', model.get('copy'));
  for (const name of ['link', 'view', 'controls']) cell.setAttribute(name, model.get(name));
  const tell = () => {
    model.set('link', cell.link);
    model.set('values', { ...cell.values });
    model.set('refused', '');
    model.save_changes();
  };
  const refuse = (/** @type {CustomEvent} */ event) => {
    model.set('refused', event.detail.message);
    model.save_changes();
  };
  cell.addEventListener('ready', tell);
  cell.addEventListener('change', tell);
  cell.addEventListener('refused', refuse);
  const follow = () => {
    if (model.get('link') !== cell.link) cell.link = model.get('link');
  };
  model.on('change:link', follow);
  el.append(cell);
  return () => {
    model.off('change:link', follow);
    cell.remove();
  };
}

export default { render };
