// Paying a fee from home over a gateway: a sandbox that speaks as one (tools/sandbox_gateway), and a second server over the same record.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { free_port, start, type Program } from './outside';
import { OUT, as, defaults, download, follow_link, read_pdf } from './people';

test.describe.configure({ mode: 'serial' });

let folder = '';
let gateway: Program;
let office: Program;

test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'motcua-pay-'));
  const secret = path.join(folder, 'khoa');
  writeFileSync(secret, 'khoa chung voi cong thu\n', { mode: 0o600 });
  gateway = await start('tools/sandbox_gateway', ['--merchant', 'tam-nong', '--secret-file', secret]);
  const port = await free_port();
  office = await start(process.env.MOTCUA_PROGRAM ?? 'build/release/src/motcua', [
    'serve', '--port', String(port), '--public-url', `http://127.0.0.1:${port}`, '--limits', 'off', '--instance', '1',
    '--pay-gateway', `${gateway.address}/pay`, '--pay-merchant', 'tam-nong', '--pay-secret', secret, '--pay-name', 'Cổng thử',
  ]);
});
test.afterAll(async () => {
  await office?.stop();
  await gateway?.stop();
  rmSync(folder, { recursive: true });
});

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
// WCAG 2.2 AA and no sideways scrolling, on a phone and on a desk.
async function fine(page: Page, name: string): Promise<void> {
  for (const width of [1366, 360]) {
    await page.setViewportSize({ width, height: 740 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), name).toBeLessThanOrEqual(0);
    await page.screenshot({ path: path.join(OUT, `${name}-${width}.png`), fullPage: true });
  }
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Runtime.evaluate', { expression: AXE });
  const found = await cdp.send('Runtime.evaluate', {
    expression: "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then((r) => r.violations.map((v) => v.id))",
    awaitPromise: true,
    returnByValue: true,
  });
  expect(found.result.value, name).toEqual([]);
}

async function phone(browser: Browser, scripts = false): Promise<Page> {
  return (await browser.newContext({ ...defaults(), baseURL: office.address, javaScriptEnabled: scripts, viewport: { width: 360, height: 740 } })).newPage();
}
// The account of the cashier that is due and oldest, and the page its payer sees.
async function due(browser: Browser): Promise<{ account: string; follow: string }> {
  const page = await as(browser, 'thuquy.tamnong');
  await page.goto('/thu-phi');
  const account = (await page.locator('main table a[href^="/thu-phi/"]').first().getAttribute('href')) ?? '';
  await page.context().close();
  return { account, follow: await follow_link(browser, account) };
}
async function to_gateway(page: Page, follow: string): Promise<void> {
  await page.goto(follow);
  await page.getByText('Nộp phí, lệ phí', { exact: true }).click();
  await page.getByRole('button', { name: 'Thanh toán trực tuyến' }).click();
  await page.getByText('Sang trang thanh toán').click();
  await expect(page.getByRole('heading', { name: 'Cổng thanh toán thử' })).toBeVisible();
}

test('a fee is paid from a phone without scripts, told twice by the gateway, and receipted once', async ({ browser }) => {
  const { account, follow } = await due(browser);
  const page = await phone(browser);
  // One that was undone before stays in the list, marked.
  const receipts = page.getByRole('link', { name: /^Biên lai \d+ \(PDF\)$/ });
  await page.goto(follow);
  const before = await receipts.count();
  await to_gateway(page, follow);
  await page.getByRole('button', { name: 'Trả tiền, báo hai lần' }).click();
  await expect(page.locator('#answers')).toHaveText('200, 200');
  await page.getByRole('link', { name: 'Về trang của cơ quan' }).click();
  await expect(page.getByText(/^Đã nộp /)).toBeVisible();
  await page.screenshot({ path: path.join(OUT, 'pay-done-360.png'), fullPage: true });
  await page.getByRole('link', { name: 'Về hồ sơ của bạn' }).click();
  await expect(receipts).toHaveCount(before + 1);
  await expect(page.getByText('Nộp phí, lệ phí', { exact: true })).toHaveCount(0);
  const { text } = read_pdf(await download(page, (await receipts.last().getAttribute('href')) ?? ''));
  expect(text).toContain('BIÊN LAI THU PHÍ, LỆ PHÍ');
  expect(text).toContain('Thanh toán trực tuyến');
  await page.context().close();

  const cashier = await as(browser, 'thuquy.tamnong');
  await cashier.goto('/thu-phi/cong');
  await expect(cashier.locator(`main table a[href="${account}"]`)).toHaveCount(1);
  await fine(cashier, 'gateway-orders');
  await cashier.goto(account);
  await expect(cashier.getByRole('heading', { name: /^Biên lai / })).toHaveCount(before + 1);
  await cashier.context().close();
});

