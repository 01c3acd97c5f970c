/** Drag over the charts to take a range of months. */
import { type ReactNode, useRef, useState } from 'react';

/** Of the charts' own drawing area, px. */
export const MARGIN = { left: 44, right: 16 };

export function Brush({
  domain,
  onRange,
  children,
}: {
  domain: readonly [Date, Date];
  onRange: (range: { from: string; to: string }) => void;
  children: ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<{ from: number; to: number }>();
  const at = (clientX: number) => {
    const rect = box.current?.getBoundingClientRect();
    return rect ? Math.max(MARGIN.left, Math.min(rect.width - MARGIN.right, clientX - rect.left)) : 0;
  };
  const dateAt = (x: number) => {
    const width = (box.current?.clientWidth ?? 0) - MARGIN.left - MARGIN.right;
    const share = width > 0 ? (x - MARGIN.left) / width : 0;
    return new Date(Number(domain[0]) + share * (Number(domain[1]) - Number(domain[0]))).toISOString().slice(0, 7);
  };
  return (
    <div
      className="brush-area"
      ref={box}
      onPointerDown={(event) => {
        const x = at(event.clientX);
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ from: x, to: x });
      }}
      onPointerMove={(event) => drag && setDrag({ ...drag, to: at(event.clientX) })}
      onPointerUp={() => {
        if (drag && Math.abs(drag.to - drag.from) > 4) {
          onRange({ from: dateAt(Math.min(drag.from, drag.to)), to: dateAt(Math.max(drag.from, drag.to)) });
        }
        setDrag(undefined);
      }}
    >
      {children}
      {drag ? (
        <span
          className="brushed"
          style={{ left: Math.min(drag.from, drag.to), width: Math.abs(drag.to - drag.from) }}
        />
      ) : null}
    </div>
  );
}
