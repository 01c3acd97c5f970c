/** Draws the OCR test pages: text with known content on paper, in tables, on phone screens, faded, tilted and turned. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Canvas, createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import * as texts from './texts.ts';

export interface TestPage {
  readonly kind: string;
  readonly name: string;
  readonly canvas: Canvas;
  /** In reading order. */
  readonly lines: readonly string[];
}

const FONTS = ['chinese-simplified', 'latin', 'cyrillic'];
let registered = false;

/** The family list that shows every text of `texts.ts` on any machine, from the development dependency. */
export function pageFont(): string {
  if (!registered) {
    const files = join(
      dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-sc/package.json')),
      'files',
    );
    for (const name of FONTS)
      GlobalFonts.registerFromPath(join(files, `noto-sans-sc-${name}-400-normal.woff2`), `page-${name}`);
    registered = true;
  }
  return FONTS.toReversed()
    .map((name) => `page-${name}`)
    .join(', ');
}

/** A small repeatable generator (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

interface Style {
  readonly width: number;
  readonly height: number;
  readonly size: number;
  readonly ink: string;
  readonly paper: string;
  readonly noise: number;
}
const PAPER: Style = { width: 1240, height: 1754, size: 28, ink: '#111', paper: '#fff', noise: 0 };

function blank({ width, height, paper, ink, size }: Style): { canvas: Canvas; context: SKRSContext2D } {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = paper;
  context.fillRect(0, 0, width, height);
  context.fillStyle = ink;
  context.textBaseline = 'alphabetic';
  context.font = `${size}px ${pageFont()}`;
  return { canvas, context };
}

/** Breaks a sentence to the width: between words where there are spaces, else between characters. */
function wrap(context: SKRSContext2D, sentence: string, width: number): string[] {
  const units = sentence.match(/[\x21-\x7e\u0400-\u04ff«»—]+ ?|[\s\S]/gu) ?? [];
  const lines: string[] = [];
  let line = '';
  for (const unit of units) {
    if (line !== '' && context.measureText((line + unit).trimEnd()).width > width) {
      lines.push(line.trim());
      line = '';
    }
    line += unit;
  }
  if (line.trim() !== '') lines.push(line.trim());
  return lines;
}

function speckle(canvas: Canvas, amount: number, random: () => number): void {
  if (amount === 0) return;
  const context = canvas.getContext('2d');
  const image = context.getImageData(0, 0, canvas.width, canvas.height);
  for (let at = 0; at < image.data.length; at += 4) {
    const shift = (random() + random() - 1) * amount;
    for (let channel = 0; channel < 3; channel++) image.data[at + channel] = (image.data[at + channel] ?? 0) + shift;
  }
  context.putImageData(image, 0, 0);
}

function prose(sentences: readonly string[], style: Style, random: () => number): { canvas: Canvas; lines: string[] } {
  const { canvas, context } = blank(style);
  const margin = style.width * 0.09;
  const lines: string[] = [];
  let y = margin + style.size;
  for (let at = Math.floor(random() * sentences.length); ; at++) {
    const wrapped = wrap(context, sentences[at % sentences.length] ?? '', style.width - margin * 2);
    if (y + wrapped.length * style.size * 1.6 > style.height - margin) break;
    for (const line of wrapped) {
      context.fillText(line, margin, y);
      lines.push(line);
      y += style.size * 1.6;
    }
    y += style.size * 0.7;
  }
  speckle(canvas, style.noise, random);
  return { canvas, lines };
}

function table(random: () => number, size: number): { canvas: Canvas; lines: string[] } {
  const { canvas, context } = blank({ ...PAPER, height: 1000, size });
  const widths = [210, 250, 220, 140, 180, 120];
  const from = Math.floor(random() * 4);
  const rows = [texts.TABLE_HEADER, ...texts.TABLE_ROWS.slice(from, from + 9)];
  const height = size * 2.2;
  context.strokeStyle = '#444';
  const lines: string[] = [];
  for (const [index, row] of rows.entries()) {
    let x = 60;
    for (const [column, text] of row.entries()) {
      const width = widths[column] ?? 0;
      context.strokeRect(x, 60 + index * height, width, height);
      context.fillText(text, x + 12, 60 + index * height + height * 0.66);
      lines.push(text);
      x += width;
    }
  }
  return { canvas, lines };
}

