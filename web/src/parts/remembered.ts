/** What this browser remembers of an analyst's choices. Storage may be closed to the page: then nothing is remembered. */

export function read(key: string): string | null {
  try {
    return localStorage.getItem(`telltale.${key}`);
  } catch {
    return null;
  }
}

export function write(key: string, value: string): void {
  try {
    localStorage.setItem(`telltale.${key}`, value);
  } catch {
    // Closed or full: the choice holds until the page is left.
  }
}

/** Everything but the choice of theme, language and keys. */
export function forgetAll(): void {
  for (const key of ['queries']) write(key, '');
}
