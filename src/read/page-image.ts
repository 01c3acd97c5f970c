/** A page of a document as a PNG that this program drew itself: a browser never decodes a leak's own bytes. */
import { createCanvas } from '@napi-rs/canvas';
import { TelltaleError } from '../errors.ts';
import { renderPage } from './pdf/render-page.ts';
import { decodePicture } from './picture/decode-picture.ts';
import { pictureFormat } from './picture/picture-format.ts';
import type { Probe } from './reader.ts';

/** `page` counts from 1. Rejects with `not-found` for what has no pages to draw, and as the decoders do. */
export async function pageImage(
  path: string,
  probe: Probe,
  page: number,
  passwords: readonly string[] = [],
): Promise<Uint8Array> {
  const format = pictureFormat(probe.head);
  if (format) {
    const { width, height, pixels } = await decodePicture(path, format, page);
    const canvas = createCanvas(width, height);
    const context = canvas.getContext('2d');
    const image = context.createImageData(width, height);
    image.data.set(pixels);
    context.putImageData(image, 0, 0);
    return canvas.encode('png');
  }
  if (probe.mediaType === 'application/pdf') return renderPage(path, page, passwords);
  throw new TelltaleError('not-found', 'The document has no pages that can be drawn.');
}