function phone(random: () => number): { canvas: Canvas; lines: string[] } {
  const dark = random() < 0.5;
  const style: Style = {
    ...PAPER,
    width: 1080,
    height: 1920,
    size: 42,
    ink: dark ? '#eee' : '#222',
    paper: dark ? '#161616' : '#f4f4f4',
  };
  const { canvas, context } = blank(style);
  const lines = ['设置', '账号与安全', '通知提醒', '隐私权限', '存储空间 已用 48.6GB', '系统版本 12.0.3', '关于手机'];
  const from = Math.floor(random() * (texts.MIXED.length - 3));
  for (const sentence of texts.MIXED.slice(from, from + 3)) lines.push(...wrap(context, sentence, 960));
  for (const [index, line] of lines.entries()) context.fillText(line, 60, 160 + index * 118);
  return { canvas, lines };
}

/** Bubbles left (the other side) and right (oneself), with a time between some. */
export function chat(random: () => number, messages: number): { canvas: Canvas; lines: string[]; mine: boolean[] } {
  const step = 150;
  const { canvas, context } = blank({
    ...PAPER,
    width: 1080,
    height: messages * step + 400,
    size: 40,
    paper: '#ededed',
  });
  const lines: string[] = ['项目沟通群'];
  const mine: boolean[] = [];
  context.fillText('项目沟通群', 430, 90);
  const from = Math.floor(random() * texts.CHAT.length);
  let y = 170;
  for (let index = 0; index < messages; index++) {
    if (index % 4 === 0) {
      const time = `${10 + Math.floor(random() * 12)}:${10 + Math.floor(random() * 49)}`;
      context.fillStyle = '#999';
      context.fillText(time, 490, y + 40);
      lines.push(time);
      y += 90;
    }
    const text = texts.CHAT[(from + index) % texts.CHAT.length] ?? '';
    const width = context.measureText(text).width + 60;
    const own = random() < 0.5;
    const x = own ? 1080 - 130 - width : 130;
    context.fillStyle = own ? '#95ec69' : '#fff';
    context.beginPath();
    context.roundRect(x, y, width, 96, 16);
    context.fill();
    context.fillStyle = '#8aa';
    context.fillRect(own ? 980 : 24, y, 80, 80);
    context.fillStyle = '#111';
    context.fillText(text, x + 30, y + 62);
    lines.push(text);
    mine.push(own);
    y += 130;
  }
  return { canvas, lines, mine };
}

function rotated(source: Canvas, degrees: number, paper: string): Canvas {
  const angle = (degrees * Math.PI) / 180;
  const width = Math.ceil(Math.abs(source.width * Math.cos(angle)) + Math.abs(source.height * Math.sin(angle)));
  const height = Math.ceil(Math.abs(source.width * Math.sin(angle)) + Math.abs(source.height * Math.cos(angle)));
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = paper;
  context.fillRect(0, 0, width, height);
  context.translate(width / 2, height / 2);
  context.rotate(angle);
  context.drawImage(source, -source.width / 2, -source.height / 2);
  return canvas;
}

const TURNS = [90, 180, 270, 90, 180];
const TILTS = [-6, -2.5, 1.5, 4, 8];
const SIZES = [22, 25, 28, 32, 36];

/** Five pages of each kind; the same ones every time. */
export function* testPages(): Generator<TestPage> {
  for (let index = 0; index < 5; index++) {
    const random = seeded(1000 + index);
    const size = SIZES[index] ?? 28;
    const page = (kind: string, drawn: { canvas: Canvas; lines: string[] }): TestPage => ({
      kind,
      name: `${kind}-${index + 1}`,
      ...drawn,
    });
    yield page('chinese', prose(texts.CHINESE, { ...PAPER, size, noise: index * 8 }, random));
    yield page('mixed', prose(texts.MIXED, { ...PAPER, size }, random));
    yield page('russian', prose(texts.RUSSIAN, { ...PAPER, size, noise: index * 6 }, random));
    yield page('english', prose(texts.ENGLISH, { ...PAPER, size, noise: index * 6 }, random));
    yield page('table', table(random, Math.min(size, 26)));
    yield page('phone', phone(random));
    yield page('chat', chat(random, 8));
    yield page(
      'low contrast',
      prose(texts.CHINESE, { ...PAPER, size, ink: '#b4b0a8', paper: '#d9d5cc', noise: 10 }, random),
    );
    const straight = prose(index % 2 === 0 ? texts.CHINESE : texts.MIXED, { ...PAPER, size }, random);
    yield page('tilted', { ...straight, canvas: rotated(straight.canvas, TILTS[index] ?? 3, '#fff') });
    const sources = [texts.CHINESE, texts.MIXED, texts.ENGLISH, texts.MIXED, texts.CHINESE];
    const upright = prose(sources[index] ?? texts.CHINESE, { ...PAPER, size }, random);
    yield page('rotated', { ...upright, canvas: rotated(upright.canvas, TURNS[index] ?? 90, '#fff') });
  }
}
