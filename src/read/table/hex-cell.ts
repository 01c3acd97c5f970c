/** Text that a database's export wrote as hexadecimal digits, as `mysqldump --hex-blob` and viewers do for byte columns. */

const HEX = /^(?:0[xX]((?:[0-9a-fA-F]{2}){4,})|[xX]'((?:[0-9a-fA-F]{2}){4,})'|\\x((?:[0-9a-fA-F]{2}){4,}))$/;
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;

/**
 * The text behind `0x68656c6c6f…`, `x'68656c6c6f…'` or `\x68656c6c6f…`; the cell as it is where its bytes are no
 * UTF-8 text, as those of keys, hashes and wallets are not.
 */
export function hexCellText(cell: string): string {
  const match = HEX.exec(cell);
  if (!match) return cell;
  const bytes = Buffer.from(match[1] ?? match[2] ?? match[3] ?? '', 'hex');
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') || CONTROL.test(text) ? cell : text;
}
