/** A second reader for lines that the page's own engine is unsure of. */
import type { Picture } from '../../ports/ocr-engine.ts';
import type { Quad } from './pp-ocr/raster.ts';

export interface LineReading {
  readonly text: string;
  /** 0 to 1. */
  readonly confidence: number;
}

export interface LineReader {
  /** `tesseract-rus/5`: stored with every line it reads. */
  readonly name: string;
  /** Reads the lines under the quads, in their order. */
  read(picture: Picture, quads: readonly Quad[]): Promise<LineReading[]>;
  close(): Promise<void>;
}
