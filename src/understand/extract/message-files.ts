/** Files that are sent: a message that is nothing but a file's name is that file, and its sender delivered it. */
import type { Statement } from '../../model/assertion.ts';
import type { EntityExtractor } from '../../ports/entity-extractor.ts';

const METHOD = 'message-file/1';
const CONFIDENCE = 0.8;
/** Without what no file system takes; white space inside is part of the name. */
const FILE_NAME =
  /^(?:[[【]?(?:文件|file|файл)[\]】:：]\s*)?([^\n\r\t/\\:*?"<>|]{1,150}\.(?:docx?|xlsx?|pptx?|pdf|wps|txt|csv|rtf|rar|zip|7z|gz|tar|png|jpe?g|gif|bmp|mp4|mp3|avi|apk|ipa|exe|msi|dll|bat|ps1|sh|py|sql|db|iso|vsdx?|dwg|xmind|eml|msg|html?|json|xml|log|md))$/iu;

export function createMessageFileExtractor(): EntityExtractor {
  return {
    name: METHOD,
    async extract(passages) {
      const statements = passages.flatMap(({ role, sender, text, ordinal, time }): Statement[] => {
        const name = role === 'message' && sender !== undefined ? FILE_NAME.exec(text.trim())?.[1] : undefined;
        if (name === undefined || sender === undefined) return [];
        const start = text.lastIndexOf(name);
        return [
          {
            subject: { type: 'handle', value: sender },
            predicate: 'delivers',
            object: { type: 'filename', value: name },
            evidence: [{ passage: ordinal, start, end: start + name.length }],
            method: METHOD,
            confidence: CONFIDENCE,
            ...(time === undefined ? {} : { firstSeen: time.slice(0, 10) }),
          },
        ];
      });
      return { mentions: [], statements };
    },
  };
}
