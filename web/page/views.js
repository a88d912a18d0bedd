// SPDX-License-Identifier: MIT
// Which of its views the page shows, and how: in the drawing, the form and the address.

/**
 * @param {object} setup
 * @param {import('../api/app-core.js').AppCore} setup.core
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {() => import('../session/options.js').Options} setup.options
 * @param {(options: import('../session/options.js').Options) => void} setup.onPresent brings the rest in step
 */
export function makeViews({ core, lab, options, onPresent }) {
  const indexOf = new Map(lab.parameters().map(({ key }, index) => [/** @type {string} */ (key), index]));
  /** Bits of inputs as the core takes them. @param {string[] | null} keys null: all */
  const bits = (keys) =>
    keys === null
      ? 0xffffffff
      : keys.reduce((all, key) => all | (1 << /** @type {number} */ (indexOf.get(key))), 0) >>> 0;

  function present() {
    const { view, controls, locked, embedded } = options();
    core._appPresent(lab.views().indexOf(view), bits(controls), bits(locked), embedded);
    onPresent(options());
  }
  /** The address says which view is shown, wherever in the history it stands. */
  function writeAddress() {
    const { view } = options();
    const place = new URL(location.href);
    if (view === 'all') place.searchParams.delete('view');
    else place.searchParams.set('view', view);
    if (place.href !== location.href) history.replaceState(history.state, '', place);
  }
  return {
    present,
    writeAddress,
    /** @param {string} view */
    show(view) {
      options().view = view;
      writeAddress();
      present();
      window.scrollTo({ top: 0 });
    },
  };
}
