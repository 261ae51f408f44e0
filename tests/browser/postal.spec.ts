// A postal clerk's day: papers are counted, handed over, signed for by the one-stop; a result is delivered.
import { expect, test } from '@playwright/test';
import { as, download, read_pdf } from './people';

test.describe.configure({ mode: 'serial' });

test('the clerk counts the papers and writes a slip', async ({ browser }) => {
  const page = await as(browser, 'buudien.tamnong');
  await page.goto('/buu-chinh');
  await page.getByRole('link', { name: /Lập phiếu gửi hồ sơ/ }).first().click();
  await page.locator('#thu_tuc').fill('2.000913');
  await page.getByRole('button', { name: 'Tiếp' }).click();
  await page.getByLabel('Họ tên').fill('Nguyễn Văn Mẫu Gửi');
  await page.locator('#so').fill('087190999123');
  await page.getByLabel('Nơi cư trú').fill('Ấp 1, xã Tam Nông, tỉnh Đồng Tháp');
  for (const box of await page.locator('table input[type=checkbox]').all()) await box.check();
  await page.getByRole('button', { name: 'Đếm lại' }).click();
  await expect(page.getByText('Đủ theo danh mục.')).toBeVisible();
  await page.getByRole('button', { name: /Lập phiếu gửi/ }).click();
  await expect(page.getByText('Nguyễn Văn Mẫu Gửi').first()).toBeVisible();
  const address = await page.getByRole('link', { name: 'Phiếu gửi', exact: true }).first().getAttribute('href');
  const { text } = read_pdf(await download(page, address ?? ''));
  expect(text).toContain('PHIẾU GỬI HỒ SƠ');
  await page.getByRole('button', { name: /Lập biên bản, giao/ }).click();
  await expect(page.getByText('Đã lập biên bản giao nhận')).toBeVisible();
  await page.context().close();
});

test('the one-stop signs and that moment is the moment of filing', async ({ browser }) => {
  const page = await as(browser, 'tiepnhan.tamnong');
  await page.goto('/nhan-buu-chinh');
  await page.getByRole('link', { name: 'Kiểm đếm và ký' }).first().click();
  await page.getByRole('button', { name: /Ký nhận/ }).click();
  await expect(page.getByText('Đã tiếp nhận').first()).toBeVisible();
  const address = await page.getByRole('link', { name: 'In biên bản (PDF)' }).getAttribute('href');
  const { text } = read_pdf(await download(page, address ?? ''));
  expect(text).toContain('BIÊN BẢN GIAO NHẬN HỒ SƠ');
  expect(text).toContain('đây là thời điểm nộp hồ sơ');
  await page.locator('main a[href^="/ho-so/H"]').first().click();
  await expect(page.getByText('Nguyễn Văn Mẫu Gửi').first()).toBeVisible();
  await page.context().close();
});

test('folders are counted at the end of the day and a missing one is an alarm', async ({ browser }) => {
  const page = await as(browser, 'tiepnhan.tamnong');
  await page.goto('/ho-so-giay');
  await page.getByRole('button', { name: 'Ghi kiểm đếm' }).click();
  await expect(page.getByText(/Thiếu hồ sơ H/).first()).toBeVisible();
  await page.context().close();
});
