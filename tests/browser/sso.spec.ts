// Signing in by a provider: a real one (npm oidc-provider) on this machine, asked by a program of its own in an empty folder, at the real time.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { free_port, start, type Program } from './outside';
import { OUT, defaults, sign_in } from './people';

let folder = '';
let provider: Program;
let office: Program;

test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'motcua-sso-'));
  const secret = path.join(folder, 'mat-khau');
  writeFileSync(secret, 'mat khau cua motcua\n', { mode: 0o600 });
  const port = await free_port();
  const home = `http://127.0.0.1:${port}`;
  provider = await start('node', [path.join(path.dirname(new URL(import.meta.url).pathname), 'provider.mjs'), home]);
  office = await start(
    process.env.MOTCUA_PROGRAM ?? 'build/release/src/motcua',
    ['serve', '--port', String(port), '--public-url', home, '--limits', 'off', '--show-codes', 'on',
      '--sso-issuer', provider.address, '--sso-client', 'motcua', '--sso-secret', secret, '--sso-name', 'Cổng xác thực thử'],
    { MOTCUA_DATA: path.join(folder, 'data'), MOTCUA_DATABASE: undefined, MOTCUA_CLOCK: undefined },
  );
});
test.afterAll(async () => {
  await office?.stop();
  await provider?.stop();
  rmSync(folder, { recursive: true });
});

// A cheap phone: small, without scripts. Nothing is fetched from elsewhere.
async function phone(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ ...defaults(), baseURL: office.address, javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  await context.route(/^https?:\/\/(?!127\.0\.0\.1)/, (route) => route.abort());
  return context.newPage();
}
const begin = (page: Page): Promise<void> => page.getByRole('button', { name: 'Đăng nhập bằng Cổng xác thực thử' }).click();
async function at_provider(page: Page, login: string): Promise<void> {
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill('x');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

test('a citizen signs in by the provider, is known by name, and signs out here and there', async ({ browser }) => {
  const page = await phone(browser);
  await page.goto('/dang-nhap/nguoi-dan?tiep=/tai-khoan-cua-toi');
  await page.screenshot({ path: path.join(OUT, 'sso-begin-360.png'), fullPage: true });
  await begin(page);
  await at_provider(page, 'mo');
  await expect(page).toHaveURL(`${office.address}/tai-khoan-cua-toi`);
  await expect(page.locator('#ten')).toHaveValue('Lê Thị Mơ');
  await expect(page.locator('#so')).toHaveValue(/087\s?190\s?001\s?234/);
  await expect(page.getByText('Đã xác nhận bạn là ai qua nơi xác thực Cổng xác thực thử')).toBeVisible();
  await page.screenshot({ path: path.join(OUT, 'sso-profile-360.png'), fullPage: true });

  await page.getByRole('button', { name: 'Đăng xuất' }).click();
  await expect(page.getByRole('heading', { name: 'Bạn đã đăng xuất' })).toBeVisible();
  await page.screenshot({ path: path.join(OUT, 'sso-left-360.png'), fullPage: true });
  await page.getByRole('link', { name: 'Đăng xuất khỏi Cổng xác thực thử' }).click();
  await page.getByRole('button', { name: 'Yes, sign me out' }).click();
  await expect(page).toHaveURL(`${office.address}/`);
  await page.goto('/tai-khoan-cua-toi');
  await expect(page).toHaveURL(/dang-nhap/);
  await page.context().close();
});

test('an account that a code has opened is linked by its proven address, without a second code', async ({ browser }) => {
  const before = await phone(browser);
  await before.goto('/dang-nhap/nguoi-dan');
  await sign_in(before, 'tam@thu.example');
  await before.locator('#dia_chi').fill('Ấp 7, xã Tam Nông');
  await before.getByRole('button', { name: 'Lưu và tiếp tục' }).click();
  await before.context().close();

  const page = await phone(browser);
  await page.goto('/dang-nhap/nguoi-dan?tiep=/tai-khoan-cua-toi');
  await begin(page);
  await at_provider(page, 'tam');
  await expect(page.locator('#dia_chi')).toHaveValue('Ấp 7, xã Tam Nông');
  await expect(page.locator('#ten')).toHaveValue('Trần Văn Tám');
  await page.context().close();
});

test('who changes his mind there is told what to do, and a way back that was used opens nothing', async ({ browser }) => {
  const page = await phone(browser);
  await page.goto('/dang-nhap/nguoi-dan');
  await begin(page);
  await page.locator('a', { hasText: 'Cancel' }).click();
  await expect(page.getByText('Bạn chưa đồng ý')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Gửi mã cho tôi' })).toBeVisible();
  await page.screenshot({ path: path.join(OUT, 'sso-cancelled-360.png'), fullPage: true });

  let back = '';
  page.on('request', (request) => {
    if (request.url().includes('/tro-ve?code=')) back = request.url();
  });
  await begin(page);
  await at_provider(page, 'mo');
  await expect(page).toHaveURL(`${office.address}/ho-so-cua-toi`);
  expect(back).not.toBe('');
  await page.goto(back);
  await expect(page.getByText('đã hết hạn hoặc đã dùng rồi')).toBeVisible();
  await page.context().close();
});
