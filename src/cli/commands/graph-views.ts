/** `telltale graph view`: pictures of the graph that were kept in the workbench, listed, shown, handed on. */
import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { editViews, openedView, parseViewFile, viewFile, viewNamed } from '../../app/graph-views.ts';
import { defangValue } from '../../app/queries.ts';
import { TelltaleError } from '../../errors.ts';
import { type CommonOptions, withCommon } from '../common-options.ts';
import { readCase } from '../read-case.ts';
import { count, print, printable, printJson, styled, table } from '../terminal.ts';

export function registerGraphViews(graph: Command): void {
  const view = graph
    .command('view')
    .description('Graph views that are kept in the case: what is on them, and as files for another copy of the case.')
    .addHelpText(
      'after',
      `
A view is drawn and kept in the workbench (telltale serve, Graph); it is named by its name or id.

Examples:
  telltale graph view list
  telltale graph view show "Phishing servers"
  telltale graph view export "Phishing servers" servers.json
  telltale graph view import servers.json --case ./my-copy`,
    );
  const command = (name: string, description: string): Command =>
    withCommon(view.command(name).description(description));

  command('list', 'List the views, the one changed last first.').action(async (options: CommonOptions) => {
    const views = await readCase(options.case, ({ store }) => store.graphViews.list());
    if (options.json) return printJson(views);
    const rows = views.map((each) => [
      each.id,
      each.name,
      count(each.nodes),
      count(each.groups),
      each.author,
      each.updated.slice(0, 10),
    ]);
    print(
      table(
        [
          { title: 'id' },
          { title: 'name', flexible: true },
          { title: 'things', align: 'right' },
          { title: 'groups', align: 'right' },
          { title: 'by' },
          { title: 'changed' },
        ],
        rows,
      ),
    );
    if (views.length === 0) print('None yet: draw one in the workbench, or telltale graph view import FILE.');
  });

  command('show', 'What is on a view: its groups, notes, things and what joins them.')
    .argument('<view>')
    .action(async (wanted: string, options: CommonOptions) => {
      const found = await readCase(options.case, async ({ store }) =>
        openedView(store, (await viewNamed(store, wanted)).id),
      );
      if (options.json) printJson(found);
      else showView(found);
    });

  command('export', 'Write a view to a file that another copy of the case opens.')
    .argument('<view>')
    .argument('<file>', '- is stdout')
    .action(async (wanted: string, file: string, options: CommonOptions) => {
      const found = await readCase(options.case, ({ store }) => viewNamed(store, wanted));
      const text = `${JSON.stringify(viewFile(found), null, 1)}\n`;
      if (file === '-') {
        process.stdout.write(text);
        return;
      }
      await writeFile(file, text).catch((cause: unknown) => {
        throw new TelltaleError('path-missing', `${file} cannot be written.`, { cause });
      });
      if (options.json) printJson({ id: found.id, file });
      else print(`«${printable(found.name)}» is in ${file}`);
    });

  command('import', 'Keep a view from a file.')
    .argument('<file>')
    .action(async (file: string, options: CommonOptions) => {
      const text = await readFile(file, 'utf8').catch((cause: unknown) => {
        throw new TelltaleError('path-missing', `${file} cannot be read.`, { cause });
      });
      const content = parseViewFile(text);
      const { id, missing } = await editViews(options.case, async ({ store, put }) => {
        const made = await put(content);
        return { id: made.id, missing: (await openedView(store, made.id)).missing.length };
      });
      if (options.json) return printJson({ id, name: content.name, missing });
      print(`«${printable(content.name)}» is kept as ${id}.`);
      if (missing > 0) print(`${count(missing)} of its ${count(content.nodes.length)} things are not in this case.`);
    });

  command('rename', 'Give a view another name.')
    .argument('<view>')
    .argument('<name>')
    .action(async (wanted: string, name: string, options: CommonOptions) => {
      if (name.trim() === '') throw new TelltaleError('usage', 'A view needs a name.');
      const renamed = await editViews(options.case, async ({ store, put }) => {
        const before = await viewNamed(store, wanted);
        return put({ ...before, name: name.trim() }, before);
      });
      if (options.json) printJson({ id: renamed.id, name: renamed.name });
      else print(`${renamed.id} is called «${printable(renamed.name)}» now.`);
    });

  command('remove', 'Remove a view; telltale graph view restore brings it back.')
    .argument('<view>')
    .action(async (wanted: string, options: CommonOptions) => {
      const { id } = await editViews(options.case, async ({ store }) => {
        const found = await viewNamed(store, wanted);
        await store.graphViews.remove(found.id);
        return found;
      });
      if (options.json) printJson({ id, removed: true });
      else print(`Removed; telltale graph view restore ${id} brings it back.`);
    });

  command('restore', 'Bring a removed view back.')
    .argument('<id>')
    .action(async (id: string, options: CommonOptions) => {
      const isBack = await editViews(options.case, ({ store }) => store.graphViews.restore(id));
      if (!isBack) throw new TelltaleError('not-found', `No graph view ${id} was removed.`);
      if (options.json) printJson({ id, removed: false });
      else print(`${id} is back.`);
    });
}

function showView({ view, graph, missing }: Awaited<ReturnType<typeof openedView>>): void {
  const named = ({ type, value }: { type: string; value: string }): string =>
    printable(`${defangValue(type, value)} (${type})`);
  print(styled('bold', printable(view.name)));
  if (view.about) print(printable(view.about));
  print(styled('dim', `${view.id}, ${view.author}, ${view.updated.slice(0, 10)}`));
  for (const group of view.groups) {
    print();
    print(styled('bold', printable(group.name)));
    for (const member of group.members) {
      const node = view.nodes[member];
      if (node) print(`  ${named(node)}`);
    }
  }
  const noted = view.nodes.filter(({ note }) => note !== '');
  if (noted.length > 0) {
    print();
    print(styled('bold', 'Notes'));
    for (const node of noted) print(`  ${named(node)}: ${printable(node.note)}`);
  }
  print();
  const rows = graph.edges.slice(0, 200).flatMap(([from, to, predicate, , confidence, first]) => {
    const [a, b] = [graph.nodes[from], graph.nodes[to]];
    return a && b ? [[named(a), graph.predicates[predicate] ?? '', named(b), confidence.toFixed(2), first ?? '']] : [];
  });
  print(
    table(
      [
        { title: 'from' },
        { title: 'relation' },
        { title: 'to', flexible: true },
        { title: 'confidence', align: 'right' },
        { title: 'date' },
      ],
      rows,
    ),
  );
  print(styled('dim', `${count(graph.nodes.length)} things, ${count(graph.edges.length)} edges`));
  if (missing.length > 0) print(`Not in this case: ${missing.map(named).join(', ')}`);
}
