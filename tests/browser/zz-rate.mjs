import { launchChromium, serveDist, settled, quiet } from './chromium.mjs';
setTimeout(() => process.exit(1), 110000);
const site = await serveDist();
const browser = await launchChromium();
for (const [w, h, theme, q] of [[1366, 900, 'light', ''], [390, 844, 'light', ''], [1920, 1080, 'dark', ''], [1366, 900, 'light', '&form=1']]) {
  const page = await browser.newPage({ viewport: { width: w, height: h } });
  page.on('console', (m) => { if (m.type() === 'error') console.log(m.text()); });
  page.on('pageerror', (e) => console.log('pageerror', e.message));
  await page.goto(`${site.address}?view=rate&theme=${theme}${q}#v=2&C=1`);
  await settled(page);
  await page.evaluate(() => window.cathodeLab.complete);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: `/tmp/wR-x/rate-${w}${q ? '-form' : ''}.png` });
  if (w === 1366) await page.screenshot({ path: `/tmp/wR-x/rate-${w}-full${q ? '-form' : ''}.png`, fullPage: true });
  await page.evaluate(() => window.scrollTo(0, 700));
  await page.waitForTimeout(500);
  await page.screenshot({ path: `/tmp/wR-x/rate-${w}-b${q ? '-form' : ''}.png` });
  console.log(w, q, await page.evaluate(() => document.documentElement.scrollHeight));
  await page.close();
}
await browser.close(); await site.close(); process.exit(0);
