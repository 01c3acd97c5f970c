/** 已保存的搜索与批量查询。 */
import type { Messages } from '../language.tsx';

export const searching: Pick<Messages, 'saved' | 'batch'> = {
  saved: {
    title: '已保存的搜索',
    none: '保存一个搜索，新文件带来的命中会显示在这里。',
    save: '保存',
    saved: (name) => `已保存为 ${name}`,
    forget: (name) => `删除 ${name}`,
    forgotten: (name) => `${name} 不再保存`,
    fresh: (n) => `${n} 个新命中`,
    freshHits: (n) => `已保存的搜索有 ${n} 个新命中`,
    onlyNew: '仅新内容',
    showAll: '显示全部命中',
  },
  batch: {
    title: '批量查询',
    help: '每行一个查询，语法与搜索相同。点击数量可打开命中。',
    link: '从列表或文件批量查询',
    list: '查询，每行一个',
    placeholder: '邮箱\n"remote access"\n74.120.172.10\nfrom:k0i 客户',
    file: '从文件读取',
    run: (n) => (n === '' ? '统计' : `统计 ${n} 个`),
    left: (n) => `剩余 ${n} 个`,
    query: '查询',
    passages: '段落',
    documents: '文档',
  },
};
