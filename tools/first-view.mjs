// SPDX-License-Identifier: MIT
// What the page shows before its calculator is there: the results of the default cell beside the other models', as HTML.
const NUMBERS = ['volumetricEnergyDensityWhL', 'gravimetricEnergyDensityWhKg'];
const COLUMNS = [
  ...NUMBERS.map((key) => ({ key, isWide: false })),
  ...['specificCapacityMahG', 'ionicConductivityMsCm', 'electronicConductivityMsCm'].map((key) => ({
    key,
    isWide: true,
  })),
];
const HEADS = { ionicConductivityMsCm: 'ions, mS/cm', electronicConductivityMsCm: 'electrons, mS/cm' };

/** @param {string} text */
const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/**
 * The HTML, from the built module's own numbers.
 * @param {import('../web/api/cathode-lab').CathodeLab} lab
 */
export function firstView(lab) {
  const metricOf = (key) => lab.metrics().find((one) => one.key === key);
  const { choices, default: standard } = lab.parameters().find(({ key }) => key === 'model');
  const report = lab.evaluate({});
  /** A result, or its ends where the source contradicts itself. */
  const text = ({ values, intervals }, key) =>
    intervals[key]
      ? intervals[key].map((end) => lab.displayText(key, end)).join('–')
      : lab.displayText(key, values[key]);
  const models = choices
    .map(({ value, label }) => ({ value, label, of: lab.evaluate({ model: value }) }))
    .sort((one, other) => other.of.values[NUMBERS[0]] - one.of.values[NUMBERS[0]]);
  const cell = (tag, isWide, content, attributes = '') =>
    `<${tag}${attributes}${isWide ? ' class="wide"' : ''}>${content}</${tag}>`;
  const heads = COLUMNS.map(({ key, isWide }) => cell('th', isWide, HEADS[key] ?? metricOf(key).unit, ' scope="col"'));
  const rows = models.map(
    ({ value, label, of }) =>
      `<tr${value === standard ? ' aria-current="true"' : ''}><th scope="row">${value} ${escaped(label)}</th>` +
      `${COLUMNS.map(({ key, isWide }) => cell('td', isWide, text(of, key))).join('')}</tr>`,
  );
  const kind = report.provenance[NUMBERS[0]];
  return [
    `<p class="numbers">${NUMBERS.map((key) => `<span><strong>${text(report, key)}</strong> ${metricOf(key).unit}</span>`).join(' ')}</p>`,
    `<p class="of"><span class="chip" data-provenance="${kind}">${kind}</span> ${escaped(lab.describe({}))}</p>`,
    `<table><caption>The four models with all else as set</caption>`,
    // Painted before the last of it is there, it has its columns.
    `<colgroup><col class="name">${COLUMNS.map(({ isWide }) => (isWide ? '<col class="wide">' : '<col>')).join('')}</colgroup>`,
    `<thead><tr><td></td>${heads.join('')}</tr></thead>`,
    `<tbody>${rows.join('\n')}</tbody></table>`,
  ].join('\n');
}
