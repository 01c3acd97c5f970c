/** A browser on a served case that measures what a person would wait for. */
import { gzipSync } from 'node:zlib';
import { chromium, type Page } from 'playwright-core';
import { executable } from '../../test/web/browser.ts';
import { type GraphFrames, graphFrames } from './graph-frames.ts';

export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

export interface Visit {
  /** Milliseconds to the first paint of a page with one word. */
  barePaint(): Promise<number>;
  paintOf(path: string, content: string): Promise<{ paint: number; content: number }>;
  /** Bytes of JavaScript, gzip: what is loaded before the page asks for more, and all. */
  javaScript(path: string): Promise<{ first: number; all: number }>;
  /** From a key or click to the next frame that is painted, for each of some usual ones. */
  interactions(): Promise<number[]>;
  /** From the last typed key to the hits of the whole query, `rounds` times. */
  search(query: string, rounds: number): Promise<number[]>;
  request(path: string): Promise<number>;
  /** From a click in the list to the first passage or page, for some documents. */
  openAny(count: number): Promise<number[]>;
  /** From following a link to the passage being there, in the middle. */
  openDeep(document: string, ordinals: readonly number[]): Promise<number[]>;
  /** Milliseconds of each frame while the wheel turns. */
  scroll(document: string): Promise<{ frames: number[]; late: number }>;
  bareFrames(): Promise<number>;
  graph(path: string): Promise<GraphFrames>;
  close(): Promise<void>;
}

/** Waits in the page until a selector is there with a text, to the frame; gives the page's own clock. */
const UNTIL = `(selector, text) => new Promise((done, failed) => {
  const end = performance.now() + 20000;
  const look = () => {
    const found = [...document.querySelectorAll(selector)].some((one) => !text || one.textContent.includes(text));
    if (found) requestAnimationFrame(() => done(performance.now()));
    else if (performance.now() > end) failed(new Error('never there: ' + selector + ' ' + text));
    else requestAnimationFrame(look);
  };
  look();
})`;

