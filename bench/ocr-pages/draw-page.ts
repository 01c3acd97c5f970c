/** Draws the OCR test pages: text with known content on paper, in tables, on phone screens, faded, tilted and turned. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Canvas, createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import { ARABIC, PERSIAN } from './arabic-script-texts.ts';
import { photographed } from './draw-photo.ts';
import { HELD_OUT } from './held-out-texts.ts';
import { KNOWN, type TextSet } from './texts.ts';

export interface TestPage {
  /** `known`: the engine's settings were chosen on these pages; `held out`: they were not, nor on those `from the right`. */
  readonly set: 'known' | 'held out' | 'from the right' | 'further';
  readonly kind: string;
  readonly name: string;
  readonly canvas: Canvas;
  /** In reading order. */
  readonly lines: readonly string[];
}

const SCRIPTS = ['chinese-simplified', 'latin', 'cyrillic'];
const require = createRequire(import.meta.url);
const FACES = {
  sans: () => require.resolve('@fontsource/noto-sans-sc/package.json'),
  serif: () => require.resolve('@fontsource/noto-serif-sc/package.json'),
};
type Face = keyof typeof FACES;
const registered = new Set<Face>();

/** The family list that shows every text of both sets on any machine, from the development dependencies. */
export function pageFont(face: Face = 'sans'): string {
  if (!registered.has(face)) {
    const files = join(dirname(FACES[face]()), 'files');
    for (const script of SCRIPTS)
      GlobalFonts.registerFromPath(join(files, `noto-${face}-sc-${script}-400-normal.woff2`), `${face}-${script}`);
    registered.add(face);
  }
  return SCRIPTS.toReversed()
    .map((script) => `${face}-${script}`)
    .join(', ');
}

const NASKH = 'naskh-arabic';

/** The family that shows the Arabic script. */
export function arabicFont(): string {
  if (!GlobalFonts.has(NASKH)) {
    const files = join(dirname(require.resolve('@fontsource/noto-naskh-arabic/package.json')), 'files');
    GlobalFonts.registerFromPath(join(files, 'noto-naskh-arabic-arabic-400-normal.woff2'), NASKH);
  }
  return NASKH;
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
  readonly face: Face;
  /** Set from the right in the Arabic script. */
  readonly fromRight?: boolean;
}
const PAPER: Style = { width: 1240, height: 1754, size: 28, ink: '#111', paper: '#fff', noise: 0, face: 'sans' };

/** An empty page, ready to be written on. */
export function blank({ width, height, paper, ink, size, face, fromRight = false }: Omit<Style, 'noise'>): {
  canvas: Canvas;
  context: SKRSContext2D;
} {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = paper;
  context.fillRect(0, 0, width, height);
  context.fillStyle = ink;
  context.textBaseline = 'alphabetic';
  context.font = `${size}px ${fromRight ? `${arabicFont()}, ` : ''}${pageFont(face)}`;
  if (fromRight) {
    context.direction = 'rtl';
    context.textAlign = 'right';
  }
  return { canvas, context };
}

/** Breaks a sentence to the width: between words where there are spaces, else between characters. */
function wrap(context: SKRSContext2D, sentence: string, width: number): string[] {
  const units = sentence.match(/[\x21-\x7e\u0400-\u04ff\u0600-\u06ff\u200c«»—]+ ?|[\s\S]/gu) ?? [];
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
      context.fillText(line, style.fromRight ? style.width - margin : margin, y);
      lines.push(line);
      y += style.size * 1.6;
    }
    y += style.size * 0.7;
  }
  speckle(canvas, style.noise, random);
  return { canvas, lines };
}

