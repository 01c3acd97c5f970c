/** What every OCR engine has to keep. An adapter's test calls `describeOcrEngine` with a factory. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OcrEngine, Picture } from './ocr-engine.ts';

export interface OcrSamples {
  /** A page of dark text on white, with its lines from the top. */
  readonly page: { readonly picture: Picture; readonly lines: readonly string[] };
}

/** `create` gives a fresh engine; it is closed at the end. */
export function describeOcrEngine(name: string, create: () => Promise<OcrEngine>, samples: () => OcrSamples): void {
  describe(`${name} as an OCR engine`, () => {
    let engine: OcrEngine;
    beforeAll(async () => {
      engine = await create();
    });
    afterAll(() => engine.close());

    test('has a name with a version', () => {
      expect(engine.name).toMatch(/^[a-z0-9-]+\/\d+$/);
    });

    test('reads lines in reading order, inside the picture, with a confidence', async () => {
      const { picture, lines } = samples().page;
      const page = await engine.recognise(picture);
      expect(page.lines.map(({ text }) => text.replaceAll(' ', ''))).toEqual(
        lines.map((line) => line.replaceAll(' ', '')),
      );
      for (const { box, confidence } of page.lines) {
        const [x, y, width, height] = box;
        expect(confidence).toBeGreaterThan(0);
        expect(confidence).toBeLessThanOrEqual(1);
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
        expect(Math.min(width, height)).toBeGreaterThan(0);
        expect(x + width).toBeLessThanOrEqual(picture.width + 0.1);
        expect(y + height).toBeLessThanOrEqual(picture.height + 0.1);
      }
      const tops = page.lines.map(({ box }) => box[1]);
      expect(tops).toEqual([...tops].sort((a, b) => a - b));
    });

    test('reads the same picture the same way twice', async () => {
      const { picture } = samples().page;
      expect(await engine.recognise(picture)).toEqual(await engine.recognise(picture));
    });

    test.each([
      [1, 1],
      [3, 900],
      [900, 3],
      [64, 64],
    ])('finds nothing on an empty picture of %i x %i', async (width, height) => {
      const pixels = new Uint8Array(width * height * 4).fill(255);
      expect(await engine.recognise({ width, height, pixels })).toEqual({ lines: [] });
    });
  });
}