test('money that comes after the fee was paid at the desk is given back, and the payer sees both', async ({ browser }) => {
  const { account, follow } = await due(browser);
  const page = await phone(browser, true);
  await page.goto(follow);
  await page.getByText('Nộp phí, lệ phí', { exact: true }).click();
  await fine(page, 'pay-ways');
  await page.getByRole('button', { name: 'Thanh toán trực tuyến' }).click();
  await fine(page, 'pay-order');
  await page.getByText('Sang trang thanh toán').click();
  await expect(page.getByRole('heading', { name: 'Cổng thanh toán thử' })).toBeVisible();

  const cashier = await as(browser, 'thuquy.tamnong');
  await cashier.goto(account);
  await cashier.getByRole('button', { name: /Đã nhận tiền/ }).click();
  await expect(cashier.getByText('Đã thu và lập biên lai')).toBeVisible();

  await page.getByRole('button', { name: 'Trả tiền', exact: true }).click();
  await expect(page.locator('#answers')).toHaveText('200');
  await page.getByRole('link', { name: 'Về trang của cơ quan' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tiền đã đến, bạn được hoàn lại');
  await fine(page, 'pay-unowed');
  await page.getByRole('link', { name: 'Về hồ sơ của bạn' }).click();
  await expect(page.getByText(/^Bạn được hoàn /)).toBeVisible();
  await fine(page, 'follow-refund-due');

  await cashier.goto(account);
  await cashier.getByLabel('Phiếu chi hoặc số giao dịch').fill('PC 12');
  await cashier.getByRole('button', { name: 'Đã hoàn tiền' }).click();
  await expect(cashier.getByText('Đã ghi khoản hoàn')).toBeVisible();
  await cashier.context().close();
  await page.reload();
  await expect(page.getByText(/^Đã hoàn cho bạn /)).toBeVisible();
  await page.context().close();
});

test('a forged notice and a wrong sum move nothing; a cancelled payment can be tried again', async ({ browser }) => {
  const { account, follow } = await due(browser);
  const page = await phone(browser);
  await to_gateway(page, follow);
  await page.getByRole('button', { name: 'Hủy' }).click();
  await page.getByRole('link', { name: 'Về trang của cơ quan' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Chưa thanh toán được');
  await to_gateway(page, follow);
  await page.getByRole('button', { name: 'Trả tiền, báo giả trước' }).click();
  await expect(page.locator('#answers')).toHaveText('401, 200');
  await page.context().close();

  const other = await due(browser);
  expect(other.account).not.toBe(account);
  const second = await phone(browser);
  await to_gateway(second, other.follow);
  await second.getByRole('button', { name: 'Trả tiền, báo sai số tiền' }).click();
  await expect(second.locator('#answers')).toHaveText('422');
  await second.getByRole('link', { name: 'Về trang của cơ quan' }).click();
  await expect(second.getByRole('heading', { level: 1 })).toHaveText('Số tiền không khớp, đang được xem lại');
  await second.goto(other.follow);
  await expect(second.getByText('Nộp phí, lệ phí', { exact: true })).toBeVisible();
  await second.context().close();
});
