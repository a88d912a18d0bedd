// SPDX-License-Identifier: MIT
// Guided walks as data: what each step sets, says and points at. Numbers in its texts are calculated: {key} is a result of the step,
// {was key} that of what it is compared with, {change key} the difference in percent; electronsPct is the share of the electrons in
// (1/κ + 1/σ).

/**
 * A place that a step shows. `at` are names of what the canvas has drawn, items or cards, or selectors that begin with "#"; the first
 * that is in sight counts. `figure` is one to save.
 * @typedef {{view: string, at: string[], figure?: import('../api/cathode-lab').FigureName, options?: Record<string, string>}} Place
 */

/**
 * @typedef {object} Step
 * @property {string} title
 * @property {import('../api/cathode-lab').Scenario} scenario all else is as usual
 * @property {import('../api/cathode-lab').Scenario} [against] what it is compared with
 * @property {string[]} text paragraphs
 * @property {string} [trial] what to change oneself
 * @property {string[]} [terms] names of definitions
 * @property {Place[]} places the first whose view and figure there are; without any, the step is left out
 */

/** @typedef {{name: string, label: string, title: string, steps: Step[]}} Walk `label`: in the menu */

const SHELL = { model: 2, amWtPct: 75, temperatureC: 60 };

/** @type {Walk[]} */
export const WALKS = [
  {
    name: 'separator',
    label: 'Walk: separator and electrons',
    title: 'Why does a 20 µm separator matter, and when do electrons limit Model 2?',
    steps: [
      {
        title: 'A separator stores nothing',
        scenario: {},
        text: [
          'The source’s cell on its ruler: 30 µm of lithium, 30 µm of separator, {cathodeThicknessUm} µm of cathode. What the separator takes counts all the same: {volumetricEnergyDensityWhL} Wh/L.',
        ],
        trial: 'What will 20 µm of separator do to Wh/L? Guess before you go on.',
        terms: ['energy-density'],
        places: [{ view: 'all', at: ['stack', '#figure-stack', '#stack'] }],
      },
      {
        title: '20 µm of separator',
        scenario: { separatorThicknessUm: 20 },
        against: {},
        text: [
          '{was volumetricEnergyDensityWhL} Wh/L have become {volumetricEnergyDensityWhL}: {change volumetricEnergyDensityWhL}, and not one mAh more: the areal capacity is {arealCapacityMahCm2} mAh/cm² both times. Only what stores nothing has become less.',
        ],
        trial: 'Drag the separator’s edge in the cell, or its slider.',
        terms: ['energy-density', 'areal-capacity'],
        places: [{ view: 'all', at: ['headline', '#strip'] }],
      },
      {
        title: 'A thinner cathode gains more',
        scenario: { separatorThicknessUm: 20, cathodeThicknessUm: 40 },
        against: { separatorThicknessUm: 30, cathodeThicknessUm: 40 },
        text: [
          'With 40 µm of cathode the same 10 µm are worth {change volumetricEnergyDensityWhL}: {was volumetricEnergyDensityWhL} have become {volumetricEnergyDensityWhL} Wh/L. They are a larger share of a thinner cell.',
          'So why not a thick cathode instead? Because ions and electrons have to cross it.',
        ],
        trial: 'Set the cathode to 200 µm: what is the separator worth now?',
        terms: ['loading', 'areal-capacity'],
        places: [{ view: 'all', at: ['stack', '#figure-stack', '#stack'] }],
      },
      {
        title: 'Model 2 at 75 wt%: electrons are short of ways',
        scenario: SHELL,
        text: [
          'In Model 2 all electrolyte coats the active material. Ions find ways, {ionicConductivityMsCm} mS/cm; electrons find few, {electronicConductivityMsCm}. Their MacMullin numbers are {ionicMacMullin} and {electronicMacMullin}.',
          'With a uniform reaction each costs L/3 over its conductivity: {electronsPct} % of both is the electrons’, at 60 °C.',
        ],
        trial: 'Cool it to 30 °C: ions slow down, and how electrons do is not known.',
        terms: ['effective-conductivity', 'macmullin-number', 'area-specific-resistance'],
        places: [{ view: 'transport', at: ['transport-numbers', '#transport'] }],
      },
      {
        title: 'At 85 wt% it turns round',
        scenario: { ...SHELL, amWtPct: 85 },
        against: SHELL,
        text: [
          'More NCM811 and less coating: electrons have {electronicConductivityMsCm} mS/cm instead of {was electronicConductivityMsCm}, ions {ionicConductivityMsCm} instead of {was ionicConductivityMsCm}. The electrons’ share falls from {was electronsPct} to {electronsPct} %.',
        ],
        trial:
          'Drag Active material between 75 and 85 wt%, or take another model: in which are electrons ever the larger part?',
        terms: ['effective-conductivity', 'tortuosity-factor'],
        places: [
          { view: 'transport', at: ['transport-electron', '#figure-transport'], options: { quantity: 'conductivity' } },
        ],
      },
      {
        title: 'All four models in one picture',
        scenario: { ...SHELL, separatorThicknessUm: 20 },
        text: [
          'Of what ions and electrons resist in Model 2 at 75 wt% and 60 °C, {electronsPct} % is the electrons’; in none of the other models is it half. The separator is hardly to be seen in it: what it costs is volume, not voltage.',
        ],
        trial: 'Set charge transfer to 300 Ω·cm²: nobody has measured it here, and it is assumed.',
        terms: ['area-specific-resistance'],
        places: [{ view: 'rate', at: ['resistance', '#figure-resistance'], figure: 'resistance' }],
      },
      {
        title: 'So how thick may the cathode be?',
        scenario: { ...SHELL, separatorThicknessUm: 20, cRate: 1 },
        text: [
          'A thick cathode makes the separator count for less and costs more voltage. At 1C {thickestCathodeUm} µm of Model 2 lose the 100 mV that are allowed here, and each model has a thickness at which it stores most. Take the picture with you.',
        ],
        trial: 'Change the allowed drop or the content of active material, or take Model 4.',
        terms: ['c-rate', 'voltage-drop', 'energy-at-rate'],
        places: [{ view: 'rate', at: ['thickness', '#figure-thickness'], figure: 'thickness' }],
      },
    ],
  },
];

/** What texts can name beside results. @type {Record<string, (values: import('../api/cathode-lab').Report['values']) => string>} */
const DERIVED = {
  electronsPct({ ionicConductivityMsCm, electronicConductivityMsCm }) {
    const [ions, electrons] = [1 / (ionicConductivityMsCm ?? 0), 1 / (electronicConductivityMsCm ?? 0)];
    return ((100 * electrons) / (ions + electrons)).toFixed(0);
  },
};

/**
 * A step's text with its numbers.
 * @param {import('../api/cathode-lab').CathodeLab} lab
 * @param {Step} step
 * @param {string} text
 */
export function withNumbers(lab, { scenario, against = {} }, text) {
  const now = lab.evaluate(scenario).values;
  const was = lab.evaluate(against).values;
  return text.replace(/\{(?:(was|change) )?(\w+)\}/g, (_, how, name) => {
    const of = how === 'was' ? was : now;
    if (name in DERIVED) return DERIVED[name](of);
    const key = /** @type {import('../api/cathode-lab').MetricKey} */ (name);
    const [value, before] = [Number(of[key]), Number(was[key])];
    if (how !== 'change') return lab.displayText(key, value);
    const percent = 100 * (value / before - 1);
    return `${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(1)} %`;
  });
}
