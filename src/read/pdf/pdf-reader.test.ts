/** PDF files written by hand: text with boxes, notes, links, attached files, scanned pages, passwords and damage. */
import { mkdtemp, readFile as readBytes, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadImage } from '@napi-rs/canvas';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePdf } from '../../../test/support/make-pdf.ts';
import { TelltaleError } from '../../errors.ts';
import { createCollectingSink } from '../collecting-sink.ts';
import { probeFile } from '../probe.ts';
import { blockOf, joinLines } from './page-text.ts';
import { pdfDate } from './pdf-extras.ts';
import { pdfReader } from './pdf-reader.ts';
import { renderPage } from './render-page.ts';
import { isBrokenText } from './text-quality.ts';
import { unifiedHan } from './unified-han.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telltale-pdf-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const stream = (content: string, entries = ''): string =>
  `<< /Length ${content.length} ${entries} >>\nstream\n${content}\nendstream`;

const LETTER = makePdf(
  [
    '<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(list.txt) 9 0 R] >> >> >>',
    '<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 5 0 R /Resources << /Font << /F 6 0 R >> >> /Annots [7 0 R 8 0 R] >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 11 0 R /Resources << /XObject << /I 12 0 R >> >> >>',
    stream(
      'BT /F 20 Tf 50 250 Td (Quarterly plan) Tj ET BT /F 10 Tf 50 200 Td (Server 192.0.2.15 is) Tj 0 -12 Td (down since noon.) Tj ET BT /F 10 Tf 50 100 Td (Another paragraph.) Tj ET',
    ),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    "<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /T (zhao) /Contents (check this) /M (D:20230918103000+08'00') >>",
    '<< /Type /Annot /Subtype /Link /Rect [10 40 30 60] /A << /S /URI /URI (http://panel.example/login) >> >>',
    '<< /Type /Filespec /F (list.txt) /EF << /F 10 0 R >> >>',
    stream('names and numbers', '/Type /EmbeddedFile'),
    stream('400 0 0 300 0 0 cm /I Do'),
    stream('\x20', '/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray'),
    '<< /Title (Plan) /Author (shen_yue) /CreationDate (D:20230918023000Z) >>',
  ],
  '/Info 13 0 R',
);

async function read(bytes: Uint8Array, passwords: readonly string[] = []) {
  const path = join(folder, 'blob.pdf');
  await writeFile(path, bytes);
  const sink = createCollectingSink();
  const scratch = await mkdtemp(join(folder, 'scratch-'));
  const probe = await probeFile(path, 'blob.pdf');
  expect(pdfReader.accepts(probe)).toBe(true);
  const limits = { unpackedBytes: 1e9, unpackRatio: 200, members: 1000, depth: 5, textLength: 1e8 };
  const summary = await pdfReader.read({ probe, path, scratch, limits, passwords, role: 'leak' }, sink);
  return { path, summary, ...sink };
}

test('gives blocks with a box for each line, measured from the top left', async () => {
  const { passages, summary } = await read(LETTER);
  expect(summary).toMatchObject({ kind: 'page-document', title: 'Plan', ocrPages: [2] });
  expect(summary.properties).toMatchObject({ author: 'shen_yue', created: '2023-09-18T02:30:00Z', pages: '2' });
  const blocks = passages.filter(({ position }) => position.kind === 'page');
  expect(blocks.map(({ role, text }) => [role, text])).toEqual([
    ['heading', 'Quarterly plan'],
    ['paragraph', 'Server 192.0.2.15 is\ndown since noon.'],
    ['paragraph', 'Another paragraph.'],
  ]);
  const position = blocks[1]?.position;
  expect(position).toMatchObject({ page: 1, width: 400, height: 300 });
  const lines = position?.kind === 'page' ? position.lines : [];
  expect(lines.map(({ start, end }) => blocks[1]?.text.slice(start, end))).toEqual([
    'Server 192.0.2.15 is',
    'down since noon.',
  ]);
  const [x = 0, y = 0, , height = 0] = lines[0]?.box ?? [];
  expect(x).toBeCloseTo(50, 0);
  // The baseline is 200 points above the bottom, so 100 below the top.
  expect(y).toBeLessThan(100);
  expect(y + height).toBeGreaterThan(100);
});

