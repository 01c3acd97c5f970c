/** Starts work ahead and finishes it in order: tasks run side by side, their results are committed one after another. */

/**
 * Takes units from `units`, keeps up to `width` of them started, and calls `commit` in the units' order.
 * The first rejection of `start`, `commit` or `units` ends it, after what was started has settled.
 */
export async function inOrder<Unit, Result>(
  units: AsyncIterable<Unit> | Iterable<Unit>,
  width: number,
  start: (unit: Unit) => Promise<Result>,
  commit: (unit: Unit, result: Result) => Promise<void>,
): Promise<void> {
  const started: { unit: Unit; result: Promise<Result> }[] = [];
  const commitFirst = async (): Promise<void> => {
    const first = started.shift();
    if (first) await commit(first.unit, await first.result);
  };
  try {
    for await (const unit of units) {
      const result = start(unit);
      // Rejections are taken up in order; until then they are not unhandled.
      result.catch(() => {});
      started.push({ unit, result });
      if (started.length >= width) await commitFirst();
    }
    while (started.length > 0) await commitFirst();
  } finally {
    await Promise.allSettled(started.map(({ result }) => result));
  }
}
