/** Reads pages with PP-OCRv4; lines it is unsure of go to readers that know Cyrillic or the Arabic script. */
import { TelltaleError } from '../../../errors.ts';
import type { OcrEngine, OcrLine, OcrPage, Picture } from '../../../ports/ocr-engine.ts';
import type { LineReader } from '../line-reader.ts';
import { loadNetworks, type Networks, type ReadLine } from './networks.ts';
import { boxBefore, liesOnItsSide, type Turns, turned } from './page-orientation.ts';
import { type Quad, quadSize } from './raster.ts';
import { readingOrder } from './reading-order.ts';
import {
  isOfScript,
  meanConfidence,
  SCRIPT_READERS,
  type ScriptReader,
  scriptShare,
  surestReader,
} from './script-readers.ts';
import type { TextRegion } from './text-regions.ts';

export interface PpOcrOptions {
  /** Threads of the networks. Workers run one each. */
  readonly threads?: number;
  /** Readers for unsure lines, made when the first such line turns up; none leaves them as they are. */
  readonly scriptReaders?: readonly ScriptReader[];
}

/** Pixels of the longer side at which lines are looked for. */
const SIDE = 960;
const FINE_SIDE = 1280;
/** Lines lower than this at the first size are looked for again at the finer one. */
const LOW_LINE = 15;
/** Mean confidence below which a line may not be Chinese or Latin at all. */
const UNSURE = 0.93;
/** Lines that decide which script a page is in. */
const SAMPLE = 6;
/** Lines that decide whether a page stands on its head. */
const VOTERS = 9;
/** Share of them from which it is tried how the lines read the other way up, and how many lines are tried. */
const DOUBT = 0.3;
const TRIED = 2;
/** Mean confidence of lines from which no further reader is tried. */
const SETTLED = 0.8;
/** Below this nothing was there. */
const NOISE = 0.5;

/** Loads the networks; rejects with `ocr-failed` when they cannot be had. */
export async function createPpOcrEngine(options: PpOcrOptions = {}): Promise<OcrEngine> {
  const { threads = 1, scriptReaders = SCRIPT_READERS } = options;
  const made = new Map<() => Promise<LineReader>, Promise<LineReader>>();
  const once = (create: () => Promise<LineReader>) => () => {
    const reader = made.get(create) ?? create();
    made.set(create, reader);
    return reader;
  };
  const others = scriptReaders.map((one) => ({ ...one, languages: one.languages.map(once) }));
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
        return await recognise(networks, picture, others);
      } catch (error) {
        throw new TelltaleError('ocr-failed', `The picture could not be read: ${(error as Error).message}`, {
          cause: error,
        });
      }
    },
    async close() {
      await networks.close();
      for (const reader of made.values()) await (await reader).close();
    },
  };
}

async function recognise(networks: Networks, original: Picture, others: readonly ScriptReader[]): Promise<OcrPage> {
  const { picture, turns, regions } = await upright(networks, original);
  const quads = regions.map(({ quad }) => quad);
  const read = await readLines(networks, picture, quads, others);
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
  if (flipped > votes.length * DOUBT) {
    const other: Turns = turns === 0 ? 2 : 3;
    const turnedOver = turned(original, other);
    const itsRegions = await find(networks, turnedOver);
    // The votes are of a network that knows Chinese and Latin letters: how well the lines read decides.
    const [asItIs, over] = [
      await readability(networks, picture, regions),
      await readability(networks, turnedOver, itsRegions),
    ];
    if (over > asItIs) return { picture: turnedOver, turns: other, regions: itsRegions };
  }
  return { picture, turns, regions };
}

