// Stories in Debian's Chromium. One worker: the stories share one server and follow one another.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  outputDir: '../../build/browser/artifacts',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 300_000, // of a machine that builds at the same time; no story is a race
  expect: { timeout: 30_000 },
  forbidOnly: true,
  projects: [
    { name: 'stories', testIgnore: ['pages.spec.ts', 'screens.spec.ts'] },
    // Their pictures and HTML are kept anyway; recording each would take longer than looking at it.
    { name: 'pages', testMatch: ['pages.spec.ts', 'screens.spec.ts'], use: { trace: 'off' } },
  ],
  reporter: [['list'], ['json']],
  use: {
    baseURL: process.env.MOTCUA_URL,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    viewport: { width: 1366, height: 900 },
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.MOTCUA_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
    },
  },
});
