// Links to give away: what they hold, and the addresses that they stand in.
// A link to give away is not longer than this; see core/scenario/link.h.
const LONGEST_LINK = 2000;

/**
 * A calculation's link to give away: without own rows where they would make it too long.
 * @param {string} link
 */
export const linkToGive = (link) => (link.length > LONGEST_LINK ? link.replace(/&row=[^&]*/g, '') : link);

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
