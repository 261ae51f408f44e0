// The pictures of README, taken from the demonstration: tests/browser/screens.
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { MOTHER, as, defaults, download, read_pdf, scan } from './people';

const FOLDER = process.env.MOTCUA_SCREENS ?? '';
test.skip(FOLDER === '', 'only for tests/browser/screens');

async function take(page: Page, name: string): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  await page.evaluate(() => document.fonts.ready);
  const file = path.join(FOLDER, `${name}.png`);
  await page.screenshot({ path: file });
  expect(statSync(file).size, `${name}.png`).toBeLessThanOrEqual(150 * 1024);
}

test('pictures of the desk, a worklist, a case and the follow page', async ({ browser }) => {
  const viewport = { width: 1060, height: 680 };
  const desk = await as(browser, 'tiepnhan.tamnong', { viewport });
  await desk.goto('/tiep-nhan?thu_tuc=1.001193');
  await scan(desk, MOTHER);
  await expect(desk.locator('#ten')).not.toHaveValue('');
  await desk.evaluate(() => window.scrollTo(0, 0));
  await take(desk, 'desk');

  const officer = await as(browser, 'tuphap.tamnong', { viewport });
  await officer.goto('/ho-so');
  await take(officer, 'worklist');
  const at = await officer.locator('main a[href^="/ho-so/H"]').last().getAttribute('href');
  await officer.goto(at ?? '');
  await take(officer, 'case');

  const { codes } = read_pdf(await download(desk, `${at}/giay-tiep-nhan.pdf`));
  const phone = await (await browser.newContext({ ...defaults(), viewport: { width: 400, height: 800 } })).newPage();
  await phone.goto(new URL(codes.find((one) => one.includes('/T/')) ?? '').pathname);
  await take(phone, 'follow');
});
