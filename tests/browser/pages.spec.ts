// Every kind of page at 360 and 1366 px: WCAG 2.2 AA by axe, valid HTML by two judges, no sideways scrolling, nothing on the
// console, one title and one <h1>, weight of citizens' pages. A GET route without an address here fails the test.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';
import { OUT, as, defaults } from './people';

const require = createRequire(import.meta.url);
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const SCREENS = path.join(OUT, 'screens');
const HTML = path.join(OUT, 'html');
const CITIZEN_LIMIT = 60 * 1024;

// What the addresses need to know of the demonstration's data.
interface Known {
  code: string;
  returned: string;
  unit: string; // display of the front unit
  unit_page: string;
  account_page: string;
  asked: string; // supplement of a dossier that waits for its applicant
  proposed: string; // supplement the head decides about
}
interface Kind {
  name: string;
  as?: string; // account; nothing: a citizen
  at: string | ((known: Known) => string);
  status?: number;
}
// pattern of the route -> pages that stand for it
const KINDS: Record<string, Kind[]> = {
  '/': [{ name: 'home', at: '/' }],
  '/thu-tuc': [
    { name: 'procedures', at: '/thu-tuc' },
    { name: 'procedures-found', at: '/thu-tuc?q=khai+sinh' },
    { name: 'procedures-none', at: '/thu-tuc?q=zzzzzz' },
  ],
  '/thu-tuc/{ma}': [
    { name: 'procedure-question', at: '/thu-tuc/1.001193' },
    { name: 'procedure-papers', at: '/thu-tuc/1.001193?truong_hop=thuong&chung_sinh=co&ket_hon=da&nguoi_di_lam=cha_me&dung_han=co&ban_sao=khong' },
    { name: 'procedure-land', at: '/thu-tuc/2.000815' },
  ],
  '/tra-cuu': [{ name: 'look-up', at: '/tra-cuu' }],
  '/dang-nhap': [{ name: 'sign-in', at: '/dang-nhap' }],
  '/tiep-nhan': [
    { name: 'desk-empty', as: 'tiepnhan.tamnong', at: '/tiep-nhan' },
    { name: 'desk', as: 'tiepnhan.tamnong', at: '/tiep-nhan?thu_tuc=1.001193' },
    { name: 'desk-many', as: 'tiepnhan.tamnong', at: '/tiep-nhan?thu_tuc=khai+sinh' },
  ],
  '/tiep-nhan/{ma}': [{ name: 'accepted', as: 'tiepnhan.tamnong', at: (k) => `/tiep-nhan/${k.code}` }],
  '/ho-so': [
    { name: 'worklist', as: 'tuphap.tamnong', at: '/ho-so' },
    { name: 'worklist-all', as: 'tiepnhan.tamnong', at: '/ho-so?muc=tat-ca' },
    { name: 'worklist-none', as: 'tuphap.tamnong', at: '/ho-so?q=zzzzzz' },
  ],
  '/ho-so/{ma}': [
    { name: 'case', as: 'tuphap.tamnong', at: (k) => `/ho-so/${k.code}` },
    { name: 'case-papers', as: 'tuphap.tamnong', at: (k) => `/ho-so/${k.code}?muc=giay-to` },
    { name: 'case-history', as: 'tuphap.tamnong', at: (k) => `/ho-so/${k.code}?muc=dien-bien` },
    { name: 'case-notes', as: 'tuphap.tamnong', at: (k) => `/ho-so/${k.code}?muc=trao-doi` },
    { name: 'case-money', as: 'tuphap.tamnong', at: (k) => `/ho-so/${k.code}?muc=tien` },
    { name: 'case-returned', as: 'tiepnhan.tamnong', at: (k) => `/ho-so/${k.returned}` },
    { name: 'not-found', as: 'tuphap.tamnong', at: '/ho-so/H20.52-999999-0001', status: 404 },
  ],
  '/tra-ket-qua': [{ name: 'return-desk', as: 'traketqua.tamnong', at: '/tra-ket-qua' }],
  '/so-theo-doi': [{ name: 'register', as: 'tiepnhan.tamnong', at: '/so-theo-doi' }],
  '/man-hinh/{don_vi}': [{ name: 'display', at: (k) => k.unit }],
  '/quan-tri/thu-tuc': [{ name: 'catalogue', as: 'quantri.tamnong', at: '/quan-tri/thu-tuc' }],
  '/quan-tri/thu-tuc/{ma}': [{ name: 'catalogue-versions', as: 'quantri.tamnong', at: '/quan-tri/thu-tuc/1.001193' }],
  '/tai-khoan': [{ name: 'account', as: 'tuphap.tamnong', at: '/tai-khoan' }],
  '/tai-khoan/ma-xac-thuc': [{ name: 'second-factor', as: 'tuphap.tamnong', at: '/tai-khoan/ma-xac-thuc' }],
  '/tai-khoan/uy-quyen': [{ name: 'delegations', as: 'lanhdao.tamnong', at: '/tai-khoan/uy-quyen' }],
  '/quan-tri/don-vi': [{ name: 'units', as: 'quantri.tamnong', at: '/quan-tri/don-vi' }],
  '/quan-tri/don-vi/{id}': [{ name: 'unit', as: 'quantri.tamnong', at: (k) => k.unit_page }],
  '/quan-tri/tai-khoan': [{ name: 'accounts', as: 'quantri.tamnong', at: '/quan-tri/tai-khoan' }],
  '/quan-tri/tai-khoan/them': [{ name: 'account-new', as: 'quantri.tamnong', at: '/quan-tri/tai-khoan/them' }],
  '/quan-tri/tai-khoan/{id}': [{ name: 'account-of', as: 'quantri.tamnong', at: (k) => k.account_page }],
  '/quan-tri/tai-khoan/{id}/vai-tro': [{ name: 'account-roles', as: 'quantri.tamnong', at: (k) => `${k.account_page}/vai-tro` }],
  '/quan-tri/lich': [{ name: 'calendar', as: 'quantri.tamnong', at: '/quan-tri/lich' }],
  '/xin-loi': [
    { name: 'apologies', at: '/xin-loi' },
    { name: 'apologies-missing', at: '/xin-loi?muc=chua-xin-loi' },
    { name: 'apologies-none', at: '/xin-loi?tu=01/01/2020&den=31/01/2020' },
  ],
  '/tre-han': [
    { name: 'late-alerts', as: 'tuphap.tamnong', at: '/tre-han' },
    { name: 'late-drafts', as: 'lanhdao.tamnong', at: '/tre-han?muc=cho-ky' },
    { name: 'late-missing', as: 'lanhdao.tamnong', at: '/tre-han?muc=chua-xin-loi' },
  ],
  '/bo-sung': [
    { name: 'supplements', as: 'tiepnhan.tamnong', at: '/bo-sung' },
    { name: 'proposals', as: 'truongphong.tamnong', at: '/bo-sung' },
  ],
  '/ho-so/{ma}/bo-sung': [
    { name: 'supplement-propose', as: 'tuphap.tamnong', at: (k) => `/ho-so/${k.code}/bo-sung` },
    { name: 'supplement-decide', as: 'truongphong.tamnong', at: (k) => k.proposed },
    { name: 'supplement-wait', as: 'tiepnhan.tamnong', at: (k) => k.asked },
  ],
  '/ho-so/{ma}/tu-choi': [{ name: 'refusal', as: 'tuphap.tamnong', at: (k) => `/ho-so/${k.code}/tu-choi` }],
  '/ho-so/{ma}/dung': [{ name: 'stop', as: 'tuphap.tamnong', at: (k) => `/ho-so/${k.code}/dung` }],
  '/ho-so/{ma}/rut': [{ name: 'withdrawal', as: 'tiepnhan.tamnong', at: (k) => `/ho-so/${k.code}/rut` }],
  '/ho-so/{ma}/sau-ket-thuc': [
    { name: 'afterwards', as: 'vanthu.tamnong', at: (k) => `/ho-so/${k.returned}/sau-ket-thuc` },
    { name: 'afterwards-none', as: 'tuphap.tamnong', at: (k) => `/ho-so/${k.code}/sau-ket-thuc` },
  ],
  '/ho-so/{ma}/chuyen-co-quan': [{ name: 'other-agency', as: 'kiemsoat.tamnong', at: (k) => `/ho-so/${k.code}/chuyen-co-quan` }],
  '/ho-so/{ma}/xin-loi': [{ name: 'apology', as: 'lanhdao.tamnong', at: (k) => `/ho-so/${k.code}/xin-loi` }],
  '/quan-tri': [{ name: 'settings', as: 'quantri.tamnong', at: '/quan-tri' }],
  '/quan-tri/canh-bao': [{ name: 'late-ladder', as: 'kiemsoat.tamnong', at: '/quan-tri/canh-bao?bac=half' }],
  '/doi-hen': [{ name: 'reschedules', as: 'kiemsoat.tamnong', at: '/doi-hen' }],
  '/quan-tri/lich/them': [{ name: 'calendar-new', as: 'quantri.tamnong', at: '/quan-tri/lich/them?loai=nghi' }],
  '/quan-tri/lich/tinh-thu': [{ name: 'calendar-try', as: 'quantri.tamnong', at: '/quan-tri/lich/tinh-thu' }],
  '/ho-so/{ma}/tep': [{ name: 'case-files', as: 'tuphap.tamnong', at: (k) => `/ho-so/${k.code}/tep` }],
  '/bang-dieu-hanh': [
    { name: 'board', as: 'kiemsoat.tamnong', at: '/bang-dieu-hanh' },
    { name: 'board-empty', as: 'kiemsoat.tamnong', at: '/bang-dieu-hanh?ky=thang-2020-03' },
  ],
  '/bao-cao': [
    { name: 'report', as: 'kiemsoat.tamnong', at: '/bao-cao' },
    { name: 'report-management', as: 'kiemsoat.tamnong', at: '/bao-cao?bieu=quan-ly' },
    { name: 'report-old-form', as: 'kiemsoat.tamnong', at: '/bao-cao?ky=thang-2026-07' },
  ],
  '/bao-cao/o': [{ name: 'report-cell', as: 'kiemsoat.tamnong', at: '/bao-cao/o?bieu=07a&cot=9' }],
  '/bao-cao/thu-tuc-khong-phat-sinh': [{ name: 'report-unused', as: 'kiemsoat.tamnong', at: '/bao-cao/thu-tuc-khong-phat-sinh' }],
  '/bao-cao/da-chot': [{ name: 'reports-frozen', as: 'kiemsoat.tamnong', at: '/bao-cao/da-chot' }],
  '/tai-khoan/mat-khau': [{ name: 'password', as: 'tuphap.tamnong', at: '/tai-khoan/mat-khau' }],
};
// GET routes that are not pages of their own, and why.
const NOT_PAGES: Record<string, string> = {
  '/T/{rest...}': 'leads to /t/{token}',
  '/t/{token}': 'looked at in the test of the follow page',
  '/t/{token}/ket-qua.pdf': 'PDF',
  '/man-hinh': 'leads to the display of the front unit',
  '/dang-nhap/ma': 'only while a second factor is awaited; looked at by the tests of identity',
  '/chon-don-vi': 'only for people of several units',
  '/bao-cao.pdf': 'PDF', '/bao-cao.xlsx': 'a table', '/bao-cao.csv': 'a table', '/bao-cao/o.xlsx': 'a table',
  '/bao-cao/da-chot/{so}': 'only for a report that was signed off; looked at by the tests of reports',
  '/healthz': 'text', '/readyz': 'text', '/metrics': 'text', '/tai-san/{ten...}': 'files',
  '/tiep-nhan/thu-tuc': 'JSON', '/so-theo-doi.pdf': 'PDF', '/ho-so/{ma}/giay-tiep-nhan.pdf': 'PDF', '/ho-so/{ma}/phieu-kiem-soat.pdf': 'PDF',
  '/tai-khoan/ma-xac-thuc/qr': 'a picture', '/tai-khoan/uy-quyen/nguoi': 'JSON', '/quan-tri/don-vi/goi-y': 'JSON',
  '/ho-so.csv': 'a table', '/ho-so.xlsx': 'a table', '/so-theo-doi.csv': 'a table', '/so-theo-doi.xlsx': 'a table', '/ho-so/{ma}/tep/{hash}': 'a file',
  '/quan-tri/don-vi/{id}/{viec}': 'forms of one unit; looked at by the tests of identity',
  '/quan-tri/tai-khoan/{id}/vai-tro/{so}': 'only for a role that was granted; looked at by the tests of identity',
  '/quan-tri/lich/thu-hoi/{loai}/{so}': 'only for an exception that was entered; looked at by the tests of calendar',
  '/ho-so/{ma}/xin-loi.pdf': 'PDF', '/ho-so/{ma}/bo-sung.pdf': 'PDF', '/ho-so/{ma}/tu-choi.pdf': 'PDF', '/ho-so/{ma}/dung.pdf': 'PDF',
  '/doi-hen/{dot}': 'only after a late change of the calendar; looked at by the tests of dossier',
  '/quan-tri/thu-tuc/nhap/{so}': 'only while an import waits; looked at by the tests of catalog',
};

