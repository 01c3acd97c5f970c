/** The rows of all tables of an HTML text, with the text and the pictures of each cell. */
import type { DefaultTreeAdapterTypes } from 'parse5';
import { parse5 } from '../on-demand.ts';

type Node = DefaultTreeAdapterTypes.Node;

export interface HtmlTableRow {
  readonly cells: readonly { readonly text: string; readonly images: readonly string[] }[];
}

export function htmlTableRows(source: string): HtmlTableRow[] {
  const rows: HtmlTableRow[] = [];
  const walk = (node: Node): void => {
    if (!('childNodes' in node)) return;
    if ('tagName' in node && node.tagName === 'tr') {
      const cells = node.childNodes.filter((child) => 'tagName' in child && /^t[dh]$/.test(child.tagName));
      rows.push({ cells: cells.map(cellOf) });
      return;
    }
    for (const child of node.childNodes) walk(child);
  };
  walk(parse5().parseFragment(source));
  return rows;
}

/** Line breaks of the source are kept: a message of several lines has them. */
function cellOf(cell: Node): { text: string; images: string[] } {
  const images = new Set<string>();
  let text = '';
  const walk = (node: Node): void => {
    if (node.nodeName === '#text') text += (node as DefaultTreeAdapterTypes.TextNode).value;
    if (!('tagName' in node)) return;
    if (node.tagName === 'br' || node.tagName === 'p') text += '\n';
    const source = node.attrs.find((each) => each.name === (node.tagName === 'img' ? 'src' : 'href'))?.value;
    const isPicture =
      node.tagName === 'img' || (node.tagName === 'a' && /\.(?:png|jpe?g|gif|webp|bmp)$/i.test(source ?? ''));
    if (isPicture && source && !/^[a-z]+:/i.test(source)) images.add(source);
    for (const child of node.childNodes) walk(child);
  };
  if ('childNodes' in cell) for (const child of cell.childNodes) walk(child);
  return { text: text.replace(/[ \t]*\n[ \t]*/g, '\n').trim(), images: [...images] };
}
