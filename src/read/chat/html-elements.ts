/** Looking through a parsed page by the classes of its elements, as deep as it may be nested. */
import type { DefaultTreeAdapterTypes } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
export type Element = DefaultTreeAdapterTypes.Element;

export const attribute = (node: Node, name: string): string | undefined =>
  'attrs' in node ? node.attrs.find((each) => each.name === name)?.value : undefined;

const classes = (node: Node): readonly string[] => attribute(node, 'class')?.split(/\s+/) ?? [];

/** Whether the element has one of the names: a class, or a tag as `<q`. */
export function isOne(node: Node, names: readonly string[]): node is Element {
  if (!('tagName' in node)) return false;
  const its = classes(node);
  return names.some((name) => (name.startsWith('<') ? node.tagName === name.slice(1) : its.includes(name)));
}

/** All nodes below one in reading order, itself not; not looking into those that `into` says no to. */
export function* below(node: Node, into: (node: Node) => boolean = () => true): Generator<Node> {
  const open: Node[] = 'childNodes' in node ? [...node.childNodes].reverse() : [];
  for (let next = open.pop(); next; next = open.pop()) {
    yield next;
    if ('childNodes' in next && into(next)) {
      for (let at = next.childNodes.length - 1; at >= 0; at -= 1) open.push(next.childNodes[at] as Node);
    }
  }
}

/** Elements of the names in reading order, not looking into those that were found, nor into the `closed` ones. */
export function* all(node: Node, names: readonly string[], closed: readonly string[] = []): Generator<Element> {
  const isClosed = (each: Node): boolean => isOne(each, closed);
  for (const each of below(node, (inner) => !isOne(inner, names) && !isClosed(inner))) {
    if (isOne(each, names) && !isClosed(each)) yield each;
  }
}

export const first = (node: Node, names: readonly string[], closed: readonly string[] = []): Element | undefined =>
  all(node, names, closed).next().value ?? undefined;

const BLOCKS = /^(?:p|div|pre|li|tr|blockquote|h[1-6])$/;

/** The words of a node as they are written, with an end of line for each `<br>`; without what is in the `dropped` ones. */
export function textOf(node: Node | undefined, dropped: readonly string[] = []): string {
  if (!node) return '';
  let text = '';
  const isDropped = (each: Node): boolean => isOne(each, dropped) || isOne(each, ['<script', '<style', '<svg']);
  for (const each of below(node, (inner) => !isDropped(inner))) {
    if (each.nodeName === '#text') text += (each as DefaultTreeAdapterTypes.TextNode).value;
    else if (each.nodeName === 'br') text += '\n';
  }
  return text;
}

/** The same as people see it: one line a block, without the indentation of the source. */
export function shownText(node: Node | undefined, dropped: readonly string[] = []): string {
  if (!node) return '';
  let text = '';
  const isDropped = (each: Node): boolean => isOne(each, dropped) || isOne(each, ['<script', '<style', '<svg']);
  for (const each of below(node, (inner) => !isDropped(inner))) {
    if (each.nodeName === '#text') {
      const { value, parentNode } = each as DefaultTreeAdapterTypes.TextNode;
      text += parentNode?.nodeName === 'pre' ? value : value.replace(/\s+/g, ' ');
    } else if (each.nodeName === 'br' || BLOCKS.test(each.nodeName)) text += '\n';
  }
  return text
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Relative targets of links and pictures in it. */
export function targets(node: Node | undefined, names: readonly string[] = ['href', 'src', 'data-src']): string[] {
  if (!node) return [];
  const found = new Set<string>();
  for (const each of below(node)) {
    for (const name of names) {
      const value = attribute(each, name);
      if (value && !/^(?:[a-z][\w+.-]*:|#|\/\/)/i.test(value)) found.add(value.replace(/^\.\//, ''));
    }
  }
  return [...found];
}