let known: Known;
const validator = new HtmlValidate(new FileSystemConfigLoader());

async function first_code(browser: Browser, user: string, address: string): Promise<string> {
  return (await first_link(browser, user, address, /^\/ho-so\/H[^/?]+$/)).split('/').pop() ?? '';
}

async function first_link(browser: Browser, user: string, address: string, wanted: RegExp): Promise<string> {
  const page = await as(browser, user);
  await page.goto(address);
  const hrefs = await page.locator('main a[href]').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  await page.context().close();
  return hrefs.find((href) => wanted.test(href)) ?? '';
}

async function judge(page: Page, name: string, width: number): Promise<string[]> {
  const problems: string[] = [];
  await page.evaluate(() => document.fonts.ready);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) problems.push(`${wide} px wider than the window`);
  const headings = await page.locator('h1').count();
  if (headings !== 1) problems.push(`${headings} <h1>`);
  if ((await page.title()).trim() === '') problems.push('no title');
  const cdp = await page.context().newCDPSession(page); // the page's own policy forbids foreign scripts
  await cdp.send('Runtime.evaluate', { expression: AXE });
  const found = await cdp.send('Runtime.evaluate', {
    expression: `axe.run(document, { runOnly: ${JSON.stringify(TAGS)} }).then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ')).slice(0, 3).join(' | ')))`,
    awaitPromise: true,
    returnByValue: true,
  });
  for (const bad of found.result.value as string[]) problems.push(`axe ${bad}`);
  await page.screenshot({ path: path.join(SCREENS, `${name}-${width}.png`), fullPage: true });
  return problems;
}