export async function openBrowser(link: string): Promise<Visit> {
  const browser = await chromium.launch({
    executablePath: executable ?? '',
    args: ['--no-sandbox', '--enable-unsafe-swiftshader', '--disable-background-networking'],
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  const { origin } = new URL(link);
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('main').waitFor();

  async function fresh(): Promise<Page> {
    const next = await context.newPage();
    const client = await context.newCDPSession(next);
    await client.send('Network.setCacheDisabled', { cacheDisabled: true });
    return next;
  }

  /** Runs `act` in the page and gives the milliseconds until the selector is there. */
  async function timed(on: Page, act: string, selector: string, text = ''): Promise<number> {
    return on.evaluate(
      `(async () => { const began = performance.now(); ${act}; return (await (${UNTIL})(${JSON.stringify(selector)}, ${JSON.stringify(text)})) - began; })()`,
    );
  }

  async function go(on: Page, path: string, selector: string): Promise<void> {
    await on.goto(origin + path);
    await on.locator(selector).first().waitFor();
  }

  return {
    async barePaint() {
      const times: number[] = [];
      for (let round = 0; round < 5; round += 1) {
        const bare = await fresh();
        await bare.goto(`${origin}/favicon.svg`);
        times.push(
          await bare.evaluate(
            'performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? performance.now()',
          ),
        );
        await bare.close();
      }
      return quantile(times, 0.5);
    },
    async paintOf(path, content) {
      const on = await fresh();
      await on.goto(origin + path, { waitUntil: 'commit' });
      const there = await on.evaluate<number>(`(${UNTIL})(${JSON.stringify(content)}, '')`);
      const paint = await on.evaluate<number>('performance.getEntriesByName("first-contentful-paint")[0].startTime');
      await on.close();
      return { paint, content: there };
    },
    async javaScript(path) {
      const on = await fresh();
      const sizes = new Map<string, number>();
      on.on('response', (response) => {
        if (!/\.js$/.test(new URL(response.url()).pathname)) return;
        response.body().then(
          (body) => sizes.set(response.url(), gzipSync(body).byteLength),
          (error: unknown) => console.error(error),
        );
      });
      await on.goto(origin + path, { waitUntil: 'load' });
      await on.waitForTimeout(200);
      const sum = (): number => [...sizes.values()].reduce((all, size) => all + size, 0);
      // What the page itself names; the rest is asked for by pages and charts when they are shown.
      const html = await (await context.request.get(origin + path)).text();
      const first = [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map((match) => origin + match[1]);
      await on.waitForTimeout(1500);
      const firstSize = first.reduce((all, url) => all + (sizes.get(url) ?? 0), 0);
      const all = sum();
      await on.close();
      return { first: firstSize, all };
    },
    async interactions() {
      const on = await context.newPage();
      await go(on, '/overlaps', 'main h1, main h2, main .note-state');
      await on.evaluate(`(() => { window.durations = []; new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (entry.interactionId) window.durations.push(entry.duration);
      }).observe({ type: 'event', durationThreshold: 16, buffered: false }); })()`);
      for (let round = 0; round < 3; round += 1) {
        await on.keyboard.press('Control+k');
        await on.waitForTimeout(150);
        await on.keyboard.type('ser');
        await on.keyboard.press('Escape');
        await on.waitForTimeout(150);
        for (const key of ['j', 'j', 'k']) await on.keyboard.press(key, { delay: 20 });
        await on.getByRole('button', { name: 'Dark' }).click();
        await on.getByRole('button', { name: 'As the system' }).click();
      }
      await go(on, '/read', '.msg');
      await on.evaluate(`(() => { window.durations = []; new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (entry.interactionId) window.durations.push(entry.duration);
      }).observe({ type: 'event', durationThreshold: 16, buffered: false }); })()`);
      for (let round = 0; round < 4; round += 1) {
        await on.keyboard.press('t');
        await on.waitForTimeout(120);
      }
      const durations = await on.evaluate<number[]>('window.durations');
      await on.close();
      return durations.length > 0 ? durations : [0];
    },
    async search(query, rounds) {
      const on = await context.newPage();
      await go(on, '/search', 'input[type=search]');
      const times: number[] = [];
      const box = on.getByRole('searchbox').first();
      for (let round = 0; round < rounds; round += 1) {
        await box.fill('');
        await on.waitForTimeout(400);
        await box.pressSequentially(query.slice(0, -1), { delay: 60 });
        await on.waitForTimeout(round === 0 ? 0 : 60);
        const asked = on.evaluate<number>(
          `new Promise((done) => document.querySelector('input[type=search]').addEventListener('input', () => { const began = performance.now();
             const end = began + 20000; const look = () => { const shown = document.querySelector('[data-query]')?.dataset.query;
               if (shown === ${JSON.stringify(query)} || performance.now() > end) requestAnimationFrame(() => done(performance.now() - began)); else requestAnimationFrame(look); };
             look(); }, { once: true }))`,
        );
        await box
          .press(query.slice(-1) === ' ' ? 'Space' : query.slice(-1))
          .catch(() => box.pressSequentially(query.slice(-1)));
        times.push(await asked);
      }
      await on.close();
      return times;
    },
    request: (path) =>
      page.evaluate<number>(
        `(async () => { const began = performance.now(); await (await fetch(${JSON.stringify(path)})).text(); return performance.now() - began; })()`,
      ),
    async openAny(count) {
      const on = await context.newPage();
      await go(on, '/read', '.rail a.doc');
      const times: number[] = [];
      const links = await on.evaluate<string[]>(
        `[...document.querySelectorAll('.rail a.doc')].map((one) => one.getAttribute('href')).slice(1, ${count + 1})`,
      );
      for (const href of links) {
        const act = `document.querySelector('.rail a.doc[href="${href}"]').click()`;
        times.push(
          await timed(
            on,
            act,
            `[data-document="${href.split('/').at(-1)}"] :is([data-passage], .sheet img, .note-state)`,
          ),
        );
        await on.waitForTimeout(150);
      }
      await on.close();
      return times;
    },
    async openDeep(document, ordinals) {
      const on = await context.newPage();
      await go(on, '/read', '.rail a.doc');
      const times: number[] = [];
      for (const ordinal of ordinals) {
        await go(on, '/search?q=server', '#hits li');
        const act = `history.pushState({}, '', '/read/${document}?p=${ordinal}'); dispatchEvent(new PopStateEvent('popstate'))`;
        times.push(await timed(on, act, `#p${ordinal}.here`));
      }
      await on.close();
      return times;
    },
    async scroll(document) {
      const on = await context.newPage();
      await go(on, `/read/${document}`, '.msg:not(.waiting)');
      await on.mouse.move(600, 500);
      await on.evaluate(
        `(() => { window.frames_ = []; let last = performance.now(); const tick = (now) => { window.frames_.push(now - last); last = now; requestAnimationFrame(tick); }; requestAnimationFrame(tick); })()`,
      );
      for (let turn = 0; turn < 150; turn += 1) {
        await on.mouse.wheel(0, turn % 40 === 39 ? 60_000 : 400);
        await on.waitForTimeout(16);
      }
      const frames = (await on.evaluate<number[]>('window.frames_')).slice(5);
      await on.close();
      return { frames, late: frames.filter((frame) => frame > 50).length };
    },
    async bareFrames() {
      const on = await context.newPage();
      await on.goto(`${origin}/favicon.svg`);
      const frames = await on.evaluate<number[]>(
        `new Promise((done) => { const all = []; let last = performance.now(); const tick = (now) => { all.push(now - last); last = now; if (all.length < 120) requestAnimationFrame(tick); else done(all); }; requestAnimationFrame(tick); })`,
      );
      await on.close();
      return quantile(frames.slice(5), 0.95);
    },
    async graph(path) {
      const on = await context.newPage();
      const frames = await graphFrames(browser, on, origin + path);
      await on.close();
      return frames;
    },
    close: () => browser.close(),
  };
}
