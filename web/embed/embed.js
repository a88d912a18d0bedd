// SPDX-License-Identifier: MIT
// The custom element <cathode-lab>: the page in a frame, with its inputs as attributes and properties.
// A plain script, so that pages may load it from another site. docs/embedding.md describes it.

import { begin, leave, wait } from './turns.js';

/** @typedef {import('../api/embed-types').CathodeLabState} State what the page in the frame tells */

const VERSION = 1;
// Asked of the browser itself: an element of that name, in what users write, would stand before its answer.
const script = /** @type {HTMLScriptElement | null} */ (
  Object.getOwnPropertyDescriptor(Document.prototype, 'currentScript')?.get?.call(document) ?? null
);
// The page lies beside this script, which may come without a place of its own.
const folder = /^(https?|file):/.test(script?.src ?? '') ? new URL('.', script?.src).href : '';
// From disk only the page in one file opens.
const standardPage = folder.startsWith('file:') ? `${folder}standalone.html` : folder;
// How the page is shown; the same names as in its address.
const USUAL = /** @type {Record<string, string>} */ ({
  view: 'all',
  controls: 'all',
  theme: 'auto',
  lock: '',
  task: '',
  predict: '',
  keys: 'own',
  projector: '',
  fig: '',
  vol: '',
  walk: '',
});
const PROJECTOR_SCALE = 1.5; // of type, see assets/page.css
const OPTIONS = Object.keys(USUAL);
const SANDBOX =
  'allow-scripts allow-same-origin allow-forms allow-downloads allow-popups allow-popups-to-escape-sandbox';
const BAR_PX = 47; // below the drawing
const LONGEST_WAIT_MS = 15000;
const MOST_WAITING = 200; // messages to a page that does not listen yet
const STYLE = new CSSStyleSheet();
STYLE.replaceSync(
  ':host { display: block; } :host([hidden]) { display: none; } ' +
    'iframe { display: block; width: 100%; border: 0; }',
);

/**
 * The value that an attribute's text stands for; what is no number stays text, to be refused by name.
 * @param {typeof INPUTS[number]} input
 * @param {string} text
 */
function inputValue(input, text) {
  if (text === '' || text === 'null') return null;
  return input.isText || Number.isNaN(Number(text)) ? text : Number(text);
}

const darkness = matchMedia('(prefers-color-scheme: dark)');
let hasMoved = false; // the reader of the page
for (const type of ['wheel', 'touchmove', 'keydown', 'pointerdown'])
  window.addEventListener(
    type,
    () => {
      hasMoved = true;
    },
    { once: true, capture: true, passive: true },
  );

class CathodeLabElement extends HTMLElement {
  static observedAttributes = [...INPUTS.map(({ urlKey }) => urlKey.toLowerCase()), ...OPTIONS, 'link', 'src'];

  /** @type {HTMLIFrameElement | null} */ #frame = null;
  /** @type {State | null} */ #state = null;
  /** @type {string | null} */ #kept = null; // the calculation, from when the page in the frame goes until it is back
  /** @type {State['prediction']} */ #keptPrediction = null; // likewise
  #origin = '';
  #isListening = false; // the page in the frame
  #silence = 0; // the timer that ends waiting for it
  /** @type {{id: number}[]} */ #waiting = []; // messages to it until then
  #reflecting = false; // attributes are being brought in step with the page in the frame
  #lastRequest = 0; // requests are numbered, and so are the answers
  #answered = 0;
  #scale = 1;
  #hostObserver = new MutationObserver(() => this.#followHost());
  /** @type {Map<number, {resolve: (state: State) => void, reject: (error: Error) => void}>} */ #requests = new Map();

  get src() {
    return this.getAttribute('src') ?? '';
  }
  set src(address) {
    this.setAttribute('src', address);
  }

