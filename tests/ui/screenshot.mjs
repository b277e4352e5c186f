// screenshot.mjs - the top of a page as a picture, 1280 pixels wide. Usage: node screenshot.mjs PAGE.html PICTURE.png HEIGHT
// SPDX-License-Identifier: MIT
import { chromium } from 'playwright-core';
import { pathToFileURL } from 'node:url';

const [page_file, picture, height] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1280, height: Number(height) }, colorScheme: 'light' });
await page.goto(pathToFileURL(page_file).href);
await page.screenshot({ path: picture });
await browser.close();
