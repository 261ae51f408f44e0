// Citizens are asked and ask: a drawn person answers a survey without scripts, a question of a dialogue is asked and answered in public.
import { expect, test, type Page } from '@playwright/test';
import { as, choose, defaults, download, read_pdf } from './people';

test.describe.configure({ mode: 'serial' });

async function send(page: Page, name: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: true }).first().click()]);
}

test('somebody who was drawn answers once, without scripts, and the office sees that, not what', async ({ browser }) => {
  const steward = await as(browser, 'kiemsoat.tamnong');
  await steward.goto('/cai-cach/khao-sat');
  await steward.locator('main a[href^="/cai-cach/khao-sat/"]').filter({ hasText: 'đợt 2' }).first().click();
  const survey = new URL(steward.url()).pathname;
  await expect(steward.getByText('Hạt giống rút mẫu')).toBeVisible();
  await steward.goto(`${survey}/danh-sach`);
  const row = steward.locator('tr').filter({ has: steward.locator('a[href^="/khao-sat/"]') }).first();
  const number = (await row.locator('td').first().innerText()).replace(/\D/g, '');
  const link = new URL((await row.locator('a[href^="/khao-sat/"]').getAttribute('href')) ?? '', steward.url());
  link.search = '';

  const home = await browser.newContext({ ...defaults(), javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const page = await home.newPage();
  await page.goto(link.pathname);
  await page.locator('[name=gop_y]').fill('Cần thêm ghế ở phòng chờ');
  await page.getByRole('button', { name: 'Gửi phiếu' }).click();
  await expect(page.getByText('Chọn một mức').first()).toBeVisible();
  await expect(page.locator('[name=gop_y]')).toHaveValue('Cần thêm ghế ở phòng chờ');
  await page.locator('[name="cau.chung"][value="5"]').check();
  await page.locator('[name="cau.Y3.1"][value="4"]').check();
  await page.getByRole('button', { name: 'Gửi phiếu' }).click();
  await expect(page.getByText('Phiếu này đã được trả lời')).toBeVisible();
  await page.goto('/khao-sat');
  await expect(page.getByText('độ tin cậy 95%').first()).toBeVisible();
  await expect(page.getByText('Cần thêm ghế ở phòng chờ')).toHaveCount(0);
  await home.close();

  await steward.goto(`${survey}/danh-sach`);
  await expect(steward.locator('tr').filter({ has: steward.getByText(number, { exact: true }) }).first()).toContainText('Đã trả lời');
  await steward.context().close();
});

test('a question is asked in public, answered in public, and a promise can be followed', async ({ browser }) => {
  const home = await browser.newContext({ ...defaults(), javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const page = await home.newPage();
  await page.goto('/doi-thoai');
  await page.getByRole('link', { name: 'Nộp hồ sơ trực tuyến: khó ở đâu' }).click();
  const dialogue = new URL(page.url()).pathname;
  await page.getByRole('link', { name: 'Gửi câu hỏi trước buổi đối thoại' }).click();
  await page.getByRole('button', { name: 'Gửi câu hỏi' }).click();
  await expect(page.getByText('Ghi câu hỏi hoặc ý kiến.').first()).toBeVisible();
  await page.locator('[name=cau_hoi]').fill('Tôi là Lê Thị Mẫu Sáu: máy chụp giấy tờ ở đâu?');
  await page.locator('[name=ten]').fill('Lê Thị Mẫu Sáu');
  await page.getByRole('button', { name: 'Gửi câu hỏi' }).click();
  await expect(page.getByText('Đã nhận câu hỏi số')).toBeVisible();
  await expect(page.getByText('máy chụp giấy tờ ở đâu')).toHaveCount(0);

  const steward = await as(browser, 'kiemsoat.tamnong');
  await steward.goto(`/cai-cach${dialogue}`);
  await steward.locator('tr').filter({ hasText: 'Lê Thị Mẫu Sáu' }).getByRole('link', { name: 'Trả lời' }).click();
  await steward.locator('[name=cong_khai]').fill('Máy chụp giấy tờ ở đâu?');
  await send(steward, 'Lưu');
  await expect(steward.getByText('Ghi câu trả lời.').first()).toBeVisible();
  await expect(steward.locator('[name=cong_khai]')).toHaveValue('Máy chụp giấy tờ ở đâu?');
  await steward.locator('[name=tra_loi]').fill('Ở quầy hướng dẫn, dùng miễn phí.');
  await send(steward, 'Lưu');
  await steward.goto(`/cai-cach${dialogue}/loi-hua`);
  await steward.locator('[name=viec]').fill('Đặt thêm một máy chụp giấy tờ');
  await choose(steward, 'select[name=don_vi]', 'Trung tâm Phục vụ');
  await steward.locator('[name=han]').fill('20/12/2026');
  await steward.locator('[name=san_pham]').fill('Biên bản bàn giao máy');
  await send(steward, 'Giao việc');
  await steward.context().close();

  await page.goto(dialogue);
  await expect(page.getByText('Ở quầy hướng dẫn, dùng miễn phí.')).toBeVisible();
  await expect(page.getByText('Lê Thị Mẫu Sáu')).toHaveCount(0);
  const promise = page.locator('tr').filter({ hasText: 'Đặt thêm một máy chụp giấy tờ' });
  await expect(promise).toContainText('Chưa thực hiện');
  await home.close();
});

test('the quarter was signed: its paper stays, the year is written with live figures', async ({ browser }) => {
  const steward = await as(browser, 'kiemsoat.tamnong');
  await steward.goto('/cai-cach/bao-cao');
  await steward.getByRole('link', { name: 'quý III năm 2026' }).click();
  const { text } = read_pdf(await download(steward, `${new URL(steward.url()).pathname}/in.pdf`));
  expect(text).toContain('118/BC-UBND');
  expect(text).toContain('PHỤ LỤC THỐNG KÊ');
  await steward.goto('/cai-cach/bao-cao');
  await steward.getByRole('link', { name: /năm 2026$/ }).filter({ hasNotText: 'quý' }).first().click();
  await steward.getByRole('link', { name: 'Viết phần III.2' }).click();
  await steward.locator('[name=noi_dung]').fill('Còn nhiệm vụ quá hạn.');
  await send(steward, 'Lưu');
  await expect(steward.getByText('Còn nhiệm vụ quá hạn.')).toBeVisible();
  await expect(steward.getByText('chưa có số liệu').first()).toBeVisible();
  await steward.context().close();
});
