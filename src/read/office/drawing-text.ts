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

/** Titles, and the cached names of series and categories of a chart; in an xlsx the numbers stand in a sheet. */
export function chartTexts(root: XmlElement | undefined): string[] {
  const cached = descendants(root, 'strCache').flatMap((cache) => descendants(cache, 'v').map(textOf));
  return [...new Set([...drawingParagraphs(root), ...cached])].filter((text) => text.trim() !== '');
}

/** The same with the cached numbers of each series: in other documents they may stand nowhere else. */
export function chartTextsAndNumbers(root: XmlElement | undefined): string[] {
  const series = descendants(root, 'ser').map((one) =>
    descendants(one, 'numCache')
      .flatMap((cache) => descendants(cache, 'v').map(textOf))
      .join('\t'),
  );
  return [...chartTexts(root), ...series.filter((text) => text !== '')];
}
