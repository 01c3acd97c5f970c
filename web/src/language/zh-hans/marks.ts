/** 文档标记。 */
import type { Messages } from '../language.tsx';

export const marks: Pick<Messages, 'marks'> = {
  marks: {
    addTag: '添加标签',
    addNote: '添加备注',
    take: (tag) => `移除标签 ${tag}`,
    takeNote: '移除备注',
    taken: (text) => `已移除：${text}`,
    show: '显示哪些文档',
    all: '全部文档',
    unread: '未读',
    starred: '已加星标',
    noted: '有备注',
    tagged: (tag) => `标签：${tag}`,
  },
};
