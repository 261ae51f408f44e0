// The main job as a newcomer lives it: a birth is registered at the counter, worked on, signed, numbered and handed out.
import { expect, test, type Page } from '@playwright/test';
import { Keyboard, MOTHER, PASSWORD, as, card, choose, defaults, download, read_pdf, scan } from './people';

test.describe.configure({ mode: 'serial' });

let code = '';
let link = '';
let look_up_code = '';

async function open_case(page: Page, dossier = code): Promise<void> {
  await page.goto(`/ho-so/${dossier}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('khai sinh', { ignoreCase: true });
}
async function press(page: Page, name: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: true }).first().click()]);
}

// From the chosen procedure to the page that says "accepted", by keyboard alone. Returns the keys after the card.
async function register_birth(page: Page, payload: string): Promise<Keyboard> {
  const keys = new Keyboard(page);
  await page.goto('/tiep-nhan');
  await expect.poll(() => keys.focused()).toBe('thu_tuc');
  await keys.type('khai sinh');
  const offers = page.getByRole('option');
  await expect(offers.first()).toBeVisible();
  await expect(offers.first()).toContainText('1.001193');
  await keys.press('ArrowDown');
  await Promise.all([page.waitForEvent('load'), keys.press('Enter')]);
  await expect.poll(() => keys.focused()).toBe('the');
  await scan(page, payload);
  keys.count = 0;
  await expect(page.locator('#ten')).toHaveValue(payload.split('|')[2] ?? '');
  await expect(page.locator('#so')).toHaveValue(payload.split('|')[0] ?? '');
  await expect.poll(() => keys.focused()).toBe('dien_thoai');
  await keys.type('0912999345');
  for (const question of ['chung_sinh', 'ket_hon', 'nguoi_di_lam', 'dung_han']) {
    await keys.tab_to(`q.${question}`);
    await keys.press('Space');
  }
  await keys.tab_to('q.ban_sao');
  await keys.press('ArrowDown'); // the second answer: no copies
  await keys.tab_to('du');
  await keys.press('Space');
  await expect(page.locator('#tom-tat')).toContainText('Đủ giấy tờ');
  return keys;
}

test('the officer signs in and begins with the work', async ({ page }) => {
  await page.goto('/dang-nhap');
  await page.keyboard.type('tiepnhan.tamnong');
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
  await expect(page).toHaveURL(/\/ho-so$/);
  await expect(page.getByRole('link', { name: 'Tiếp nhận', exact: true })).toBeVisible();
});

test('a birth is received by keyboard in at most 40 keys after the card', async ({ browser }) => {
  const page = await as(browser, 'tiepnhan.tamnong');
  const began = Date.now();
  const keys = await register_birth(page, MOTHER);
  // 25/11/2026 09:00 is a working day: what comes before 15:00 is due the same day.
  await expect(page.locator('.mc-dueside')).toContainText('17:00, Thứ Tư 25/11/2026');
  await expect(page.locator('#vi-sao')).toContainText('Vì sao?');
  await expect(page.locator('#tom-tat .mc-fees__total')).toContainText('0 ₫');
  await Promise.all([page.waitForURL(/\/tiep-nhan\/H/), keys.press('F9')]);
  await expect(page.getByRole('heading', { level: 1, name: 'Đã tiếp nhận hồ sơ' })).toBeVisible();
  code = page.url().split('/').pop() ?? '';
  expect(code).toMatch(/^H20\.52-261125-\d{4}$/);
  console.log(`birth registration: ${keys.count} keys after the card, ${((Date.now() - began) / 1000).toFixed(1)} s for the machine`);
  expect(keys.count).toBeLessThanOrEqual(40);
  await page.context().close();
});

test('the receipt is form 01 and its code opens the look-up page', async ({ browser, page: citizen }) => {
  const page = await as(browser, 'tiepnhan.tamnong');
  await page.goto(`/tiep-nhan/${code}`);
  const address = await page.getByRole('link', { name: /giấy tiếp nhận/i }).first().or(page.getByRole('button', { name: /giấy tiếp nhận/i }).first()).first().getAttribute('href');
  const { text, codes } = read_pdf(await download(page, address ?? ''));
  await page.context().close();
  const labels = [
    'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc', 'GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ', 'Mã hồ sơ:',
    'Tiếp nhận hồ sơ của Ông (Bà)/Tổ chức:', 'Số định danh cá nhân/tổ chức:', 'Địa chỉ:', 'Số điện thoại:', 'Nội dung yêu cầu giải quyết:',
    'Thành phần hồ sơ nộp gồm:', 'Số lượng hồ sơ:', 'Thời gian giải quyết hồ sơ theo quy định là:', 'Thời gian nhận hồ sơ:',
    'Thời gian trả kết quả giải quyết hồ sơ:', 'Đăng ký nhận kết quả tại:', 'NGƯỜI NỘP HỒ SƠ', 'NGƯỜI TIẾP NHẬN HỒ SƠ',
  ];
  const flat = text.replace(/\s+/g, ' ');
  let at = -1;
  for (const label of labels) {
    expect(flat, label).toContain(label);
    if (!label.startsWith('CỘNG') && !label.startsWith('Độc lập')) {
      // the fields stand in the order of the circular
      const here = flat.indexOf(label, at + 1);
      expect(here, `${label} stands after the field before it`).toBeGreaterThan(at);
      at = here;
    }
  }
  for (const value of [code, 'Nguyễn Thị Ánh Mẫu', '087190999123', '0912999345', '1.001193', '09 giờ 00 phút, ngày 25 tháng 11 năm 2026', '17 giờ 00 phút, ngày 25 tháng 11 năm 2026'])
    expect(flat).toContain(value);
  look_up_code = /mã tra cứu ([0-9A-Za-z_-]{8})/.exec(flat)?.[1] ?? '';
  expect(look_up_code).not.toBe('');
  expect(codes.length, 'a scanner reads the receipt').toBeGreaterThan(0);
  link = new URL(codes.find((one) => one.includes('/T/')) ?? '').pathname;
  await citizen.goto(link);
  await expect(citizen.getByRole('heading', { level: 1 })).toContainText('khai sinh', { ignoreCase: true });
});

test('code and look-up code show plain words and no personal data', async ({ page }) => {
  await page.goto('/');
  await page.locator('form[action="/tra-cuu"] input[name=ma]').fill(code);
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
  await expect(page.locator('#ma')).toHaveValue(code);
  await page.locator('#ma_tra_cuu').fill('khong-dung');
  await press(page, 'Xem hồ sơ');
  await expect(page.locator('.govuk-error-summary')).toBeVisible();
  await expect(page.locator('#ma')).toHaveValue(code); // what was typed is kept
  await page.locator('#ma_tra_cuu').fill(look_up_code);
  await press(page, 'Xem hồ sơ');
  await expect(page).toHaveURL(/\/t\//);
  const body = (await page.locator('body').innerText()) + (await page.content());
  for (const secret of ['Nguyễn Thị Ánh Mẫu', '087190999123', '0912999345', '05/01/1990', 'Ấp 1']) expect(body).not.toContain(secret);
  await expect(page.locator('main')).toContainText('17:00');
  await expect(page.locator('main')).toContainText('Hồ sơ đang đúng hẹn.');
  await expect(page.locator('main')).toContainText('Trung tâm Phục vụ hành chính công');
});

test('hand-over, assignment, draft, approval by another person, number and return', async ({ browser }) => {

  const desk = await as(browser, 'tiepnhan.tamnong');
  await open_case(desk);
  await choose(desk, '#don_vi', 'Văn hóa');
  await press(desk, 'Chuyển hồ sơ');
  await expect(desk.locator('main')).toContainText('Phòng Văn hóa');
  await desk.context().close();

  const head = await as(browser, 'truongphong.tamnong');
  await open_case(head);
  await press(head, 'Chỉ ký nhận bàn giao');
  await choose(head, '#nguoi', 'Mẫu Tám');
  await press(head, 'Nhận và phân công');
  await expect(head.locator('main')).toContainText('Phạm Thị Mẫu Tám');
  await head.context().close();

  const officer = await as(browser, 'tuphap.tamnong');
  await officer.goto('/ho-so');
  await officer.getByRole('row', { name: new RegExp(code) }).getByRole('link').first().click();
  await press(officer, 'Bắt đầu thẩm tra');
  await officer.locator('#title').fill('Giấy khai sinh');
  await officer.locator('#summary').fill('Đủ điều kiện đăng ký khai sinh.');
  await press(officer, 'Lưu dự thảo');
  await choose(officer, '#nguoi', 'Mẫu Hòa');
  await press(officer, 'Trình ký');
  await expect(officer.getByRole('button', { name: 'Ký duyệt' })).toHaveCount(0); // nobody signs what he drafted
  await officer.context().close();

  const approver = await as(browser, 'lanhdao.tamnong');
  await open_case(approver);
  await expect(approver.locator('main')).toContainText('Giấy khai sinh');
  await press(approver, 'Ký duyệt');
  await approver.context().close();

  const clerk = await as(browser, 'vanthu.tamnong');
  await open_case(clerk);
  await clerk.locator('#ky_hieu').fill('GKS');
  await press(clerk, 'Vào số');
  await expect(clerk.locator('main')).toContainText(/\d+\/2026\/GKS|\d+\/GKS/);
  await press(clerk, 'Chuyển kết quả về nơi trả'); // ready on the promised day: in time, not before it
  await expect(clerk.locator('main')).toContainText('Đúng hạn');
  await clerk.context().close();

  const back = await as(browser, 'traketqua.tamnong');
  await back.goto('/tra-ket-qua');
  await scan(back, code); // the field holds the focus
  await expect(back.locator('#receiver')).toHaveValue('Nguyễn Thị Ánh Mẫu');
  await back.locator('#identity_check').selectOption('');
  await press(back, 'Trả kết quả');
  await expect(back.locator('.govuk-error-summary')).toBeVisible(); // nobody gets a result without a check of who he is
  await back.locator('#identity_check').selectOption('the-can-cuoc');
  await back.locator('#confirmed').check();
  await press(back, 'Trả kết quả');
  await open_case(back);
  await expect(back.locator('main')).toContainText('Đúng hạn');
  await expect(back.locator('main')).toContainText('Đã trả kết quả');
  await back.goto(`/ho-so/${code}?muc=dien-bien`);
  await expect(back.locator('.mc-timeline__hand').first()).toBeVisible();
  const slip = read_pdf(await download(back, `/ho-so/${code}/phieu-kiem-soat.pdf`)).text;
  for (const words of ['PHIẾU KIỂM SOÁT', code, 'Mẫu Tám', 'Mẫu Mười']) expect(slip.replace(/\s+/g, ' ')).toContain(words);
  await back.context().close();
});

test('the register shows the line and the waiting room shows no person', async ({ browser, page }) => {
  const control = await as(browser, 'tiepnhan.tamnong');
  await control.goto(`/so-theo-doi?q=${code}`);
  const row = control.getByRole('row', { name: new RegExp(code) });
  await expect(row).toContainText('Nguyễn Thị Ánh Mẫu');
  await expect(row).toContainText('25/11/2026');
  const register = read_pdf(await download(control, `/so-theo-doi.pdf?q=${code}`)).text;
  expect(register).toContain(code);
  await control.context().close();

  await page.goto(link);
  await expect(page.locator('main')).toContainText('Kết quả có từ');
  const answer = await page.goto('/man-hinh');
  expect(answer?.headers()['refresh']).toBe('20');
  const shown = await page.locator('body').innerText();
  expect(shown).toContain('Trung tâm Phục vụ hành chính công');
  expect(shown).not.toContain('Mẫu');
  expect(shown).not.toContain('087');
});

test('what is not allowed is refused and what is not visible does not exist', async ({ browser, page }) => {
  const officer = await as(browser, 'tuphap.tamnong');
  expect((await officer.goto('/tiep-nhan'))?.status()).toBe(403);
  await expect(officer.getByRole('heading', { level: 1 })).toBeVisible();
  expect((await officer.goto('/tra-ket-qua'))?.status()).toBe(403);
  await officer.context().close();
  const elsewhere = await as(browser, 'tiepnhan.lapvo');
  expect((await elsewhere.goto(`/ho-so/${code}`))?.status()).toBe(404);
  expect((await elsewhere.request.get(`/ho-so/${code}/giay-tiep-nhan.pdf`)).status()).toBe(404);
  await elsewhere.goto(`/so-theo-doi?q=${code}`);
  await expect(elsewhere.locator('main')).not.toContainText('Nguyễn Thị Ánh Mẫu');
  await elsewhere.context().close();
  await page.goto('/ho-so');
  await expect(page).toHaveURL(/\/dang-nhap/);
});

test('two clicks make one dossier; back and sending again do no harm; errors keep what was typed', async ({ browser }) => {

  const page = await as(browser, 'tiepnhan2.tamnong');
  const payload = card('087088999456', 'Trần Văn Đôi Mẫu', '01021988', 'Nam');
  // An error first: the phone number is wrong; everything else stays.
  await register_birth(page, payload);
  await page.locator('#dien_thoai').fill('12');
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('F9')]);
  await expect(page.locator('.govuk-error-summary')).toBeVisible();
  await expect(page).toHaveTitle(/^Lỗi: /);
  await expect(page.locator('#ten')).toHaveValue('Trần Văn Đôi Mẫu');
  await expect(page.locator('#dien_thoai')).toHaveValue('12');
  await expect(page.locator('input[name="q.chung_sinh"][value=co]')).toBeChecked();
  await page.locator('#dien_thoai').fill('0912999346');
  const form = await page.locator('#ban-tiep-nhan').evaluate((element) => {
    const fields: Record<string, string> = {};
    for (const [name, value] of new FormData(element as HTMLFormElement)) fields[name] = String(value);
    return fields;
  });
  await page.getByRole('button', { name: /Tiếp nhận và in giấy hẹn/ }).dblclick();
  await page.waitForURL(/\/tiep-nhan\/H/);
  const made = page.url();
  // The same form once more, as a browser does after Back.
  const again = await page.request.post('/tiep-nhan', { form: { ...form, viec: 'tiep-nhan' }, headers: { origin: defaults().baseURL ?? '' } });
  expect(again.url()).toBe(made);
  // Back leads past the answered form to an empty desk; nothing is sent again.
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: 'Tiếp nhận hồ sơ tại quầy' })).toBeVisible();
  await expect(page.locator('#ten')).toHaveCount(0);
  await page.goForward();
  await expect(page).toHaveURL(made);
  await page.goto('/so-theo-doi?q=Trần Văn Đôi Mẫu');
  await expect(page.locator('tbody tr')).toHaveCount(1);
  await page.context().close();
});
