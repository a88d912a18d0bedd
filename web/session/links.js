// SPDX-License-Identifier: MIT
// Links to give away: what they hold, and the addresses that they stand in.
// A link to give away is not longer than this; see core/scenario/link.h.
const LONGEST_LINK = 2000;

// How the page is shown stands in the address too: behind the ?, or behind the #, where no server hears of it.
const OPTION_NAMES = [
  'embed',
  'host',
  'view',
  'theme',
  'controls',
  'lock',
  'task',
  'predict',
  'keys',
  'form',
  'projector',
  'fig',
  'vol',
  'define',
  'walk',
];

/** @param {string} item of an address, as name=value */
const isOption = (item) => OPTION_NAMES.includes(item.split('=')[0]);
const itemsInHash = () => location.hash.slice(1).split('&');

/** What of the address says how the page is shown; behind the ? it counts more. */
export function optionsInAddress() {
  const options = new URLSearchParams(itemsInHash().filter(isOption).join('&'));
  for (const [name, value] of new URLSearchParams(location.search)) options.set(name, value);
  return options;
}

/** Whether the address asks for anything beyond the defaults, seen in their usual view, as large or small, light or dark as may be. */
export const addressAsks = () =>
  [...location.search.slice(1).split('&'), ...itemsInHash()].some(
    (item) => item !== '' && !/^(view|theme|projector|define)=/.test(item),
  );

/**
 * A link with what stands behind the # beside it, as it is but for the choices that go with what is shown.
 * @param {string} link
 * @param {string[]} choices
 */
export const withOptionsInHash = (link, choices) =>
  [link, ...choices, ...itemsInHash().filter((item) => isOption(item) && !/^(fig|vol)=/.test(item))]
    .filter(Boolean)
    .join('&');

/**
 * A calculation's link to give away: without own rows where they would make it too long.
 * @param {string} link
 */
export const linkToGive = (link) => (link.length > LONGEST_LINK ? link.replace(/&row=[^&]*/g, '') : link);

/**
 * The link in the page's address: behind the #, or where a program has moved it there, in the query.
 * @param {import('../api/cathode-lab').CathodeLab} lab
 */
export function linkInAddress(lab) {
  const hash = itemsInHash()
    .filter((item) => !isOption(item))
    .join('&');
  return hash === '' ? itemsOfLink(lab).join('&') : hash;
}

/** Whether a text holds what could be a link's values, encoded as a whole or not. @param {string} text */
export const mayBeLink = (text) => /=|%3D/i.test(text);

/** What of the query belongs to a link. @param {import('../api/cathode-lab').CathodeLab} lab */
function itemsOfLink(lab) {
  const keys = ['v', 'pin', 'row', ...lab.parameters().map(({ urlKey }) => urlKey)];
  return location.search
    .slice(1)
    .split('&')
    .filter((item) => keys.includes(item.split('=')[0]));
}

/** The page's query without what belongs to a link. @param {import('../api/cathode-lab').CathodeLab} lab */
export function queryWithoutLink(lab) {
  const items = itemsOfLink(lab);
  const rest = location.search
    .slice(1)
    .split('&')
    .filter((item) => !items.includes(item));
  return rest.join('&') === '' ? '' : `?${rest.join('&')}`;
}

/**
 * The address of this page as it is, with another of its views.
 * @param {string} view
 */
export function addressWithView(view) {
  const address = new URL(location.href);
  // A page from disk may change no more of its address than what stands behind the #.
  const isFile = location.protocol === 'file:';
  address.searchParams.delete('view');
  const items = itemsInHash().filter((item) => item !== '' && !item.startsWith('view='));
  if (isFile) {
    address.search = location.search;
    if (view !== 'all') items.push(`view=${view}`);
  } else if (view !== 'all') {
    address.searchParams.set('view', view);
  }
  address.hash = items.join('&');
  return address.href;
}

/**
 * The address of this page as it is, with or without one of its options. Of a page from disk only what stands behind the # changes.
 * @param {string} name
 * @param {string} [value] empty: without
 */
export function addressWith(name, value = '') {
  const address = new URL(location.href);
  if (location.protocol !== 'file:') address.searchParams.delete(name);
  const items = itemsInHash().filter((item) => item !== '' && !item.startsWith(`${name}=`));
  address.hash = [...items, ...(value === '' ? [] : [`${name}=${value}`])].join('&');
  return address.href;
}

/**
 * The address of this page with a calculation in it, without how this page is shown. Of a page from disk, whose place is
 * nobody else's business, that of the published one, or the fragment alone.
 * @param {string} fragment
 */
export function addressOf(fragment) {
  if (location.protocol === 'file:') return `${PUBLISHED}#${fragment}`;
  const address = new URL(location.href);
  const theme = address.searchParams.get('theme');
  address.search = theme === 'light' || theme === 'dark' ? `?theme=${theme}` : '';
  address.hash = fragment;
  return address.href;
}

/**
 * The address to give away of a calculation as it is shown.
 * @param {string} fragment
 * @param {string} view
 * @param {string[]} choices items beside the calculation
 */
export function addressToShare(fragment, view, choices) {
  const isUsual = view === 'all';
  const items = [fragment, ...choices];
  if (location.protocol === 'file:') return addressOf([...items, ...(isUsual ? [] : [`view=${view}`])].join('&'));
  const address = new URL(addressOf(items.join('&')));
  if (!isUsual) address.searchParams.set('view', view);
  return address.href;
}

/**
 * The address that shows a calculation as this embedded page does, on a page of its own.
 * @param {URLSearchParams} query this page's options
 * @param {string} fragment
 * @param {string[]} choices items beside the calculation
 */
export function ownPage(query, fragment, choices) {
  const address = new URL(location.href);
  const options = new URLSearchParams(query);
  for (const name of ['embed', 'host', 'view', 'fig', 'vol']) options.delete(name);
  const view = query.get('view');
  address.search = view ? new URLSearchParams({ view }).toString() : '';
  address.hash = [fragment, ...choices, options.toString()].filter(Boolean).join('&');
  return address.href;
}