async function look_at(browser: Browser, kind: Kind, width: number): Promise<string[]> {
  const problems: string[] = [];
  const viewport = { width, height: width < 640 ? 740 : 900 };
  const page = kind.as ? await as(browser, kind.as, { viewport }) : await (await browser.newContext({ ...defaults(), viewport })).newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' && !(kind.status && message.text().includes(String(kind.status)))) problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  if (kind.name === 'display')
    await page.route('**/man-hinh/**', async (route) => {
      const response = await route.fetch();
      const { refresh: _, ...headers } = response.headers(); // or the page comes anew while it is looked at
      await route.fulfill({ response, headers });
    });
  let bytes = 0;
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  const fonts = new Set<string>();
  cdp.on('Network.responseReceived', (event) => {
    if (event.type === 'Font') fonts.add(event.requestId);
  });
  cdp.on('Network.loadingFinished', (event) => {
    if (!fonts.has(event.requestId)) bytes += event.encodedDataLength;
  });
  const answer = await page.goto(typeof kind.at === 'string' ? kind.at : kind.at(known), { waitUntil: 'load' });
  if (answer?.status() !== (kind.status ?? 200)) problems.push(`status ${answer?.status()}`);
  if (width === 360) {
    const html = (await answer?.text()) ?? '';
    writeFileSync(path.join(HTML, `${kind.name}.html`), html);
    const report = await validator.validateString(html, path.resolve(`${kind.name}.html`));
    for (const result of report.results) for (const m of result.messages) problems.push(`html-validate line ${m.line} ${m.ruleId}: ${m.message}`);
  }
  problems.push(...(await judge(page, kind.name, width)));
  if (!kind.as) {
    console.log(`weight of ${kind.name} at ${width}: ${(bytes / 1024).toFixed(1)} KB without fonts`);
    if (bytes > CITIZEN_LIMIT) problems.push(`${bytes} bytes, limit ${CITIZEN_LIMIT}`);
  }
  await page.context().close();
  return problems;
}

