/** Reads the text layer of PDF files, page by page with boxes, and names the pages that need OCR. */
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { asTelltaleError, TelltaleError } from '../../errors.ts';
import { propertyPassages } from '../office/properties.ts';
import type { Reader, ReadSink } from '../reader.ts';
import { openPdf, pdfLibrary } from './open-pdf.ts';
import { type DrawnText, joinBlocks, joinLines } from './page-text.ts';
import { annotationPassages, attachedFiles, outlinePassages, pdfProperties, scriptPassages } from './pdf-extras.ts';
import { FEW_CHARACTERS, isBrokenText } from './text-quality.ts';
import { unifiedHan } from './unified-han.ts';

/** A heading is set this much larger than the page's most common size. */
const HEADING = 1.25;

export const pdfReader: Reader = {
  name: 'pdf',
  version: 2,
  accepts: ({ head, extension, mediaType }) => {
    if (mediaType === 'application/pdf') return true;
    // The header may stand behind other bytes; some mailers put them there.
    const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 1024)).toString('latin1');
    return start.includes('%PDF-') && (extension === 'pdf' || start.startsWith('%PDF-'));
  },
  async read(input, sink) {
    const pdf = await openPdf(input.path, input.passwords);
    try {
      const properties = await pdfProperties(pdf.document);
      if (pdf.encrypted) properties.encrypted = 'yes';
      await propertyPassages(properties, sink);
      await outlinePassages(pdf.document, sink);
      const ocrPages: number[] = [];
      const warnings: string[] = [];
      const pinned: Awaited<ReturnType<typeof annotationPassages>> = [];
      for (let number = 1; number <= pdf.document.numPages; number++) {
        try {
          const page = await pdf.document.getPage(number);
          const { text, needsOcr } = await readPage(page, sink);
          if (needsOcr) ocrPages.push(number);
          pinned.push(...(await annotationPassages(page, text, sink)));
          page.cleanup();
        } catch (error) {
          if (error instanceof TelltaleError) throw error;
          warnings.push(`Page ${number} cannot be read: ${asTelltaleError(error).message}`);
        }
      }
      if (warnings.length === pdf.document.numPages)
        throw new TelltaleError('broken-file', warnings[0] ?? 'The PDF has no pages.');
      await scriptPassages(pdf.document, sink);
      await attachedFiles(pdf.document, pinned, sink, input.scratch);
      return {
        kind: 'page-document',
        mediaType: 'application/pdf',
        properties,
        ...(properties.title === undefined ? {} : { title: properties.title }),
        ...(ocrPages.length === 0 ? {} : { ocrPages }),
        ...(warnings.length === 0 ? {} : { warnings }),
      };
    } catch (error) {
      throw asTelltaleError(error, 'broken-file');
    } finally {
      await pdf.close();
    }
  },
};

/** Gives the page's blocks, unless its text layer is broken: that text would only double what OCR reads. */
async function readPage(page: PDFPageProxy, sink: ReadSink): Promise<{ text: string; needsOcr: boolean }> {
  const viewport = page.getViewport({ scale: 1 });
  const pieces = await drawnText(page);
  const lines = joinLines(pieces);
  const text = lines.map((line) => line.text).join('\n');
  if (isBrokenText(text)) return { text: '', needsOcr: true };
  const sparse = text.replace(/\s+/g, '').length < FEW_CHARACTERS;
  if (sparse && (await showsPictures(page))) return { text: '', needsOcr: true };
  const usual = usualSize(lines);
  for (const block of joinBlocks(lines))
    await sink.passage({
      role: block.size > usual * HEADING && block.lines.length <= 2 ? 'heading' : 'paragraph',
      text: block.text,
      position: {
        kind: 'page',
        page: page.pageNumber,
        lines: block.lines,
        width: Math.round(viewport.width * 10) / 10,
        height: Math.round(viewport.height * 10) / 10,
      },
    });
  return { text, needsOcr: false };
}

async function drawnText(page: PDFPageProxy): Promise<DrawnText[]> {
  const { transform } = page.getViewport({ scale: 1 });
  const { Util } = await pdfLibrary();
  const { items } = await page.getTextContent();
  const pieces: DrawnText[] = [];
  for (const item of items) {
    if (!('str' in item)) continue;
    const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = Util.transform(transform, item.transform) as number[];
    pieces.push({
      text: unifiedHan(item.str.replaceAll('\0', '')),
      x,
      baseline: y,
      width: item.width,
      size: Math.hypot(c, d),
      angle: Math.atan2(b, a),
      endsLine: item.hasEOL,
    });
  }
  return pieces;
}

/** The font size that most characters have. */
function usualSize(lines: readonly { readonly text: string; readonly size: number }[]): number {
  const counts = new Map<number, number>();
  for (const { text, size } of lines) {
    const rounded = Math.round(size * 2) / 2;
    counts.set(rounded, (counts.get(rounded) ?? 0) + text.length);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

/** Whether the page paints any picture, or draws so much that its letters may be drawn as shapes. */
async function showsPictures(page: PDFPageProxy): Promise<boolean> {
  const { OPS } = await pdfLibrary();
  const painting = new Set<number>([
    OPS.paintImageXObject,
    OPS.paintInlineImageXObject,
    OPS.paintInlineImageXObjectGroup,
    OPS.paintImageMaskXObject,
    OPS.paintImageMaskXObjectGroup,
    OPS.paintImageMaskXObjectRepeat,
    OPS.paintImageXObjectRepeat,
  ]);
  const { fnArray } = await page.getOperatorList();
  const paths = fnArray.filter((operation) => operation === OPS.constructPath).length;
  return paths > 50 || fnArray.some((operation) => painting.has(operation));
}
