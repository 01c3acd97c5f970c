/** Decodes pictures to pixels, upright as their EXIF says, and refuses those that are too large to hold. */
import { readFile } from 'node:fs/promises';
import { asTelltaleError, TelltaleError } from '../../errors.ts';
import { utif } from '../on-demand.ts';
import type { PictureFormat } from './picture-format.ts';

/** RGBA, row by row, 8 bits a channel: what OCR engines take. */
export interface DecodedPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  /** Pixels of the picture itself to one of these; above 1 when it was scaled down. */
  readonly scale: number;
}

/** Pixels of one picture: 80 million take 320 MB. */
const MOST_PIXELS = 80_000_000;
/** Pixels that are kept of larger pictures: enough to read the smallest print on a page. */
const KEPT_PIXELS = 12_000_000;
/** Pixels of the longer side, beyond any camera or scanner. */
const LONGEST = 60_000;
/** Bytes of the encoded file. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Throws `too-large` for sizes that would not fit in memory. */
export function checkPictureSize(size: { readonly width: number; readonly height: number }): void {
  const { width, height } = size;
  if (width * height > MOST_PIXELS || Math.max(width, height) > LONGEST)
    throw new TelltaleError('too-large', `The picture has ${width} x ${height} pixels.`, {
      details: { width, height },
    });
}

/** Throws `too-large` for files that would not fit in memory. */
export function checkPictureBytes(size: number): void {
  if (size > MOST_BYTES) throw new TelltaleError('too-large', 'The picture file is over 256 MiB.');
}

/** `page` counts from 1; only TIFF has more than one. Rejects with `broken-file`, `too-large`, `unsupported-format`. */
export async function decodePicture(path: string, format: PictureFormat, page = 1): Promise<DecodedPicture> {
  if (format.size) checkPictureSize(format.size);
  const bytes = await readFile(path);
  checkPictureBytes(bytes.length);
  if (format.mediaType === 'image/heic')
    throw new TelltaleError(
      'unsupported-format',
      'HEIC pictures cannot be decoded: no freely licensed decoder exists.',
    );
  try {
    if (format.mediaType === 'image/tiff') return decodeTiffPage(bytes, page);
    const { createCanvas, loadImage } = await import('@napi-rs/canvas');
    const image = await loadImage(bytes);
    checkPictureSize(image);
    const scale = Math.max(1, Math.sqrt((image.width * image.height) / KEPT_PIXELS));
    const width = Math.max(1, Math.round(image.width / scale));
    const height = Math.max(1, Math.round(image.height / scale));
    const canvas = createCanvas(width, height);
    const context = canvas.getContext('2d');
    // Text on a transparent ground was meant for a white page.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, height);
    context.imageSmoothingQuality = 'high';
    // The decoder has turned it as its EXIF says.
    context.drawImage(image, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    return { width, height, scale, pixels: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
  } catch (error) {
    throw asTelltaleError(error, 'broken-file');
  }
}

/** Pages of one TIFF. */
const MOST_PAGES = 10_000;

/** Throws `broken-file` where a page leads back to an earlier one: the library would follow it for ever. */
function tiffPages(bytes: Buffer): ReturnType<ReturnType<typeof utif>['decode']> {
  const isLittle = bytes[0] === 0x49;
  const short = (at: number): number => (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const long = (at: number): number => (isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const seen = new Set<number>();
  for (let at = bytes.length >= 8 ? long(4) : 0; at > 0 && at + 2 <= bytes.length; ) {
    if (seen.has(at) || seen.size > MOST_PAGES)
      throw new TelltaleError('broken-file', 'The pages of the TIFF go round.');
    seen.add(at);
    const next = at + 2 + short(at) * 12;
    for (let tag = at + 2; tag + 12 <= Math.min(next, bytes.length); tag += 12) {
      if (long(tag + 4) > bytes.length)
        throw new TelltaleError('broken-file', 'A tag of the TIFF is longer than the file.');
    }
    at = next + 4 <= bytes.length ? long(next) : 0;
  }
  return utif().decode(bytes);
}

/** Pages of a TIFF; throws `broken-file`. */
export function tiffPageSizes(bytes: Buffer): { width: number; height: number }[] {
  try {
    return tiffPages(bytes)
      .map((page) => ({ width: Number(page.t256), height: Number(page.t257) }))
      .filter(({ width, height }) => width > 0 && height > 0);
  } catch (error) {
    throw asTelltaleError(error, 'broken-file');
  }
}

function decodeTiffPage(bytes: Buffer, page: number): DecodedPicture {
  const pages = tiffPages(bytes).filter((one) => Number(one.t256) > 0);
  const wanted = pages[page - 1];
  if (!wanted) throw new TelltaleError('broken-file', `The TIFF has no page ${page}.`);
  checkPictureSize({ width: Number(wanted.t256), height: Number(wanted.t257) });
  utif().decodeImage(bytes, wanted);
  const picture = { width: wanted.width, height: wanted.height, pixels: utif().toRGBA8(wanted), scale: 1 };
  const turn = Number((wanted.t274 as number[] | undefined)?.[0] ?? 1);
  return uprightAs(turn, picture);
}

/** Applies an EXIF orientation (1 is upright). */
export function uprightAs(turn: number, picture: DecodedPicture): DecodedPicture {
  if (turn < 2 || turn > 8) return picture;
  const { width, height } = picture;
  const from = new Uint32Array(picture.pixels.slice().buffer);
  const to = new Uint32Array(width * height);
  const swapped = turn >= 5;
  const newWidth = swapped ? height : width;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const mirroredX = width - 1 - x;
      const mirroredY = height - 1 - y;
      const [column, row] =
        turn === 2
          ? [mirroredX, y]
          : turn === 3
            ? [mirroredX, mirroredY]
            : turn === 4
              ? [x, mirroredY]
              : turn === 5
                ? [y, x]
                : turn === 6
                  ? [mirroredY, x]
                  : turn === 7
                    ? [mirroredY, mirroredX]
                    : [y, mirroredX];
      to[row * newWidth + column] = from[at] ?? 0;
    }
  }
  return { width: newWidth, height: swapped ? width : height, scale: picture.scale, pixels: new Uint8Array(to.buffer) };
}
