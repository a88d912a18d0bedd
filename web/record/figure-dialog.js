// SPDX-License-Identifier: MIT
// The dialog that saves a figure and tells what to cite for it.

import { messageOf } from '../api/quoting.js';
import { copyFrom } from '../html/copy.js';
import { closeOnEscape, openDialog } from '../html/dialog.js';
import { byId, element, setText } from '../html/dom.js';
import { joinedButtons } from '../html/fields.js';
import { during, makeTimer } from '../html/rest.js';
import { saveFile } from '../html/save-file.js';
import { trustedHtml } from '../html/trusted.js';
import { fontBytes } from '../session/assets.js';
import { fileName } from '../session/file-names.js';
import { addressOf, linkToGive } from '../session/links.js';
import { readNumber } from '../session/numbers.js';
import { csvOf } from '../table-files/csv.js';
import { sheetOf } from '../table-files/sheet.js';
import { XLSX_TYPE, xlsxOf } from '../table-files/xlsx.js';
import { fontOf, withOutlines } from './outlines.js';
import { inWords } from './parts.js';
import { withResolution } from './png.js';

/** @typedef {import('../api/cathode-lab').CathodeLab} CathodeLab */
/** @typedef {import('../api/cathode-lab').FigureName} FigureName */
/** @typedef {import('../api/cathode-lab').FigureOptions} FigureOptions */

const DETAILS = /** @type {const} */ (['title', 'authors', 'year', 'doi']);
const CSS_DPI = 96;
const PIXELS_PER_MM = CSS_DPI / 25.4;
/** Widths that figures are printed at. */
const WIDTHS = [
  { value: '85', label: '85 mm', use: 'one column' },
  { value: '180', label: '180 mm', use: 'two columns' },
  { value: '320', label: '320 mm', use: 'a slide' },
];
const RANGE = { min: 40, max: 400, unit: 'mm' };
const PREVIEW_AFTER_MS = 120;
/** Its largest height, of the window's. */
const PREVIEW_VH = 54;

/** @param {string | null} text @returns {Record<string, string>} */
function detailsIn(text) {
  try {
    const kept = JSON.parse(text ?? '{}');
    return Object.fromEntries(DETAILS.map((name) => [name, typeof kept?.[name] === 'string' ? kept[name] : '']));
  } catch {
    return {};
  }
}

/** @param {Blob} blob @returns {Promise<string>} */
const dataAddress = (blob) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result)));
    reader.addEventListener('error', () => reject(reader.error));
    reader.readAsDataURL(blob);
  });

/** @type {Promise<string> | null} */
let fontRules = null;
/** An SVG used as a picture sees no fonts of the page: they are put into it. */
function fontsForPictures() {
  const rule = async (/** @type {import('../session/assets.js').FontName} */ name, /** @type {number} */ weight) =>
    `@font-face{font-family:Inter;font-weight:${weight};src:url(${await dataAddress(new Blob([await fontBytes(name)], { type: 'font/ttf' }))})}`;
  fontRules ??= Promise.all([rule('regular', 400), rule('semibold', 600)]).then(
    (rules) => `<style>${rules.join('')}</style>`,
  );
  // What failed is tried again the next time.
  fontRules.catch(() => {
    fontRules = null;
  });
  return fontRules;
}