test('gives notes, links and attached files', async () => {
  const { passages, children } = await read(LETTER);
  expect(passages).toContainEqual(
    expect.objectContaining({ text: 'check this', sender: 'zhao', time: '2023-09-18T10:30:00+08:00' }),
  );
  expect(passages.map(({ text }) => text)).toContain('http://panel.example/login');
  expect(children.map(({ name }) => name)).toEqual(['list.txt']);
  expect(await readBytes(children[0]?.path ?? '', 'utf8')).toBe('names and numbers');
});

test('renders a page for the viewer, and only pages that exist', async () => {
  const { path } = await read(LETTER);
  const image = await loadImage(await renderPage(path, 1));
  expect(image.width / image.height).toBeCloseTo(400 / 300, 1);
  await expect(renderPage(path, 3)).rejects.toMatchObject({ code: 'not-found' });
});

test('an encrypted file asks for its password', async () => {
  // Standard handler, revision 2; the keys fit no password.
  const locked = makePdf(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [] /Count 0 >>',
      `<< /Filter /Standard /V 1 /R 2 /P -4 /O <${'00'.repeat(32)}> /U <${'00'.repeat(32)}> >>`,
    ],
    `/Encrypt 3 0 R /ID [<${'11'.repeat(16)}> <${'11'.repeat(16)}>]`,
  );
  await expect(read(locked)).rejects.toMatchObject({ code: 'encrypted' });
  await expect(read(locked, ['one', 'two'])).rejects.toMatchObject({ code: 'encrypted' });
});

test('damaged files are read in part or fail with a code', async () => {
  for (let at = 20; at < LETTER.length; at += 97) {
    const damaged = Buffer.from(LETTER);
    damaged.fill(0x41, at, at + 9);
    for (const bytes of [damaged, LETTER.subarray(0, at)]) {
      const failed = await read(bytes).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (failed !== undefined) expect(failed).toBeInstanceOf(TelltaleError);
    }
  }
});

test.each([
  ['The quick brown fox jumps over the lazy dog.', false],
  ['关于拖欠工资的投诉，请求责令支付四万二千元。', false],
  ['Отчёт за второй квартал ещё не оплачен', false],
  ['Introduction ........................................ 3', false],
  ['\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008\ue009\ue00a\ue00b\ue00c\ue00d', true],
  ['ab\ufffdcd\ufffdef\ufffdgh\ufffdij\ufffdkl\ufffdmn\ufffd', true],
  ['(cid:12)(cid:44)(cid:7)(cid:98)(cid:12)(cid:44)(cid:7)', true],
  ['!"#$%&"#!$%&"!#$%&\'()*!"#$%&"#!$%&', true],
])('tells whether a text layer can be believed: %s', (text, broken) => {
  expect(isBrokenText(text)).toBe(broken);
});

test('radicals become the characters that were typed, at the same offsets', () => {
  expect(unifiedHan('⽩⽪书、⻘川、⻅⽉')).toBe('白皮书、青川、见月');
});

test.each([
  ["D:20230918103000+08'00'", '2023-09-18T10:30:00+08:00'],
  ['D:20230918103000Z', '2023-09-18T10:30:00Z'],
  ['D:20230918', '2023-09-18'],
  ['yesterday', undefined],
])('reads the date %s', (text, iso) => {
  expect(pdfDate(text)).toBe(iso);
});

test('pieces on one baseline are a line; Han text gets no spaces, a wide gap becomes a tab', () => {
  const piece = (text: string, x: number, width: number) => ({
    text,
    x,
    baseline: 50,
    width,
    size: 10,
    angle: 0,
    endsLine: false,
  });
  expect(joinLines([piece('青川', 0, 20), piece('信安', 24, 20)])[0]?.text).toBe('青川信安');
  expect(joinLines([piece('net', 0, 15), piece('work', 15, 20), piece('map', 40, 15)])[0]?.text).toBe('network map');
  expect(joinLines([piece('name', 0, 20), piece('sum', 100, 15)])[0]?.text).toBe('name\tsum');
  expect(
    blockOf([
      { text: 'a', box: [0, 0, 1, 1] },
      { text: 'bc', box: [0, 2, 1, 1] },
    ]),
  ).toMatchObject({
    text: 'a\nbc',
    lines: [
      { start: 0, end: 1 },
      { start: 2, end: 4 },
    ],
  });
});
