// A mother registers the birth of her child from her phone, scripts off: found, filled in, submitted, received by the desk, followed.
import { expect, test, type Browser, type Page } from '@playwright/test';
import { as, choose, defaults, grey_picture, sign_in } from './people';

const PHONE = { javaScriptEnabled: false, viewport: { width: 360, height: 740 } };

async function phone(browser: Browser): Promise<Page> {
  return (await browser.newContext({ ...defaults(), ...PHONE })).newPage();
}

const TYPED: Record<string, string> = {
  con_ho_ten: 'Lê Thị Bé Mẫu', con_ngay_sinh: '20/11/2026', con_ngay_sinh_bang_chu: 'Hai mươi tháng mười một năm hai nghìn không trăm hai mươi sáu',
  con_dan_toc: 'Kinh', con_noi_sinh: 'Trung tâm Y tế Tam Nông', con_que_quan: 'Xã Tam Nông, tỉnh Đồng Tháp', me_ho_ten: 'Nguyễn Thị Ánh Mẫu',
  me_nam_sinh: '05/01/1990', me_so_dinh_danh: '087190999123', me_dan_toc: 'Kinh', cha_ho_ten: 'Lê Văn Mẫu', cha_nam_sinh: '1988',
  cha_so_dinh_danh: '087088999123', cha_dan_toc: 'Kinh', so_ban_sao: '2', noi_lam_don: 'xã Tam Nông', gcn_ket_hon: '15/2019, ngày 02/02/2019, UBND xã Tam Nông',
};

// Types into what is empty and known; tells how many fields.
async function fill(page: Page): Promise<number> {
  let filled = 0;
  for (const [key, value] of Object.entries(TYPED)) {
    const field = page.locator(`[name="f.${key}"]`);
    if ((await field.count()) !== 1 || (await field.inputValue()) !== '') continue;
    await field.fill(value);
    ++filled;
  }
  return filled;
}

