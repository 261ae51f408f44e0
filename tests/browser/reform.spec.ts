// Managing reform as its people live it: a plan is made and issued, a unit reports with proof, an inspector works without a connection, a
// session of the committee becomes tasks.
import { expect, test, type Page } from '@playwright/test';
import { as, choose, download, read_pdf } from './people';

test.describe.configure({ mode: 'serial' });

let plan = '';

async function send(page: Page, name: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: true }).first().click()]);
}

test('the steward makes a plan with a task and issues it', async ({ browser }) => {
  const page = await as(browser, 'kiemsoat.lapvo');
  await page.goto('/cai-cach/ke-hoach/them');
  await page.locator('[name=ten]').fill('Kế hoạch cải cách hành chính thử');
  await page.locator('[name=nam]').fill('2026');
  await send(page, 'Tạo dự thảo');
  plan = new URL(page.url()).pathname;
  await page.goto(`${plan}/nhiem-vu`);
  await page.locator('[name=nhiem_vu]').fill('Đối thoại với người dân về thủ tục đất đai');
  await choose(page, '[name=loai]', 'Đối thoại');
  await choose(page, 'select[name=chu_tri]', 'Phòng Văn hóa');
  await page.locator('[name=han]').fill('20/12/2026');
  await page.locator('[name=san_pham]').fill('Biên bản đối thoại');
  await send(page, 'Lưu');
  await page.goto(`${plan}/ban-hanh`);
  await page.locator('[name=so]').fill('77/KH-UBND');
  await send(page, 'Ban hành');
  await expect(page.getByText('số 77/KH-UBND')).toBeVisible();
  await expect(page.getByText('Có nhiệm vụ đối thoại.')).toBeVisible();
  await page.context().close();
});

test('the unit reports with proof and the steward ends the task', async ({ browser }) => {
  const officer = await as(browser, 'tuphap.lapvo');
  await officer.goto('/cai-cach/nhiem-vu');
  await officer.getByRole('link', { name: 'Đối thoại với người dân về thủ tục đất đai' }).click();
  const task = new URL(officer.url()).pathname;
  await expect(officer.getByRole('button', { name: 'Xác nhận hoàn thành' })).toHaveCount(0);
  await officer.goto(`${task}/san-pham`);
  await officer.locator('[name=noi_dung]').fill('Biên bản đối thoại ngày 20/11');
  await send(officer, 'Nộp');
  await expect(officer.getByText('Ghi số, ký hiệu văn bản.').first()).toBeVisible();
  await expect(officer.locator('[name=noi_dung]')).toHaveValue('Biên bản đối thoại ngày 20/11');
  await officer.locator('[name=so]').fill('9/BB-VHXH');
  await send(officer, 'Nộp');
  await expect(officer.getByText('Chờ xác nhận').first()).toBeVisible();
  await officer.context().close();

  const steward = await as(browser, 'kiemsoat.lapvo');
  await steward.goto(task);
  await send(steward, 'Xác nhận: Biên bản đối thoại ngày 20/11');
  await send(steward, 'Xác nhận hoàn thành');
  await expect(steward.getByText('Hoàn thành trước hạn').first()).toBeVisible();
  await steward.goto(plan);
  await expect(steward.getByRole('link', { name: '1/1' }).first()).toBeVisible();
  await steward.context().close();
});

test('on a tablet without connection marks wait on the machine and are sent by themselves', async ({ browser }) => {
  const page = await as(browser, 'kiemsoat.tamnong', { viewport: { width: 768, height: 1024 } });
  await page.goto('/cai-cach/kiem-tra');
  await page.locator('main a[href^="/cai-cach/kiem-tra/"]').filter({ hasText: /^Kế hoạch kiểm tra/ }).first().click();
  await page.locator('main a[href^="/cai-cach/cuoc-kiem-tra/"]').last().click();
  const visit = new URL(page.url()).pathname;
  await page.goto(`${visit}/cham`);
  await page.locator('[name="ket_qua.K3.1"][value=good]').check();
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Lưu các mục đã chấm' }).click();
  await expect(page.getByText('1 lần nhập đã lưu trên máy này')).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText('Đã gửi 1 lần nhập đã lưu')).toBeVisible();
  await page.goto(visit);
  await expect(page.getByText('4/4 điểm').first()).toBeVisible();
  const { text } = read_pdf(await download(page, `${visit}/bien-ban.pdf`));
  expect(text).toContain('BIÊN BẢN KIỂM TRA');
  expect(text).toContain('K3.1');
  await page.context().close();
});

test('the chair holds a session whose conclusions become tasks of the units', async ({ browser }) => {
  const page = await as(browser, 'chutich.lapvo');
  await page.goto('/cai-cach/ban-chi-dao/them');
  await page.locator('[name=quyet_dinh]').fill('609/QĐ-UBND');
  await page.locator('[name=ngay]').fill('02/11/2026');
  await choose(page, 'select[name=theo_doi]', 'Văn phòng');
  await send(page, 'Lưu');
  const committee = new URL(page.url()).pathname;
  await page.goto(`${committee}/phien`);
  await page.locator('[name=ngay]').fill('10/11/2026');
  await page.locator('[name=chu_tri]').fill('Chủ tịch Ủy ban nhân dân xã');
  await send(page, 'Lưu');
  await page.getByRole('link', { name: 'Phiên thứ 1' }).click();
  const session = new URL(page.url()).pathname;
  await page.goto(`${session}/tai-lieu`);
  await page.locator('[name=ten]').fill('Thông qua quy chế làm việc');
  await send(page, 'Lưu');
  await expect(page.getByText('Thông qua quy chế làm việc')).toBeVisible();
  await page.goto(`${session}/hop`);
  await page.locator('[name=du_hop]').fill('Đủ thành viên');
  await send(page, 'Lưu');
  await page.goto(`${session}/noi-dung`);
  await page.locator('[name=noi_dung]').fill('Ký số mọi văn bản đi');
  await choose(page, 'select[name=chu_tri]', 'Phòng Văn hóa');
  await choose(page, 'select[name=so_lieu]', 'Tỷ lệ văn bản được ký số');
  await choose(page, 'select[name=chi_tieu]', 'Đạt ít nhất');
  await send(page, 'Lưu');
  await expect(page.getByText('Ghi mức bằng phần trăm, ví dụ 80.').first()).toBeVisible();
  await expect(page.locator('[name=noi_dung]')).toHaveValue('Ký số mọi văn bản đi');
  await page.locator('[name=muc]').fill('100');
  await page.locator('[name=han]').fill('20/12/2026');
  await send(page, 'Lưu');
  await page.goto(`${session}/thong-bao`);
  await page.locator('[name=so]').fill('305/TB-BCĐ');
  await page.locator('[name=ngay]').fill('12/11/2026');
  await send(page, 'Ban hành, giao nhiệm vụ');
  await expect(page.getByRole('link', { name: 'Ký số mọi văn bản đi' })).toBeVisible();
  const { text } = read_pdf(await download(page, `${session}/thong-bao.pdf`));
  expect(text).toContain('Lấp Vò, ngày 12 tháng 11 năm 2026');
  expect(text).toContain('Ký số mọi văn bản đi');
  await page.context().close();

  const officer = await as(browser, 'tuphap.lapvo');
  await officer.goto('/cai-cach/nhiem-vu');
  await officer.getByRole('link', { name: 'Ký số mọi văn bản đi' }).click();
  await expect(officer.getByText('Thông báo 305/TB-BCĐ ngày 12/11/2026, điểm a').first()).toBeVisible();
  await officer.context().close();
});
