/** `telltale people`: who takes part in the chats and mails, and who talks to whom. */
import type { Command } from 'commander';
import { peopleOf } from '../../app/queries.ts';
import { type CommonOptions, limitOption, withCommon } from '../common-options.ts';
import { readCase } from '../read-case.ts';
import { count, print, printJson, styled, table } from '../terminal.ts';

export function registerPeople(program: Command): void {
  withCommon(program.command('people').description('List the participants of chats and mails, and the pairs who talk.'))
    .addOption(limitOption(20))
    .action(async (options: CommonOptions & { limit: number }) => {
      const people = await readCase(options.case, peopleOf);
      if (options.json) return printJson(people);
      print(styled('bold', `Participants (${count(people.participants.length)})`));
      print(
        table(
          [
            { title: 'handle', flexible: true },
            { title: 'sent', align: 'right' },
            { title: 'received', align: 'right' },
            { title: 'first' },
            { title: 'last' },
          ],
          people.participants
            .slice(0, options.limit)
            .map(({ handle, sent, received, first, last }) => [
              handle,
              count(sent),
              count(received),
              (first ?? '').slice(0, 10),
              (last ?? '').slice(0, 10),
            ]),
        ),
      );
      print();
      print(styled('bold', `Pairs (${count(people.pairs.length)})`));
      print(
        table(
          [{ title: 'from', flexible: true }, { title: 'to' }, { title: 'messages', align: 'right' }],
          people.pairs.slice(0, options.limit).map(({ from, to, messages }) => [from, to, count(messages)]),
        ),
      );
    });
}
