import { expect, it, vi } from 'vitest';

// Sigma looks for both as it is loaded.
for (const name of ['WebGLRenderingContext', 'WebGL2RenderingContext']) vi.stubGlobal(name, class {});
const { plainNodes } = await import('./large-graph.ts');

it('nodes are drawn where they are seen, not into the hidden picture that was drawn before them', () => {
  const calls: unknown[][] = [];
  const gl = {
    FRAMEBUFFER: 1,
    bindFramebuffer: (...given: unknown[]) => calls.push(['bind', ...given]),
    drawArrays: (...given: unknown[]) => calls.push(['draw', ...given]),
  };
  const seen = { gl, frameBuffer: null };
  const drawn = (moving: boolean): unknown[] => {
    calls.length = 0;
    Reflect.get(plainNodes(() => moving).prototype, 'drawWebGL').call({ verticesCount: 9000 }, 0, seen);
    return calls;
  };
  expect(drawn(false)).toEqual([
    ['bind', 1, null],
    ['draw', 0, 0, 9000],
  ]);
  expect(drawn(true).at(-1)).toEqual(['draw', 0, 0, 4000]);
});
