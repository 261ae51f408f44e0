// A receipt from the desk is held up against the check: by a telephone's camera without scripts, forged, and in a browser without a network.
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { OUT, as, defaults, download, read_pdf } from './people';

let proof = '';

test('the receipt carries both codes and the link of the second answers without scripts', async ({ browser }) => {
  const desk = await as(browser, 'tiepnhan.tamnong');
  await desk.goto('/ho-so');
  const code = ((await desk.locator('main a[href^="/ho-so/H"]').first().getAttribute('href')) ?? '').split('/').pop() ?? '';
  const receipt = read_pdf(await download(desk, `/ho-so/${code}/giay-tiep-nhan.pdf`));
  expect(receipt.codes.length).toBe(2);
  expect(receipt.codes.some((one) => one.includes('/T/'))).toBe(true);
  proof = receipt.codes.find((one) => one.includes('/X/MC1/')) ?? '';
  expect(proof).toContain(code);
  await desk.context().close();

  const phone = await (await browser.newContext({ ...defaults(), javaScriptEnabled: false, viewport: { width: 360, height: 740 } })).newPage();
  await phone.goto(proof.slice(proof.indexOf('/X/')));
  await expect(phone.getByText('Giấy thật.')).toBeVisible();
  await expect(phone.getByText('Máy chủ kiểm tra lúc')).toBeVisible();
  await phone.screenshot({ path: path.join(OUT, 'verify-genuine-360.png'), fullPage: true });
  await phone.goto('/xac-minh');
  await phone.locator('#noi_dung').fill(proof.replace('/N/', '/K/'));
  await phone.getByRole('button', { name: 'Kiểm tra', exact: true }).click();
  await expect(phone.getByText('Giấy giả hoặc đã bị sửa.')).toBeVisible();
  await phone.locator('#noi_dung').fill('khong phai ma');
  await phone.getByRole('button', { name: 'Kiểm tra', exact: true }).click();
  await expect(phone).toHaveTitle(/^Lỗi:/);
  await phone.context().close();
});

test('a browser that was there once checks without a network', async ({ browser }) => {
  const context = await browser.newContext({ ...defaults(), viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await page.goto('/xac-minh');
  await expect(page.locator('#noi-kiem-tra')).toContainText('Máy này tự kiểm tra chữ ký');
  await expect(page.locator('html[data-kept]')).toHaveCount(1);
  await context.setOffline(true);
  await page.reload();
  await page.locator('#noi_dung').fill(proof);
  await page.getByRole('button', { name: 'Kiểm tra', exact: true }).click();
  await expect(page.getByText('Giấy thật.')).toBeVisible();
  await expect(page.getByText('Kiểm tra ngay trên máy này')).toBeVisible();
  await expect(page.getByText('danh sách thu hồi lập lúc')).toBeVisible();
  await page.locator('#noi_dung').fill(proof.replace('/N/', '/K/'));
  await page.locator('#noi_dung').press('Tab'); // as a scanner does: checked without a second press
  await expect(page.getByText('Giấy giả hoặc đã bị sửa.')).toBeVisible();
  await page.screenshot({ path: path.join(OUT, 'verify-offline-360.png'), fullPage: true });
  await context.close();
});