/** How surely the longest lines are read. */
async function readability(networks: Networks, picture: Picture, regions: readonly TextRegion[]): Promise<number> {
  const longest = regions
    .map(({ quad }) => quad)
    .sort((a, b) => quadSize(b).width - quadSize(a).width)
    .slice(0, TRIED);
  return longest.length === 0 ? 0 : meanConfidence(await networks.read(picture, longest));
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

type NamedLine = ReadLine & { readonly engine?: string };

const NOTHING: ReadLine = { text: '', confidence: 0 };

// A network that does not know a script finds lookalikes for some of its letters, so a few Han characters prove nothing.
const isHan = (line: ReadLine): boolean => scriptShare(line.text, /\p{Script=Han}/gu) > 0.5;
const isUnsure = (line: ReadLine): boolean => line.confidence < UNSURE && !isHan(line);
const isSettled = (lines: readonly ReadLine[]): boolean => meanConfidence(lines) >= SETTLED;

/**
 * Reads the lines: a sample first, since on a page in another script that script's reader reads best and the first one
 * need not try at all. Elsewhere the other readers get a try at the unsure lines.
 */
async function readLines(
  networks: Networks,
  picture: Picture,
  quads: readonly Quad[],
  others: readonly ScriptReader[],
): Promise<NamedLine[]> {
  const read: NamedLine[] = quads.map(() => NOTHING);
  const at = (indexes: readonly number[]): Quad[] => indexes.map((index) => quads[index] as Quad);
  const lineAt = (index: number): NamedLine => read[index] ?? NOTHING;
  const keep = (indexes: readonly number[], lines: readonly ReadLine[], script?: RegExp, engine?: string): void => {
    for (const [position, index] of indexes.entries()) {
      const line = lines[position];
      const ofScript = script && line && isOfScript(line, script);
      if (!line || line.text === '' || (!ofScript && line.confidence <= lineAt(index).confidence)) continue;
      read[index] = engine === undefined ? line : { ...line, engine };
    }
  };
  const sampled = sampleOf(quads);
  keep(sampled, await networks.read(picture, at(sampled)));
  const rest = quads.flatMap((_, index) => (sampled.includes(index) ? [] : [index]));
  if (sampled.filter((index) => isUnsure(lineAt(index))).length > sampled.length / 2)
    for (const { script, languages } of others) {
      const surest = await surestReader(languages, picture, at(sampled));
      if (!surest) continue;
      const { reader, lines } = surest;
      if (lines.filter((line) => isOfScript(line, script)).length >= sampled.length / 2) {
        keep(sampled, lines, script, reader.name);
        keep(rest, await reader.read(picture, at(rest)), script, reader.name);
        // Addresses, foreign names and noise on such a page are tried by both.
        const doubted = rest.filter((index) => !isOfScript(lineAt(index), script));
        keep(doubted, await networks.read(picture, at(doubted)));
        return read;
      }
      if (isSettled(lines.map((line, index) => better(line, lineAt(sampled[index] ?? -1))))) break;
    }
  keep(rest, await networks.read(picture, at(rest)));
  if (read.filter(isHan).length > read.length / 2) return read;
  for (const [position, { script, lookalikes, languages }] of others.entries()) {
    const unsure = quads.flatMap((_, index) => (isUnsure(lineAt(index)) ? [index] : []));
    if (unsure.length === 0 || (position > 0 && isSettled(unsure.map(lineAt)))) break;
    const surest = await surestReader(languages, picture, at(unsure.slice(0, SAMPLE)));
    if (!surest) continue;
    const lines = [...surest.lines, ...(await surest.reader.read(picture, at(unsure.slice(SAMPLE))))];
    keep(unsure, lines, lookalikes ? script : undefined, surest.reader.name);
    if (lookalikes)
      await keepLookalikes(read, script, surest.reader, (indexes) => surest.reader.read(picture, at(indexes)));
  }
  return read;
}

/** Share of a page's lines with letters from which it is taken to be in a script, and of a script's own letters. */
const MOSTLY = 0.6;
const PARTLY = 0.25;
/** Confidence from which a reading again counts, where the page has shown what script it is in. */
const LIKELY = 0.5;

/**
 * On a page that is partly in a script of lookalikes, short words were read as Latin ones, and surely. They are read
 * again; a reading counts that has letters which no Latin one looks like, or any on a page that is mostly in the script.
 */
async function keepLookalikes(
  read: NamedLine[],
  script: RegExp,
  { name }: LineReader,
  again: (indexes: readonly number[]) => Promise<readonly ReadLine[]>,
): Promise<void> {
  const lettered = read.filter(({ text }) => /\p{L}/u.test(text));
  const share = lettered.filter((line) => isOfScript(line, script)).length / Math.max(1, lettered.length);
  if (share < PARTLY) return;
  const doubted = read.flatMap(({ text }, index) =>
    /\p{Script=Latin}/u.test(text) && scriptShare(text, script) === 0 ? [index] : [],
  );
  const lines = await again(doubted);
  for (const [position, index] of doubted.entries()) {
    const line = lines[position];
    if (!line || scriptShare(line.text, script) < PARTLY || line.confidence < LIKELY) continue;
    // The end of a cell's rule is read as a sign of its own.
    const text = line.text.replace(/ [.,|_]$/, '');
    if (share >= MOSTLY || hasOwnLetters(text)) read[index] = { ...line, text, engine: name };
  }
}

/** Letters of the Cyrillic script that stand for none of the Latin one. */
const hasOwnLetters = (text: string): boolean => /[бвгджзийлптфцчшщъыьэюя]/iu.test(text);

const better = (one: ReadLine, other: ReadLine): ReadLine => (one.confidence > other.confidence ? one : other);

/** Some of the longer lines, spread over the page: their indexes. */
function sampleOf(quads: readonly Quad[]): number[] {
  const widths = quads.map((quad) => quadSize(quad).width);
  const middle = [...widths].sort((a, b) => a - b)[widths.length >> 1] ?? 0;
  const long = quads.flatMap((_, index) => ((widths[index] ?? 0) >= middle ? [index] : []));
  const step = Math.max(1, Math.floor(long.length / SAMPLE));
  return long.filter((_, position) => position % step === 0).slice(0, SAMPLE);
}
