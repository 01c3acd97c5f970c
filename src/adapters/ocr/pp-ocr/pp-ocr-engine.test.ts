/** PP-OCR on drawn pages: the contract, Cyrillic and the Arabic script by readers of their own, and pages that lie on their side. */
import { createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arabicFont, pageFont } from '../../../../bench/ocr-pages/draw-page.ts';
import { describeOcrEngine } from '../../../ports/ocr-engine.contract.ts';
import type { OcrEngine, Picture } from '../../../ports/ocr-engine.ts';
import { turned } from './page-orientation.ts';
import { createPpOcrEngine } from './pp-ocr-engine.ts';

const CHINESE = ['服务器地址为 203.0.113.77，端口 8443', '请于本周五下班前提交工作总结', '联系邮箱 wang@example.org'];
const RUSSIAN = ['Доступ к серверу имеют три человека', 'Счёт за второй квартал ещё не оплачен'];

const PERSIAN = ['گزارش عملکرد ماهانه واحد فنی', 'جلسه روز شنبه در دفتر مرکزی برگزار شد'];
const ARABIC = ['لا يسمح للموظفين بنقل الملفات', 'بلغت قيمة العقد مليونين وأربعمئة ألف ريال'];

function drawn(lines: readonly string[], width = 760, font = pageFont()): Picture {
  const canvas = createCanvas(width, 60 + lines.length * 60);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#111';
  context.font = `30px ${font}`;
  for (const [index, line] of lines.entries()) context.fillText(line, 40, 60 + index * 60);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return { width: canvas.width, height: canvas.height, pixels: new Uint8Array(data.buffer) };
}

describeOcrEngine('PP-OCR', createPpOcrEngine, () => ({ page: { picture: drawn(CHINESE), lines: CHINESE } }));

describe('PP-OCR', () => {
  let engine: OcrEngine;
  beforeAll(async () => {
    engine = await createPpOcrEngine();
  });
  afterAll(() => engine.close());
  const bare = (texts: readonly string[]): string[] => texts.map((text) => text.replaceAll(' ', ''));

  test('hands Cyrillic lines to the second reader and names it', async () => {
    const { lines } = await engine.recognise(drawn(RUSSIAN));
    expect(lines.map(({ text }) => text.replaceAll('ё', 'е'))).toEqual(
      RUSSIAN.map((text) => text.replaceAll('ё', 'е')),
    );
    expect(lines.map((line) => line.engine)).toEqual(['tesseract-rus-eng/5', 'tesseract-rus-eng/5']);
  });

  test('hands lines in the Arabic script to their reader, in the order in which they are read', async () => {
    const { lines } = await engine.recognise(drawn(PERSIAN, 760, arabicFont()));
    expect(lines.map(({ text }) => text)).toEqual(PERSIAN);
    expect(new Set(lines.map((line) => line.engine))).toEqual(new Set(['tesseract-fas/5']));
  });

  test('tells Arabic from Persian, whose letters differ', async () => {
    const { lines } = await engine.recognise(drawn(ARABIC, 760, arabicFont()));
    expect(lines.map(({ text }) => text)).toEqual(ARABIC);
    expect(new Set(lines.map((line) => line.engine))).toEqual(new Set(['tesseract-ara/5']));
  });

  test('without other readers keeps its own unsure reading', async () => {
    const alone = await createPpOcrEngine({ scriptReaders: [] });
    const { lines } = await alone.recognise(drawn(RUSSIAN));
    expect(lines.every((line) => line.engine === undefined && line.confidence < 0.93)).toBe(true);
    await alone.close();
  });

  test.each([1, 2, 3] as const)(
    'reads a page after %i quarter turns, with boxes of the page as it lies',
    async (turns) => {
      const upright = drawn(CHINESE);
      const page = turned(upright, turns);
      const { lines } = await engine.recognise(page);
      expect(bare(lines.map(({ text }) => text))).toEqual(bare(CHINESE));
      const [x = 0, y = 0, width = 0, height = 0] = lines[0]?.box ?? [];
      expect(width > height).toBe(turns === 2);
      expect(x + width).toBeLessThanOrEqual(page.width);
      expect(y + height).toBeLessThanOrEqual(page.height);
    },
  );
});
