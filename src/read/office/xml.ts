/** Reads the XML parts of office files: as events for long parts, as a tree for short ones. Names lose their prefix. */
import { SaxesParser } from 'saxes';
import { TelltaleError } from '../../errors.ts';

/** Local name to value; `r:id` and `id` both end up under `id`, the prefixed one also under `r:id`. */
export type XmlAttributes = Readonly<Record<string, string>>;

export interface XmlHandlers {
  open(name: string, attributes: XmlAttributes): void;
  close(name: string): void;
  text?(text: string): void;
}

export interface XmlElement {
  readonly name: string;
  readonly attributes: XmlAttributes;
  readonly children: readonly (XmlElement | string)[];
}

/** Elements within elements; deeper ones are refused, since a tree of them would exhaust the stack. */
const DEPTH = 2000;

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * A parser that is fed text piece by piece; call `finish` at the end, which tells how many faults it passed over.
 * Damaged XML is read as far as it goes: a fault is counted, not thrown. Entities of a DTD are not expanded.
 */
export function xmlEvents(handlers: XmlHandlers): { write(text: string): void; finish(): number } {
  const parser = new SaxesParser({ position: false });
  let faults = 0;
  let depth = 0;
  parser.on('error', () => {
    faults++;
  });
  parser.on('opentag', (tag) => {
    if (++depth > DEPTH) throw new TelltaleError('broken-file', 'The XML nests too deep.');
    const attributes: Record<string, string> = {};
    for (const [name, value] of Object.entries(tag.attributes)) {
      attributes[local(name)] ??= value;
      if (name.includes(':')) attributes[name] = value;
    }
    handlers.open(local(tag.name), attributes);
  });
  parser.on('closetag', (tag) => {
    depth--;
    handlers.close(local(tag.name));
  });
  const onText = handlers.text;
  if (onText) {
    parser.on('text', (text) => onText.call(handlers, text));
    parser.on('cdata', (text) => onText.call(handlers, text));
  }
  return {
    write(text) {
      parser.write(text);
    },
    finish() {
      parser.close();
      return faults;
    },
  };
}

/** The root element of a whole XML text. Rejects text without any element with `broken-file`. */
export function xmlTree(text: string): XmlElement {
  interface Open {
    readonly name: string;
    readonly attributes: XmlAttributes;
    readonly children: (XmlElement | string)[];
  }
  const top: Open = { name: '', attributes: {}, children: [] };
  const stack: Open[] = [top];
  const events = xmlEvents({
    open(name, attributes) {
      const element: Open = { name, attributes, children: [] };
      stack.at(-1)?.children.push(element);
      stack.push(element);
    },
    close() {
      if (stack.length > 1) stack.pop();
    },
    text(piece) {
      stack.at(-1)?.children.push(piece);
    },
  });
  events.write(text);
  events.finish();
  const root = top.children.find((child) => typeof child !== 'string');
  if (root === undefined) throw new TelltaleError('broken-file', 'A part of the file holds no XML.');
  return root;
}

/** Child elements, all or those of a name. */
export function elements(parent: XmlElement | undefined, name?: string): XmlElement[] {
  if (!parent) return [];
  return parent.children.filter(
    (child): child is XmlElement => typeof child !== 'string' && (name === undefined || child.name === name),
  );
}

/** All elements of a name at any depth, in document order. */
export function descendants(parent: XmlElement | undefined, name: string): XmlElement[] {
  if (!parent) return [];
  const found: XmlElement[] = [];
  const visit = (element: XmlElement): void => {
    for (const child of element.children) {
      if (typeof child === 'string') continue;
      if (child.name === name) found.push(child);
      visit(child);
    }
  };
  visit(parent);
  return found;
}

/** All text inside, joined as it stands. */
export function textOf(element: XmlElement | string | undefined): string {
  if (element === undefined) return '';
  if (typeof element === 'string') return element;
  return element.children.map(textOf).join('');
}
