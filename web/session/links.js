// Links to give away: what they hold, and the addresses that they stand in.
// A link to give away is not longer than this; see core/scenario/link.h.
const LONGEST_LINK = 2000;

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
  const hash = location.hash.slice(1);
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
 * The address of this page with a calculation in it, without how this page is shown.
 * @param {string} fragment
 */
export function addressOf(fragment) {
  const address = new URL(location.href);
  const theme = address.searchParams.get('theme');
  address.search = theme === 'light' || theme === 'dark' ? `?theme=${theme}` : '';
  address.hash = fragment;
  return address.href;
}

/**
 * The address that shows a calculation as this embedded page does, on a page of its own.
 * @param {URLSearchParams} query this page's options
 * @param {string} fragment
 */
export function ownPage(query, fragment) {
  const address = new URL(location.href);
  const options = new URLSearchParams(query);
  for (const name of ['embed', 'host']) options.delete(name);
  address.search = options.toString();
  address.hash = fragment;
  return address.href;
}
