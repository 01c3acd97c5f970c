/** The readable blocks of an HTML text, in order: no scripts, no styles, no hidden parts; link targets kept. */
import type { DefaultTreeAdapterTypes } from 'parse5';
import { parse5 } from '../on-demand.ts';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

export interface HtmlBlock {
  readonly role: 'heading' | 'paragraph' | 'row';
  readonly text: string;
  /** Line in the source, from 1. */
  readonly line: number;
  /** Cells of a table row. */
  readonly cells?: readonly string[];
  readonly isHeaderRow?: boolean;
}

export interface HtmlContent {
  readonly title: string | undefined;
  readonly blocks: readonly HtmlBlock[];
  /** `src` of pictures, in order. */
  readonly images: readonly string[];
}

const SKIPPED = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'svg',
  'math',
  'object',
  'embed',
  'iframe',
  'head',
]);
const BLOCKS = new Set(
  'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody tfoot thead tr td th ul option'.split(
    ' ',
  ),
);

export function htmlContent(source: string): HtmlContent {
  return contentOf(parse5().parse(source, { sourceCodeLocationInfo: true }));
}

/** For pieces of HTML inside other formats. */
export function htmlFragmentContent(source: string): HtmlContent {
  return contentOf(parse5().parseFragment(source, { sourceCodeLocationInfo: true }));
}

function contentOf(root: Node): HtmlContent {
  const blocks: HtmlBlock[] = [];
  const images: string[] = [];
  let title: string | undefined;
  let text = '';
  let line = 1;
  let role: HtmlBlock['role'] = 'paragraph';

  const flush = (): void => {
    const clean = text
      .replace(/[ \t\f\r\n\u00a0]*\n[ \t\f\r\n\u00a0]*/g, '\n')
      .replace(/[ \t\f\u00a0]+/g, ' ')
      .trim();
    text = '';
    if (clean) blocks.push({ role, text: clean, line });
  };

  const inlineTextOf = (cell: Element): string => inlineText(cell, images);
  /** Of each table, for how many rows more its columns are taken by a cell from above. */
  const taken = new Map<Node | null, number[]>();

  /** Texts of a row's cells at their columns: what a cell spans besides its own place is empty. */
  const inColumns = (element: Element, cells: readonly Element[], textOf: (cell: Element) => string): string[] => {
    const above = taken.get(element.parentNode) ?? [];
    taken.set(element.parentNode, above);
    const texts: string[] = [];
    const skipTaken = (): void => {
      for (let rows = above[texts.length] ?? 0; rows > 0; rows = above[texts.length] ?? 0) {
        above[texts.length] = rows - 1;
        texts.push('');
      }
    };
    for (const cell of cells) {
      skipTaken();
      const [columns, rows] = ['colspan', 'rowspan'].map((name) => spanOf(cell, name));
      for (let column = 0; column < (columns ?? 1); column++) {
        above[texts.length] = (rows ?? 1) - 1;
        texts.push(column === 0 ? textOf(cell) : '');
      }
    }
    skipTaken();
    return texts;
  };

  const row = (element: Element): void => {
    flush();
    const cells = element.childNodes.filter(
      (child): child is Element => 'tagName' in child && /^t[dh]$/.test(child.tagName),
    );
    const texts = inColumns(element, cells, inlineTextOf);
    if (texts.every((cell) => cell === '')) return;
    blocks.push({
      role: 'row',
      text: texts.join('\t'),
      line: element.sourceCodeLocation?.startLine ?? line,
      cells: texts,
      isHeaderRow: cells.every((cell) => cell.tagName === 'th'),
    });
  };

  const walk = (node: Node): void => {
    if (node.nodeName === '#text') {
      const { value, sourceCodeLocation } = node as DefaultTreeAdapterTypes.TextNode;
      if (text.trim() === '') line = sourceCodeLocation?.startLine ?? line;
      text += value.replace(/\s+/g, ' ');
      return;
    }
    if (!('childNodes' in node)) return;
    if (!('tagName' in node)) {
      for (const child of node.childNodes) walk(child);
      return;
    }
    const { tagName } = node;
    if (tagName === 'title') title ??= inlineText(node, []);
    if (tagName === 'head') {
      for (const child of node.childNodes) if ('tagName' in child && child.tagName === 'title') walk(child);
      return;
    }
    if (SKIPPED.has(tagName)) return;
    if (tagName === 'title') return;
    if (tagName === 'br') {
      text += '\n';
      return;
    }
    if (tagName === 'img') {
      keepImage(node, images);
      const alt = attribute(node, 'alt');
      if (alt) text += ` ${alt} `;
      return;
    }
    if (tagName === 'tr' && !containsTable(node)) {
      row(node);
      return;
    }
    if (!BLOCKS.has(tagName)) {
      for (const child of node.childNodes) walk(child);
      if (tagName === 'a') text += linkSuffix(node, text);
      return;
    }
    flush();
    const before = role;
    role = /^h[1-6]$/.test(tagName) ? 'heading' : 'paragraph';
    if (tagName === 'pre') preformatted(node);
    else for (const child of node.childNodes) walk(child);
    flush();
    role = before;
  };

  const preformatted = (element: Element): void => {
    line = element.sourceCodeLocation?.startLine ?? line;
    const clean = rawText(element).replace(/^\n|\s+$/g, '');
    if (clean) blocks.push({ role: 'paragraph', text: clean, line });
  };

  walk(root);
  flush();
  return { title: title || undefined, blocks, images };
}

function containsTable(element: Element): boolean {
  return element.childNodes.some((child) => 'tagName' in child && (child.tagName === 'table' || containsTable(child)));
}

function rawText(node: Node): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value;
  return 'childNodes' in node ? node.childNodes.map(rawText).join('') : '';
}

/** The text of an element in one piece, line breaks kept. */
function inlineText(element: Element, images: string[]): string {
  let text = '';
  const walk = (node: Node): void => {
    if (node.nodeName === '#text') text += (node as DefaultTreeAdapterTypes.TextNode).value.replace(/\s+/g, ' ');
    if (!('tagName' in node) || SKIPPED.has(node.tagName)) return;
    if (node.tagName === 'br') text += '\n';
    if (node.tagName === 'img') keepImage(node, images);
    for (const child of node.childNodes) walk(child);
    if (node.tagName === 'a') text += linkSuffix(node, text);
    else if (BLOCKS.has(node.tagName)) text += '\n';
  };
  for (const child of element.childNodes) walk(child);
  return text
    .replace(/ *\n\s*/g, '\n')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** Where a link leads is evidence; it is shown when its words do not say so. */
function linkSuffix(element: Element, textBefore: string): string {
  const target = attribute(element, 'href')?.trim();
  if (!target || !/^(?:https?|ftp|mailto):/i.test(target)) return '';
  const bare = target.replace(/^mailto:/i, '');
  return textBefore.trimEnd().endsWith(bare) ? '' : ` (${bare})`;
}

function keepImage(element: Element, images: string[]): void {
  const source = attribute(element, 'src');
  if (source) images.push(source);
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((each) => each.name === name)?.value;
}

/** A page may claim any number. */
const WIDEST = 200;

function spanOf(cell: Element, name: string): number {
  const span = Number(attribute(cell, name) ?? 1);
  return Number.isInteger(span) && span > 0 ? Math.min(span, WIDEST) : 1;
}
