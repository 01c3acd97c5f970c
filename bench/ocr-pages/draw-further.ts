/** Pages of kinds and with texts that nothing was chosen on: receipts, forms, terminals, dark chats, vertical lines, scans under stamps. */
import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import { blank, seeded, type TestPage } from './draw-page.ts';
import { photographed } from './draw-photo.ts';
import { FORMS, MESSAGES, PARAGRAPHS, RECEIPTS, TERMINALS, UPRIGHT, WIDE_TABLES } from './further-texts.ts';

interface Drawn {
  readonly canvas: Canvas;
  readonly lines: readonly string[];
}

function sheet(width: number, height: number, paper: string, ink: string, size: number): [Canvas, SKRSContext2D] {
  const { canvas, context } = blank({ width, height, paper, ink, size, face: 'serif' });
  return [canvas, context];
}

/** Narrow paper, names at the left and amounts at the right, a little faded. */
function receipt(rows: readonly (readonly string[])[]): Drawn {
  const [canvas, context] = sheet(620, 160 + rows.length * 46, '#f3f1ec', '#4b4843', 26);
  for (const [at, row] of rows.entries()) {
    const y = 90 + at * 46;
    context.textAlign = row.length === 1 ? 'center' : 'left';
    context.fillText(row[0] ?? '', row.length === 1 ? 310 : 40, y);
    context.textAlign = 'right';
    if (row.length > 1) context.fillText(row[1] ?? '', 580, y);
  }
  return { canvas, lines: rows.flat() };
}

/** A card with a portrait, labels in a light colour and values in a dark one, on a patterned ground. */
function card(fields: readonly (readonly [string, string])[]): Drawn {
  const [canvas, context] = sheet(1000, 640, '#e4eef5', '#1c1c1c', 34);
  context.strokeStyle = '#d3e2ec';
  for (let x = -640; x < 1000; x += 14) {
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x + 640, 640);
    context.stroke();
  }
  context.fillStyle = '#b8c4cc';
  context.fillRect(720, 90, 230, 300);
  const lines: string[] = [];
  for (const [at, [label, value]] of fields.entries()) {
    const y = 110 + at * 84;
    context.fillStyle = '#4a7ba6';
    context.fillText(label, 50, y);
    context.fillStyle = '#1c1c1c';
    context.fillText(value, 220, y);
    lines.push(label, value);
  }
  return { canvas, lines };
}

function terminal(lines: readonly string[], ink: string): Drawn {
  const [canvas, context] = sheet(1400, 100 + lines.length * 40, '#0c0f12', ink, 25);
  for (const [at, line] of lines.entries()) context.fillText(line, 30, 60 + at * 40);
  return { canvas, lines };
}

function darkChat(messages: readonly string[], random: () => number, minimum = 0): Drawn {
  const height = Math.max(minimum, 200 + messages.length * 140);
  const step = (height - 200) / messages.length;
  const [canvas, context] = sheet(1080, height, '#111b21', '#e9edef', 38);
  const lines: string[] = [];
  for (const [at, message] of messages.entries()) {
    const y = 120 + at * step;
    const own = random() < 0.5;
    const width = context.measureText(message).width + 60;
    const x = own ? 1040 - width : 40;
    context.fillStyle = own ? '#005c4b' : '#202c33';
    context.beginPath();
    context.roundRect(x, y, width, 84, 18);
    context.fill();
    context.fillStyle = '#e9edef';
    context.fillText(message, x + 30, y + 55);
    lines.push(message);
  }
  return { canvas, lines };
}

/** Columns from the right to the left, each from the top down. */
function vertical(columns: readonly string[]): Drawn {
  const size = 40;
  const longest = Math.max(...columns.map((column) => column.length));
  const [canvas, context] = sheet(columns.length * 80 + 120, longest * (size + 6) + 140, '#fdfbf4', '#151515', size);
  for (const [at, column] of columns.entries())
    for (const [row, letter] of [...column].entries())
      context.fillText(letter, canvas.width - 100 - at * 80, 100 + row * (size + 6));
  return { canvas, lines: columns };
}

function ruled(rows: readonly (readonly string[])[]): Drawn {
  const columns = rows[0]?.length ?? 1;
  const width = Math.floor(1300 / columns);
  const [canvas, context] = sheet(1400, 120 + rows.length * 52, '#fff', '#222', 22);
  context.strokeStyle = '#222';
  context.lineWidth = 2;
  const lines: string[] = [];
  for (const [y, row] of rows.entries())
    for (const [x, text] of row.entries()) {
      context.strokeRect(50 + x * width, 50 + y * 52, width, 52);
      context.fillText(text, 60 + x * width, 84 + y * 52);
      lines.push(text);
    }
  return { canvas, lines };
}

