// A cashier's day: money is taken, a mistake undone, a statement matched, the sheet closed and printed.
import { expect, test } from '@playwright/test';
import { as, download, read_pdf } from './people';

test.describe.configure({ mode: 'serial' });

test('what is due is taken in cash and the receipt says it', async ({ browser }) => {
  const page = await as(browser, 'thuquy.tamnong');
  await page.goto('/thu-phi');
  await expect(page.getByRole('heading', { level: 1, name: 'Thu phí, lệ phí' })).toBeVisible();
  await page.locator('main table a[href^="/thu-phi/"]').first().click();
  await expect(page.getByRole('img', { name: 'Mã VietQR' })).toBeVisible();
  await expect(page.getByText(/^MC[0-9A-Z]{14}$/)).toBeVisible();
  await page.keyboard.press('F9');
  await expect(page.getByText('Đã thu và lập biên lai')).toBeVisible();
  const address = await page.getByRole('link', { name: 'In biên lai (PDF)' }).last().getAttribute('href');
  const { text } = read_pdf(await download(page, address ?? ''));
  expect(text).toContain('BIÊN LAI THU PHÍ, LỆ PHÍ');
  expect(text).toContain('Số tiền viết bằng chữ');
  await page.context().close();
});

test('a mistake is undone by a counter-entry with its reason', async ({ browser }) => {
  const page = await as(browser, 'thuquy.tamnong');
  await page.goto('/thu-phi/so-thu');
  await page.locator('main a[href^="/thu-phi/"]').filter({ hasText: /^H/ }).last().click();
  await page.getByText('Hủy biên lai này').click();
  await page.getByRole('button', { name: 'Hủy biên lai', exact: true }).click();
  await expect(page.getByText('Ghi lý do hủy biên lai.').first()).toBeVisible();
  await page.getByText('Hủy biên lai này').click();
  await page.getByLabel('Lý do hủy').fill('Thu nhầm hồ sơ');
  await page.getByRole('button', { name: 'Hủy biên lai', exact: true }).click();
  await expect(page.getByText('Bút toán hủy').first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Thu tiền mặt' })).toBeVisible();
  await page.context().close();
});

test('a statement is read once; what does not fit is a list', async ({ browser }) => {
  const page = await as(browser, 'thuquy.tamnong');
  const csv = 'Ngày,Số tham chiếu,Nội dung,Số tiền\n25/11/2026,STORY1,nop le phi khong ghi ma,8000\n';
  for (const said of ['1 khoản mới', '0 khoản mới']) {
    await page.goto('/thu-phi/sao-ke');
    await page.locator('input[type=file]').setInputFiles({ name: 'sao-ke.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.getByRole('button', { name: 'Đọc và khớp' }).click();
    await expect(page.getByText(said)).toBeVisible();
  }
  await expect(page.getByText('nop le phi khong ghi ma').first()).toBeVisible();
  await page.context().close();
});

test('the day is closed with the money counted', async ({ browser }) => {
  const page = await as(browser, 'thuquy.tamnong');
  await page.goto('/thu-phi/so-thu');
  await page.getByLabel('Tiền mặt đếm được và nộp').fill('1.000');
  await page.getByLabel('Phiếu nộp tiền').fill('PN 01');
  await page.getByRole('button', { name: 'Khóa sổ' }).click();
  await expect(page.getByText('ghi lý do chênh lệch').first()).toBeVisible();
  await page.getByLabel('Ghi chú').fill('Kiểm lại ngày mai');
  await page.getByRole('button', { name: 'Khóa sổ' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Bảng kê số');
  const address = await page.getByRole('link', { name: 'In bảng kê (PDF)' }).getAttribute('href');
  const { text } = read_pdf(await download(page, address ?? ''));
  expect(text).toContain('BẢNG KÊ THU PHÍ, LỆ PHÍ');
  expect(text).toContain('Kiểm lại ngày mai');
  await page.context().close();
});
