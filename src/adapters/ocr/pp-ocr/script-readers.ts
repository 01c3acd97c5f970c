/** The readers of scripts that PP-OCR does not know. One more script is one more entry here. */
import type { Picture } from '../../../ports/ocr-engine.ts';
import type { LineReader, LineReading } from '../line-reader.ts';
import { createTesseractLineReader } from '../tesseract/tesseract-line-reader.ts';
import type { Quad } from './raster.ts';

export interface ScriptReader {
  /** Finds the script's letters; with the flags `g` and `u`. */
  readonly script: RegExp;
  /** PP-OCR takes the script's letters for Latin ones that look the same, and is sure of them: its reading gives way. */
  readonly lookalikes: boolean;
  /** One for each language whose letters differ; the first is taken unless a later one is clearly surer. */
  readonly languages: readonly (() => Promise<LineReader>)[];
}

export const SCRIPT_READERS: readonly ScriptReader[] = [
  {
    script: /\p{Script=Cyrillic}/gu,
    lookalikes: true,
    languages: [() => createTesseractLineReader(['rus', 'eng'])],
  },
  {
    script: /\p{Script=Arabic}/gu,
    lookalikes: false,
    languages: [() => createTesseractLineReader(['fas']), () => createTesseractLineReader(['ara'])],
  },
];

/** By how much a later language's mean confidence must be higher; on Persian the Arabic reader is as sure, and wrong. */
const CLEARLY_SURER = 0.04;

/** The reader of the script's languages that reads the sample best, and what it reads there. */
export async function surestReader(
  readers: readonly (() => Promise<LineReader>)[],
  picture: Picture,
  sample: readonly Quad[],
): Promise<{ reader: LineReader; lines: LineReading[] } | undefined> {
  let surest: { reader: LineReader; lines: LineReading[]; confidence: number } | undefined;
  for (const create of readers) {
    const reader = await create();
    const lines = await reader.read(picture, sample);
    const confidence = meanConfidence(lines);
    if (!surest || confidence > surest.confidence + CLEARLY_SURER) surest = { reader, lines, confidence };
  }
  return surest;
}

/** 0 to 1; 1 where there are no lines. */
export const meanConfidence = (lines: readonly LineReading[]): number =>
  lines.length === 0 ? 1 : lines.reduce((sum, line) => sum + line.confidence, 0) / lines.length;

/** Share of the letters that are of the script, 0 to 1. */
export const scriptShare = (text: string, script: RegExp): number =>
  (text.match(script)?.length ?? 0) / Math.max(1, text.match(/\p{L}/gu)?.length ?? 0);

/** True where a line reads as the script, surely enough to take the reading whatever another reader made of it. */
export const isOfScript = (line: LineReading, script: RegExp): boolean =>
  scriptShare(line.text, script) >= 0.3 && line.confidence >= 0.6;
