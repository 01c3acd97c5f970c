/** The lists of maltrail: a value a line, with remarks. */

/** The host or address that a line lists, '' where it lists none. */
export function maltrailValue(line: string): string {
  return line
    .replace(/#.*/, '')
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/:].*$/, '');
}
