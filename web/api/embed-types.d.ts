// SPDX-License-Identifier: MIT
// Types of the element <cathode-lab> and of the messages with its page: docs/embedding.md says what they do.
/// <reference lib="dom" />
import type { CompleteScenario, InputsByLinkKey, MetricKey, Report, Scenario, Warning } from './cathode-lab';

/** What a reader has predicted, and what was calculated then. */
export interface Prediction {
  metric: MetricKey;
  predicted: number;
  calculated: number;
}

/** How the calculator is shown: attributes and properties of the element, and what may stand in an address. */
export interface DisplayOptions {
  /** @default all */
  view: string;
  /** Link keys separated by commas, "all" or "none". @default all */
  controls: string;
  /** @default auto */
  theme: string;
  /** Link keys separated by commas. */
  lock: string;
  task: string;
  /** The key of a metric. */
  predict: string;
  /** "own" or "host". @default own */
  keys: string;
  /** "1": as large as a lecture hall needs it. */
  projector: string;
  /** Options of figures, as in a link: "quantity:tortuosityFactor,against:phi". */
  fig: string;
  /** What a microstructure is generated with, likewise: "box:20,seed:3". */
  vol: string;
  /** A guided walk that begins: "separator". Empty once it has ended. */
  walk: string;
}

/** A calculation and how it is shown, as the page tells it. */
export interface CathodeLabState {
  /** Without '#'. */
  link: string;
  scenario: CompleteScenario;
  comparison: CompleteScenario[];
  values: Report['values'];
  provenance: Report['provenance'];
  intervals: Report['intervals'];
  warnings: Warning[];
  prediction: Prediction | null;
  options: DisplayOptions;
  /** Of the scenario, in words. */
  description: string;
}

export interface CathodeLabEventMap extends HTMLElementEventMap {
  /** Each time the element comes into a page. */
  ready: CustomEvent<CathodeLabState>;
  change: CustomEvent<CathodeLabState>;
  refused: CustomEvent<{ message: string }>;
}

/** Inputs stand under their link keys; what is null before the page is ready says so. */
export interface CathodeLabElement extends HTMLElement, InputsByLinkKey, DisplayOptions {
  /** Where the page lies. */
  src: string;
  get scenario(): CompleteScenario | null;
  set scenario(scenario: Scenario);
  link: string;
  readonly values: CathodeLabState['values'] | null;
  readonly provenance: CathodeLabState['provenance'] | null;
  readonly intervals: CathodeLabState['intervals'] | null;
  readonly warnings: CathodeLabState['warnings'] | null;
  readonly comparison: CathodeLabState['comparison'] | null;
  readonly prediction: Prediction | null;
  /** Replaces the inputs. Rejects with what is refused, and after 15 s without an answer. */
  set(scenario: Scenario): Promise<CathodeLabState>;
  addEventListener<Type extends keyof CathodeLabEventMap>(
    type: Type,
    listener: (this: CathodeLabElement, event: CathodeLabEventMap[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<Type extends keyof CathodeLabEventMap>(
    type: Type,
    listener: (this: CathodeLabElement, event: CathodeLabEventMap[Type]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

/** An `id` comes back in the answer. */
export type MessageToFrame = { cathodeLab: 1 } & (
  | { type: 'get'; id?: string | number }
  | {
      type: 'set';
      id?: string | number;
      /** Replaces all inputs. */
      scenario?: Scenario;
      /** Replaces some of them. */
      change?: Scenario;
      link?: string;
      /** Such as "view=energy&controls=am"; what is not named stays. */
      options?: string;
      /** One told before, to go on from it. */
      prediction?: Prediction;
    }
  | { type: 'scale'; scale: number }
);

export type MessageFromFrame = { cathodeLab: 1 } & (
  | { type: 'ready' }
  | { type: 'resize'; height: number }
  | ({ type: 'changed'; id?: string | number } & CathodeLabState)
  | { type: 'refused'; id?: string | number; message: string }
  | ({ type: 'key'; keyCode: number } & Pick<
      KeyboardEvent,
      'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'
    >)
);

declare global {
  interface HTMLElementTagNameMap {
    'cathode-lab': CathodeLabElement;
  }
}
