/** What is done to the graph: add, expand, find paths, group, undo, fit, export. */
import { Menu } from '@mantine/core';
import { useState } from 'react';
import { useMessages } from '../../language/language.tsx';
import { Icon, type IconName } from '../../parts/icon.tsx';

const EXPORTS = ['png', 'svg', 'graphml', 'gexf'] as const;
export type ExportName = (typeof EXPORTS)[number];

/** Questions about two things. */
const QUESTIONS = ['shortest', 'strongest', 'common'] as const;
export type GraphQuestion = (typeof QUESTIONS)[number];

export interface GraphToolsProps {
  readonly chosen: number;
  readonly canUndo: boolean;
  readonly empty: boolean;
  readonly find: (value: string) => void;
  readonly expand: () => void;
  readonly ask: (question: GraphQuestion) => void;
  readonly group: () => void;
  readonly undo: () => void;
  readonly clear: () => void;
  readonly fit: () => void;
  readonly zoom: (by: number) => void;
  readonly exported: (name: ExportName) => void;
}

export function GraphTools(props: GraphToolsProps) {
  const { chosen, canUndo, empty, find, expand, ask, group, undo, clear, fit, zoom, exported } = props;
  const m = useMessages();
  const small = (name: IconName, label: string, run: () => void) => (
    <button type="button" className="btn quiet icon" aria-label={label} title={label} disabled={empty} onClick={run}>
      <Icon name={name} />
    </button>
  );
  return (
    <div className="gtools">
      <FindEntity find={find} />
      <button type="button" className="btn" disabled={chosen !== 1} onClick={expand}>
        <Icon name="plus" />
        {m.graph.expand} <kbd>x</kbd>
      </button>
      <Menu position="bottom-start" width={220} disabled={chosen !== 2}>
        <Menu.Target>
          <button type="button" className="btn" title={m.graph.pathHelp} disabled={chosen !== 2}>
            {m.graph.path}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {QUESTIONS.map((question) => (
            <Menu.Item key={question} onClick={() => ask(question)}>
              {m.graph.questions[question]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <button type="button" className="btn" title={m.graph.groupHelp} disabled={chosen < 2} onClick={group}>
        {m.graph.group} <kbd>G</kbd>
      </button>
      <span className="sp" />
      <button type="button" className="btn quiet" disabled={!canUndo} onClick={undo}>
        <Icon name="undo" />
        {m.graph.undo} <kbd>z</kbd>
      </button>
      {small('minus', m.graph.zoomOut, () => zoom(1 / 1.5))}
      {small('plus', m.graph.zoomIn, () => zoom(1.5))}
      {small('fit', m.graph.fit, fit)}
      {small('trash', m.graph.clearTable, clear)}
      <Menu position="bottom-end" width={140} disabled={empty}>
        <Menu.Target>
          <button type="button" className="btn" disabled={empty}>
            <Icon name="download" />
            {m.graph.export}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {EXPORTS.map((name) => (
            <Menu.Item key={name} onClick={() => exported(name)}>
              {name === 'graphml' ? 'GraphML' : name.toUpperCase()}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

function FindEntity({ find }: { find: (value: string) => void }) {
  const m = useMessages();
  const [text, setText] = useState('');
  return (
    <form
      className="gfind"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) find(text.trim());
        setText('');
        // The keys are the graph's again.
        event.currentTarget.querySelector('input')?.blur();
      }}
    >
      <input
        className="field"
        type="search"
        value={text}
        aria-label={m.graph.find}
        placeholder={m.graph.findPlaceholder}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </form>
  );
}
