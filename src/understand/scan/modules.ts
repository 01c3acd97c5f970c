/** Paths of modules as programs import them: they begin with a host that nobody visited. */
import { after, before } from './found.ts';

/** The rest of the path with its version behind it, as manifests and the log of a build have it. */
const VERSION_BEHIND = /^(?:\/[\w./-]{1,70})? v\d+\.\d/;
/** In quotes, where a statement begins, and another one or the end of the list behind it. */
const QUOTE_BEFORE = /(?:^|[\n;(]|import)\s*(?:[\w.]{1,30}\s)?"$/;
const QUOTE_BEHIND = /^(?:\/[\w.-]{1,40}){0,6}"\s*(?:;|\)|"|[\w.]{1,30}\s")/;

/** Whether what stands at `[start, end)`, a host with or without some of its path, begins the path of a module. */
export function isModule(text: string, start: number, end: number): boolean {
  if (VERSION_BEHIND.test(after(text, end, 80))) return true;
  return (
    text[start - 1] === '"' && QUOTE_BEHIND.test(after(text, end, 100)) && QUOTE_BEFORE.test(before(text, start, 44))
  );
}
