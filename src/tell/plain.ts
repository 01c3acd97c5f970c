/** The model's read-only shapes as the schemas infer them: the same value, seen as writable. */

export type Plain<T> = T extends object ? { -readonly [K in keyof T]: Plain<T[K]> } : T;

export function plain<T>(value: T): Plain<T> {
  return value as Plain<T>;
}
