// Every task of a citizen, and the desk, with scripts switched off.
import { expect, test } from '@playwright/test';
import { as, card, defaults } from './people';

test('a citizen finds a procedure, answers about the case and sees the papers', async ({ browser }) => {
  const context = await browser.newContext({ ...defaults(), javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await page.goto('/');
  await page.locator('input[name=q]').fill('lam giay khai sinh');
  await page.getByRole('button', { name: 'Tìm' }).first().click();
  await page.locator('a[href^="/thu-tuc/1.001193"]').first().click();
  for (let asked = 0; (await page.locator('main input[type=radio]').count()) > 0; ++asked) {
    expect(asked, 'questions end').toBeLessThan(12);
    await page.locator('main input[type=radio]').first().check();
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
  }
  await expect(page.locator('#giay-to, main')).toContainText(['Giấy chứng sinh']);
  await expect(page.getByRole('link', { name: /Sửa/ }).first()).toBeVisible();
  await context.close();
});

test('an officer receives a dossier without scripts and the citizen looks it up', async ({ browser }) => {

  const page = await as(browser, 'tiepnhan2.tamnong', { javaScriptEnabled: false });
  await page.goto('/tiep-nhan');
  await page.locator('#thu_tuc').fill('1.001193');
  await page.locator('#thu_tuc').press('Enter');
  await page.locator('#the').fill(card('087195999777', 'Lê Thị Không Mẫu', '20101995', 'Nữ'));
  await page.locator('#the').press('Enter');
  await expect(page.locator('#ten')).toHaveValue('Lê Thị Không Mẫu');
  await page.locator('#dien_thoai').fill('0912999347');
  for (const question of ['chung_sinh', 'ket_hon', 'nguoi_di_lam', 'dung_han']) await page.locator(`input[name="q.${question}"]`).first().check();
  await page.locator('input[name="q.ban_sao"]').last().check();
  await page.getByRole('button', { name: 'Cập nhật' }).click();
  await page.locator('#du').check();
  await page.getByRole('button', { name: /Tiếp nhận và in giấy hẹn/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Đã tiếp nhận hồ sơ' })).toBeVisible();
  const code = page.url().split('/').pop() ?? '';
  await page.context().close();

  const citizen = await browser.newContext({ ...defaults(), javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const phone = await citizen.newPage();
  await phone.goto('/tra-cuu');
  await phone.locator('#ma').fill(code);
  await phone.locator('#ma_tra_cuu').fill('abcdefgh');
  await phone.getByRole('button', { name: 'Xem hồ sơ' }).click();
  await expect(phone.locator('.govuk-error-summary')).toBeVisible();
  await expect(phone.locator('#ma')).toHaveValue(code);
  await citizen.close();
});
