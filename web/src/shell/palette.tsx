/** Ctrl-K: one box that goes anywhere and does anything: pages, overlaps, documents, actions, or a search. */
import { Modal } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useOverlaps } from '../api/queries.ts';
import { useDocumentsNamed } from '../api/shelf.ts';
import { LANGUAGES, useLanguage, useMessages } from '../language/language.tsx';
import { defang } from '../parts/defang.ts';
import { fileName } from '../parts/format.ts';
import { useTheme } from '../theme/theme.tsx';
import { useKeyboard } from './keyboard.tsx';
import { PAGES } from './pages.ts';

interface Command {
  readonly id: string;
  readonly group: string;
  readonly text: string;
  readonly hint?: string;
  /** The server has found it by these words already, maybe by its folder. */
  readonly found?: boolean;
  readonly run: () => void;
}

/** Orders by how well `words` fit: all words must occur; earlier is better. Negative: no match. */
export function fit(text: string, query: string): number {
  const lower = text.toLowerCase();
  let score = 0;
  for (const word of query.toLowerCase().split(/\s+/).filter(Boolean)) {
    const at = lower.indexOf(word);
    if (at < 0) return -1;
    score += at === 0 || /\s/.test(lower[at - 1] ?? '') ? 2 : 1;
  }
  return score;
}

export function Palette({ opened, close }: { opened: boolean; close: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={close}
      withCloseButton={false}
      padding={0}
      size={620}
      yOffset="12vh"
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      title={null}
    >
      {opened ? <PaletteBody close={close} /> : null}
    </Modal>
  );
}

function PaletteBody({ close }: { close: () => void }) {
  const m = useMessages();
  const [text, setText] = useState('');
  const query = useDeferredValue(text.trim());
  const [at, setAt] = useState(0);
  const list = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const commands = useCommands(query);
  useEffect(() => {
    scroller.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });
  const run = (command: Command | undefined) => {
    if (!command) return;
    close();
    command.run();
  };
  const chosen = Math.min(at, commands.length - 1);
  return (
    <div>
      <input
        className="palette-input"
        data-autofocus
        value={text}
        placeholder={m.shell.palettePlaceholder}
        aria-label={m.shell.palette}
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={commands[chosen] ? `${list}-${chosen}` : undefined}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (step) {
            event.preventDefault();
            setAt((chosen + step + commands.length) % Math.max(1, commands.length));
          } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
            event.preventDefault();
            run(commands[chosen]);
          }
        }}
      />
      <div className="palette-list scroll" id={list} role="listbox" aria-label={m.shell.palette} ref={scroller}>
        {commands.map((command, index) => (
          <div key={command.id} role="presentation">
            {command.group === commands[index - 1]?.group ? null : (
              <div className="group" role="presentation">
                {command.group}
              </div>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above holds the focus and takes the keys */}
            <div
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              onMouseMove={() => setAt(index)}
              onClick={() => run(command)}
            >
              <span className="cut" dir="auto">
                {command.text}
              </span>
              {command.hint ? <span className="hint">{command.hint}</span> : null}
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}

const MOST = 8;

function useCommands(query: string): readonly Command[] {
  const m = useMessages();
  const navigate = useNavigate();
  const theme = useTheme();
  const language = useLanguage();
  const keyboard = useKeyboard();
  const overlaps = useOverlaps();
  const documents = useDocumentsNamed(query, MOST);
  return useMemo(() => {
    const go = (to: string, search: { q?: string } = {}) => {
      navigate({ to, search }).catch((error: unknown) => console.error(error));
    };
    const commands: Command[] = [
      ...PAGES.map((page) => ({
        id: `page ${page.to}`,
        group: m.shell.goTo,
        text: m.pages[page.name],
        hint: `g ${page.key}`,
        run: () => go(page.to),
      })),
      ...(overlaps.data ?? []).map((overlap) => ({
        id: overlap.id,
        group: m.pages.overlaps,
        text: `${defang(overlap.leak.type, overlap.leak.value)} → ${overlap.reference.name}`,
        hint: overlap.score.toFixed(2),
        run: () => go(`/overlaps/${overlap.id}`),
      })),
      ...(documents.data ?? []).map((document) => ({
        id: document.id,
        group: m.shell.documents,
        text: document.title ?? fileName(document.paths[0] ?? document.id),
        hint: document.title ? fileName(document.paths[0] ?? '') : '',
        found: true,
        run: () => go(`/read/${document.id}`),
      })),
      ...(['light', 'auto', 'dark'] as const).map((choice) => ({
        id: `theme ${choice}`,
        group: m.shell.actions,
        text: `${m.shell.theme}: ${m.themes[choice]}`,
        run: () => theme.choose(choice),
      })),
      ...LANGUAGES.map(({ tag, name }) => ({
        id: `language ${tag}`,
        group: m.shell.actions,
        text: `${m.settings.language}: ${name}`,
        run: () => language.choose(tag),
      })),
      {
        id: 'keys',
        group: m.shell.actions,
        text: keyboard.singleKeys ? m.shell.singleKeysOff : m.shell.singleKeysOn,
        run: () => keyboard.setSingleKeys(!keyboard.singleKeys),
      },
    ];
    const fitting: (Command & { fit: number })[] = [];
    const perGroup = new Map<string, number>();
    for (const command of commands) {
      const score = query && !command.found ? fit(`${command.text} ${command.hint ?? ''}`, query) : 0;
      const shown = perGroup.get(command.group) ?? 0;
      if (score < 0 || shown >= (command.group === m.shell.goTo ? PAGES.length : MOST)) continue;
      perGroup.set(command.group, shown + 1);
      fitting.push({ ...command, fit: score });
    }
    const search: Command = {
      id: 'search',
      group: m.pages.search,
      text: m.shell.searchFor(query),
      run: () => go('/search', { q: query }),
    };
    return query ? [...fitting, search] : fitting;
  }, [query, m, navigate, theme, language, keyboard, overlaps.data, documents.data]);
}
