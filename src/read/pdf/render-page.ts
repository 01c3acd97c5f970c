/** Renders a PDF page to pixels for OCR and to PNG for the viewer. */
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { asTelltaleError, TelltaleError } from '../../errors.ts';
import { openPdf, pdfLibrary } from './open-pdf.ts';

/** Pixels of the longer side: what OCR and people need of a page. */
const LONGER_SIDE = 2000;
const POINTS_AN_INCH = 72;
/** Dots an inch beyond which a page's own size limits it. */
const DENSEST = 200;

/** Draws the page; also gives the scale from PDF points to pixels. Rejects with `broken-file`. */
export async function drawPage(page: PDFPageProxy, dotsAnInch = DENSEST): Promise<{ canvas: Canvas; scale: number }> {
  const plain = page.getViewport({ scale: 1 });
  const longest = Math.max(plain.width, plain.height);
  if (!(longest > 0) || !Number.isFinite(longest)) throw new TelltaleError('broken-file', 'The page has no size.');
  const scale = Math.min(dotsAnInch / POINTS_AN_INCH, LONGER_SIDE / longest);
  const viewport = page.getViewport({ scale });
  const canvas = createCanvas(Math.max(1, Math.round(viewport.width)), Math.max(1, Math.round(viewport.height)));
  const { AnnotationMode } = await pdfLibrary();
  try {
    await page.render({
      // pdf.js types only the browser's canvas; this one has the same methods.
      canvas: canvas as never,
      viewport,
      annotationMode: AnnotationMode.ENABLE,
      background: '#ffffff',
    }).promise;
  } catch (error) {
    throw asTelltaleError(error, 'broken-file');
  }
  return { canvas, scale };
}

/** PNG of a page, `page` from 1. Rejects with `not-found` beyond the last page, and as `openPdf` does. */
export async function renderPage(path: string, page: number, passwords: readonly string[] = []): Promise<Buffer> {
  const pdf = await openPdf(path, passwords);
  try {
    if (page < 1 || page > pdf.document.numPages) throw new TelltaleError('not-found', `The PDF has no page ${page}.`);
    const { canvas } = await drawPage(await pdf.document.getPage(page));
    return await canvas.encode('png');
  } finally {
    await pdf.close();
  }
}
