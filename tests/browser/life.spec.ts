// Papers are missing: the specialist proposes, the head decides, the desk tells the citizen, who sees on a phone what to bring; then the
// desk takes the papers in and the term begins anew.
import path from 'node:path';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { OUT, as, choose, defaults, download, grey_picture, read_pdf } from './people';

test.describe.configure({ mode: 'serial' });

let code = '';
let link = '';

async function press(page: Page, name: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: true }).first().click()]);
}
async function follow(page: Page, name: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.getByRole('link', { name, exact: true }).or(page.getByRole('button', { name, exact: true })).first().click()]);
}
async function picture(browser: Browser, user: string, at: string, name: string): Promise<void> {
  for (const width of [360, 1366]) {
    const viewport = { width, height: width < 640 ? 740 : 900 };
    const page = user ? await as(browser, user, { viewport }) : await (await browser.newContext({ ...defaults(), viewport })).newPage();
    await page.goto(at);
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: path.join(OUT, `life-${name}-${width}.png`), fullPage: true });
    await page.context().close();
  }
}

test('the specialist proposes a supplement, paper by paper', async ({ browser }) => {
  const page = await as(browser, 'tuphap.tamnong');
  await page.goto('/ho-so');
  const codes = await page.locator('main a[href^="/ho-so/H"]').evaluateAll((links) => links.map((a) => a.getAttribute('href') ?? ''));
  for (const at of new Set(codes)) {
    await page.goto(at);
    if ((await page.getByText('Đề nghị bổ sung').count()) === 0) continue;
    code = at.split('/').pop() ?? '';
    break;
  }
  expect(code).not.toBe('');
  await picture(browser, 'tuphap.tamnong', `/ho-so/${code}`, 'case');
  await page.getByText('Việc khác với hồ sơ này').click();
  await follow(page, 'Đề nghị bổ sung');
  await press(page, 'Gửi đề nghị cho lãnh đạo phòng');
  await expect(page).toHaveTitle(/^Lỗi:/);
  await page.getByLabel('Lý do chung, người nộp đọc được').fill('Giấy tờ chưa hợp lệ');
  const paper = page.locator('details').filter({ has: page.getByLabel('Thiếu hoặc sai ở đâu') }).last();
  if ((await paper.getAttribute('open')) === null) await paper.locator('summary').click();
  await paper.getByLabel('Thiếu hoặc sai ở đâu').fill('bản nộp mờ, không đọc được trang 2');
  await paper.getByLabel('Căn cứ pháp lý').fill('Nghị định 118/2025/NĐ-CP Điều 19.5');
  await paper.getByLabel('Người nộp phải làm gì').fill('Nộp lại bản rõ');
  const register = paper.getByLabel('Vì sao không lấy được từ cơ sở dữ liệu');
  if ((await register.count()) > 0) await register.fill('Cơ sở dữ liệu chưa có dữ liệu của người này');
  const late = page.getByLabel('Căn cứ yêu cầu muộn');
  if (!(await late.isVisible())) await page.getByText('Thời hạn theo luật chuyên ngành').click();
  await late.fill('Văn bản chuyên ngành cho phép');
  await press(page, 'Gửi đề nghị cho lãnh đạo phòng');
  await expect(page.getByText('chờ quyết định').first()).toBeVisible();
  await page.context().close();
});

test('the head agrees', async ({ browser }) => {
  const page = await as(browser, 'truongphong.tamnong');
  await page.goto('/bo-sung');
  await picture(browser, 'truongphong.tamnong', '/bo-sung', 'board');
  await page.locator(`a[href="/ho-so/${code}/bo-sung"]`).first().click();
  await expect(page.getByText('bản nộp mờ, không đọc được trang 2')).toBeVisible();
  await picture(browser, 'truongphong.tamnong', `/ho-so/${code}/bo-sung`, 'decide');
  await press(page, 'Đồng ý, yêu cầu bổ sung');
  await expect(page.getByText('Đã yêu cầu bổ sung')).toBeVisible();
  await page.context().close();
});

test('the desk sends form 02 and the citizen reads it on a phone', async ({ browser }) => {
  const page = await as(browser, 'tiepnhan.tamnong');
  await page.goto(`/ho-so/${code}`);
  await follow(page, 'Gửi phiếu yêu cầu bổ sung');
  await choose(page, '#cach', 'Gọi điện thoại');
  await press(page, 'Ghi đã gửi, lấy số phiếu (Mẫu 02)');
  const slip = read_pdf(await download(page, `/ho-so/${code}/bo-sung.pdf`));
  expect(slip.text).toContain('PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ');
  expect(slip.text).toContain('bản nộp mờ, không đọc được trang 2');
  link = new URL(slip.codes[0] ?? '').pathname.split('/').slice(0, 3).join('/');
  const phone = await (await browser.newContext({ ...defaults(), viewport: { width: 360, height: 740 }, javaScriptEnabled: false })).newPage();
  await phone.goto(link);
  await expect(phone.getByText('Bạn cần bổ sung giấy tờ')).toBeVisible();
  await expect(phone.getByText('Nộp lại bản rõ')).toBeVisible();
  await expect(phone.getByText('Bổ sung đủ trước')).toBeVisible();
  await picture(browser, '', link, 'citizen');
  await picture(browser, 'tiepnhan.tamnong', `/ho-so/${code}/bo-sung`, 'wait');
  await phone.context().close();
  await page.context().close();
});

