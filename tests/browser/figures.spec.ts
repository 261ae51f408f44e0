// A leader goes from a figure to the dossier behind it; a control officer asks about what stands out, and signs off a report.
import { expect, test, type Page } from '@playwright/test';
import { as } from './people';

test.describe.configure({ mode: 'serial' });

const number_of = (text: string): number => Number(text.replace(/[^0-9]/g, ''));

async function press(page: Page, name: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: true }).first().click()]);
}

test('a leader opens a figure, its list and a dossier', async ({ browser }) => {
  const page = await as(browser, 'chutich.lapvo');
  await page.goto('/bang-dieu-hanh');
  const tile = page.locator('main a[href*="/bao-cao/o?"][href*="cot=5"]').first();
  const figure = number_of(await tile.innerText());
  expect(figure).toBeGreaterThan(0);
  await tile.click();
  let rows = 0;
  for (;;) {
    rows += await page.getByRole('table').locator('tbody tr').count();
    const older = page.locator('main a[href*="sau="]');
    if ((await older.count()) === 0) break;
    await older.first().click();
  }
  expect(rows).toBe(figure);
  const code = page.getByRole('table').getByRole('link', { name: /^H/ }).first();
  const wanted = await code.innerText();
  await code.click();
  await expect(page).toHaveURL(new RegExp(`/ho-so/${wanted}`));
  await expect(page.getByText(wanted).first()).toBeVisible();
  await page.context().close();
});

test('a leader compares periods, asks a division and an officer, and takes the table along', async ({ browser }) => {
  const page = await as(browser, 'chutich.tamnong');
  await page.goto('/bang-dieu-hanh');
  await page.getByLabel('Kỳ báo cáo').selectOption('nam-2026');
  await press(page, 'Xem');
  for (const name of ['Kỳ này', 'Kỳ trước', 'Năm trước']) await expect(page.getByRole('columnheader', { name })).toBeVisible();
  await expect(page.getByLabel('Người thụ lý')).toHaveCount(0);
  await page.getByLabel('Đơn vị thụ lý').selectOption({ index: 1 });
  await press(page, 'Xem');
  await page.getByLabel('Người thụ lý').selectOption({ index: 1 });
  await press(page, 'Xem');
  const tile = page.locator('main a[href*="/bao-cao/o?"][href*="nguoi_xu_ly="]').first();
  const figure = number_of(await tile.innerText());
  await tile.click();
  await expect(page.getByText(`${figure.toLocaleString('de-DE')} hồ sơ.`).first()).toBeVisible();
  await page.goBack();
  const sheet = await page.getByRole('link', { name: 'Tải bảng tính (XLSX)' }).getAttribute('href');
  const file = await page.request.get(sheet ?? '');
  expect(file.status()).toBe(200);
  expect(file.headers()['content-type']).toContain('spreadsheetml');
  expect((await file.body()).subarray(0, 2).toString()).toBe('PK');
  await page.context().close();
});

test('what stands out is explained by the desk and closed by another person', async ({ browser }) => {
  const desk = await as(browser, 'giamdoc.lapvo');
  await desk.goto('/dau-hieu');
  await desk.getByRole('link', { name: 'Nhập dồn ngoài giờ' }).first().click();
  const signal = new URL(desk.url()).pathname;
  await expect(desk.getByText(/ngoài giờ làm việc/).first()).toBeVisible();
  expect(await desk.getByRole('table').locator('tbody tr').count()).toBeGreaterThanOrEqual(8);
  await desk.getByLabel('Giải trình của đơn vị').fill('Mất mạng từ 14 giờ, hồ sơ nhận bằng sổ giấy và nhập lại khi có mạng; biên bản 05/BB-TTPVHCC.');
  await press(desk, 'Ghi giải trình');
  await expect(desk.getByText('Đã ghi giải trình').first()).toBeVisible();
  await desk.context().close();

  const control = await as(browser, 'kiemsoat.lapvo');
  await control.goto(signal);
  await expect(control.getByText('biên bản 05/BB-TTPVHCC').first()).toBeVisible();
  await press(control, 'Đóng dấu hiệu');
  await expect(control.getByText('Chọn một kết luận.').first()).toBeVisible();
  await control.getByLabel('Có lý do đúng quy định').check();
  await control.getByLabel('Lý do kết luận').fill('Nhà mạng xác nhận sự cố; số hồ sơ khớp sổ giấy trong ngày.');
  await press(control, 'Đóng dấu hiệu');
  await expect(control.getByText('Đã đóng dấu hiệu.').first()).toBeVisible();
  await control.context().close();
});

test('a report is signed off and compared with today', async ({ browser }) => {
  const page = await as(browser, 'kiemsoat.lapvo');
  await page.goto('/bao-cao');
  await press(page, 'Chốt báo cáo này');
  await expect(page.getByText('Đã chốt báo cáo.').first()).toBeVisible();
  await expect(page.getByText('Không có gì ghi nhận sau khi chốt').first()).toBeVisible();
  await page.getByRole('link', { name: 'Báo cáo hiện nay' }).click();
  await page.getByLabel('Như đã biết ngày').first().fill('20/11/2026');
  await press(page, 'Xem');
  await expect(page.getByText('Số liệu như đã biết hết ngày 20/11/2026').first()).toBeVisible();
  await page.goto('/bao-cao/da-chot');
  await expect(page.getByRole('table').locator('tbody tr').first()).toBeVisible();
  await page.context().close();
});
