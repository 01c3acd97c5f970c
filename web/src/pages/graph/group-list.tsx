/** Groups of the table: named, folded into one thing with its number, dissolved. */
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import type { NodeGroup } from './graph-model.ts';

export interface GroupActions {
  rename(id: string, name: string): void;
  fold(id: string, on: boolean): void;
  dissolve(group: NodeGroup): void;
  choose(keys: readonly string[]): void;
}

export function GroupList({ groups, actions }: { groups: readonly NodeGroup[]; actions: GroupActions }) {
  const m = useMessages();
  const format = useFormat();
  if (groups.length === 0) return null;
  return (
    <section>
      <h2>
        {m.graph.groups} <span className="n">{format.count(groups.length)}</span>
      </h2>
      <ul>
        {groups.map((group) => (
          <li key={group.id} className="group-row">
            <input
              className="field"
              defaultValue={group.name}
              key={group.name}
              aria-label={m.graph.nameOfGroup}
              maxLength={200}
              onBlur={(event) => {
                const name = event.currentTarget.value.trim();
                if (name && name !== group.name) actions.rename(group.id, name);
                else event.currentTarget.value = group.name;
              }}
              onKeyDown={(event) => {
                if (event.key === 'Enter') event.currentTarget.blur();
              }}
            />
            <button type="button" className="link small" onClick={() => actions.choose([...group.members])}>
              {m.graph.members(format.count(group.members.size))}
            </button>
            <button
              type="button"
              className="btn quiet"
              aria-pressed={group.collapsed}
              onClick={() => actions.fold(group.id, !group.collapsed)}
            >
              {group.collapsed ? m.graph.unfold : m.graph.fold}
            </button>
            <button
              type="button"
              className="btn quiet icon"
              aria-label={`${m.graph.ungroup}: ${group.name}`}
              title={m.graph.ungroup}
              onClick={() => actions.dissolve(group)}
            >
              <Icon name="x" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
