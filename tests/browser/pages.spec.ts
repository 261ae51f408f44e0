// Every kind of page at 360 and 1366 px: WCAG 2.2 AA by axe, valid HTML by two judges, no sideways scrolling, nothing on the
// console, one title and one <h1>, weight of citizens' pages. A GET route without an address here fails the test.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';
import { OUT, as, defaults, follow_link, sign_in } from './people';

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
  account: string; // what somebody has to pay
  pay: string; // the same as the payer sees it
  linked: string;
  signal: string; // in the second commune
  protocol: string; // of the post: dossiers that came, results that went
  protocol_out: string;
  filing: string; // a draft of the citizen
  machine: string; // of the waiting room, with a kind chosen, a ticket; a time being booked
  machine_kind: string;
  ticket: string;
  booking: string;
  booking_day: string;
  booking_slot: string;
  round: string; // a scoring round, a card of it, a set, a review plan and a procedure of it
  index_card: string;
  set: string;
  review: string;
  review_item: string;
  reform: Record<'plan' | 'task' | 'round' | 'visit' | 'finding' | 'committee' | 'held' | 'planned' | 'cause' | 'series' | 'model', string>;
  survey: Record<'closed' | 'open' | 'link' | 'dialogue' | 'coming' | 'question' | 'report' | 'draft' | 'takeover', string>;
}
interface Kind {
  name: string;
  as?: string; // account; nothing: a citizen
  at: string | ((known: Known) => string);
  status?: number;
  keeps?: boolean; // fetches, once it is shown, what it needs without a network: counted apart
}
const CITIZEN = 'nguoi-dan'; // not an account of the staff: signed in by a code
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
    { name: 'desk-at-once', as: 'chungthuc.tamnong', at: '/tiep-nhan?thu_tuc=2.000815' },
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
    { name: 'board-division', as: 'truongphong.tamnong', at: '/bang-dieu-hanh' },
    { name: 'board-empty', as: 'kiemsoat.tamnong', at: '/bang-dieu-hanh?ky=thang-2020-03' },
  ],
  '/bang-dieu-hanh/muc-tieu': [{ name: 'targets', as: 'kiemsoat.tamnong', at: '/bang-dieu-hanh/muc-tieu' }],
  '/dau-hieu': [{ name: 'signals', as: 'kiemsoat.tamnong', at: '/dau-hieu' }],
  '/dau-hieu/{so}': [{ name: 'signal', as: 'kiemsoat.lapvo', at: (k) => k.signal }],
  '/dau-hieu/quy-tac': [{ name: 'signal-rules', as: 'kiemsoat.tamnong', at: '/dau-hieu/quy-tac' }],
  '/khoi-luong': [
    { name: 'load', as: 'kiemsoat.tamnong', at: '/khoi-luong' },
    { name: 'load-empty', as: 'kiemsoat.tamnong', at: '/khoi-luong?ky=thang-2020-03' },
  ],
  '/khoi-luong/dinh-muc': [{ name: 'standards', as: 'kiemsoat.tamnong', at: '/khoi-luong/dinh-muc' }],
  '/cham-o-dau': [{ name: 'flow', as: 'kiemsoat.tamnong', at: '/cham-o-dau' }],
  '/giay-to-hay-sai': [{ name: 'papers', as: 'kiemsoat.tamnong', at: '/giay-to-hay-sai' }],
  '/ket-qua-giai-quyet': [{ name: 'results', at: '/ket-qua-giai-quyet' }],
  '/bao-cao': [
    { name: 'report', as: 'kiemsoat.tamnong', at: '/bao-cao' },
    { name: 'report-management', as: 'kiemsoat.tamnong', at: '/bao-cao?bieu=quan-ly' },
    { name: 'report-old-form', as: 'kiemsoat.tamnong', at: '/bao-cao?ky=thang-2026-07' },
  ],
  '/chi-so': [{ name: 'indices', as: 'kiemsoat.tamnong', at: '/chi-so' }],
  '/chi-so/766': [
    { name: 'index-766', as: 'kiemsoat.tamnong', at: '/chi-so/766' },
    { name: 'index-766-province', as: 'kiemsoat.dongthap', at: '/chi-so/766' },
  ],
  '/chi-so/bo-tieu-chi': [{ name: 'index-sets', as: 'kiemsoat.tamnong', at: '/chi-so/bo-tieu-chi' }],
  '/chi-so/bo-tieu-chi/{so}': [{ name: 'index-set', as: 'kiemsoat.tamnong', at: (k) => k.set }],
  '/chi-so/so-lieu': [{ name: 'index-figures', as: 'kiemsoat.tamnong', at: '/chi-so/so-lieu' }],
  '/chi-so/chuoi': [{ name: 'index-series', as: 'kiemsoat.dongthap', at: '/chi-so/chuoi' }],
  '/chi-so/cham-diem': [{ name: 'rounds', as: 'kiemsoat.tamnong', at: '/chi-so/cham-diem' }],
  '/chi-so/cham-diem/them': [{ name: 'round-new', as: 'kiemsoat.dongthap', at: '/chi-so/cham-diem/them' }],
  '/chi-so/cham-diem/{so}': [
    { name: 'round', as: 'kiemsoat.dongthap', at: (k) => k.round },
    { name: 'round-commune', as: 'kiemsoat.tamnong', at: (k) => k.round },
    { name: 'round-chair', as: 'chutich.dongthap', at: (k) => k.round },
  ],
  '/chi-so/cham-diem/{so}/gia-dinh': [
    { name: 'what-if', as: 'kiemsoat.dongthap', at: (k) => `${k.round}/gia-dinh?cach.ty_le_thu_tuc_truc_tuyen=v2` },
  ],
  '/chi-so/cham-diem/{so}/phieu/{don_vi}': [{ name: 'index-card', as: 'kiemsoat.tamnong', at: (k) => k.index_card }],
  '/chi-so/cham-diem/{so}/phieu/{don_vi}/khoang-cach': [
    { name: 'index-gaps', as: 'kiemsoat.tamnong', at: (k) => `${k.index_card}/khoang-cach` },
  ],
  '/chi-so/cham-diem/{so}/phieu/{don_vi}/muc/{muc}': [
    { name: 'index-item', as: 'kiemsoat.tamnong', at: (k) => `${k.index_card}/muc/1.1.2` },
    { name: 'index-item-record', as: 'kiemsoat.tamnong', at: (k) => `${k.index_card}/muc/3.6.2` },
    { name: 'index-item-survey', as: 'kiemsoat.dongthap', at: (k) => `${k.index_card}/muc/8.1.1` },
  ],
  '/ra-soat': [{ name: 'reviews', as: 'kiemsoat.tamnong', at: '/ra-soat' }],
  '/ra-soat/them': [{ name: 'review-new', as: 'kiemsoat.tamnong', at: '/ra-soat/them' }],
  '/ra-soat/thu-nhap': [{ name: 'review-wages', as: 'kiemsoat.tamnong', at: '/ra-soat/thu-nhap' }],
  '/ra-soat/{so}': [{ name: 'review-plan', as: 'kiemsoat.tamnong', at: (k) => k.review }],
  '/ra-soat/{so}/thu-tuc/{muc}': [{ name: 'review-item', as: 'kiemsoat.tamnong', at: (k) => k.review_item }],
  '/bao-cao/bieu': [
    { name: 'form-08b', as: 'kiemsoat.tamnong', at: '/bao-cao/bieu?bieu=08b' },
    { name: 'form-06b', as: 'kiemsoat.dongthap', at: '/bao-cao/bieu?bieu=06b' },
    { name: 'form-known', as: 'kiemsoat.tamnong', at: '/bao-cao/bieu?bieu=08b&biet_den=01/10/2026' },
    { name: 'form-03b', as: 'kiemsoat.dongthap', at: '/bao-cao/bieu?bieu=03b' },
  ],
  '/bao-cao/bieu/o': [{ name: 'form-cell', as: 'kiemsoat.tamnong', at: '/bao-cao/bieu/o?bieu=08b&ky=quy-2026-3&hang=don-vi&cot=3' }],
  '/bao-cao/bieu/nhap': [{ name: 'form-entry', as: 'kiemsoat.tamnong', at: '/bao-cao/bieu/nhap?bieu=08b&ky=quy-2026-3&hang=don-vi' }],
  '/bang-dieu-hanh/ho-so': [{ name: 'board-list', as: 'kiemsoat.tamnong', at: '/bang-dieu-hanh/ho-so?chi_so=cong-dan-cho' }],
  '/cham-o-dau/ho-so': [{ name: 'flow-list', as: 'kiemsoat.tamnong', at: '/cham-o-dau/ho-so?dem=ho-so&chang=x' }],
  '/khoi-luong/ho-so': [{ name: 'load-list', as: 'kiemsoat.tamnong', at: '/khoi-luong/ho-so?noi_lam=1&nguoi=1' }],
  '/giay-to-hay-sai/ho-so': [{ name: 'papers-list', as: 'kiemsoat.tamnong', at: '/giay-to-hay-sai/ho-so?thu_tuc=1.001193&giay=x' }],
  '/bao-cao/o': [{ name: 'report-cell', as: 'kiemsoat.tamnong', at: '/bao-cao/o?bieu=07a&cot=9' }],
  '/bao-cao/thu-tuc-khong-phat-sinh': [{ name: 'report-unused', as: 'kiemsoat.tamnong', at: '/bao-cao/thu-tuc-khong-phat-sinh' }],
  '/bao-cao/da-chot': [{ name: 'reports-frozen', as: 'kiemsoat.tamnong', at: '/bao-cao/da-chot' }],
  '/dang-nhap/nguoi-dan': [{ name: 'citizen-sign-in', at: '/dang-nhap/nguoi-dan' }],
  '/giay-to-cua-toi': [{ name: 'my-papers', as: CITIZEN, at: '/giay-to-cua-toi' }],
  '/ho-so-cua-toi': [{ name: 'citizen-mine', as: CITIZEN, at: '/ho-so-cua-toi' }],
  '/tai-khoan-cua-toi': [{ name: 'citizen-profile', as: CITIZEN, at: '/tai-khoan-cua-toi' }],
  '/tin-cua-toi': [{ name: 'citizen-told', as: CITIZEN, at: '/tin-cua-toi' }],
  '/nop-ho-so/moi/{ma}': [{ name: 'apply-begin', as: CITIZEN, at: '/nop-ho-so/moi/1.001193' }],
  '/nop-ho-so/{so}/{trang}': [
    { name: 'apply-question', as: CITIZEN, at: (k) => `${k.filing}/cau.chung_sinh` },
    { name: 'apply-person', as: CITIZEN, at: (k) => `${k.filing}/nguoi-nop` },
    { name: 'apply-form', as: CITIZEN, at: (k) => `${k.filing}/to-khai.con` },
    { name: 'apply-papers', as: CITIZEN, at: (k) => `${k.filing}/giay-to` },
    { name: 'apply-return', as: CITIZEN, at: (k) => `${k.filing}/nhan-ket-qua` },
    { name: 'apply-who', as: CITIZEN, at: (k) => `${k.filing}/nguoi-dien` },
    { name: 'apply-check', as: CITIZEN, at: (k) => `${k.filing}/kiem-tra` },
  ],
  '/tiep-nhan/truc-tuyen': [{ name: 'intake', as: 'tiepnhan.tamnong', at: '/tiep-nhan/truc-tuyen' }],
  '/quan-tri/tin-nhan': [{ name: 'messages-troubled', as: 'quantri.tamnong', at: '/quan-tri/tin-nhan' }],
  '/danh-gia': [{ name: 'ratings', at: '/danh-gia' }],
  '/bang-dieu-hanh/danh-gia': [{ name: 'ratings-staff', as: 'kiemsoat.tamnong', at: '/bang-dieu-hanh/danh-gia' }],
  '/quan-tri/bang-ma': [{ name: 'boards', as: 'giamdoc.tamnong', at: '/quan-tri/bang-ma' }],
  '/phan-anh': [{ name: 'report-send', at: '/phan-anh' }],
  '/phan-anh/xu-ly': [{ name: 'report-board', as: 'kiemsoat.tamnong', at: '/phan-anh/xu-ly' }],
  '/cai-cach': [{ name: 'reform-board', as: 'kiemsoat.tamnong', at: '/cai-cach' }],
  '/cai-cach/ke-hoach': [{ name: 'reform-plans', as: 'kiemsoat.tamnong', at: '/cai-cach/ke-hoach' }],
  '/cai-cach/ke-hoach/them': [{ name: 'reform-plan-new', as: 'kiemsoat.tamnong', at: '/cai-cach/ke-hoach/them' }],
  '/cai-cach/ke-hoach/{ke_hoach}': [{ name: 'reform-plan', as: 'kiemsoat.tamnong', at: (k) => k.reform.plan }],
  '/cai-cach/ke-hoach/{ke_hoach}/{viec}': [{ name: 'reform-plan-adjust', as: 'kiemsoat.tamnong', at: (k) => `${k.reform.plan}/dieu-chinh` }],
  '/cai-cach/nhiem-vu': [
    { name: 'reform-tasks', as: 'tuphap.tamnong', at: '/cai-cach/nhiem-vu' },
    { name: 'reform-tasks-late', as: 'kiemsoat.tamnong', at: '/cai-cach/nhiem-vu?muc=qua-han' },
  ],
  '/cai-cach/nhiem-vu/giao': [{ name: 'reform-give', as: 'kiemsoat.tamnong', at: '/cai-cach/nhiem-vu/giao' }],
  '/cai-cach/nhiem-vu/{nhiem_vu}': [{ name: 'reform-task', as: 'kiemsoat.tamnong', at: (k) => k.reform.task }],
  '/cai-cach/nhiem-vu/{nhiem_vu}/{viec}': [{ name: 'reform-proof', as: 'tuphap.tamnong', at: (k) => `${k.reform.task}/san-pham` }],
  '/cai-cach/don-doc': [{ name: 'reform-reminders', as: 'kiemsoat.tamnong', at: '/cai-cach/don-doc?muc=tat-ca' }],
  '/cai-cach/kiem-tra': [{ name: 'reform-rounds', as: 'kiemsoat.tamnong', at: '/cai-cach/kiem-tra' }],
  '/cai-cach/kiem-tra/them': [{ name: 'reform-round-new', as: 'kiemsoat.tamnong', at: '/cai-cach/kiem-tra/them' }],
  '/cai-cach/kiem-tra/{dot}': [{ name: 'reform-round', as: 'kiemsoat.tamnong', at: (k) => k.reform.round }],
  '/cai-cach/kiem-tra/{dot}/{viec}': [{ name: 'reform-visit-new', as: 'kiemsoat.tamnong', at: (k) => `${k.reform.round}/cuoc` }],
  '/cai-cach/cuoc-kiem-tra/{cuoc}': [{ name: 'reform-visit', as: 'kiemsoat.tamnong', at: (k) => k.reform.visit }],
  '/cai-cach/cuoc-kiem-tra/{cuoc}/{viec}': [{ name: 'reform-marks', as: 'kiemsoat.tamnong', at: (k) => `${k.reform.visit}/cham` }],
  '/cai-cach/bao-cao': [{ name: 'reform-reports', as: 'kiemsoat.tamnong', at: '/cai-cach/bao-cao' }],
  '/cai-cach/bao-cao/lap': [{ name: 'reform-report-new', as: 'kiemsoat.tamnong', at: '/cai-cach/bao-cao/lap' }],
  '/cai-cach/bao-cao/{so}': [
    { name: 'reform-report', as: 'kiemsoat.tamnong', at: (k) => k.survey.report },
    { name: 'reform-report-draft', as: 'kiemsoat.tamnong', at: (k) => k.survey.draft },
  ],
  '/cai-cach/bao-cao/{so}/{viec}': [{ name: 'reform-report-write', as: 'kiemsoat.tamnong', at: (k) => `${k.survey.draft}/viet?muc=I.1` }],
  '/cai-cach/khao-sat': [{ name: 'survey-list', as: 'kiemsoat.tamnong', at: '/cai-cach/khao-sat' }],
  '/cai-cach/khao-sat/them': [{ name: 'survey-new', as: 'kiemsoat.tamnong', at: '/cai-cach/khao-sat/them' }],
  '/cai-cach/khao-sat/{dot}': [
    { name: 'survey-closed', as: 'kiemsoat.tamnong', at: (k) => k.survey.closed },
    { name: 'survey-open', as: 'kiemsoat.tamnong', at: (k) => k.survey.open },
  ],
  '/cai-cach/khao-sat/{dot}/phieu-giay': [{ name: 'survey-paper', as: 'kiemsoat.tamnong', at: (k) => `${k.survey.open}/phieu-giay` }],
  '/cai-cach/khao-sat/{dot}/danh-sach': [{ name: 'survey-drawn', as: 'kiemsoat.tamnong', at: (k) => `${k.survey.open}/danh-sach` }],
  '/cai-cach/khao-sat/{dot}/{viec}': [{ name: 'survey-replace', as: 'kiemsoat.tamnong', at: (k) => `${k.survey.open}/thay-nguoi?nguoi=1` }],
  '/cai-cach/chi-so-cong-bo': [{ name: 'survey-series', as: 'kiemsoat.tamnong', at: '/cai-cach/chi-so-cong-bo' }],
  '/cai-cach/chi-so-cong-bo/nhap': [{ name: 'survey-series-import', as: 'kiemsoat.dongthap', at: '/cai-cach/chi-so-cong-bo/nhap' }],
  '/cai-cach/doi-thoai': [{ name: 'dialogues', as: 'kiemsoat.tamnong', at: '/cai-cach/doi-thoai' }],
  '/cai-cach/doi-thoai/them': [{ name: 'dialogue-new', as: 'kiemsoat.tamnong', at: '/cai-cach/doi-thoai/them' }],
  '/cai-cach/doi-thoai/{buoi}': [{ name: 'dialogue', as: 'kiemsoat.tamnong', at: (k) => `/cai-cach${k.survey.coming}` }],
  '/cai-cach/doi-thoai/{buoi}/{viec}': [
    { name: 'dialogue-answer', as: 'kiemsoat.tamnong', at: (k) => k.survey.question },
    { name: 'dialogue-promise', as: 'kiemsoat.tamnong', at: (k) => `/cai-cach${k.survey.coming}/loi-hua` },
  ],
  '/cai-cach/buu-chinh': [{ name: 'takeover', as: 'kiemsoat.tamnong', at: '/cai-cach/buu-chinh' }],
  '/cai-cach/buu-chinh/{don_vi}': [{ name: 'takeover-unit', as: 'kiemsoat.tamnong', at: (k) => k.survey.takeover }],
  '/cai-cach/buu-chinh/{don_vi}/ghi': [{ name: 'takeover-stage', as: 'kiemsoat.tamnong', at: (k) => `${k.survey.takeover}/ghi` }],
  '/khao-sat': [{ name: 'survey-public', at: '/khao-sat' }],
  '/khao-sat/{token}': [{ name: 'survey-answer', at: (k) => k.survey.link }],
  '/doi-thoai': [{ name: 'dialogues-public', at: '/doi-thoai' }],
  '/doi-thoai/{buoi}': [
    { name: 'dialogue-public', at: (k) => k.survey.dialogue },
    { name: 'dialogue-coming', at: (k) => k.survey.coming },
  ],
  '/doi-thoai/{buoi}/hoi': [{ name: 'dialogue-ask', at: (k) => `${k.survey.coming}/hoi` }],
  '/cai-cach/han-che': [{ name: 'reform-findings', as: 'kiemsoat.tamnong', at: '/cai-cach/han-che' }],
  '/cai-cach/han-che/{han_che}': [{ name: 'reform-finding', as: 'truongphong.tamnong', at: (k) => k.reform.finding }],
  '/cai-cach/han-che/{han_che}/{viec}': [{ name: 'reform-evidence', as: 'truongphong.tamnong', at: (k) => `${k.reform.finding}/bang-chung` }],
  '/cai-cach/ban-chi-dao': [{ name: 'reform-committees', as: 'kiemsoat.tamnong', at: '/cai-cach/ban-chi-dao' }],
  '/cai-cach/ban-chi-dao/them': [{ name: 'reform-committee-new', as: 'kiemsoat.tamnong', at: '/cai-cach/ban-chi-dao/them' }],
  '/cai-cach/ban-chi-dao/{ban}': [{ name: 'reform-committee', as: 'kiemsoat.tamnong', at: (k) => k.reform.committee }],
  '/cai-cach/ban-chi-dao/{ban}/{viec}': [{ name: 'reform-member-new', as: 'kiemsoat.tamnong', at: (k) => `${k.reform.committee}/thanh-vien` }],
  '/cai-cach/phien-hop/{phien}': [
    { name: 'reform-session', as: 'kiemsoat.tamnong', at: (k) => k.reform.planned },
    { name: 'reform-session-concluded', as: 'tuphap.tamnong', at: (k) => k.reform.held },
  ],
  '/cai-cach/phien-hop/{phien}/{viec}': [{ name: 'reform-session-paper', as: 'kiemsoat.tamnong', at: (k) => `${k.reform.planned}/tai-lieu` }],
  '/cai-cach/chi-tieu': [{ name: 'reform-values', as: 'kiemsoat.tamnong', at: '/cai-cach/chi-tieu' }],
  '/cai-cach/chi-tieu/nhap': [{ name: 'reform-values-import', as: 'kiemsoat.tamnong', at: '/cai-cach/chi-tieu/nhap' }],
  '/cai-cach/chi-tieu/nguyen-nhan/{so}': [{ name: 'reform-value-cause', as: 'kiemsoat.tamnong', at: (k) => k.reform.cause }],
  '/cai-cach/chi-tieu/{chi_tieu}': [{ name: 'reform-value', as: 'kiemsoat.tamnong', at: '/cai-cach/chi-tieu/ma-doc' }],
  '/cai-cach/chi-tieu/{chi_tieu}/{don_vi}': [{ name: 'reform-value-series', as: 'kiemsoat.tamnong', at: (k) => k.reform.series }],
  '/cai-cach/mo-hinh': [{ name: 'reform-models', as: 'kiemsoat.tamnong', at: '/cai-cach/mo-hinh' }],
  '/cai-cach/mo-hinh/them': [{ name: 'reform-model-new', as: 'kiemsoat.tamnong', at: '/cai-cach/mo-hinh/them' }],
  '/cai-cach/mo-hinh/{mo_hinh}': [{ name: 'reform-model', as: 'kiemsoat.tamnong', at: (k) => k.reform.model }],
  '/cai-cach/mo-hinh/{mo_hinh}/{viec}': [{ name: 'reform-measure-new', as: 'kiemsoat.tamnong', at: (k) => `${k.reform.model}/so-do` }],
  '/thu-phi': [{ name: 'cash-due', as: 'thuquy.tamnong', at: '/thu-phi' }],
  '/thu-phi/{khoan}': [{ name: 'cash-case', as: 'thuquy.tamnong', at: (k) => k.account }],
  '/thu-phi/so-thu': [{ name: 'cash-day', as: 'thuquy.tamnong', at: '/thu-phi/so-thu' }],
  '/thu-phi/sao-ke': [{ name: 'bank-statement', as: 'thuquy.tamnong', at: '/thu-phi/sao-ke' }],
  '/thu-phi/cong': [{ name: 'gateway-orders', as: 'thuquy.tamnong', at: '/thu-phi/cong' }],
  '/t/{token}/nop-phi': [{ name: 'pay', at: (k) => k.pay }],
  '/quan-tri/tai-khoan-thu': [{ name: 'bank-accounts', as: 'quantri.tamnong', at: '/quan-tri/tai-khoan-thu' }],
  '/buu-chinh': [{ name: 'postal-clerk', as: 'buudien.tamnong', at: '/buu-chinh' }],
  '/buu-chinh/phieu-gui': [
    { name: 'postal-slip', as: 'buudien.tamnong', at: '/buu-chinh/phieu-gui' },
    { name: 'postal-slip-papers', as: 'buudien.tamnong', at: '/buu-chinh/phieu-gui?thu_tuc=2.000913' },
  ],
  '/nhan-buu-chinh': [{ name: 'postal-incoming', as: 'tiepnhan.tamnong', at: '/nhan-buu-chinh' }],
  '/nhan-buu-chinh/{so}': [{ name: 'postal-protocol', as: 'tiepnhan.tamnong', at: (k) => k.protocol }],
  '/gui-ket-qua': [{ name: 'postal-sending', as: 'traketqua.tamnong', at: '/gui-ket-qua' }],
  '/gui-ket-qua/bien-ban/{so}': [{ name: 'postal-protocol-out', as: 'traketqua.tamnong', at: (k) => k.protocol_out }],
  '/gui-ket-qua/chuong-trinh': [{ name: 'postal-schemes', as: 'giamdoc.tamnong', at: '/gui-ket-qua/chuong-trinh' }],
  '/ho-so-giay': [{ name: 'custody', as: 'tiepnhan.tamnong', at: '/ho-so-giay' }],
  '/ho-so-giay/{ma}': [{ name: 'custody-folder', as: 'tiepnhan.tamnong', at: (k) => `/ho-so-giay/${k.returned}` }],
  '/lay-so/{khoa}': [
    { name: 'queue-machine', at: (k) => k.machine },
    { name: 'queue-machine-priority', at: (k) => k.machine_kind },
  ],
  '/ve/{token}': [{ name: 'queue-ticket', at: (k) => k.ticket }],
  '/dat-gio/{don_vi}': [
    { name: 'book-kind', at: (k) => k.booking },
    { name: 'book-day', at: (k) => k.booking_day },
    { name: 'book-slot', at: (k) => k.booking_slot },
  ],
  '/goi-so': [{ name: 'queue-counters', as: 'tiepnhan.tamnong', at: '/goi-so' }],
  '/goi-so/{quay}': [
    { name: 'queue-counter', as: 'tiepnhan.tamnong', at: '/goi-so/1' },
    { name: 'queue-counter-empty', as: 'tiepnhan.tamnong', at: '/goi-so/3' },
  ],
  '/thoi-gian-cho': [{ name: 'queue-figures', as: 'giamdoc.tamnong', at: '/thoi-gian-cho?tu=01/11/2026' }],
  '/thoi-gian-cho/ve': [{ name: 'queue-tickets', as: 'giamdoc.tamnong', at: '/thoi-gian-cho/ve?tu=01/11/2026' }],
  '/quan-tri/quay': [{ name: 'queue-place', as: 'giamdoc.tamnong', at: '/quan-tri/quay' }],
  '/lien-he': [{ name: 'contacts', at: '/lien-he' }],
  '/quan-tri/lien-he': [{ name: 'contacts-settings', as: 'giamdoc.tamnong', at: '/quan-tri/lien-he' }],
  '/khong-hen': [
    { name: 'same-visit', as: 'tiepnhan.tamnong', at: '/khong-hen' },
    { name: 'same-visit-head', as: 'giamdoc.tamnong', at: '/khong-hen' },
  ],
  '/phien-ngoai-quay': [{ name: 'sessions', as: 'tiepnhan.tamnong', at: '/phien-ngoai-quay' }],
  '/thu-phi/buu-chinh': [{ name: 'post-months', as: 'thuquy.tamnong', at: '/thu-phi/buu-chinh' }],
  '/thu-phi/buu-chinh/{thang}': [{ name: 'post-month', as: 'thuquy.tamnong', at: '/thu-phi/buu-chinh/2026-11' }],
  '/ky-tai-quay': [{ name: 'signed-at-the-desk', as: 'lanhdao.tamnong', at: '/ky-tai-quay' }],
  '/lien-thong': [{ name: 'linked', as: 'tiepnhan.tamnong', at: '/lien-thong' }],
  '/lien-thong/moi': [{ name: 'linked-new', as: 'tiepnhan.tamnong', at: '/lien-thong/moi?thu_tuc_1=2.001035&thu_tuc_2=1.013831' }],
  '/lien-thong/{ma}': [{ name: 'linked-case', as: 'tiepnhan.tamnong', at: (k) => k.linked }],
  '/lien-thong/dieu-phoi': [{ name: 'dispatcher', as: 'kiemsoat.tamnong', at: '/lien-thong/dieu-phoi' }],
  '/y-kien': [{ name: 'opinions', as: 'phoihop.tamnong', at: '/y-kien' }],
  '/y-kien/im-lang': [{ name: 'opinions-silent', as: 'giamdoc.tamnong', at: '/y-kien/im-lang' }],
  '/ho-so/{ma}/xac-minh': [{ name: 'inquiry', as: 'tuphap.tamnong', at: (k) => `/ho-so/${k.code}/xac-minh` }],
  '/xac-minh': [{ name: 'verify', at: '/xac-minh', keeps: true }],
  '/khoa-ky': [{ name: 'signing-key', at: '/khoa-ky' }],
  '/quan-tri/sap-xep': [{ name: 'mergers', as: 'quantri.tamnong', at: '/quan-tri/sap-xep' }],
  '/tai-khoan/mat-khau': [{ name: 'password', as: 'tuphap.tamnong', at: '/tai-khoan/mat-khau' }],
};
// GET routes that are not pages of their own, and why.
const NOT_PAGES: Record<string, string> = {
  '/T/{rest...}': 'leads to /t/{token}',
  '/t/{token}': 'looked at in the test of the follow page',
  '/t/{token}/ket-qua.pdf': 'PDF',
  '/t/{token}/bo-sung': 'only while papers are asked for; looked at by the story of the supplement',
  '/t/{token}/nop-phi/ma-qr.svg': 'a picture', '/t/{token}/bien-lai/{so}': 'PDF',
  '/giay-to-cua-toi/{hash}': 'a file',
  '/thanh-toan/{don}': 'only with a gateway; looked at by the story of paying',
  '/dang-nhap/xac-thuc': 'leads to a provider of sign-in', '/dang-nhap/xac-thuc/tro-ve': 'shows /dang-nhap/nguoi-dan when it does not lead on',
  '/dang-xuat/xong': 'only with a provider of sign-in; looked at by its story',
  '/ho-so-cua-toi/{so}/rut': 'only for a dossier of theirs; looked at by the story of the citizens',
  '/X/{rest...}': 'shows /xac-minh', '/xac-minh/khoa.txt': 'text', '/xac-minh/thu-hoi.txt': 'text', '/xac-minh/ngoai-mang.js': 'a script',
  '/man-hinh': 'leads to the display of the front unit',
  '/ve/{token}/ve.pdf': 'PDF', '/dat-gio': 'leads to the front unit', '/lich-hen/{ma_hen}': 'only once a time is booked; looked at by the story of the waiting room',
  '/thu-tuc/{ma}/to-khai/{to_khai}/trong.pdf': 'PDF', '/thu-tuc/{ma}/to-khai/{to_khai}/mau.pdf': 'PDF', '/thu-tuc/{ma}/ma-qr.svg': 'a picture',
  '/dang-nhap/nguoi-dan/ma': 'only while a code is awaited; looked at by the story of the citizens',
  '/nop-ho-so/{so}': 'leads to the next page', '/nop-ho-so/{so}/tep/{hash}': 'a file', '/tiep-nhan/truc-tuyen/{so}/tep/{hash}': 'a file',
  '/tiep-nhan/truc-tuyen/{so}': 'only once something was submitted; looked at by the story of the citizens',
  '/ho-so-cua-toi/{so}': 'only once something was submitted; looked at by the story of the citizens',
  '/B/{bang}/{ma}': 'leads to a procedure', '/quan-tri/bang-ma/{so}/phieu.pdf': 'PDF',
  '/danh-gia/{token}': 'looked at by the story of the citizens',
  '/phan-anh/xu-ly/{so}': 'only once somebody reported; looked at by the tests of feedback',
  '/dang-nhap/ma': 'only while a second factor is awaited; looked at by the tests of identity',
  '/chon-don-vi': 'only for people of several units',
  '/chi-so/766.xlsx': 'a table', '/chi-so/cham-diem/{so}/xep-hang.xlsx': 'a table',
  '/chi-so/cham-diem/{so}/phieu/{don_vi}/phieu.xlsx': 'a table', '/chi-so/cham-diem/{so}/phieu/{don_vi}/phieu.pdf': 'PDF',
  '/ra-soat/{so}/ket-qua.xlsx': 'a table', '/ra-soat/{so}/ket-qua.pdf': 'PDF', '/ra-soat/{so}/thu-tuc/{muc}/chi-phi.xlsx': 'a table',
  '/bao-cao.pdf': 'PDF', '/bao-cao.xlsx': 'a table', '/bao-cao.csv': 'a table', '/bao-cao/o.xlsx': 'a table',
  '/bao-cao/bieu.pdf': 'PDF', '/bao-cao/bieu.xlsx': 'a table', '/bao-cao/bieu.csv': 'a table', '/bao-cao/bieu/o.xlsx': 'a table',
  '/bao-cao/bieu/da-chot/{so}': 'only for a form that was signed off; looked at by the tests of reports',
  '/bao-cao/da-chot/{so}': 'only for a report that was signed off; looked at by the tests of reports',
  '/ket-qua-giai-quyet.svg': 'a picture', '/ket-qua-giai-quyet.json': 'JSON',
  '/cai-cach/bao-cao/{so}/in.pdf': 'PDF', '/cai-cach/bao-cao/{so}/phu-luc.xlsx': 'a table',
  '/cai-cach/khao-sat/{dot}/thu-moi.xlsx': 'a table', '/cai-cach/doi-thoai/{buoi}/bien-ban.pdf': 'PDF',
  '/healthz': 'text', '/readyz': 'text', '/metrics': 'text', '/tai-san/{ten...}': 'files',
  '/tiep-nhan/thu-tuc': 'JSON', '/so-theo-doi.pdf': 'PDF', '/ho-so/{ma}/giay-tiep-nhan.pdf': 'PDF', '/ho-so/{ma}/phieu-kiem-soat.pdf': 'PDF',
  '/tai-khoan/ma-xac-thuc/qr': 'a picture', '/tai-khoan/uy-quyen/nguoi': 'JSON', '/quan-tri/don-vi/goi-y': 'JSON',
  '/ho-so.csv': 'a table', '/ho-so.xlsx': 'a table', '/so-theo-doi.csv': 'a table', '/so-theo-doi.xlsx': 'a table', '/ho-so/{ma}/tep/{hash}': 'a file',
  '/quan-tri/don-vi/{id}/{viec}': 'forms of one unit; looked at by the tests of identity',
  '/quan-tri/tai-khoan/{id}/vai-tro/{so}': 'only for a role that was granted; looked at by the tests of identity',
  '/quan-tri/lich/thu-hoi/{loai}/{so}': 'only for an exception that was entered; looked at by the tests of calendar',
  '/ho-so/{ma}/xin-loi.pdf': 'PDF', '/ho-so/{ma}/bo-sung.pdf': 'PDF', '/ho-so/{ma}/tu-choi.pdf': 'PDF', '/ho-so/{ma}/dung.pdf': 'PDF',
  '/cai-cach/nhiem-vu/{nhiem_vu}/tep/{hash}': 'a file', '/cai-cach/han-che/{han_che}/tep/{hash}': 'a file',
  '/ho-so/{ma}/tranh-chap.zip': 'an archive', '/thu-phi/bien-lai/{so}/in.pdf': 'PDF', '/thu-phi/so-thu/{so}/in.pdf': 'PDF', '/thu-phi/{khoan}/qr.svg': 'a picture',
  '/thu-phi/so-thu/{so}': 'only for a day that was closed; looked at by the story of the cashier', '/quan-tri/sap-xep/{don_vi}/bien-ban.pdf': 'PDF',
  '/quan-tri/sap-xep/{don_vi}': 'only where units were merged; looked at by the tests of dossier',
  '/buu-chinh/phieu-gui/{so}/in.pdf': 'PDF', '/buu-chinh/bien-ban/{so}/in.pdf': 'PDF', '/nhan-buu-chinh/{so}/in.pdf': 'PDF',
  '/gui-ket-qua/bien-ban/{so}/in.pdf': 'PDF',
  '/cai-cach/phien-hop/{phien}/thong-bao.pdf': 'PDF', '/cai-cach/ban-chi-dao/{ban}/tep/{tep}': 'a file', '/cai-cach/chi-tieu/mau.csv': 'a table',
  '/cai-cach/don-doc/cong-van.pdf': 'PDF', '/cai-cach/cuoc-kiem-tra/{cuoc}/bien-ban.pdf': 'PDF', '/cai-cach/cuoc-kiem-tra/{cuoc}/ket-luan.pdf': 'PDF',
  '/doi-hen/{dot}': 'only after a late change of the calendar; looked at by the tests of dossier',
  '/quan-tri/thu-tuc/nhap/{so}': 'only while an import waits; looked at by the tests of catalog',
};

