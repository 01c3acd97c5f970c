/** Turns pages that are pictures into passages: renders or decodes each, has it recognised, and groups its lines. */
import { asTelltaleError, TelltaleError } from '../../errors.ts';
import type { Box, LineBox, Passage } from '../../model/passage.ts';
import type { OcrEngine, OcrLine, Picture } from '../../ports/ocr-engine.ts';
import { openPdf } from '../pdf/open-pdf.ts';
import { drawPage } from '../pdf/render-page.ts';
import { decodePicture } from '../picture/decode-picture.ts';
import { pictureFormat } from '../picture/picture-format.ts';
import type { Probe } from '../reader.ts';
import { cutTall } from './cut-tall.ts';
import { groupLines, type LineGroup } from './group-lines.ts';

export interface RecogniseInput {
  readonly path: string;
  readonly probe: Probe;
  /** From 1. */
  readonly pages: readonly number[];
  readonly passwords: readonly string[];
  readonly engine: OcrEngine;
}

interface DecodedPage extends Picture {
  /** Units of the page (PDF points, or the picture's own pixels) to one pixel here. */
  readonly unit: number;
}

/** What became of a page; the number is that of the page, from 1. */
export type RecognisedPage =
  | { readonly page: number; readonly passages: readonly Omit<Passage, 'ordinal'>[] }
  | { readonly page: number; readonly failure: TelltaleError };

/**
 * The pages in order, passages in reading order within each; boxes in pixels for pictures and in PDF points for pages.
 * A page that fails says so and the others go on. Rejects with `encrypted` or `broken-file` where the file as a whole
 * cannot be opened.
 */
export async function* recognisePages(input: RecogniseInput): AsyncGenerator<RecognisedPage> {
  for await (const { number, decoded } of decodedPages(input)) {
    if (decoded instanceof TelltaleError) {
      yield { page: number, failure: decoded };
      continue;
    }
    yield await recognisePage(decoded, number, input.engine).then(
      (passages) => ({ page: number, passages }),
      (error: unknown) => ({ page: number, failure: asTelltaleError(error, 'ocr-failed') }),
    );
  }
}

async function* decodedPages(
  input: RecogniseInput,
): AsyncGenerator<{ number: number; decoded: DecodedPage | TelltaleError }> {
  const format = pictureFormat(input.probe.head);
  if (format) {
    for (const number of input.pages) {
      const decoded = await decodePicture(input.path, format, number).then(
        (picture) => ({ ...picture, unit: picture.scale }),
        (error: unknown) => asTelltaleError(error, 'ocr-failed'),
      );
      yield { number, decoded };
    }
    return;
  }
  const pdf = await openPdf(input.path, input.passwords);
  try {
    for (const number of input.pages) {
      try {
        const page = await pdf.document.getPage(number);
        const { canvas, scale } = await drawPage(page);
        page.cleanup();
        const { width, height } = canvas;
        const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
        const pixels = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
        yield { number, decoded: { width, height, pixels, unit: 1 / scale } };
      } catch (error) {
        yield { number, decoded: asTelltaleError(error, 'ocr-failed') };
      }
    }
  } finally {
    await pdf.close();
  }
}

async function recognisePage(
  page: DecodedPage,
  number: number,
  engine: OcrEngine,
): Promise<Omit<Passage, 'ordinal'>[]> {
  const lines: OcrLine[] = [];
  for (const slice of cutTall(page)) {
    const found = await engine.recognise(slice.picture);
    for (const line of found.lines) {
      const [x, y, width, height] = line.box;
      lines.push({ ...line, box: [x, y + slice.top, width, height] });
    }
  }
  return groupLines(lines, page.width).map((group) => passageOf(group, page, number, engine.name));
}

function passageOf(group: LineGroup, page: DecodedPage, number: number, engine: string): Omit<Passage, 'ordinal'> {
  const round = (value: number): number => Math.round(value * page.unit * 10) / 10;
  let text = '';
  const lines: LineBox[] = [];
  for (const line of group.lines) {
    if (text !== '') text += group.separator;
    lines.push({
      start: text.length,
      end: text.length + line.text.length,
      box: line.box.map(round) as unknown as Box,
      confidence: line.confidence,
    });
    text += line.text;
  }
  const characters = Math.max(
    1,
    group.lines.reduce((sum, line) => sum + line.text.length, 0),
  );
  const confidence = group.lines.reduce((sum, line) => sum + line.confidence * line.text.length, 0) / characters;
  const engines = [...new Set(group.lines.map((line) => line.engine ?? engine))];
  return {
    role: group.role,
    text,
    position: { kind: 'page', page: number, lines, width: round(page.width), height: round(page.height) },
    ocrConfidence: Math.round(confidence * 1000) / 1000,
    ocrEngine: engines.join(' + '),
    ...(group.sender === undefined ? {} : { sender: group.sender }),
  };
}
