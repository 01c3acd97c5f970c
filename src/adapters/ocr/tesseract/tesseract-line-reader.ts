/** Reads lines of scripts that the page's engine does not know with Tesseract's networks, as WebAssembly in this process. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Picture } from '../../../ports/ocr-engine.ts';
import type { LineReader, LineReading } from '../line-reader.ts';
import { type Quad, quadSize, quadToPlanes } from '../pp-ocr/raster.ts';

/** What is used of `tesseract.js-core`, which has no types of its own. */
interface TesseractModule {
  readonly FS: { writeFile(path: string, bytes: Uint8Array): void };
  readonly TessBaseAPI: new () => TesseractApi;
  destroy(object: unknown): void;
}
interface TesseractApi {
  Init(path: null, languages: string, engine: number): number;
  SetVariable(name: string, value: string): boolean;
  SetImageFile(orientation: number, angle: number): number;
  Recognize(monitor: null): number;
  GetUTF8Text(): string;
  MeanTextConf(): number;
  Clear(): void;
  End(): void;
}

const NEURAL_ONLY = 1;
const SINGLE_LINE = '7';
/** Pixels: the network scales lines to 36, so more only costs time. */
const TALLEST = 48;
const SHORTEST = 32;
/** Pixels of white around a line; Tesseract expects a margin. */
const MARGIN = 8;

const require = createRequire(import.meta.url);
/** The integer form of its best model in a data package. */
const bestOf = (manifest: string, language: string): string =>
  join(dirname(manifest), '4.0.0_best_int', `${language}.traineddata.gz`);

/** Language data by Tesseract's name. */
const DATA: Readonly<Record<string, () => string | URL>> = {
  rus: () => new URL('./data/rus.traineddata.gz', import.meta.url),
  eng: () => bestOf(require.resolve('@tesseract.js-data/eng/package.json'), 'eng'),
  fas: () => bestOf(require.resolve('@tesseract.js-data/fas/package.json'), 'fas'),
  ara: () => bestOf(require.resolve('@tesseract.js-data/ara/package.json'), 'ara'),
};

/** @param languages names in DATA, the likeliest first. Rejects where their data cannot be read. */
export async function createTesseractLineReader(languages: readonly string[]): Promise<LineReader> {
  const unpack = promisify(gunzip);
  const start = require('tesseract.js-core/tesseract-core-simd-lstm.js') as (
    options: object,
  ) => Promise<TesseractModule>;
  const tesseract = await start({ print: () => undefined, printErr: () => undefined });
  for (const language of languages) {
    const data = DATA[language];
    if (!data) throw new Error(`There is no data for ${language}.`);
    tesseract.FS.writeFile(`${language}.traineddata`, await unpack(await readFile(data())));
  }
  const api = new tesseract.TessBaseAPI();
  if (api.Init(null, languages.join('+'), NEURAL_ONLY) !== 0) throw new Error('Tesseract did not take its data.');
  api.SetVariable('tessedit_pageseg_mode', SINGLE_LINE);
  api.SetVariable('user_defined_dpi', '150');
  return {
    name: `tesseract-${languages.join('-')}/5`,
    async read(picture, quads) {
      return quads.map((quad) => readLine(tesseract, api, picture, quad));
    },
    async close() {
      api.End();
      tesseract.destroy(api);
    },
  };
}

function readLine(tesseract: TesseractModule, api: TesseractApi, picture: Picture, quad: Quad): LineReading {
  tesseract.FS.writeFile('/input', greyMap(picture, quad));
  api.SetImageFile(1, 0);
  api.Recognize(null);
  const text = withoutLookalikes(api.GetUTF8Text().replace(/\s+/g, ' ').trim());
  const confidence = Math.max(0, Math.min(100, api.MeanTextConf())) / 100;
  api.Clear();
  return { text, confidence };
}

/** The line as a grey picture (PGM) with a margin in its own background's shade; light text on dark is turned round. */
function greyMap(picture: Picture, quad: Quad): Buffer {
  const size = quadSize(quad);
  const height = Math.round(Math.min(TALLEST, Math.max(SHORTEST, size.height)));
  const width = Math.max(1, Math.round((size.width * height) / Math.max(1, size.height)));
  const planes = new Float32Array(width * height * 3);
  const plain = { mean: [0, 0, 0], deviation: [1, 1, 1] } as const;
  quadToPlanes(picture, quad, { width, height }, plain, { data: planes, offset: 0, stride: width });
  const plane = width * height;
  const grey = new Float32Array(plane);
  let sum = 0;
  for (let at = 0; at < plane; at++) {
    const shade = 0.114 * (planes[at] ?? 0) + 0.587 * (planes[at + plane] ?? 0) + 0.299 * (planes[at + plane * 2] ?? 0);
    grey[at] = shade;
    sum += shade;
  }
  const sorted = Float32Array.from(grey).sort();
  const low = sorted[Math.floor(plane * 0.02)] ?? 0;
  const high = sorted[Math.floor(plane * 0.98)] ?? 1;
  const dark = sum / plane < (low + high) / 2;
  const range = Math.max(1 / 255, high - low);
  const fullWidth = width + MARGIN * 2;
  const fullHeight = height + MARGIN * 2;
  const header = Buffer.from(`P5\n${fullWidth} ${fullHeight}\n255\n`, 'latin1');
  const body = Buffer.alloc(fullWidth * fullHeight, 255);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const share = Math.min(1, Math.max(0, ((grey[y * width + x] ?? 0) - low) / range));
      body[(y + MARGIN) * fullWidth + x + MARGIN] = Math.round((dark ? 1 - share : share) * 255);
    }
  return Buffer.concat([header, body]);
}

const LATIN = 'ABCEHKMOPTXaceopxy';
const CYRILLIC = 'АВСЕНКМОРТХасеорху';
const LOOKALIKE_WORD = new RegExp(`(?<![\\p{L}\\d])[${LATIN}]{1,3}(?![\\p{L}\\d])`, 'gu');

/** Short words of a Russian line such as `He` and `Ha` come out in Latin letters that look the same. */
export function withoutLookalikes(text: string): string {
  const cyrillic = text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (cyrillic < latin * 2) return text;
  return text.replace(LOOKALIKE_WORD, (word) =>
    word.length > 1 && word === word.toUpperCase()
      ? word
      : Array.from(word, (letter) => CYRILLIC[LATIN.indexOf(letter)] ?? letter).join(''),
  );
}
