// A commune scores itself with evidence, the province appraises, and asks what another formula would change.
import { expect, test, type Page } from '@playwright/test';
import { as } from './people';

test.describe.configure({ mode: 'serial' });

let card = '';
let round = '';

async function press(page: Page, name: string | RegExp): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: typeof name === 'string' }).first().click()]);
}

test('self-score: a rate is counted from its parts and needs a document', async ({ browser }) => {
  const page = await as(browser, 'kiemsoat.tamnong');
  await page.goto('/chi-so/cham-diem');
  await page.getByRole('link', { name: /Chỉ số cải cách hành chính cấp xã/ }).first().click();
  round = new URL(page.url()).pathname;
  await page.getByRole('link', { name: 'Xã Tam Nông', exact: true }).click();
  card = new URL(page.url()).pathname;
  await expect(page.getByText(/Còn \d+ ngày \d+ giờ \d+ phút để tự chấm/)).toBeVisible();
  await page.getByRole('link', { name: /^1\.1\.2/ }).click();
  await page.getByLabel('Nhiệm vụ đã hoàn thành').fill('mười hai');
  await press(page, 'Ghi điểm tự chấm');
  await expect(page.getByText('Không hiểu số “mười hai”').first()).toBeVisible();
  await page.getByLabel('Nhiệm vụ đã hoàn thành').fill('23');
  await page.getByLabel('Nhiệm vụ trong kế hoạch').fill('23');
  await press(page, 'Ghi điểm tự chấm');
  await expect(page.getByText('23 Nhiệm vụ đã hoàn thành trên 23 Nhiệm vụ trong kế hoạch = 100 %').first()).toBeVisible();
  await page.getByLabel('Tên tài liệu').fill('Báo cáo kết quả thực hiện kế hoạch');
  await page.getByLabel('Số, ký hiệu').fill('31/BC-UBND');
  await page.locator('#ngay_tai_lieu').fill('20/11/2026');
  await press(page, 'Thêm tài liệu');
  await expect(page.getByRole('rowheader', { name: 'Báo cáo kết quả thực hiện kế hoạch' })).toBeVisible();
  await page.context().close();
});

test('the rest is scored, the chair locks', async ({ browser }) => {
  test.setTimeout(600_000); // some hundred pages, on a machine that may do other things
  const page = await as(browser, 'kiemsoat.tamnong');
  await page.goto(card);
  const items = await page.locator('a[href*="/muc/"]').evaluateAll((links) => links.map((a) => (a as HTMLAnchorElement).pathname));
  for (const address of items) {
    await page.goto(address);
    const button = page.getByRole('button', { name: 'Ghi điểm tự chấm' });
    if ((await button.count()) === 0) continue;
    if ((await page.locator('#muc').count()) > 0) {
      await page.locator('#muc').check();
    } else if ((await page.locator('#tu').inputValue()) === '') {
      await page.locator('#tu').fill('95');
      if ((await page.locator('#mau').count()) > 0) await page.locator('#mau').fill('100');
    }
    await press(page, 'Ghi điểm tự chấm');
    if ((await page.getByText('Chưa có tài liệu nào.').count()) === 0) continue;
    await page.getByLabel('Tên tài liệu').fill('Báo cáo năm');
    await page.getByLabel('Số, ký hiệu').fill('40/BC-UBND');
    await page.locator('#ngay_tai_lieu').fill('20/11/2026');
    await press(page, 'Thêm tài liệu');
  }
  await page.context().close();
  const chair = await as(browser, 'chutich.tamnong');
  await chair.goto(card);
  await expect(chair.getByText('Đã đủ để chốt.')).toBeVisible();
  await press(chair, 'Chốt điểm tự chấm');
  await expect(chair.getByText('Đã chốt tự chấm').first()).toBeVisible();
  await chair.context().close();
});

test('appraisal: a lower score needs its reason', async ({ browser }) => {
  const page = await as(browser, 'kiemsoat.dongthap');
  await page.goto(`${card}/muc/1.1.1`);
  await page.locator('#muc-2').check();
  await press(page, 'Ghi điểm thẩm định');
  await expect(page.getByText('Điểm thấp hơn tự chấm: chọn lý do.').first()).toBeVisible();
  await page.locator('#ly_do').selectOption('qua-han');
  await press(page, 'Ghi điểm thẩm định');
  await expect(page.getByText(/Thẩm định lần 1: Ban hành chậm/)).toBeVisible();
  await page.goto(card);
  for (const field of ['1', '2', '3', '4', '5', '6', '7']) await press(page, `Giữ điểm tự chấm của lĩnh vực ${field}`);
  await press(page, 'Xong thẩm định phiếu này');
  await expect(page.getByText('Đã thẩm định lần 1').first()).toBeVisible();
  await page.context().close();
});

test('what if procedures nobody asked for did not count', async ({ browser }) => {
  const page = await as(browser, 'kiemsoat.dongthap');
  await page.goto(`${round}/gia-dinh`);
  await page.getByLabel('Tỷ lệ thủ tục có hồ sơ trực tuyến').selectOption('v2');
  await press(page, 'Tính thử');
  await expect(page.getByRole('columnheader', { name: 'Hạng sau' })).toBeVisible();
  await expect(page.getByRole('row', { name: /Xã Tam Nông/ })).toContainText('3.6.2');
  await page.getByLabel('Công thức mới').fill('2 điểm * nop_truc / tiep_nhan');
  await page.getByLabel('Đổi công thức của tiêu chí').fill('3.6.1');
  await page.getByRole('option', { name: /3\.6\.1/ }).first().click();
  await press(page, 'Tính thử');
  await expect(page.getByText(/ký tự thứ \d+/)).toBeVisible();
  await page.context().close();
});