let known: Known;
const validator = new HtmlValidate(new FileSystemConfigLoader());

async function first_code(browser: Browser, user: string, address: string): Promise<string> {
  return (await first_link(browser, user, address, /^\/ho-so\/H[^/?]+$/)).split('/').pop() ?? '';
}

async function links_to(browser: Browser, user: string, address: string, wanted: RegExp): Promise<string[]> {
  const page = await as(browser, user);
  await page.goto(address);
  const hrefs = await page.locator('main a[href]').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  await page.context().close();
  return hrefs.filter((href) => wanted.test(href));
}
const first_link = async (browser: Browser, user: string, address: string, wanted: RegExp): Promise<string> => (await links_to(browser, user, address, wanted)).at(0) ?? '';
const last_link = async (browser: Browser, user: string, address: string, wanted: RegExp): Promise<string> => (await links_to(browser, user, address, wanted)).at(-1) ?? '';

async function open(browser: Browser, who: string, options: Parameters<Browser['newContext']>[0]): Promise<Page> {
  if (who !== CITIZEN) return as(browser, who, options);
  return (await browser.newContext({ ...defaults(), ...options, storageState: await citizen_state(browser) })).newPage();
}
let state: Awaited<ReturnType<ReturnType<Page['context']>['storageState']>> | undefined;
async function citizen_state(browser: Browser): Promise<NonNullable<typeof state>> {
  if (state) return state;
  const page = await (await browser.newContext(defaults())).newPage();
  await page.goto('/dang-nhap/nguoi-dan');
  await sign_in(page, 'nguoi.dan@thu.example');
  state = await page.context().storageState();
  await page.context().close();
  return state;
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

// Loaded once on a phone's width, then given that of a desk.
async function look_at(browser: Browser, kind: Kind): Promise<string[]> {
  const problems: string[] = [];
  const viewport = { width: 360, height: 740 };
  const page = kind.as ? await open(browser, kind.as, { viewport }) : await (await browser.newContext({ ...defaults(), viewport })).newPage();
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
  let kept = 0;
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  const fonts = new Set<string>();
  const for_later = new Set<string>();
  cdp.on('Network.responseReceived', (event) => {
    if (event.type === 'Font') fonts.add(event.requestId);
    if (kind.keeps && (event.type === 'Fetch' || /[/.]jsqr[.]/i.test(event.response.url))) for_later.add(event.requestId);
  });
  cdp.on('Network.loadingFinished', (event) => {
    if (for_later.has(event.requestId)) kept += event.encodedDataLength;
    else if (!fonts.has(event.requestId)) bytes += event.encodedDataLength;
  });
  const answer = await page.goto(typeof kind.at === 'string' ? kind.at : kind.at(known), { waitUntil: 'load' });
  if (answer?.status() !== (kind.status ?? 200)) problems.push(`status ${answer?.status()}`);
  const html = (await answer?.text()) ?? '';
  writeFileSync(path.join(HTML, `${kind.name}.html`), html);
  const report = await validator.validateString(html, path.resolve(`${kind.name}.html`));
  for (const result of report.results) for (const m of result.messages) problems.push(`html-validate line ${m.line} ${m.ruleId}: ${m.message}`);
  if (!kind.as || kind.as === CITIZEN) {
    console.log(`weight of ${kind.name}: ${(bytes / 1024).toFixed(1)} KB without fonts${kind.keeps ? `, ${(kept / 1024).toFixed(1)} KB kept for use without a network` : ''}`);
    for (const weight of [bytes, kept]) if (weight > CITIZEN_LIMIT) problems.push(`${weight} bytes, limit ${CITIZEN_LIMIT}`);
  }
  for (const size of [viewport, { width: 1366, height: 900 }]) {
    await page.setViewportSize(size);
    for (const problem of await judge(page, kind.name, size.width)) problems.push(`@${size.width} ${problem}`);
  }
  await page.context().close();
  return problems;
}

async function learn_waiting_room(browser: Browser) {
  known.machine = await first_link(browser, 'giamdoc.tamnong', '/quan-tri/quay', /^\/lay-so\//);
  const page = await (await browser.newContext(defaults())).newPage();
  const link = async (pattern: RegExp) => {
    const links = await page.locator('main a').evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
    return links.find((href) => pattern.test(href)) ?? '';
  };
  await page.goto(known.machine);
  known.machine_kind = await link(/\?viec=\d+$/);
  await page.goto(known.machine_kind);
  await page.getByRole('button', { name: 'Lấy số' }).click();
  known.ticket = new URL(page.url()).pathname;
  known.booking = await first_link(browser, 'giamdoc.tamnong', '/quan-tri/quay', /^\/dat-gio\/\d+$/);
  await page.goto(known.booking);
  known.booking_day = await link(/\?viec=\d+$/);
  await page.goto(known.booking_day);
  known.booking_slot = await link(/ngay=/);
  await page.context().close();
}

test.beforeAll(async ({ browser }) => {
  for (const folder of [SCREENS, HTML]) mkdirSync(folder, { recursive: true }); // the run empties them: a worker that begins anew keeps what was saved
  const display = await (await browser.newContext(defaults())).newPage();
  await display.goto('/man-hinh');
  const round = await first_link(browser, 'kiemsoat.tamnong', '/chi-so/cham-diem', /^\/chi-so\/cham-diem\/\d+$/);
  const review = await first_link(browser, 'kiemsoat.tamnong', '/ra-soat', /^\/ra-soat\/\d+$/);
  const account = await first_link(browser, 'thuquy.tamnong', '/thu-phi', /^\/thu-phi\/\d+$/);
  known = {
    round,
    index_card: await first_link(browser, 'kiemsoat.tamnong', round, /\/phieu\/\d+$/),
    set: await first_link(browser, 'kiemsoat.tamnong', '/chi-so/bo-tieu-chi', /^\/chi-so\/bo-tieu-chi\/\d+$/),
    review,
    review_item: await first_link(browser, 'kiemsoat.tamnong', review, /\/thu-tuc\/\d+$/),
    code: await first_code(browser, 'tuphap.tamnong', '/ho-so'),
    returned: await first_code(browser, 'tiepnhan.tamnong', '/so-theo-doi'),
    unit: new URL(display.url()).pathname,
    unit_page: await first_link(browser, 'quantri.tamnong', '/quan-tri/don-vi', /^\/quan-tri\/don-vi\/\d+$/),
    account_page: await first_link(browser, 'quantri.tamnong', '/quan-tri/tai-khoan', /^\/quan-tri\/tai-khoan\/\d+$/),
    asked: await first_link(browser, 'tiepnhan.tamnong', '/bo-sung', /\/bo-sung$/),
    proposed: await first_link(browser, 'truongphong.tamnong', '/bo-sung', /^\/ho-so\/[^/]+\/bo-sung$/),
    account,
    pay: `${await follow_link(browser, account)}/nop-phi`,
    linked: await first_link(browser, 'tiepnhan.tamnong', '/lien-thong', /^\/lien-thong\/H/),
    signal: await first_link(browser, 'kiemsoat.lapvo', '/dau-hieu', /^\/dau-hieu\/\d+$/),
    protocol: await last_link(browser, 'tiepnhan.tamnong', '/nhan-buu-chinh', /^\/nhan-buu-chinh\/\d+$/),
    protocol_out: await first_link(browser, 'traketqua.tamnong', '/gui-ket-qua', /^\/gui-ket-qua\/bien-ban\/\d+$/),
    machine: '', machine_kind: '', ticket: '', booking: '', booking_day: '', booking_slot: '',
    filing: '',
    reform: { plan: '', task: '', round: '', visit: '', finding: '', committee: '', held: '', planned: '', cause: '', series: '', model: '' },
    survey: { closed: '', open: '', link: '', dialogue: '', coming: '', question: '', report: '', draft: '', takeover: '' },
  };
  await display.context().close();
  const drafting = await open(browser, CITIZEN, {});
  await drafting.goto('/nop-ho-so/moi/1.001193');
  await drafting.getByRole('button', { name: 'Bắt đầu' }).click();
  known.filing = /^\/nop-ho-so\/\d+/.exec(new URL(drafting.url()).pathname)?.[0] ?? '';
  await drafting.context().close();
  await learn_waiting_room(browser);
  const steward = 'kiemsoat.tamnong';
  const inspection = await first_link(browser, steward, '/cai-cach/kiem-tra', /^\/cai-cach\/kiem-tra\/\d+$/);
  const committee = await first_link(browser, steward, '/cai-cach/ban-chi-dao', /^\/cai-cach\/ban-chi-dao\/\d+$/);
  known.reform = {
    plan: await first_link(browser, steward, '/cai-cach/ke-hoach', /^\/cai-cach\/ke-hoach\/\d+$/),
    task: await first_link(browser, steward, '/cai-cach/nhiem-vu?muc=qua-han', /^\/cai-cach\/nhiem-vu\/\d+$/),
    round: inspection,
    visit: await last_link(browser, steward, inspection, /^\/cai-cach\/cuoc-kiem-tra\/\d+$/),
    finding: await first_link(browser, steward, '/cai-cach/han-che', /^\/cai-cach\/han-che\/\d+$/),
    committee,
    held: await last_link(browser, steward, committee, /^\/cai-cach\/phien-hop\/\d+$/),
    planned: await first_link(browser, steward, committee, /^\/cai-cach\/phien-hop\/\d+$/),
    cause: await first_link(browser, steward, '/cai-cach/chi-tieu', /^\/cai-cach\/chi-tieu\/nguyen-nhan\/\d+$/),
    series: await first_link(browser, steward, '/cai-cach/chi-tieu/ky-so', /^\/cai-cach\/chi-tieu\/ky-so\/\d+$/),
    model: await last_link(browser, steward, '/cai-cach/mo-hinh', /^\/cai-cach\/mo-hinh\/\d+$/),
  };
  // Newest first: the survey that takes answers, then the closed one; the dialogue to come, then the one with promises.
  const poll = /^\/cai-cach\/khao-sat\/\d+$/, meeting = /^\/cai-cach\/doi-thoai\/\d+$/, report = /^\/cai-cach\/bao-cao\/\d+$/;
  const taking = await first_link(browser, steward, '/cai-cach/khao-sat', poll);
  const coming = await first_link(browser, steward, '/cai-cach/doi-thoai', meeting);
  known.survey = {
    open: taking,
    closed: await last_link(browser, steward, '/cai-cach/khao-sat', poll),
    link: await first_link(browser, steward, `${taking}/danh-sach`, /^\/khao-sat\/[^/]+$/),
    coming: coming.replace('/cai-cach', ''),
    dialogue: (await last_link(browser, steward, '/cai-cach/doi-thoai', meeting)).replace('/cai-cach', ''),
    question: await first_link(browser, steward, coming, /\/tra-loi\?cau=\d+$/),
    draft: await first_link(browser, steward, '/cai-cach/bao-cao', report),
    report: await last_link(browser, steward, '/cai-cach/bao-cao', report),
    takeover: await first_link(browser, steward, '/cai-cach/buu-chinh', /^\/cai-cach\/buu-chinh\/\d+$/),
  };
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
      expect(await look_at(browser, kind)).toEqual([]);
    });

test('follow page of a citizen (/t/{token})', async ({ browser }) => {
  const { download, read_pdf } = await import('./people');
  const officer = await as(browser, 'tiepnhan.tamnong');
  const links: Record<string, string> = {};
  for (const [name, code] of [['follow', known.code], ['follow-done', known.returned]] as const) {
    const { codes } = read_pdf(await download(officer, `/ho-so/${code}/giay-tiep-nhan.pdf`));
    links[name] = new URL(codes.find((one) => one.includes('/T/')) ?? '').pathname;
  }
  await officer.context().close();
  const problems: string[] = [];
  for (const [name, at] of Object.entries(links))
    for (const problem of await look_at(browser, { name, at })) problems.push(`${name} ${problem}`);
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
