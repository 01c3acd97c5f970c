/** Reads pages with PP-OCRv4; lines it is unsure of go to a second reader, which knows Cyrillic. */
import { TelltaleError } from '../../../errors.ts';
import type { OcrEngine, OcrLine, OcrPage, Picture } from '../../../ports/ocr-engine.ts';
import type { LineReader } from '../line-reader.ts';
import { createTesseractLineReader } from '../tesseract/tesseract-line-reader.ts';
import { loadNetworks, type Networks, type ReadLine } from './networks.ts';
import { boxBefore, liesOnItsSide, type Turns, turned } from './page-orientation.ts';
import { type Quad, quadSize } from './raster.ts';
import { readingOrder } from './reading-order.ts';
import type { TextRegion } from './text-regions.ts';

export interface PpOcrOptions {
  /** Threads of the networks. Workers run one each. */
  readonly threads?: number;
  /** Makes the reader for unsure lines when the first such line turns up; undefined leaves them as they are. */
  readonly secondReader?: (() => Promise<LineReader>) | undefined;
}

/** Pixels of the longer side at which lines are looked for. */
const SIDE = 960;
const FINE_SIDE = 1280;
/** Lines lower than this at the first size are looked for again at the finer one. */
const LOW_LINE = 15;
/** Mean confidence below which a line may not be Chinese or Latin at all. */
const UNSURE = 0.93;
/** Lines that decide whether a page is Cyrillic. */
const SAMPLE = 6;
/** Lines that decide whether a page stands on its head. */
const VOTERS = 9;
/** Below this nothing was there. */
const NOISE = 0.5;

/** Loads the networks; rejects with `ocr-failed` when they cannot be had. */
export async function createPpOcrEngine(options: PpOcrOptions = {}): Promise<OcrEngine> {
  const { threads = 1 } = options;
  const makeSecond = 'secondReader' in options ? options.secondReader : createTesseractLineReader;
  let second: Promise<LineReader> | undefined;
  let networks: Networks;
  try {
    networks = await loadNetworks(threads);
  } catch (error) {
    throw new TelltaleError('ocr-failed', 'The OCR networks could not be loaded.', { cause: error });
  }
  return {
    name: 'pp-ocr/4',
    async recognise(picture) {
      try {
        return await recognise(networks, picture, async () => {
          if (makeSecond) second ??= makeSecond();
          return second;
        });
      } catch (error) {
        throw new TelltaleError('ocr-failed', `The picture could not be read: ${(error as Error).message}`, {
          cause: error,
        });
      }
    },
    async close() {
      await networks.close();
      if (second) await (await second).close();
    },
  };
}

async function recognise(
  networks: Networks,
  original: Picture,
  second: () => Promise<LineReader | undefined>,
): Promise<OcrPage> {
  const { picture, turns, regions } = await upright(networks, original);
  const quads = regions.map(({ quad }) => quad);
  const read = await readLines(networks, picture, quads, second);
  const lines: OcrLine[] = [];
  for (const index of readingOrder(quads)) {
    const [line, quad] = [read[index], quads[index]];
    if (!line || !quad || line.text.trim() === '' || line.confidence < NOISE) continue;
    lines.push({
      text: line.text.trim(),
      confidence: Math.round(line.confidence * 1000) / 1000,
      box: boxBefore(quad, turns, original),
      ...(line.engine === undefined ? {} : { engine: line.engine }),
    });
  }
  return { lines };
}

/** Finds the lines and turns the picture so that they can be read. */
async function upright(
  networks: Networks,
  original: Picture,
): Promise<{ picture: Picture; turns: Turns; regions: TextRegion[] }> {
  let turns: Turns = 0;
  let picture = original;
  let regions = await find(networks, picture);
  if (liesOnItsSide(regions)) {
    turns = 1;
    picture = turned(original, turns);
    regions = await find(networks, picture);
  }
  const voters = regions
    .map(({ quad }) => quad)
    .sort((a, b) => quadSize(b).width - quadSize(a).width)
    .slice(0, VOTERS);
  const votes = await networks.upsideDown(picture, voters);
  const flipped = votes.filter((certainty) => certainty > 0.9).length;
  if (flipped > votes.length / 2) {
    turns = turns === 0 ? 2 : 3;
    picture = turned(original, turns);
    regions = await find(networks, picture);
  }
  return { picture, turns, regions };
}

