/** 设置页上的运行限制。 */
import type { Messages } from '../language.tsx';

export const limits: Pick<Messages, 'limits'> = {
  limits: {
    title: '读取',
    help: '适用于在此启动的运行，从下一次开始。触及限制的文件会连同原因记入台账。',
    ocr: '图片与扫描件',
    ocrOn: '识别图片和扫描页中的文字',
    workers: '工作进程数',
    timeLimit: '单个文件无响应的时限（秒）',
    memoryLimit: '每个工作进程的内存（MiB）',
    textLimit: '每个文档保留的文本（百万字符）',
    archiveDepth: '压缩包嵌套层数',
    archiveMembers: '单个压缩包的文件数',
    unpackedLimit: '单个压缩包解压后的大小（MiB）',
    unpackRatio: '可信的解压比例',
    kept: '已保存，下次运行生效',
  },
};
