/** Cuts tall screenshots into pieces that an OCR engine can see as a whole, between lines of text. */
import type { Picture } from '../../ports/ocr-engine.ts';

export interface Slice {
  readonly top: number;
  readonly picture: Picture;
}

/** Height to width beyond which a picture is cut. */
const TALL = 2.6;
/** Height to width of a piece, about a phone's screen. */
const PIECE = 1.8;
/** Rows around the wished cut in which a quiet row is looked for, in widths. */
const SEARCH = 0.4;
/** Shades by which neighbouring pixels of a quiet row may differ. */
const QUIET = 24;

/** One slice for pictures that are not tall. Slices do not overlap; each cut lies on the quietest row near its place. */
export function cutTall(picture: Picture): Slice[] {
  const { width, height, pixels } = picture;
  if (height <= width * TALL) return [{ top: 0, picture }];
  const slices: Slice[] = [];
  for (let top = 0; top < height; ) {
    const wished = top + Math.round(width * PIECE);
    const bottom = wished + width * SEARCH >= height ? height : quietRow(picture, wished);
    slices.push({
      top,
      picture: { width, height: bottom - top, pixels: pixels.subarray(top * width * 4, bottom * width * 4) },
    });
    top = bottom;
  }
  return slices;
}

/** The middle of the widest band of quiet rows near `wished`; `wished` itself when there is none. */
function quietRow({ width, pixels }: Picture, wished: number): number {
  const reach = Math.round(width * SEARCH);
  let best = wished;
  let bestLength = 0;
  let length = 0;
  for (let row = wished - reach; row <= wished + reach; row++) {
    length = isQuiet(pixels, width, row) ? length + 1 : 0;
    if (length > bestLength) {
      bestLength = length;
      best = row - (length >> 1);
    }
  }
  return best;
}

/** Bubbles' edges are few and long steps; text has many. */
function isQuiet(pixels: Uint8Array, width: number, row: number): boolean {
  let steps = 0;
  const start = row * width * 4;
  for (let at = start + 4; at < start + width * 4; at += 4) {
    const change =
      Math.abs((pixels[at] ?? 0) - (pixels[at - 4] ?? 0)) + Math.abs((pixels[at + 1] ?? 0) - (pixels[at - 3] ?? 0));
    if (change > QUIET && ++steps > 4) return false;
  }
  return true;
}
