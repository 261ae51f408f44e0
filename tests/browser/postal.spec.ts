// A postal clerk's day: papers are counted, handed over, signed for by the one-stop; results are delivered or brought back. Then the
// folders are counted, and a promise of the same visit is looked at.
import { expect, test } from '@playwright/test';
import { as, download, read_pdf } from './people';

test.describe.configure({ mode: 'serial' });

test('the clerk counts the papers and writes a slip', async ({ browser }) => {
  const page = await as(browser, 'buudien.tamnong');
  await page.goto('/');
  await expect(page).toHaveURL(/\/buu-chinh$/); // where the clerk works
  await page.getByRole('button', { name: /Lập phiếu gửi hồ sơ/ }).first().click();
  await page.locator('#thu_tuc').fill('2.000913');
  await page.getByRole('button', { name: 'Tiếp' }).click();
  await page.getByLabel('Họ tên').fill('Nguyễn Văn Mẫu Gửi');
  await page.locator('#so').fill('087190999123');
  await page.getByLabel('Nơi cư trú').fill('Ấp 1, xã Tam Nông, tỉnh Đồng Tháp');
  for (const box of await page.locator('table input[type=checkbox]').all()) await box.check();
  await page.getByRole('button', { name: 'Đếm lại' }).click();
  await expect(page.getByText('Đủ theo danh mục.')).toBeVisible();
  await page.getByRole('button', { name: /^Lập phiếu gửi/ }).click();
  await expect(page.getByText('Nguyễn Văn Mẫu Gửi').first()).toBeVisible();
  const address = await page.getByRole('row', { name: /Nguyễn Văn Mẫu Gửi/ }).getByRole('link').first().getAttribute('href');
  const { text } = read_pdf(await download(page, address ?? ''));
  expect(text).toContain('PHIẾU GỬI HỒ SƠ');
  expect(text).toContain('Nguyễn Văn Mẫu Gửi');
  await page.getByRole('button', { name: /Lập biên bản, giao/ }).click();
  await expect(page.getByText('Đã lập biên bản giao nhận')).toBeVisible();
  await page.context().close();
});

test('the one-stop signs and that moment is the moment of filing', async ({ browser }) => {
  const page = await as(browser, 'tiepnhan.tamnong');
  await page.goto('/nhan-buu-chinh');
  await page.getByRole('button', { name: /Kiểm đếm và ký/ }).last().click();
  await page.getByRole('button', { name: /Ký nhận/ }).click();
  await expect(page.getByText(/Đã ký\. \d hồ sơ được tiếp nhận/)).toBeVisible();
  const address = await page.getByRole('link', { name: 'In biên bản (PDF)' }).getAttribute('href');
  const { text } = read_pdf(await download(page, address ?? ''));
  expect(text).toContain('BIÊN BẢN GIAO NHẬN HỒ SƠ');
  expect(text).toContain('đây là thời điểm nộp hồ sơ');
  await page.getByRole('row', { name: /Nguyễn Văn Mẫu Gửi/ }).getByRole('link').click();
  await expect(page.getByText('Nguyễn Văn Mẫu Gửi').first()).toBeVisible();
  await page.context().close();
});

test('a result on its way cannot be delivered and comes back to the desk', async ({ browser }) => {
  const clerk = await as(browser, 'buudien.tamnong');
  await clerk.goto('/buu-chinh');
  await clerk.getByText('Không phát được', { exact: true }).first().click();
  await clerk.getByRole('button', { name: 'Ghi không phát được' }).first().click();
  await expect(clerk.getByText('Ghi vì sao không phát được.').first()).toBeVisible();
  await clerk.getByLabel('Vì sao không phát được').first().fill('Nhà khóa cửa');
  await clerk.getByRole('button', { name: 'Ghi không phát được' }).first().click();
  await expect(clerk.getByText('Nhà khóa cửa')).toBeVisible();
  await clerk.context().close();
  const desk = await as(browser, 'traketqua.tamnong');
  await desk.goto('/gui-ket-qua');
  const back = desk.getByRole('button', { name: /Đã nhận lại kết quả/ });
  const waiting = await back.count();
  expect(waiting).toBeGreaterThan(0);
  for (let i = 0; i < waiting; ++i) await back.first().click();
  await expect(back).toHaveCount(0);
  await desk.getByLabel('Người đến nhận, đã ký').first().fill('Nguyễn Văn Mẫu Nhận');
  await desk.getByRole('button', { name: 'Đã trả tại quầy' }).first().click();
  await expect(desk.getByText('Đã ghi: người nhận đã nhận kết quả tại quầy.')).toBeVisible();
  await desk.context().close();
});

