/**
 * How a large graph moves: it is dragged from afar, zoomed, and dragged from near, as a hand would, while the browser's
 * frames are timed. Beside them the processor time that each frame took, by process: where no graphics card is, the
 * one that draws (`GPU`) runs on the processor, too.
 */
import type { Browser, Page } from 'playwright-core';

export interface Movement {
  readonly name: string;
  /** Milliseconds between frames. */
  readonly frames: readonly number[];
  /** Processor milliseconds a frame. */
  readonly script: number;
  readonly drawing: number;
}

export interface GraphFrames {
  readonly nodes: string;
  readonly edges: string;
  /** Milliseconds until it is laid out. */
  readonly ready: number;
  /** What draws: the name that WebGL gives. */
  readonly renderer: string;
  readonly movements: readonly Movement[];
}

const STEPS = 90;
const STEP_MS = 16;

/** `on` is a page of the workbench's session. */
export async function graphFrames(browser: Browser, on: Page, address: string): Promise<GraphFrames> {
  const began = performance.now();
  await on.goto(address);
  const net = on.locator('.net[data-settled=yes]');
  await net.waitFor({ timeout: 180_000 });
  const ready = performance.now() - began;
  await on.waitForTimeout(1500);
  const box = await net.boundingBox();
  const centre = { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
  await on.evaluate(
    `(() => { window.frames_ = []; let last = performance.now(); const tick = (now) => { window.frames_.push(now - last); last = now; requestAnimationFrame(tick); }; requestAnimationFrame(tick); })()`,
  );
  const renderer = await on.evaluate<string>(
    `(() => { const gl = document.createElement('canvas').getContext('webgl2'); const about = gl?.getExtension('WEBGL_debug_renderer_info'); return String(about ? gl.getParameter(about.UNMASKED_RENDERER_WEBGL) : 'unknown'); })()`,
  );
  const session = await browser.newBrowserCDPSession();
  const spent = async (): Promise<Record<string, number>> => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const sums: Record<string, number> = {};
    for (const { type, cpuTime } of processInfo) sums[type] = (sums[type] ?? 0) + cpuTime;
    return sums;
  };
  const movements: Movement[] = [];
  const measure = async (name: string, move: () => Promise<void>): Promise<void> => {
    await on.waitForTimeout(500);
    const before = await spent();
    await on.evaluate('window.frames_.length = 0');
    await move();
    const frames = await on.evaluate<number[]>('window.frames_.slice()');
    const after = await spent();
    const each = (type: string): number => (1000 * ((after[type] ?? 0) - (before[type] ?? 0))) / frames.length;
    movements.push({ name, frames, script: each('renderer'), drawing: each('GPU') });
  };
  const drag = async (): Promise<void> => {
    await on.mouse.move(centre.x, centre.y);
    await on.mouse.down();
    for (let step = 0; step < STEPS; step += 1) {
      await on.mouse.move(centre.x + 150 * Math.sin(step / 8), centre.y + 100 * Math.cos(step / 8));
      await on.waitForTimeout(STEP_MS);
    }
    await on.mouse.up();
  };
  const zoom = async (by: number, times: number): Promise<void> => {
    for (let turn = 0; turn < times; turn += 1) {
      await on.mouse.wheel(0, by);
      await on.waitForTimeout(60);
    }
  };
  await measure('dragged from afar', drag);
  await measure('zoomed in and out', async () => {
    await zoom(-60, 15);
    await zoom(60, 15);
  });
  await zoom(-60, 12);
  await on.waitForTimeout(1000);
  await measure('dragged from near', drag);
  const { nodes, edges } = await on.evaluate<{ nodes: string; edges: string }>(
    `({ ...document.querySelector('.net').dataset })`,
  );
  return { nodes, edges, ready, renderer, movements };
}
