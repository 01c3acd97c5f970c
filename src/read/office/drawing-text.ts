/** The text in the drawings, charts and diagrams of OOXML files: shapes, chart titles and labels. */
import { descendants, textOf, type XmlElement } from './xml.ts';

/** Text of each DrawingML paragraph (`a:p`), in order; empty ones left out. */
export function drawingParagraphs(root: XmlElement | undefined): string[] {
  return descendants(root, 'p')
    .map(paragraphText)
    .filter((text) => text.trim() !== '');
}

/** One DrawingML paragraph; line breaks become `\n`. */
export function paragraphText(paragraph: XmlElement): string {
  let text = '';
  for (const child of paragraph.children) {
    if (typeof child === 'string') continue;
    if (child.name === 'br') text += '\n';
    else if (child.name === 'r' || child.name === 'fld')
      text += child.children
        .filter((inner) => typeof inner !== 'string' && inner.name === 't')
        .map(textOf)
        .join('');
  }
  return text.replaceAll('\u000b', '\n');
}

/** Titles, and the cached names of series and categories of a chart; numbers are left to the sheet they come from. */
export function chartTexts(root: XmlElement | undefined): string[] {
  const cached = descendants(root, 'strCache').flatMap((cache) => descendants(cache, 'v').map(textOf));
  return [...new Set([...drawingParagraphs(root), ...cached])].filter((text) => text.trim() !== '');
}