function table(texts: TextSet, random: () => number, style: Style): { canvas: Canvas; lines: string[] } {
  const { canvas, context } = blank({ ...style, height: 1000 });
  const { size } = style;
  const widths = [210, 250, 220, 140, 180, 120];
  const from = Math.floor(random() * 4);
  const rows = [texts.tableHeader, ...texts.tableRows.slice(from, from + 9)];
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

function phone(texts: TextSet, random: () => number, face: Face): { canvas: Canvas; lines: string[] } {
  const dark = random() < 0.5;
  const style: Style = {
    ...PAPER,
    width: 1080,
    height: 1920,
    size: 42,
    ink: dark ? '#eee' : '#222',
    paper: dark ? '#161616' : '#f4f4f4',
    face,
  };
  const { canvas, context } = blank(style);
  const lines = [...texts.phoneMenu];
  const from = Math.floor(random() * (texts.mixed.length - 3));
  for (const sentence of texts.mixed.slice(from, from + 3)) lines.push(...wrap(context, sentence, 960));
  for (const [index, line] of lines.entries()) context.fillText(line, 60, 160 + index * 118);
  return { canvas, lines };
}

/** Bubbles left (the other side) and right (oneself), with a time between some. */
export function chat(
  texts: TextSet,
  random: () => number,
  messages: number,
  face: Face = 'sans',
): { canvas: Canvas; lines: string[]; mine: boolean[] } {
  const step = 150;
  const { canvas, context } = blank({
    ...PAPER,
    width: 1080,
    height: messages * step + 400,
    size: 40,
    paper: '#ededed',
    face,
  });
  const lines: string[] = ['项目沟通群'];
  const mine: boolean[] = [];
  context.fillText('项目沟通群', 430, 90);
  const from = Math.floor(random() * texts.chat.length);
  let y = 170;
  for (let index = 0; index < messages; index++) {
    if (index % 4 === 0) {
      const time = `${10 + Math.floor(random() * 12)}:${10 + Math.floor(random() * 49)}`;
      context.fillStyle = '#999';
      context.fillText(time, 490, y + 40);
      lines.push(time);
      y += 90;
    }
    const text = texts.chat[(from + index) % texts.chat.length] ?? '';
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

/** Twelve kinds of pages of two sets, and pages in the Arabic script; the same ones every time. */
export function* testPages(): Generator<TestPage> {
  yield* pagesOf('known', KNOWN, { face: 'sans', sizes: [22, 25, 28, 32, 36], seed: 1000 });
  yield* pagesOf('held out', HELD_OUT, { face: 'serif', sizes: [24, 30, 34], seed: 7000 });
  const set = 'from the right';
  for (const [index, size] of [26, 30, 36].entries())
    for (const [kind, sentences] of Object.entries({ persian: PERSIAN, arabic: ARABIC })) {
      const style: Style = { ...PAPER, size, noise: index * 6, fromRight: true };
      yield { set, kind, name: `${kind} ${index + 1}`, ...prose(sentences, style, seeded(9000 + index)) };
    }
}

function* pagesOf(
  set: TestPage['set'],
  texts: TextSet,
  { face, sizes, seed }: { readonly face: Face; readonly sizes: readonly number[]; readonly seed: number },
): Generator<TestPage> {
  for (const [index, size] of sizes.entries()) {
    const random = seeded(seed + index);
    const style: Style = { ...PAPER, face, size };
    const page = (kind: string, drawn: { canvas: Canvas; lines: string[] }): TestPage => ({
      set,
      kind,
      name: `${set} ${kind} ${index + 1}`,
      ...drawn,
    });
    yield page('chinese', prose(texts.chinese, { ...style, noise: index * 8 }, random));
    yield page('mixed', prose(texts.mixed, style, random));
    yield page('russian', prose(texts.russian, { ...style, noise: index * 6 }, random));
    yield page('english', prose(texts.english, { ...style, noise: index * 6 }, random));
    yield page('table', table(texts, random, { ...style, size: Math.min(size, 26) }));
    yield page('phone', phone(texts, random, face));
    yield page('chat', chat(texts, random, 8, face));
    const faded = { ...style, ink: '#b4b0a8', paper: '#d9d5cc', noise: 10 };
    yield page('low contrast', prose(texts.chinese, faded, random));
    const straight = prose(index % 2 === 0 ? texts.chinese : texts.mixed, style, random);
    yield page('tilted', { ...straight, canvas: rotated(straight.canvas, TILTS[index] ?? 3, '#fff') });
    const sources = [texts.chinese, texts.mixed, texts.english, texts.mixed, texts.chinese];
    const upright = prose(sources[index] ?? texts.chinese, style, random);
    yield page('rotated', { ...upright, canvas: rotated(upright.canvas, TURNS[index] ?? 90, '#fff') });
    const shown = prose(index % 2 === 0 ? texts.mixed : texts.chinese, { ...style, height: 1100 }, random);
    yield page('photo', { ...shown, canvas: photographed(shown.canvas, random) });
    yield page('tall chat', chat(texts, random, 40, face));
  }
}