/** Small print is looked for again at a finer scale, where the picture has one. */
async function find(networks: Networks, picture: Picture): Promise<TextRegion[]> {
  const regions = await networks.find(picture, SIDE);
  const longest = Math.max(picture.width, picture.height);
  if (longest <= SIDE || regions.length === 0) return regions;
  const heights = regions
    .map(({ quad }) => Math.min(quadSize(quad).height, quadSize(quad).width))
    .sort((a, b) => a - b);
  const low = (heights[Math.floor(heights.length / 4)] ?? 0) * (SIDE / longest);
  return low < LOW_LINE ? networks.find(picture, FINE_SIDE) : regions;
}

const HAN = /\p{Script=Han}/gu;
const CYRILLIC = /\p{Script=Cyrillic}/gu;
const LETTER = /\p{L}/gu;

const share = (text: string, script: RegExp): number =>
  (text.match(script)?.length ?? 0) / Math.max(1, text.match(LETTER)?.length ?? 0);

type NamedLine = ReadLine & { readonly engine?: string };

// A network that does not know a script finds lookalikes for some of its letters, so a few Han characters prove nothing.
const isHan = (line: ReadLine): boolean => share(line.text, HAN) > 0.5;
const isUnsure = (line: ReadLine): boolean => line.confidence < UNSURE && !isHan(line);
const isCyrillic = (line: ReadLine): boolean => share(line.text, CYRILLIC) >= 0.3 && line.confidence >= 0.6;

/**
 * Reads the lines: a sample first, since on a Cyrillic page the second reader reads best and the first one need not try
 * at all. Elsewhere the second reader gets a try at the unsure lines.
 */
async function readLines(
  networks: Networks,
  picture: Picture,
  quads: readonly Quad[],
  second: () => Promise<LineReader | undefined>,
): Promise<NamedLine[]> {
  const sampled = sampleOf(quads);
  const first = await networks.read(
    picture,
    sampled.map(({ quad }) => quad),
  );
  const read: NamedLine[] = quads.map(() => ({ text: '', confidence: 0 }));
  for (const [at, { index }] of sampled.entries()) read[index] = first[at] ?? { text: '', confidence: 0 };
  const reader = first.filter(isUnsure).length > first.length / 2 ? await second() : undefined;
  const samples = reader
    ? await reader.read(
        picture,
        sampled.map(({ quad }) => quad),
      )
    : [];
  const rest = quads.flatMap((quad, index) => (sampled.some((one) => one.index === index) ? [] : [{ quad, index }]));
  const keep = (index: number, line: ReadLine | undefined, engine?: string): void => {
    const before = read[index];
    if (!line || line.text === '' || (before && !isCyrillic(line) && line.confidence <= before.confidence)) return;
    read[index] = engine === undefined ? line : { ...line, engine };
  };
  if (reader && samples.filter(isCyrillic).length >= sampled.length / 2) {
    for (const [at, { index }] of sampled.entries()) keep(index, samples[at], reader.name);
    const others = await reader.read(
      picture,
      rest.map(({ quad }) => quad),
    );
    for (const [at, { index }] of rest.entries()) keep(index, others[at], reader.name);
    // Addresses, foreign names and noise on such a page are tried by both.
    const doubted = rest.filter(({ index }) => !isCyrillic(read[index] ?? { text: '', confidence: 0 }));
    const again = await networks.read(
      picture,
      doubted.map(({ quad }) => quad),
    );
    for (const [at, { index }] of doubted.entries()) keep(index, again[at]);
    return read;
  }
  const others = await networks.read(
    picture,
    rest.map(({ quad }) => quad),
  );
  for (const [at, { index }] of rest.entries()) keep(index, others[at]);
  const unsure = quads.flatMap((quad, index) =>
    isUnsure(read[index] ?? { text: '', confidence: 1 }) ? [{ quad, index }] : [],
  );
  if (unsure.length === 0 || read.filter(isHan).length > read.length / 2) return read;
  const helper = await second();
  const better = helper
    ? await helper.read(
        picture,
        unsure.map(({ quad }) => quad),
      )
    : [];
  for (const [at, { index }] of unsure.entries()) keep(index, better[at], helper?.name);
  return read;
}

/** Some of the longer lines, spread over the page. */
function sampleOf(quads: readonly Quad[]): { quad: Quad; index: number }[] {
  const widths = quads.map((quad) => quadSize(quad).width);
  const middle = [...widths].sort((a, b) => a - b)[widths.length >> 1] ?? 0;
  const long = quads.flatMap((quad, index) => ((widths[index] ?? 0) >= middle ? [{ quad, index }] : []));
  const step = Math.max(1, Math.floor(long.length / SAMPLE));
  return long.filter((_, at) => at % step === 0).slice(0, SAMPLE);
}