test('the citizen answers from the phone without scripts, the desk sends one answer back and then sees all of it', async ({ browser }) => {
  const phone = await (await browser.newContext({ ...defaults(), viewport: { width: 360, height: 740 }, javaScriptEnabled: false })).newPage();
  await phone.goto(link);
  await follow(phone, 'Bổ sung qua mạng');
  const reply = new URL(phone.url()).pathname; // the receipt's own link is in capitals and leads to the page of the dossier
  await press(phone, 'Gửi phần bổ sung');
  await expect(phone).toHaveTitle(/^Lỗi:/);
  await phone.getByLabel('Câu trả lời cho nội dung 1').fill('Tôi nộp lại ảnh chụp rõ trang 2');
  await phone.locator('input[type=file]').setInputFiles({ name: 'trang-2.png', mimeType: 'image/png', buffer: grey_picture() });
  await press(phone, 'Lưu, gửi sau');
  await expect(phone.getByText('trang-2.png (', { exact: false })).toBeVisible();
  await picture(browser, '', reply, 'reply');
  await press(phone, 'Gửi phần bổ sung');
  await expect(phone.getByText('Đã gửi qua mạng, chờ xem')).toBeVisible();

  const desk = await as(browser, 'tiepnhan.tamnong');
  await desk.goto(`/ho-so/${code}/bo-sung`);
  await expect(desk.getByText('Tôi nộp lại ảnh chụp rõ trang 2')).toBeVisible();
  const opened = await desk.request.get((await desk.getByRole('link', { name: 'trang-2.png' }).getAttribute('href')) ?? '');
  expect(opened.headers()['content-type']).toContain('image/png');
  await picture(browser, 'tiepnhan.tamnong', `/ho-so/${code}/bo-sung`, 'replied');
  await desk.getByText('Có nội dung chưa đạt?').click();
  await desk.locator('#noi_dung').selectOption({ index: 1 });
  await desk.locator('#chua_dat').fill('Ảnh thiếu góc phải, chụp lại đủ bốn góc');
  await press(desk, 'Báo người nộp gửi lại');

  await phone.goto(reply);
  await expect(phone.getByText('Ảnh thiếu góc phải, chụp lại đủ bốn góc')).toBeVisible();
  await phone.getByLabel('Câu trả lời cho nội dung 1').fill('Tôi chụp lại đủ bốn góc');
  await press(phone, 'Gửi phần bổ sung');
  await expect(phone.getByText('Đã gửi qua mạng, chờ xem')).toBeVisible();
  await phone.context().close();
  await desk.context().close();
});

test('what was brought is written down and the term begins anew', async ({ browser }) => {
  const page = await as(browser, 'tiepnhan.tamnong');
  await page.goto(`/ho-so/${code}`);
  await follow(page, 'Ghi phần bổ sung');
  await page.getByLabel('Đã nộp', { exact: true }).first().check();
  await press(page, 'Ghi phần đã bổ sung');
  await press(page, 'Xác nhận đã bổ sung đủ');
  await expect(page.getByText('Thời hạn tính lại')).toBeVisible();
  const receipt = read_pdf(await download(page, `/ho-so/${code}/giay-tiep-nhan.pdf`));
  expect(receipt.text).toContain('Giấy cấp lại');
  const phone = await (await browser.newContext({ ...defaults(), viewport: { width: 360, height: 740 } })).newPage();
  await phone.goto(link);
  await expect(phone.getByText('Bạn cần bổ sung giấy tờ')).toHaveCount(0);
  await phone.context().close();
  await page.context().close();
});

test('a refusal waits at the return desk', async ({ browser }) => {
  const page = await as(browser, 'traketqua.tamnong');
  await page.goto('/ho-so?muc=cho-tra');
  const codes = await page.locator('main a[href^="/ho-so/H"]').evaluateAll((links) => links.map((a) => (a.getAttribute('href') ?? '').split('/').pop() ?? ''));
  for (const one of new Set(codes)) {
    await page.goto(`/tra-ket-qua?ma=${one}`);
    if ((await page.getByText('Kết quả là phiếu từ chối').count()) === 0) continue;
    const letter = read_pdf(await download(page, `/ho-so/${one}/tu-choi.pdf`));
    expect(letter.text).toContain('PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ');
    await picture(browser, 'traketqua.tamnong', `/tra-ket-qua?ma=${one}`, 'refusal');
    await page.context().close();
    return;
  }
  throw new Error('the demonstration has a refusal that waits');
});
