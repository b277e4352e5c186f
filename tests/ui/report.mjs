// report.mjs - the HTML report in a real browser: no script, no request, no sideways scrolling at 1280 and 390 pixels, no axe violation.
// Usage: node report.mjs REPORT.html [SCREENSHOT-FOLDER]
// SPDX-License-Identifier: MIT
import { chromium } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [report, shots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] });
let passed = 0, failed = 0;
const check = (name, ok, detail = '') => {
  if (ok) passed++; else failed++;
  console.log(`${ok ? 'ok' : 'not ok'} - ${name}${ok ? '' : ': ' + detail}`);
};

for (const width of [1280, 390]) {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
    const page = await context.newPage();
    const requests = [], errors = [];
    page.on('request', (r) => { if (!r.url().startsWith('file:')) requests.push(r.url()); });
    page.on('pageerror', (e) => errors.push(String(e)));
    page.on('dialog', (d) => { errors.push(`a dialog opened: ${d.message()}`); d.dismiss(); });
    await page.goto(pathToFileURL(report).href);
    const label = `${width} px ${colorScheme}`;
    check(`${label}: nothing is fetched`, requests.length === 0, requests.join(' '));
    check(`${label}: no script`, (await page.locator('script').count()) === 0);
    const live = await page.evaluate(() => [...document.querySelectorAll('*')].flatMap((e) => [...e.attributes].filter((a) => a.name.startsWith('on') ||
      (a.name === 'href' && !/^(https?:|#|[^:/][^:]*$)/.test(a.value))).map((a) => `${e.tagName} ${a.name}=${a.value}`)).concat([...document.querySelectorAll('img,iframe,object,embed,form')].map((e) => e.tagName)));
    check(`${label}: nothing live slipped in`, live.length === 0, live.slice(0, 3).join('; '));
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(`${label}: no sideways scrolling`, over <= 0, `${over} px too wide`);
    await page.evaluate(axe);
    const result = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }));
    check(`${label}: axe`, result.violations.length === 0, result.violations.map((v) => `${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 120)}`).join('; '));
    check(`${label}: no error`, errors.length === 0, errors.join(' '));
    if (shots) await page.screenshot({ path: `${shots}/report-${width}-${colorScheme}.png`, fullPage: true });
    await context.close();
  }
}
// As readers open it, its own policy in force; and on paper.
{
  const page = await (await browser.newContext()).newPage();
  const refused = [];
  page.on('console', (m) => { if (m.type() === 'error') refused.push(m.text()); });
  await page.goto(pathToFileURL(report).href);
  check('its own policy allows its style', refused.length === 0, refused.join(' '));
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
  const sized = (await page.locator('style').count()) === 0 || /MediaBox \[0 0 (59[456](\.\d+)? 84[12](\.\d+)?|84[12](\.\d+)? 59[456](\.\d+)?)\]/.test(pdf);
  check('prints on A4', sized, (pdf.match(/MediaBox[^\]]*/) || [''])[0]);
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
