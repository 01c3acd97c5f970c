/** HTML and XHTML pages as blocks of text. */
import { propertyPassages } from '../office/properties.ts';
import type { Reader } from '../reader.ts';
import { rowPassage } from '../table/row-passage.ts';
import { htmlContent } from './html-blocks.ts';
import { publishedIn } from './html-published.ts';
import { wholeText } from './text-source.ts';

export const htmlReader: Reader = {
  name: 'html',
  version: 4,
  accepts: (probe) =>
    probe.headText !== undefined &&
    (/^x?html?$/.test(probe.extension) ||
      /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype html|html)\b/i.test(probe.headText)),
  async read(input, sink) {
    const { text, charset } = await wholeText(input);
    const { title, blocks } = htmlContent(text);
    // What the page calls itself is text of the leak too.
    if (title) await sink.passage({ role: 'heading', text: title, position: { kind: 'part', part: 'title' } });
    const published = publishedIn(text);
    const dated = published === undefined ? {} : { published };
    await propertyPassages(dated, sink);
    let header: readonly string[] | undefined;
    let inHeader = false;
    let row = 0;
    for (const block of blocks) {
      if (block.cells) {
        row += 1;
        // A second row of headers names what the first one spans.
        if (block.isHeaderRow)
          header = inHeader ? block.cells.map((cell, at) => cell || (header?.[at] ?? '')) : block.cells;
        inHeader = block.isHeaderRow ?? false;
        await sink.passage(
          rowPassage({ table: 'html', row, cells: block.cells, header: block.isHeaderRow ? undefined : header }),
        );
        continue;
      }
      header = undefined;
      inHeader = false;
      row = 0;
      await sink.passage({
        role: block.role === 'heading' ? 'heading' : 'paragraph',
        text: block.text,
        position: { kind: 'line', line: block.line },
      });
    }
    return { kind: 'text', mediaType: 'text/html', properties: { charset, ...dated }, ...(title ? { title } : {}) };
  },
};
