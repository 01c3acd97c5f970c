/** Keeps the text of one document to its limit, whatever the reader: what comes after it is counted, not kept. */

export interface TextLimit {
  /** Whether a passage of so many UTF-16 units still fits. Once one does not, none does: what is kept is the beginning. */
  takes(length: number): boolean;
  /** Passages that are kept: those with smaller ordinals. */
  readonly passages: number;
  /** UTF-16 units that are left out. */
  readonly cut: number;
}

export function createTextLimit(limit: number): TextLimit {
  let length = 0;
  let passages = 0;
  let cut = 0;
  return {
    takes(more) {
      if (cut > 0 || length + more > limit) {
        cut += more;
        return false;
      }
      length += more;
      passages += 1;
      return true;
    },
    get passages() {
      return passages;
    },
    get cut() {
      return cut;
    },
  };
}