/** An SVG document as a picture, with the page's fonts in it. @param {string} svg */
async function pictureAddress(svg) {
  const style = await fontsForPictures();
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg.replace('<title', () => `${style}<title`))}`;
}

/** Width and height in mm: browsers report them rounded to whole pixels, the document says them exactly. @param {string} svg */
const sizeOf = (svg) =>
  /** @type {RegExpExecArray} */ (/width="([\d.]+)mm" height="([\d.]+)mm"/.exec(svg))
    .slice(1)
    .map(Number);

/**
 * An SVG document as a PNG.
 * @param {string} svg
 * @param {number} scale pixels per CSS pixel
 * @returns {Promise<Blob>}
 */
export async function pngOf(svg, scale) {
  const picture = new Image();
  picture.src = await pictureAddress(svg);
  await picture.decode();
  const [width, height] = sizeOf(svg).map((mm) => Math.round(mm * PIXELS_PER_MM * scale));
  const canvas = element('canvas', { width: String(width), height: String(height) });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.drawImage(picture, 0, 0, width, height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The browser made no picture.'))), 'image/png'),
  );
}

/**
 * A figure's caption: as the core has it, or what the figure says of itself.
 * @param {CathodeLab} lab
 * @param {FigureName} name
 * @param {import('../api/cathode-lab').Scenario} scenario
 * @param {FigureOptions} options
 * @param {string} svg
 */
function captionOf(lab, name, scenario, options, svg) {
  const { figureCaption } =
    /** @type {{figureCaption?: (name: FigureName, scenario: object, options: object) => string}} */ (
      /** @type {unknown} */ (lab)
    );
  if (figureCaption) return figureCaption(name, scenario, options);
  const said = new DOMParser().parseFromString(trustedHtml(svg), 'image/svg+xml');
  const [title, words] = ['title', 'desc'].map((tag) => said.querySelector(tag)?.textContent ?? '');
  return `${title}${/[.?!]$/.test(title) ? '' : '.'} ${words}`;
}

/**
 * Prepares the dialog; returns what opens it for a figure.
 * @param {object} setup
 * @param {CathodeLab} setup.lab
 * @param {import('../session/calculation.js').LiveCalculation} setup.calculation
 * @param {() => FigureOptions} setup.shownOptions as figures are shown on the page
 * @param {import('../session/device.js').Device} setup.device
 */
export function makeFigureDialog({ lab, calculation, shownOptions, device }) {
  const dialog = /** @type {HTMLDialogElement} */ (byId('figure'));
  const width = /** @type {HTMLInputElement} */ (byId('figure-width'));
  const widthError = byId('figure-width-error');
  const preview = byId('figure-preview');
  const caption = /** @type {HTMLTextAreaElement} */ (byId('figure-caption'));
  const text = /** @type {HTMLTextAreaElement} */ (byId('cite-text'));
  const bibtex = /** @type {HTMLTextAreaElement} */ (byId('cite-bibtex'));
  const status = byId('figure-status');
  const details = Object.fromEntries(
    DETAILS.map((name) => [name, /** @type {HTMLInputElement} */ (byId(`cite-${name}`))]),
  );
  for (const [name, value] of Object.entries(detailsIn(device.details()))) details[name].value = value;
  /** @type {FigureName | 'tables'} */
  let name = 'literature';

  let theme = 'light';
  let size = '180';
  const widths = joinedButtons({
    label: 'Width',
    choices: WIDTHS.map(({ value, label, use }) => ({ value, label: `${label} · ${use}` })),
    read: () => size,
    put(value) {
      size = value;
      width.value = '';
      refresh();
    },
  });
  byId('figure-widths').replaceChildren(widths.field);
  const themes = joinedButtons({
    label: 'Colours',
    choices: lab.figureOptions().find(({ key }) => key === 'theme')?.choices ?? [],
    read: () => theme,
    put(value) {
      theme = value;
      refresh();
    },
  });
  const headings = lab.figureOptions().find((one) => one.key === 'title');
  let heading = headings?.default ?? '';
  const titles = joinedButtons({
    label: headings?.label ?? '',
    choices: headings?.choices ?? [],
    read: () => heading,
    put(value) {
      heading = value;
      refresh();
    },
  });
  byId('figure-themes').replaceChildren(themes.field, ...(headings ? [titles.field] : []));
  width.addEventListener('input', () => {
    size = width.value.trim() === '' ? '180' : '';
    refresh();
  });

  /** Everything that the figure shows. @returns {FigureOptions} */
  function options(widthMm = readNumber(lab, 'Width', size || width.value, RANGE)) {
    const { comparison, rows } = calculation.all();
    return {
      ...shownOptions(),
      comparison,
      rows,
      widthMm,
      theme: /** @type {'light'} */ (theme),
      ...(headings ? { title: /** @type {any} */ (heading) } : {}),
    };
  }

  /** What will be saved, to scale where there is room, and its caption. */
  async function show() {
    widths.update();
    themes.update();
    titles.update();
    if (name === 'tables') return;
    const figure = name;
    try {
      const all = options();
      const scenario = calculation.scenario();
      const drawn = lab.figure(figure, scenario, all);
      caption.value = captionOf(lab, figure, scenario, all, drawn);
      const [widthMm, heightMm] = sizeOf(drawn);
      const picture = element('img', { alt: caption.value });
      picture.src = await pictureAddress(drawn);
      await picture.decode();
      if (name !== figure) return;
      picture.style.width = `min(100%, ${widthMm * PIXELS_PER_MM}px, ${(PREVIEW_VH * widthMm) / heightMm}vh)`;
      preview.replaceChildren(picture);
      preview.dataset.theme = theme;
      const scale = picture.clientWidth / (widthMm * PIXELS_PER_MM);
      setText(
        byId('figure-size'),
        `${Math.round(widthMm)} × ${Math.round(heightMm)} mm, ${scale > 0.99 ? 'at its true size' : `shown at ${Math.round(100 * scale)} %`}`,
      );
      setText(widthError, '');
    } catch (error) {
      setText(widthError, inWords(messageOf(error)));
    }
    widthError.hidden = widthError.textContent === '';
    width.setAttribute('aria-invalid', String(!widthError.hidden));
  }
  const showing = makeTimer(() => during(show()), PREVIEW_AFTER_MS);
  function refresh() {
    widths.update();
    themes.update();
    titles.update();
    showing.start();
  }
  const link = () => addressOf(calculation.link());

  function cite() {
    const filled = Object.fromEntries(DETAILS.map((field) => [field, details[field].value.trim()]));
    device.keepDetails(JSON.stringify(filled));
    const citation = lab.cite(
      name,
      { ...filled, link: addressOf(linkToGive(calculation.link())) },
      name === 'tables' ? {} : options(180),
    );
    text.value = citation.text;
    bibtex.value = citation.bibtex;
    return citation;
  }
  for (const field of DETAILS) details[field].addEventListener('input', cite);

  /** @param {string} id @param {(figure: FigureName) => Promise<void> | void} act */
  function onSave(id, act) {
    byId(id).addEventListener('click', async () => {
      try {
        await act(/** @type {FigureName} */ (name));
        setText(status, 'Saved.');
      } catch (error) {
        setText(status, `Not saved. ${inWords(messageOf(error))}`);
      }
    });
  }
  const svg = (/** @type {FigureName} */ figure) => lab.figure(figure, calculation.scenario(), options());
  /** @param {FigureName} figure */
  const stem = (figure) =>
    fileName(
      lab,
      calculation.scenario(),
      [figure, ...variantOf(figure)].join('-'),
      JSON.stringify([calculation.link(), options()]),
    );
  /** What of its options a file's name tells. @param {FigureName} figure */
  function variantOf(figure) {
    const chosen = /** @type {Record<string, unknown>} */ (options());
    const kind = lab.figures().find((one) => one.name === figure);
    return (kind?.options ?? []).flatMap((key) => (['carrier', 'quantity'].includes(key) ? [String(chosen[key])] : []));
  }
  onSave('figure-svg', (figure) => saveFile(`${stem(figure)}.svg`, 'image/svg+xml', svg(figure)));
  onSave('figure-outlines', async (figure) => {
    const [regular, semibold] = await Promise.all([fontBytes('regular'), fontBytes('semibold')]);
    const fonts = { regular: fontOf(regular), semibold: fontOf(semibold) };
    saveFile(`${stem(figure)}-outlines.svg`, 'image/svg+xml', withOutlines(svg(figure), fonts));
  });
  for (const dpi of [300, 600]) {
    onSave(`figure-png-${dpi}`, async (figure) =>
      saveFile(
        `${stem(figure)}-${dpi}dpi.png`,
        'image/png',
        await withResolution(await pngOf(svg(figure), dpi / CSS_DPI), dpi),
      ),
    );
  }
  /** @param {FigureName} figure */
  const about = (figure) => ({ title: lab.figureData(figure).title, version: lab.version(), link: link() });
  /** @param {FigureName} figure */
  const sheet = (figure) => sheetOf(lab.figureData(figure, calculation.scenario(), options()));
  onSave('figure-csv', (figure) => saveFile(`${stem(figure)}.csv`, 'text/csv', csvOf(sheet(figure), about(figure))));
  onSave('figure-xlsx', async (figure) =>
    saveFile(
      `${stem(figure)}.xlsx`,
      XLSX_TYPE,
      await xlsxOf([sheet(figure)], { ...about(figure), more: [['references', text.value]] }),
    ),
  );
  for (const [id, source] of /** @type {const} */ ([
    ['figure-caption-copy', caption],
    ['cite-copy', text],
    ['cite-copy-bibtex', bibtex],
  ])) {
    byId(id).addEventListener('click', () => copyFrom(source, status));
  }
  for (const [id, ending, type] of /** @type {const} */ ([
    ['bibtex', '.bib', 'application/x-bibtex'],
    ['ris', '.ris', 'application/x-research-info-systems'],
    ['csl', '.json', 'application/vnd.citationstyles.csl+json'],
  ])) {
    byId(`cite-save-${id}`).addEventListener('click', () =>
      saveFile(`cathode-lab-${name}-references${ending}`, type, cite()[id]),
    );
  }
  byId('figure-close').addEventListener('click', () => dialog.close());
  closeOnEscape(dialog);

  /** @param {FigureName | 'tables'} figure */
  return (figure) => {
    if (dialog.open) dialog.close();
    name = figure;
    const kind = lab.figures().find((candidate) => candidate.name === figure);
    setText(byId('figure-title'), kind ? kind.label : 'The source’s tables');
    for (const id of ['figure-saving', 'figure-captioned']) byId(id).hidden = !kind;
    preview.replaceChildren();
    caption.value = '';
    const isCut = linkToGive(calculation.link()) !== calculation.link();
    status.textContent = isCut
      ? 'Your own rows are too many for the link that is cited, which leaves them out; save them as a file.'
      : '';
    cite();
    openDialog(dialog);
    during(show());
  };
}
