/** Keyboard shortcuts: each page says which it has, one listener runs them, one sheet lists them. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { read, write } from '../parts/remembered.ts';

export interface Shortcut {
  /** `j`, `?`, `Escape`, `Ctrl+k`, or two keys one after the other: `g o`. */
  readonly key: string;
  readonly label: string;
  readonly run: () => void;
  /** Also while a field has the focus. */
  readonly inFields?: boolean;
}

interface Group {
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

interface Keyboard {
  /** Newest first: a page's keys win over the shell's. */
  readonly groups: readonly Group[];
  readonly singleKeys: boolean;
  setSingleKeys(on: boolean): void;
  register(group: Group): () => void;
}

const Context = createContext<Keyboard | undefined>(undefined);

const SEQUENCE_MS = 900;

/** The name of a pressed key as shortcuts write it. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): string {
  const key = event.key;
  return event.ctrlKey || event.metaKey ? `Ctrl+${key.toLowerCase()}` : key;
}

/** Which shortcut a key runs after `before` (the key pressed just before, or empty), among groups newest first. */
export function match(groups: readonly Group[], before: string, key: string): Shortcut | undefined {
  for (const wanted of before ? [`${before} ${key}`, key] : [key]) {
    for (const group of groups) {
      const found = group.shortcuts.find((shortcut) => shortcut.key === wanted);
      if (found) return found;
    }
  }
  return undefined;
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
    !(target instanceof HTMLInputElement && /^(checkbox|radio|range|button)$/.test(target.type))
  );
}

export function KeyboardProvider({ children }: { children: ReactNode }) {
  const [groups, setGroups] = useState<readonly Group[]>([]);
  const [singleKeys, setSingle] = useState(() => read('single-keys') !== 'off');
  const state = useRef({ groups, singleKeys, before: '', at: 0 });
  state.current.groups = groups;
  state.current.singleKeys = singleKeys;

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.isComposing) return;
      const current = state.current;
      const key = keyName(event);
      const before = event.timeStamp - current.at < SEQUENCE_MS ? current.before : '';
      const shortcut = match(current.groups, before, key);
      // A key that did something begins no sequence.
      current.before = !shortcut && key.length === 1 ? key : '';
      current.at = event.timeStamp;
      if (!shortcut) return;
      if (isField(event.target) && !shortcut.inFields) return;
      const plain = !shortcut.key.startsWith('Ctrl+') && shortcut.key !== 'Escape';
      if (plain && !current.singleKeys) return;
      event.preventDefault();
      shortcut.run();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);

  const value = useMemo<Keyboard>(
    () => ({
      groups,
      singleKeys,
      setSingleKeys: (on) => {
        write('single-keys', on ? 'on' : 'off');
        setSingle(on);
      },
      register: (group) => {
        setGroups((all) => [group, ...all]);
        return () => setGroups((all) => all.filter((other) => other !== group));
      },
    }),
    [groups, singleKeys],
  );
  return <Context value={value}>{children}</Context>;
}

export function useKeyboard(): Keyboard {
  const keyboard = useContext(Context);
  if (!keyboard) throw new Error('useKeyboard outside of KeyboardProvider');
  return keyboard;
}

/** Offers shortcuts while the component is shown. What they run may change from render to render; their keys may not. */
export function useShortcuts(title: string, shortcuts: readonly Shortcut[]): void {
  const { register } = useKeyboard();
  const registerNow = useRef(register);
  registerNow.current = register;
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  const signature = shortcuts.map((shortcut) => `${shortcut.key}\t${shortcut.label}`).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature stands for the shortcuts
  useEffect(
    () =>
      registerNow.current({
        title,
        shortcuts: latest.current.map((shortcut) => ({
          ...shortcut,
          run: () => latest.current.find((other) => other.key === shortcut.key)?.run(),
        })),
      }),
    [title, signature],
  );
}
