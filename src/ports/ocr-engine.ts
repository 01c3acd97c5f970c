/** Reads the text in a picture. */
import type { Box } from '../model/passage.ts';

export interface OcrEngine {
  /** `pp-ocr/4`: stored with every line it reads. */
  readonly name: string;
  /** Reads a decoded picture. Lines in reading order. Rejects with `ocr-failed`. */
  recognise(picture: Picture): Promise<OcrPage>;
  close(): Promise<void>;
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** RGBA, row by row, 8 bits a channel. */
  readonly pixels: Uint8Array;
}

export interface OcrPage {
  readonly lines: readonly OcrLine[];
}

export interface OcrLine {
  readonly text: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly box: Box;
  /** Engine that read this line, when another one than the page's. */
  readonly engine?: string;
}