test.beforeAll(async ({ browser }) => {
  for (const folder of [SCREENS, HTML]) mkdirSync(folder, { recursive: true }); // the run empties them: a worker that begins anew keeps what was saved
  const display = await (await browser.newContext(defaults())).newPage();
  await display.goto('/man-hinh');
  known = {
    code: await first_code(browser, 'tuphap.tamnong', '/ho-so'),
    returned: await first_code(browser, 'tiepnhan.tamnong', '/so-theo-doi'),
    unit: new URL(display.url()).pathname,
    unit_page: await first_link(browser, 'quantri.tamnong', '/quan-tri/don-vi', /^\/quan-tri\/don-vi\/\d+$/),
    account_page: await first_link(browser, 'quantri.tamnong', '/quan-tri/tai-khoan', /^\/quan-tri\/tai-khoan\/\d+$/),
    asked: await first_link(browser, 'tiepnhan.tamnong', '/bo-sung', /\/bo-sung$/),
    proposed: await first_link(browser, 'truongphong.tamnong', '/bo-sung', /^\/ho-so\/[^/]+\/bo-sung$/),
  };
  await display.context().close();
});

test('every page of the program is in this list', () => {
  const routes = JSON.parse(execFileSync(process.env.MOTCUA_PROGRAM ?? 'build/release/src/motcua', ['routes', '--json'], { encoding: 'utf8' })) as {
    method: string;
    pattern: string;
  }[];
  const pages = routes.filter((route) => route.method === 'GET').map((route) => route.pattern);
  expect(pages.filter((pattern) => !(pattern in KINDS) && !(pattern in NOT_PAGES))).toEqual([]);
  expect([...Object.keys(KINDS), ...Object.keys(NOT_PAGES)].filter((pattern) => !pages.includes(pattern)), 'routes that are gone').toEqual([]);
});

