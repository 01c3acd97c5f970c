/** The number formats and shared texts of an xlsx workbook. */
import type { NumberFormat } from './cell-format.ts';
import { elements } from './xml.ts';
import type { ZipParts } from './zip-parts.ts';

/** The number format of each cell style, by its index. */
export async function cellFormats(parts: ZipParts, part: string | undefined): Promise<NumberFormat[]> {
  const root = part && parts.has(part) ? await parts.tree(part) : undefined;
  const codes = new Map<number, string>();
  for (const group of elements(root, 'numFmts'))
    for (const { attributes } of elements(group, 'numFmt'))
      codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
  return elements(elements(root, 'cellXfs')[0], 'xf').map(({ attributes }) => {
    const id = Number(attributes.numFmtId ?? 0);
    const code = codes.get(id);
    return code === undefined || code === '' || code === 'General' ? { id } : { id, code };
  });
}

/** The texts that cells refer to by number; reading aids of Japanese and Chinese text are left out. */
export async function sharedStrings(parts: ZipParts, part: string | undefined): Promise<string[]> {
  const strings: string[] = [];
  if (part === undefined || !parts.has(part)) return strings;
  let current = '';
  let inText = false;
  let phonetic = 0;
  await parts.events(part, {
    open(name) {
      if (name === 'si') current = '';
      else if (name === 'rPh') phonetic++;
      else if (name === 't') inText = phonetic === 0;
    },
    close(name) {
      if (name === 'si') strings.push(decodeEscapes(current));
      else if (name === 'rPh') phonetic--;
      else if (name === 't') inText = false;
    },
    text(piece) {
      if (inText) current += piece;
    },
  });
  return strings;
}

/** Excel writes characters that XML forbids as `_x000D_`. */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => {
    const code = Number.parseInt(hex, 16);
    return code === 13 ? '' : String.fromCharCode(code);
  });
}