function paragraphs(lines: readonly string[], paper = '#fff', ink = '#161616', size = 30): Drawn {
  const [canvas, context] = sheet(1240, 160 + lines.length * size * 1.9, paper, ink, size);
  for (const [at, line] of lines.entries()) context.fillText(line, 90, 110 + at * size * 1.9);
  return { canvas, lines };
}

function tilted({ canvas: source, lines }: Drawn, degrees: number, paper: string): Drawn {
  const [canvas, context] = sheet(source.width + 120, source.height + 160, paper, '#000', 20);
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((degrees * Math.PI) / 180);
  context.drawImage(source, -source.width / 2, -source.height / 2);
  return { canvas, lines };
}

/** Sixteen shades of grey and the dust of a scanner. */
function scanned({ canvas, lines }: Drawn, random: () => number): Drawn {
  const context = canvas.getContext('2d');
  const image = context.getImageData(0, 0, canvas.width, canvas.height);
  for (let at = 0; at < image.data.length; at += 4) {
    const grey = ((image.data[at] ?? 0) + (image.data[at + 1] ?? 0) + (image.data[at + 2] ?? 0)) / 3;
    const shade = Math.round((grey + (random() - 0.5) * 26) / 17) * 17;
    image.data.fill(random() < 0.0004 ? 40 : shade, at, at + 3);
  }
  context.putImageData(image, 0, 0);
  return { canvas, lines };
}

/** A red ring over the end of the text, as offices press it: its own letters are not asked for. */
function stamped({ canvas, lines }: Drawn): Drawn {
  const context = canvas.getContext('2d');
  context.strokeStyle = 'rgba(205, 40, 40, 0.55)';
  context.lineWidth = 7;
  context.beginPath();
  context.arc(canvas.width * 0.62, canvas.height * 0.66, 130, 0, Math.PI * 2);
  context.stroke();
  context.beginPath();
  for (let corner = 0; corner < 5; corner++) {
    const angle = -Math.PI / 2 + (corner * 4 * Math.PI) / 5;
    context.lineTo(canvas.width * 0.62 + Math.cos(angle) * 45, canvas.height * 0.66 + Math.sin(angle) * 45);
  }
  context.fillStyle = 'rgba(205, 40, 40, 0.45)';
  context.fill();
  return { canvas, lines };
}

const LOW: readonly (readonly [string, string])[] = [
  ['#c9c6bf', '#a3a09a'],
  ['#3a3f45', '#6d747c'],
  ['#efe9d8', '#cdbf98'],
];
const TILTS = [2, -3, 4];

/** Thirty pages, three of a kind; the same ones every time. */
export function* furtherPages(): Generator<TestPage> {
  for (const [index, seed] of [411, 412, 413].entries()) {
    const random = seeded(seed);
    const page = (kind: string, { canvas, lines }: Drawn): TestPage => ({
      set: 'further',
      kind,
      name: `further ${kind} ${index + 1}`,
      canvas,
      lines,
    });
    const of = <T>(all: readonly T[]): T => all[index % all.length] as T;
    yield page('receipt', receipt(of(RECEIPTS)));
    yield page('card', card(of(FORMS)));
    yield page('terminal', terminal(of(TERMINALS), ['#d7e3ea', '#7ee787', '#f0c674'][index] ?? '#fff'));
    yield page('dark chat', darkChat(of(MESSAGES), random));
    yield page('vertical', vertical(of(UPRIGHT)));
    yield page('ruled table', ruled(of(WIDE_TABLES)));
    yield page('faint', paragraphs(of(PARAGRAPHS), ...(LOW[index] ?? LOW[0] ?? ['#fff', '#999'])));
    yield page('grey scan', scanned(tilted(paragraphs(of(PARAGRAPHS)), TILTS[index] ?? 2, '#fff'), random));
    yield page('stamp', stamped(paragraphs(of(PARAGRAPHS), '#fffdf8', '#1d1d1d', 32)));
    yield page('screen photo', {
      ...of(PARAGRAPHS.map((lines) => paragraphs(lines, '#f7f9fc', '#1e2a36'))),
      canvas: photographed(paragraphs(of(PARAGRAPHS), '#f7f9fc', '#1e2a36').canvas, random),
    });
    yield page('long chat', darkChat([...MESSAGES, ...MESSAGES].flat().slice(0, 44), random, 6200));
  }
}