test('folders are counted at the end of the day and a missing one is an alarm', async ({ browser }) => {
  const page = await as(browser, 'tiepnhan.tamnong');
  await page.goto('/ho-so-giay');
  await page.getByRole('button', { name: 'Ghi kiểm đếm' }).click();
  await expect(page.getByText(/Thiếu hồ sơ H/).first()).toBeVisible();
  await page.getByRole('link', { name: /Đường đi của túi/ }).first().click();
  await expect(page.getByText('Kiểm đếm không thấy').first()).toBeVisible();
  await page.context().close();
});

test('the desk sees what it has promised now, kept and broken', async ({ browser }) => {
  const page = await as(browser, 'tiepnhan.tamnong');
  await page.goto('/khong-hen');
  await expect(page.getByText(/còn \d+ phút/).first()).toBeVisible();
  await expect(page.getByText('Giữ lời hứa').first()).toBeVisible();
  await expect(page.getByText('Lỡ lời hứa').first()).toBeVisible();
  await page.getByRole('link', { name: 'Phiên ngoài quầy, nộp hộ' }).click();
  await expect(page.getByText('Lê Văn Mẫu Giúp nộp hộ').first()).toBeVisible();
  await page.context().close();
});

test('a copy is certified, paid for and handed out on one screen, and the signer sees it', async ({ browser }) => {
  const page = await as(browser, 'chungthuc.tamnong');
  await page.goto('/tiep-nhan?thu_tuc=2.000815');
  await page.locator('#so').fill('087190999123');
  await page.locator('#ten').fill('Nguyễn Thị Ánh Mẫu');
  await page.locator('#dia_chi').fill('Ấp 1, xã Tam Nông, tỉnh Đồng Tháp');
  for (const first of await page.locator('fieldset:has(input[name^="q."])').all()) await first.locator('input').first().check();
  await page.locator('input[name="du"]').check();
  await page.getByLabel('Kết quả', { exact: true }).fill('Bản sao chứng thực, 3 bản');
  await page.getByRole('button', { name: /Tiếp nhận và trả ngay/ }).click();
  // What is missing is said at once, nothing typed is lost.
  await expect(page.getByText('Chọn người đã ký bản giấy tại quầy.').first()).toBeVisible();
  await expect(page.getByText('Thu phí, lệ phí còn nợ trước khi trả kết quả.').first()).toBeVisible();
  await expect(page.getByLabel('Kết quả', { exact: true })).toHaveValue('Bản sao chứng thực, 3 bản');
  await page.getByLabel('Người đã ký bản giấy').selectOption({ label: 'Dương Văn Mẫu Hòa' });
  await page.getByLabel('Giấy tờ đã kiểm tra').selectOption('the-can-cuoc');
  await page.getByText('Người nhận đã ký nhận', { exact: true }).click();
  await page.getByText('Đã thu tiền', { exact: true }).click();
  await page.getByRole('button', { name: /Tiếp nhận và trả ngay/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Đã tiếp nhận và trả kết quả');
  await expect(page.getByText(/số \d+\/\d{4}\/CT-BS/)).toBeVisible();
  await page.getByRole('button', { name: 'Mở hồ sơ' }).click();
  await expect(page.getByText('Đã trả kết quả').first()).toBeVisible();
  const code = /H[\d.]+-\d+-\d+/.exec(page.url())?.[0] ?? '';
  await page.context().close();
  const signer = await as(browser, 'lanhdao.tamnong');
  await signer.goto('/ky-tai-quay');
  await expect(signer.getByRole('row', { name: new RegExp(code) })).toContainText('Lương Thị Mẫu Ngân');
  await signer.context().close();
});