for (const [pattern, kinds] of Object.entries(KINDS))
  for (const kind of kinds)
    test(`${kind.name} (${pattern})`, async ({ browser }) => {
      const problems: string[] = [];
      for (const width of [360, 1366]) for (const problem of await look_at(browser, kind, width)) problems.push(`@${width} ${problem}`);
      expect(problems).toEqual([]);
    });

test('follow page of a citizen (/t/{token})', async ({ browser }) => {
  const { download, read_pdf } = await import('./people');
  const officer = await as(browser, 'tiepnhan.tamnong');
  const links: Record<string, string> = {};
  for (const [name, code] of [['follow', known.code], ['follow-done', known.returned]] as const) {
    const { codes } = read_pdf(await download(officer, `/ho-so/${code}/giay-tiep-nhan.pdf`));
    links[name] = new URL(codes[0] ?? '').pathname;
  }
  await officer.context().close();
  const problems: string[] = [];
  for (const [name, at] of Object.entries(links))
    for (const width of [360, 1366]) for (const problem of await look_at(browser, { name, at }, width)) problems.push(`${name} @${width} ${problem}`);
  expect(problems).toEqual([]);
});

test('all saved pages are valid for the Nu checker', () => {
  const jar = path.join(path.dirname(require.resolve('vnu-jar/package.json')), 'build/dist/vnu.jar');
  let report = '';
  try {
    execFileSync('java', ['-Xss1m', '-jar', jar, '--errors-only', '--skip-non-html', '--format', 'gnu', HTML], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    report = (error as { stderr: string }).stderr;
  }
  expect(report.split('\n').filter((line) => line !== '')).toEqual([]);
});