  connectedCallback() {
    this.#upgrade();
    if (!this.shadowRoot) this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [STYLE];
    window.addEventListener('message', this.#onMessage);
    const place = document.createElement('div');
    place.part.add('frame');
    place.style.height = `${this.#reservedPx()}px`;
    /** @type {ShadowRoot} */ (this.shadowRoot).replaceChildren(place, document.createElement('slot'));
    wait(this, () => this.#load());
    for (const root of [document.documentElement, document.body])
      this.#hostObserver.observe(root, { attributeFilter: ['class', 'style', 'data-theme', 'data-color-scheme'] });
    darkness.addEventListener('change', this.#followHost);
    window.addEventListener('resize', this.#followHost);
  }

  disconnectedCallback() {
    leave(this);
    this.#hostObserver.disconnect();
    darkness.removeEventListener('change', this.#followHost);
    window.removeEventListener('resize', this.#followHost);
    window.removeEventListener('message', this.#onMessage);
    this.#keep();
    this.#forget('The element was removed.');
    this.#frame?.remove();
    this.#frame = null;
  }

  // Properties that were set before this class was known hide its own: they are set anew.
  #upgrade() {
    const own = ['scenario', 'link', 'src', ...OPTIONS, ...INPUTS.map(({ urlKey }) => urlKey)];
    for (const name of Object.keys(this).filter((key) => own.includes(key))) {
      const value = Reflect.get(this, name);
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
  }

  /** @param {string} name @param {string | null} before @param {string | null} now */
  attributeChangedCallback(name, before, now) {
    // Before the page is loaded for the first time the attributes are read all together, unless there
    // is something that they come after.
    if (before === now || this.#reflecting) return;
    if (name === 'src') {
      if (this.#frame || this.shadowRoot?.textContent) this.#load();
      return;
    }
    if (!this.#frame && this.#kept === null && this.#waiting.length === 0) return;
    if (OPTIONS.includes(name)) {
      this.#send({ options: new URLSearchParams([[name, this.#option(name) ?? USUAL[name]]]).toString() });
    } else if (name === 'link') {
      this.#send({ link: now ?? '' });
    } else {
      const input = INPUTS.find(({ urlKey }) => urlKey.toLowerCase() === name);
      if (input) this.#send({ change: { [input.key]: now === null ? input.default : inputValue(input, now) } });
    }
  }

  /** The inputs of the calculation as it stands; null before the page is ready. */
  get scenario() {
    return this.#state?.scenario ?? null;
  }
  set scenario(scenario) {
    this.#send({ scenario });
  }
  /** The results by metric key; null before the page is ready. */
  get values() {
    return this.#state?.values ?? null;
  }
  get provenance() {
    return this.#state?.provenance ?? null;
  }
  get intervals() {
    return this.#state?.intervals ?? null;
  }
  get warnings() {
    return this.#state?.warnings ?? null;
  }
  get comparison() {
    return this.#state?.comparison ?? null;
  }
  get prediction() {
    return this.#state?.prediction ?? null;
  }
  /** The link text of the calculation, without '#'. */
  get link() {
    return this.#state?.link ?? this.getAttribute('link') ?? '';
  }
  set link(link) {
    this.#send({ link });
  }

  /**
   * Replaces the calculation's inputs; resolves to the new state, rejects with what is refused.
   * @param {object} scenario
   */
  set(scenario) {
    return this.#ask({ type: 'set', scenario });
  }

  // An option as the page in the frame takes it: the theme of the page around is told by how light its text is.
  /** @param {string} name */
  #option(name) {
    const value = this.getAttribute(name);
    if (name === 'projector' && value !== null) return value === '0' ? '' : '1';
    if (name !== 'theme' || value !== 'host') return value;
    const [red, green, blue] = (getComputedStyle(this).color.match(/[\d.]+/g) ?? ['0', '0', '0']).map(Number);
    return 0.3 * red + 0.59 * green + 0.11 * blue > 127 ? 'dark' : 'light';
  }

  // What of the page around matters here has changed.
  #followHost = () => {
    if (this.getAttribute('theme') === 'host' && this.#state && this.#option('theme') !== this.#state.options.theme)
      this.#send({ options: `theme=${this.#option('theme')}` });
    const frame = this.#frame;
    // Slides and the like show a page larger than it thinks it is.
    const scale = frame && frame.offsetWidth > 0 ? frame.getBoundingClientRect().width / frame.offsetWidth : 1;
    if (!frame || !this.#isListening || Math.abs(scale - this.#scale) < 0.01) return;
    this.#scale = scale;
    this.#deliver({ cathodeLab: VERSION, type: 'scale', scale });
  };

  #query() {
    const query = new URLSearchParams();
    for (const name of OPTIONS) {
      const value = this.#option(name);
      if (value !== null) query.set(name, value);
    }
    return query;
  }

  // The link that the attributes make: a whole link, and single inputs that count more.
  #link() {
    if (this.#kept !== null) return this.#kept;
    const items = new URLSearchParams();
    for (const { urlKey } of INPUTS) {
      const value = this.getAttribute(urlKey);
      if (value !== null && value !== '') items.set(urlKey, value);
    }
    const given = (this.getAttribute('link') ?? '').replace(/^#/, '').split('&').filter(Boolean);
    const kept = given.filter((item) => !items.has(item.split('=')[0]));
    // A link tells its version; without one, inputs are today's.
    return [...(given.length === 0 ? [DEFAULT_LINK] : kept), ...(items.size === 0 ? [] : [items.toString()])].join('&');
  }

  // The height that the author has reserved, or what the view has with all inputs.
  #reservedPx() {
    const height = Number(this.getAttribute('height'));
    if (height > 0) return height;
    const heights = HEIGHTS.views[this.getAttribute('view') ?? 'all'] ?? HEIGHTS.views.all;
    const scale = this.#option('projector') ? PROJECTOR_SCALE : 1;
    const place = HEIGHTS.widths.filter((width) => width <= this.clientWidth / scale).length - 1;
    return Math.round((heights[Math.max(place, 0)] + BAR_PX) * scale);
  }

  #load() {
    this.#keep();
    this.#forget('The page was loaded anew.');
    const base = this.getAttribute('src') ?? standardPage;
    const frame = document.createElement('iframe');
    frame.title = this.title || 'Cathode Lab, composite cathode calculator';
    if (window.crossOriginIsolated) frame.setAttribute('credentialless', '');
    frame.part.add('frame');
    frame.style.height = `${this.#reservedPx()}px`;
    frame.allow = 'clipboard-write';
    frame.referrerPolicy = 'no-referrer';
    // All that the page needs; not among it: to take the page around elsewhere.
    frame.setAttribute('sandbox', SANDBOX);
    const root = /** @type {ShadowRoot} */ (this.shadowRoot);
    try {
      if (!base) throw new Error('src: missing; needed where embed.js is not loaded by a <script src>.');
      const address = new URL(base, document.baseURI);
      if (!/^(https?|file):$/.test(address.protocol)) throw new Error(`src: "${base}" is not the address of a page.`);
      // Pages from disk have the origin "null" for each other.
      this.#origin = address.protocol === 'file:' ? 'null' : address.origin;
      // Behind the #, where no server hears of it, not even which page is around.
      const options = new URLSearchParams([['embed', '1'], ['host', window.origin], ...this.#query()]);
      address.hash = `${this.#link()}&${options}`;
      frame.src = address.href;
    } catch (error) {
      this.#frame = null;
      root.replaceChildren(`<cathode-lab>: ${error instanceof Error ? error.message : error}`);
      leave(this);
      return;
    }
    this.#frame = frame;
    this.#warnOfUnknown();
    frame.addEventListener('load', () => {
      if (this.#frame !== frame || this.#isListening) return;
      this.#silence = window.setTimeout(() => {
        leave(this);
        this.#refuse(`src: no answer from ${frame.src.replace(/[?#].*/, '')}.`);
      }, LONGEST_WAIT_MS);
    });
    // What the author has put inside stays until the page is there.
    root.replaceChildren(frame, document.createElement('slot'));
  }

  // Attributes that are neither ours nor anybody's.
  #warnOfUnknown() {
    const known =
      /^(id|class|style|title|lang|dir|hidden|slot|part|role|tabindex|translate|height|is|nonce|on.*|aria-.*|data-.*|item.*)$/;
    const unknown = this.getAttributeNames().filter(
      (name) => !CathodeLabElement.observedAttributes.includes(name) && !known.test(name),
    );
    if (unknown.length > 0)
      this.#refuse(
        `${unknown.join(', ')}: no attribute of this element; allowed: ${CathodeLabElement.observedAttributes.join(', ')}, height.`,
      );
  }

  /** @param {number} pixels */
  #setHeight(pixels) {
    if (this.#frame) this.#frame.style.height = `${Math.min(Math.max(pixels, 80), 20000)}px`;
    // Where a reader has come by the address and has not moved since, what they came for stays in view.
    if (!hasMoved) document.querySelector(':target')?.scrollIntoView();
  }

  /** @param {string} message */
  #refuse(message) {
    console.warn(`<cathode-lab>: ${message}`);
    this.dispatchEvent(new CustomEvent('refused', { bubbles: true, detail: { message } }));
  }

  // What a reader has, for the next page in the frame.
  #keep() {
    if (!this.#state) return;
    this.#kept = this.#state.link;
    this.#keptPrediction = this.#state.prediction;
  }

  /** @param {string} reason */
  #forget(reason) {
    clearTimeout(this.#silence);
    this.#state = null;
    this.#isListening = false;
    this.#waiting = this.#waiting.filter(({ id }) => !this.#requests.has(id));
    // What waits is newer than what the page will have at first.
    this.#answered = (this.#waiting[0]?.id ?? this.#lastRequest + 1) - 1;
    this.#scale = 1;
    for (const { reject } of this.#requests.values()) reject(new Error(reason));
    this.#requests.clear();
  }

  /** To the page in the frame, whose origin has no name where it is "null". @param {object} message */
  #deliver(message) {
    this.#frame?.contentWindow?.postMessage(message, this.#origin === 'null' ? '*' : this.#origin);
  }

  /** Keeps messages until the page in the frame listens. @param {object} content @returns the number of the request */
  #post(content) {
    const id = this.#lastRequest + 1;
    const message = structuredClone({ cathodeLab: VERSION, ...content, id }); // refuses now what cannot be sent
    if (this.#isListening) this.#deliver(message);
    else if (this.#waiting.length < MOST_WAITING) this.#waiting.push(message);
    else throw new Error(`${MOST_WAITING} changes wait for the page already; allowed once it has answered: any.`);
    this.#lastRequest = id;
    return id;
  }

  /** @param {object} content @returns {Promise<State>} */
  #ask(content) {
    begin(this);
    if (!this.#frame) return Promise.reject(new Error('The element is not in the page.'));
    return new Promise((resolve, reject) => {
      const id = this.#post(content);
      const timer = setTimeout(() => {
        this.#requests.delete(id);
        reject(new Error(`The page has not answered within ${LONGEST_WAIT_MS / 1000} s.`));
      }, LONGEST_WAIT_MS);
      const settled = (/** @type {(value: any) => void} */ settle) => (/** @type {any} */ value) => {
        clearTimeout(timer);
        settle(value);
      };
      this.#requests.set(id, { resolve: settled(resolve), reject: settled(reject) });
    });
  }

  // Sends without waiting; a refusal is told as an event.
  /** @param {object} content */
  #send(content) {
    begin(this);
    try {
      this.#post({ type: 'set', ...content });
    } catch (error) {
      this.#refuse(error instanceof Error ? error.message : String(error));
    }
  }

  /** @param {MessageEvent} event */
  #onMessage = ({ source, origin, data }) => {
    if (!this.#frame || source !== this.#frame.contentWindow || data?.cathodeLab !== VERSION) return;
    // In a sandbox the page has no origin of its own.
    if (origin === 'null' && data.type === 'ready') this.#origin = origin;
    if (origin !== this.#origin) return;
    const request = this.#requests.get(data.id);
    this.#requests.delete(data.id);
    this.#answered = Math.max(this.#answered, data.id ?? 0);
    switch (data.type) {
      case 'ready':
        this.#isListening = true;
        clearTimeout(this.#silence);
        leave(this);
        this.shadowRoot?.querySelector('slot')?.remove();
        if (this.#keptPrediction?.metric === this.getAttribute('predict'))
          this.#deliver({ cathodeLab: VERSION, type: 'set', prediction: this.#keptPrediction });
        this.#keptPrediction = null;
        for (const message of this.#waiting.splice(0)) this.#deliver(message);
        this.#post({ type: 'get' });
        this.#followHost();
        break;
      case 'resize':
        if (Number.isFinite(data.height)) this.#setHeight(data.height);
        break;
      case 'key':
        this.dispatchEvent(new KeyboardEvent('keydown', { ...data, bubbles: true, composed: true, cancelable: true }));
        break;
      case 'changed':
        this.#take(data);
        request?.resolve(data);
        break;
      case 'refused':
        this.#reflect();
        if (request) request.reject(new Error(data.message));
        else this.#refuse(String(data.message));
        break;
    }
  };

  /** @param {State} state */
  #take({ link, scenario, comparison, values, provenance, intervals, warnings, prediction, options, description }) {
    const isFirst = this.#state === null;
    const before = JSON.stringify(this.#state);
    this.#state = {
      link,
      scenario,
      comparison,
      values,
      provenance,
      intervals,
      warnings,
      prediction,
      options,
      description,
    };
    // One among several is told by what it begins with.
    if (isFirst && !this.title && this.#frame) this.#frame.title = `Cathode Lab: ${description}`;
    this.#kept = null;
    this.#reflect();
    if (isFirst) this.dispatchEvent(new CustomEvent('ready', { bubbles: true, detail: this.#state }));
    else if (before !== JSON.stringify(this.#state))
      this.dispatchEvent(new CustomEvent('change', { bubbles: true, detail: this.#state }));
  }

  // Attributes say what the page in the frame has; what is as usual needs none. What has been written since the page
  // answered last is newer than what it has.
  #reflect() {
    if (!this.#state || this.#answered < this.#lastRequest) return;
    const { scenario, options } = this.#state;
    this.#reflecting = true;
    for (const input of INPUTS) {
      const value = Reflect.get(scenario, input.key);
      if (value !== input.default || this.hasAttribute(input.urlKey))
        this.setAttribute(input.urlKey, value === null ? '' : String(value));
    }
    for (const name of OPTIONS) {
      if (name === 'theme' && this.getAttribute(name) === 'host') continue;
      const value = Reflect.get(options, name);
      if (value !== USUAL[name] || this.getAttribute(name)) this.setAttribute(name, value);
    }
    if (this.hasAttribute('link')) this.setAttribute('link', this.#state.link);
    this.#reflecting = false;
  }
}

// Each input is a property under its link key, each option under its name.
for (const input of INPUTS) {
  Object.defineProperty(CathodeLabElement.prototype, input.urlKey, {
    configurable: true,
    /** @this {CathodeLabElement} */
    get() {
      const text = this.getAttribute(input.urlKey);
      return text === null ? input.default : inputValue(input, text);
    },
    /** @this {CathodeLabElement} @param {unknown} value */
    set(value) {
      this.setAttribute(input.urlKey, value === null || value === undefined ? '' : String(value));
    },
  });
}
for (const name of OPTIONS) {
  Object.defineProperty(CathodeLabElement.prototype, name, {
    configurable: true,
    /** @this {CathodeLabElement} */
    get() {
      return this.getAttribute(name) ?? USUAL[name];
    },
    /** @this {CathodeLabElement} @param {unknown} value */
    set(value) {
      if (value === null || value === undefined) this.removeAttribute(name);
      else this.setAttribute(name, String(value));
    },
  });
}

if (!customElements.get('cathode-lab')) customElements.define('cathode-lab', CathodeLabElement);
