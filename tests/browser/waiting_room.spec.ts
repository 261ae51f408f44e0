// A visit without scripts: a ticket from the machine, called on the display, served at the counter, counted in the waiting time. Then a time
// is booked and given up, and what the page of a procedure offers to take home is read.
import { expect, test } from '@playwright/test';
import { as, defaults, download, read_pdf } from './people';

test.describe.configure({ mode: 'serial' });
const PHONE = { ...defaults(), javaScriptEnabled: false, viewport: { width: 360, height: 740 } };
let number = '';
const place = { display: '', booking: '', contacts: '' };

test('somebody takes a ticket at the machine and prints it', async ({ browser }) => {
  const head = await as(browser, 'giamdoc.tamnong');
  await head.goto('/quan-tri/quay');
  const machine = await head.getByRole('link', { name: /^\/lay-so\// }).getAttribute('href');
  const link = async (name: string) => (await head.getByRole('link', { name }).getAttribute('href')) ?? '';
  Object.assign(place, { display: await link('Màn hình phòng chờ'), booking: await link('Trang đặt giờ'), contacts: await link('Trang liên hệ') });
  await head.context().close();
  const page = await (await browser.newContext({ ...PHONE, viewport: { width: 768, height: 1024 } })).newPage();
  await page.goto(machine ?? '');
  await page.getByRole('link', { name: /Nhận kết quả/ }).click();
  await page.getByLabel('Người khuyết tật').check();
  await page.getByRole('button', { name: 'Lấy số' }).click();
  number = (await page.getByText(/^C\d{3}$/).first().textContent()) ?? '';
  expect(number).toMatch(/^C\d{3}$/);
  const paper = await page.getByRole('button', { name: 'In vé' }).getAttribute('href');
  const { text, codes } = read_pdf(await download(page, paper ?? ''));
  expect(text).toContain(number);
  expect(text).toContain('Ưu tiên: Người khuyết tật');
  expect(text).toContain('Vé chỉ có giá trị trong ngày');
  for (const code of codes) expect(code).toContain('/ve/');
  await page.context().close();
});

test('the counter calls the number, the display shows it, the service is counted', async ({ browser }) => {
  const desk = await as(browser, 'traketqua.tamnong', { javaScriptEnabled: false });
  await desk.goto('/goi-so/3');
  await desk.getByRole('button', { name: 'Gọi số tiếp theo' }).click();
  await expect(desk.getByText(`Đã gọi ${number}.`)).toBeVisible(); // priority went before who came earlier
  const display = await (await browser.newContext(PHONE)).newPage();
  await display.goto(place.display);
  await expect(display.getByText(number, { exact: true })).toBeVisible();
  await expect(display.getByText('Quầy 3').first()).toBeVisible();
  await display.context().close();
  await desk.getByRole('button', { name: 'Đã đến, phục vụ' }).click();
  await desk.getByRole('button', { name: 'Xong lượt này' }).click();
  await expect(desk.getByText('Đã xong lượt này.')).toBeVisible();
  await desk.context().close();
  const head = await as(browser, 'giamdoc.tamnong');
  await head.goto('/thoi-gian-cho');
  await head.getByRole('row', { name: /Nhận kết quả/ }).getByRole('link').click();
  await expect(head.getByRole('row', { name: new RegExp(number) }).first()).toContainText('Đã xong');
  await head.context().close();
});

test('a time is booked without an account and given up again', async ({ browser }) => {
  const page = await (await browser.newContext(PHONE)).newPage();
  await page.goto(place.booking);
  await page.getByRole('link', { name: /Hộ tịch/ }).click();
  await page.locator('main ul a').last().click();
  await page.getByRole('button', { name: 'Đặt giờ' }).click();
  await expect(page).toHaveTitle(/^Lỗi:/);
  await page.getByRole('radio').first().check();
  await page.getByLabel(/Số điện thoại/).fill('0912 000 499');
  await page.getByRole('button', { name: 'Đặt giờ' }).click();
  await expect(page.getByRole('heading', { name: 'Đã đặt giờ' })).toBeVisible();
  await expect(page.getByText('0912 ••• 499')).toBeVisible();
  await page.getByRole('button', { name: 'Hủy lượt này' }).click();
  await expect(page.getByRole('heading', { name: 'Lượt đặt giờ đã hủy' })).toBeVisible();
  await page.context().close();
});

test('a procedure says what it promises and gives a sample to take home', async ({ browser }) => {
  const page = await (await browser.newContext(PHONE)).newPage();
  await page.goto('/thu-tuc/1.001193');
  await expect(page.getByRole('heading', { name: 'Cam kết với bạn' })).toBeVisible();
  await expect(page.getByText('Giờ tiếp nhận')).toBeVisible();
  const sample = await page.getByRole('link', { name: 'Mẫu đã điền (PDF)' }).first().getAttribute('href');
  expect(read_pdf(await download(page, sample ?? '')).text).toContain('Nguyễn Mẫu Bình An');
  const blank = await page.getByRole('link', { name: 'Bản trống để in (PDF)' }).first().getAttribute('href');
  expect(read_pdf(await download(page, blank ?? '')).text).not.toContain('Nguyễn Mẫu Bình An');
  await page.goto(place.contacts);
  await expect(page.getByText(/Nhà văn hóa ấp 1/).first()).toBeVisible();
  await page.context().close();
});
