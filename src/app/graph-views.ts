/** Graph views of a case from the command line: found by id or name, taken in from a file. */
import { userInfo } from 'node:os';
import { TelltaleError } from '../errors.ts';
import { type GraphView, newViewId, type ViewContent } from '../model/graph-view.ts';
import type { Store } from '../ports/store.ts';
import { newGraphViewSchema } from '../tell/http/graph-view-schemas.ts';
import { openCaseToEdit } from './case.ts';

export { openedView, viewFile } from '../tell/views/opened-view.ts';

/** The view of that id or name. Rejects with `not-found`, and with `usage` where several have the name. */
export async function viewNamed(store: Store, wanted: string): Promise<GraphView> {
  const all = await store.graphViews.list();
  const fitting = all.filter(({ id, name }) => id === wanted || name === wanted);
  if (fitting.length > 1)
    throw new TelltaleError(
      'usage',
      `${fitting.length} views are called «${wanted}»: ${fitting.map(({ id }) => id).join(', ')}.`,
    );
  const view = fitting[0] && (await store.graphViews.get(fitting[0].id));
  if (view) return view;
  const known = all.slice(0, 5).map(({ name }) => `«${name}»`);
  throw new TelltaleError(
    'not-found',
    `There is no graph view «${wanted}»; ${known.length > 0 ? `there are ${known.join(', ')}` : 'none is kept'}.`,
  );
}

/** What a view's file holds. Throws `broken-bundle`. */
export function parseViewFile(text: string): ViewContent {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (cause) {
    throw new TelltaleError('broken-bundle', 'The file is no JSON.', { cause });
  }
  const parsed = newGraphViewSchema.safeParse(given);
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    const where = first ? `${first.path.join('.') || 'the whole'}: ${first.message}` : 'it has another shape';
    throw new TelltaleError('broken-bundle', `The file is no graph view; ${where}.`, { cause: parsed.error });
  }
  const { format: _, ...content } = parsed.data;
  return content as ViewContent;
}

export interface ViewEditor {
  readonly store: Store;
  /** Keeps a content as a new view, or in place of one. */
  put(content: ViewContent, before?: GraphView): Promise<GraphView>;
}

/** Opens a case to change its views; beside a run that adds to it, too. Rejects as `openCaseToEdit`. */
export async function editViews<T>(folder: string, work: (editor: ViewEditor) => Promise<T>): Promise<T> {
  const { theCase } = await openCaseToEdit(folder);
  const { store } = theCase;
  try {
    return await work({
      store,
      async put(content, before) {
        const now = new Date().toISOString();
        const { id = newViewId(), author = userInfo().username, created = now } = before ?? {};
        const view: GraphView = { ...content, id, author, created, updated: now };
        await store.graphViews.put(view);
        return view;
      },
    });
  } finally {
    await theCase.close();
  }
}
