// Who the stories are about: accounts of the demonstration, an invented card, and a keyboard that counts.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';

export const PASSWORD = 'mot cua trinh dien';
export const OUT = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../../build/browser');
mkdirSync(OUT, { recursive: true });

// What a keyboard scanner types for a citizen card with chip: seven fields, then Enter. The number and the person are made up.
export function card(number: string, name: string, born: string, sex: 'Nam' | 'Nữ'): string {
  return `${number}|341000999|${name}|${born}|${sex}|Ấp 1, xã Tam Nông, tỉnh Đồng Tháp|15042021`;
}
export const MOTHER = card('087190999123', 'Nguyễn Thị Ánh Mẫu', '05011990', 'Nữ');

const states = new Map<string, Awaited<ReturnType<BrowserContext['storageState']>>>();

// A context of its own, signed in once per account and width of the run.
export async function as(browser: Browser, user: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const known = states.get(user);
  const context = await browser.newContext({ ...defaults(), ...options, ...(known ? { storageState: known } : {}) });
  const page = await context.newPage();
  if (!known) {
    await page.goto('/dang-nhap');
    await page.locator('#user_name').fill(user);
    await page.locator('#password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await expect(page.getByRole('button', { name: 'Đăng xuất' })).toBeVisible();
    states.set(user, await context.storageState());
  }
  return page;
}

export function defaults() {
  return { baseURL: process.env.MOTCUA_URL, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', viewport: { width: 1366, height: 900 } };
}

// Presses keys as a person does and counts them.
export class Keyboard {
  count = 0;
  constructor(private readonly page: Page) {}
  async press(key: string, times = 1): Promise<void> {
    for (let i = 0; i < times; ++i) {
      await this.page.keyboard.press(key);
      this.count += 1;
    }
  }
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
    this.count += [...text].length;
  }
  focused(): Promise<string> {
    return this.page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.name ?? '');
  }
  // Tab until a field of this name holds the focus; every Tab counts.
  async tab_to(name: string, limit = 12): Promise<void> {
    for (let i = 0; (await this.focused()) !== name; ++i) {
      expect(i, `Tab reaches ${name}`).toBeLessThan(limit);
      await this.press('Tab');
    }
  }
}

// Enter as the scanner sends it, and the page that comes of it.
export async function scan(page: Page, code: string): Promise<void> {
  await page.keyboard.insertText(code);
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

export interface Read {
  text: string;
  codes: string[];
}
// Text of a PDF in reading order, and what a scanner reads from its pages.
export function read_pdf(pdf: Buffer): Read {
  const folder = mkdtempSync(path.join(tmpdir(), 'motcua-pdf-'));
  try {
    const file = path.join(folder, 'paper.pdf');
    writeFileSync(file, pdf);
    const text = execFileSync('pdftotext', ['-enc', 'UTF-8', file, '-'], { encoding: 'utf8' });
    execFileSync('pdftoppm', ['-r', '200', '-png', file, path.join(folder, 'page')]);
    const codes = execFileSync('bash', ['-c', 'zbarimg --quiet --raw "$0"/page*.png || :', folder], { encoding: 'utf8' });
    return { text, codes: codes.split('\n').filter((line) => line !== '') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export async function download(page: Page, address: string): Promise<Buffer> {
  const answer = await page.request.get(address);
  expect(answer.status(), address).toBe(200);
  expect(answer.headers()['content-type']).toContain('application/pdf');
  return answer.body();
}

// The page a receipt's code leads to, of the dossier behind an account of the cashier.
export async function follow_link(browser: Browser, account: string): Promise<string> {
  const desk = await as(browser, 'tiepnhan.tamnong');
  const cashier = await as(browser, 'thuquy.tamnong');
  await cashier.goto(account);
  const dossier = (await cashier.locator('a[href^="/ho-so/H"]').first().getAttribute('href')) ?? '';
  const receipt = read_pdf(await download(desk, `${dossier}/giay-tiep-nhan.pdf`));
  await desk.context().close();
  await cashier.context().close();
  const code = receipt.codes.find((one) => one.includes('/T/')) ?? '';
  return `/t/${/\/T\/([^/]+)/.exec(code)?.[1] ?? ''}`;
}

// Chooses the option whose text contains the words.
export async function choose(page: Page, select: string, words: string): Promise<void> {
  const value = await page.locator(`${select} option`, { hasText: words }).first().getAttribute('value');
  expect(value, `${select} offers ${words}`).toBeTruthy();
  await page.locator(select).selectOption(value);
}

// The demonstration tells the code on the page instead of sending it.
export async function sign_in(page: Page, email: string): Promise<void> {
  await page.locator('#lien_he').fill(email);
  await page.getByRole('button', { name: 'Gửi mã cho tôi' }).click();
  const told = await page.locator('body').innerText();
  const code = /Mã của bạn là (\d{6})/.exec(told)?.[1] ?? '';
  expect(code).toMatch(/^\d{6}$/);
  await page.locator('#code').fill(code);
  await page.getByRole('button', { name: 'Tiếp tục' }).click();
}

// A grey picture large enough to be a paper.
export function grey_picture(): Buffer {
  const side = 300;
  const crc_of = (bytes: Buffer): number => {
    let c = 0xffffffff;
    for (const b of bytes) {
      c ^= b;
      for (let k = 0; k < 8; ++k) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    }
    return (c ^ 0xffffffff) >>> 0;
  };
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc_of(body), body.length + 4);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc((side + 1) * side, 0x80))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
