// A land case of two procedures: the desk receives it once, the dispatcher finds the agency the list does not name, the parts go their ways.
import { expect, test, type Page } from '@playwright/test';
import { as } from './people';

test.describe.configure({ mode: 'serial' });

let link = '';
let part = '';

async function press(page: Page, name: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: true }).first().click()]);
}

test('the desk receives one submission with two procedures', async ({ browser }) => {
  const page = await as(browser, 'tiepnhan.tamnong');
  await page.goto('/tiep-nhan');
  await page.getByRole('link', { name: /Một lần nộp, nhiều thủ tục/ }).click();
  await page.locator('#thu_tuc_1').fill('2.001035');
  await page.locator('#thu_tuc_2').fill('1.013831');
  await press(page, 'Cập nhật');
  await expect(page.locator('main')).toContainText('Chưa xác định được cơ quan giải quyết');
  await page.locator('#so').fill('087190999123');
  await page.locator('#ten').fill('Nguyễn Thị Ánh Mẫu');
  await page.locator('#ngay_sinh').fill('05/01/1990');
  await page.locator('#dia_chi').fill('Ấp 1, xã Tam Nông, tỉnh Đồng Tháp');
  await page.locator('#dien_thoai').fill('0912999345');
  // Sent too early: it says what is missing and keeps what was typed.
  await page.getByRole('button', { name: /^Tiếp nhận hồ sơ liên thông/ }).click();
  await expect(page.getByRole('alert').or(page.locator('.mc-errors')).first()).toContainText('Thủ tục');
  await expect(page.locator('#ten')).toHaveValue('Nguyễn Thị Ánh Mẫu');
  for (const question of await page.locator('main fieldset').all()) {
    const no = question.getByLabel('Không', { exact: true });
    if ((await no.count()) === 1 && (await question.locator('input:checked').count()) === 0) await no.check();
  }
  for (const name of ['du1', 'du2']) await page.locator(`input[name="${name}"]`).check();
  for (const money of await page.locator('input[name^="tien"]').all()) await money.fill('50.000');
  await page.getByRole('button', { name: /^Tiếp nhận hồ sơ liên thông/ }).click();
  await expect(page).toHaveURL(/\/lien-thong\/H/);
  link = page.url().split('/').pop() ?? '';
  await expect(page.locator('main')).toContainText('Chờ điều phối');
  part = (await page.locator('main a[href^="/ho-so/"]').filter({ hasText: /^H/ }).nth(1).textContent()) ?? '';
  expect(part).toMatch(/^H20\./);
  expect(part).not.toBe(link);
  await page.context().close();
});

test('the desk cannot send on what belongs to nobody yet', async ({ browser }) => {
  const page = await as(browser, 'tiepnhan.tamnong');
  await page.goto(`/ho-so/${part}`);
  await expect(page.locator('main')).toContainText('chờ người điều phối');
  await expect(page.getByRole('button', { name: 'Chuyển hồ sơ', exact: true })).toHaveCount(0);
  await page.goto('/lien-thong/dieu-phoi');
  await expect(page.getByRole('heading', { level: 1 })).not.toContainText('Điều phối');
  await page.context().close();
});

test('the dispatcher says which agency it is, and why', async ({ browser }) => {
  const page = await as(browser, 'kiemsoat.tamnong');
  await page.goto('/lien-thong/dieu-phoi');
  const form = page.locator(`form[action="/lien-thong/dieu-phoi/${part}"]`);
  await form.getByRole('button', { name: 'Xác định cơ quan' }).click();
  await expect(page.locator('main')).toContainText('Chọn cơ quan có thẩm quyền giải quyết');
  const select = page.locator(`form[action="/lien-thong/dieu-phoi/${part}"] select[name="co_quan"]`);
  const agency = await select.locator('option').filter({ hasText: /Ủy ban nhân dân phường/ }).first().getAttribute('value');
  await select.evaluate((element, value) => { (element as HTMLSelectElement).value = value ?? ''; }, agency);
  await page.locator(`form[action="/lien-thong/dieu-phoi/${part}"] input[name="can_cu"]`).fill('Quyết định phân cấp của tỉnh');
  await Promise.all([page.waitForEvent('load'), form.getByRole('button', { name: 'Xác định cơ quan' }).click()]);
  await expect(page.locator('body')).toContainText(`Đã xác định cơ quan giải quyết hồ sơ ${part}`);
  await expect(page.locator(`form[action="/lien-thong/dieu-phoi/${part}"]`)).toHaveCount(0);
  await page.context().close();
});

test('everybody sees where each part is', async ({ browser }) => {
  const page = await as(browser, 'tiepnhan.tamnong');
  await page.goto(`/lien-thong/${link}`);
  await expect(page.locator('main')).toContainText('Quyết định phân cấp của tỉnh');
  await expect(page.locator('main')).toContainText('Chờ phần 1');
  await page.goto('/lien-thong');
  await expect(page.locator('main')).toContainText('0 trên 2 phần');
  await page.context().close();
});