test('birth registration by the mother, from the search to the hands of the desk', async ({ browser }) => {
  test.setTimeout(240_000);
  const page = await phone(browser);
  await page.goto('/');
  await page.locator('input[name=q]').fill('lam giay khai sinh');
  await page.getByRole('button', { name: 'Tìm' }).first().click();
  await page.locator('a[href^="/thu-tuc/1.001193"]').first().click();
  await page.getByRole('link', { name: 'Trực tuyến' }).first().click();
  for (let asked = 0; (await page.locator('main input[type=radio]').count()) > 0; ++asked) {
    expect(asked, 'questions end').toBeLessThan(12);
    await page.locator('main input[type=radio]').first().check();
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
  }
  await page.locator('main a', { hasText: 'Bắt đầu nộp' }).click();
  await sign_in(page, `me.${Date.now()}@thu.example`);
  await page.locator('#ten').fill('Nguyễn Thị Ánh Mẫu');
  await page.locator('#so').fill('087190999123');
  await page.locator('#ngay_sinh').fill('05/01/1990');
  await page.locator('#dia_chi').fill('Ấp 1, xã Tam Nông, tỉnh Đồng Tháp');
  await page.getByRole('button', { name: 'Lưu và tiếp tục' }).click();
  await choose(page, '#noi_nop', 'Tam Nông');
  await page.getByRole('button', { name: 'Bắt đầu' }).click();

  for (let step = 0; !page.url().endsWith('/kiem-tra'); ++step) {
    expect(step, 'the pages end').toBeLessThan(30);
    const before = page.url();
    expect(before, 'what was answered on the page of the procedure is not asked again').not.toContain('/cau.');
    if (before.includes('/giay-to')) {
      const wanted = await page.locator('input[type=file]').count();
      for (let i = 0; i < wanted; ++i) {
        await page.locator('input[type=file]').nth(i).setInputFiles({ name: 'trong.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(0) });
        await page.getByRole('button', { name: 'Tải lên' }).nth(i).click();
        await page.locator('input[type=file]').nth(i).setInputFiles({ name: 'giay.png', mimeType: 'image/png', buffer: grey_picture() });
        await page.getByRole('button', { name: 'Tải lên' }).nth(i).click();
        await expect(page.getByText('Đã tải lên 1 tệp')).toBeVisible();
      }
      await page.getByRole('button', { name: 'Tiếp tục' }).click();
      continue;
    }
    await fill(page);
    for (const group of await page.locator('main fieldset').all()) {
      const boxes = group.locator('input[type=radio]');
      if ((await boxes.count()) > 0 && (await group.locator('input[type=radio]:checked').count()) === 0) await boxes.first().check();
    }
    const relation = page.locator('[name="f.nyc_quan_he"]');
    if ((await relation.count()) === 1) await relation.selectOption('Mẹ');
    for (const select of await page.locator('main select').all()) if ((await select.inputValue()) === '') await select.selectOption({ index: 1 });
    for (const box of await page.locator('main input[type=checkbox][name^="f."]').all()) await box.check();
    await page.getByRole('button', { name: 'Lưu và tiếp tục' }).click();
    if (page.url() === before && (await fill(page)) > 0) await page.getByRole('button', { name: 'Lưu và tiếp tục' }).click(); // asked only after an answer
    expect(await page.locator('.govuk-error-summary').allInnerTexts(), `page ${before}`).toEqual([]);
  }
  await expect(page.getByText('Còn thiếu:')).toHaveCount(0);
  await page.getByRole('button', { name: 'Nộp hồ sơ' }).click();
  const number = /NOP-\d{6}-\d{4}/.exec(await page.locator('main').innerText())?.[0] ?? '';
  expect(number).not.toBe('');
  const mine = page.url();

  const desk = await as(browser, 'tiepnhan.tamnong', { javaScriptEnabled: false });
  await desk.goto('/tiep-nhan/truc-tuyen');
  await desk.locator(`a[href$="${number}"]`).first().click();
  await expect(desk.locator('main')).toContainText('Nguyễn Thị Ánh Mẫu');
  await desk.getByRole('button', { name: /Tiếp nhận, cấp mã hồ sơ/ }).click();
  await expect(desk.getByRole('heading', { level: 1, name: 'Đã tiếp nhận hồ sơ' })).toBeVisible();
  await desk.context().close();

  await page.goto(mine);
  await page.locator('main a', { hasText: 'Xem hồ sơ đang ở đâu' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('khai sinh');
  await page.goto('/ho-so-cua-toi');
  await expect(page.locator('main')).toContainText('Đã tiếp nhận');
  await page.locator('main a', { hasText: 'Đã nộp gì, xin rút' }).first().click();
  await page.getByRole('link', { name: 'Xin rút hồ sơ' }).click();
  await page.getByRole('button', { name: 'Gửi yêu cầu rút' }).click();
  await expect(page).toHaveTitle(/^Lỗi:/);
  await page.locator('#ly_do').fill('Gia đình sẽ nộp ở xã khác');
  await page.getByRole('button', { name: 'Gửi yêu cầu rút' }).click();
  await expect(page.getByText('Chưa trả lời')).toBeVisible();
  await page.context().close();
});

test('whoever judges a dossier that was returned is heard once', async ({ browser }) => {
  const { download, read_pdf } = await import('./people');
  const desk = await as(browser, 'tiepnhan.tamnong');
  await desk.goto('/so-theo-doi?den=15/11/2026'); // long enough ago to be returned
  const hrefs = await desk.locator('main a[href^="/ho-so/H"]').evaluateAll((links) => links.map((a) => a.getAttribute('href') ?? ''));
  const page = await phone(browser);
  for (const href of hrefs) {
    const { codes } = read_pdf(await download(desk, `${href}/giay-tiep-nhan.pdf`));
    await page.goto(new URL(codes.find((one) => one.includes('/T/')) ?? '').pathname);
    if ((await page.locator('main a[href^="/danh-gia/"]').count()) > 0) break;
  }
  await page.locator('main a[href^="/danh-gia/"]').click();
  await page.locator('input[name=chung]').first().check();
  await page.locator('input[name=thoi-gian]').first().check();
  await page.getByRole('button', { name: 'Gửi đánh giá' }).click();
  await expect(page.getByText('Bạn đã đánh giá hồ sơ này')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Gửi đánh giá' })).toHaveCount(0);
  await page.goto('/danh-gia');
  await expect(page.locator('main')).toContainText('xã Tam Nông');
  await page.context().close();
  await desk.context().close();
});
