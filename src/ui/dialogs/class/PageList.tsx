/** The pages of a class, each folded but the one that is written. */
import { useEffect, useRef, useState } from 'react';
import { type ClassPage, classroomLimits } from '../../../core/classroom/classroom.ts';
import { PageEditor } from './PageEditor.tsx';

interface Props {
  readonly pages: readonly ClassPage[];
  readonly onChange: (pages: readonly ClassPage[]) => void;
}

export function PageList({ pages, onChange }: Props) {
  const [open, setOpen] = useState(0);
  const [removed, setRemoved] = useState<{ readonly page: ClassPage; readonly at: number }>();
  const list = useRef<HTMLOListElement>(null);
  const [moved, setMoved] = useState<{ readonly to: number; readonly by: -1 | 1 }>();
  // The focus follows the page: on the same arrow, at an end on the other one.
  useEffect(() => {
    if (!moved) return;
    const row = list.current?.children[moved.to];
    const [up, down] = row?.querySelectorAll<HTMLButtonElement>('.class-page-head > .square') ?? [];
    const [same, other] = moved.by < 0 ? [up, down] : [down, up];
    (same?.disabled ? other : same)?.focus();
  }, [moved]);
  const isFull = pages.length >= classroomLimits.pages;
  const move = (from: number, by: -1 | 1) => {
    const [one, other] = [pages[from], pages[from + by]];
    if (!one || !other) return;
    onChange(pages.with(from, other).with(from + by, one));
    setOpen(from + by);
    setMoved({ to: from + by, by });
  };
  const add = () => {
    onChange([...pages, { title: '', text: '' }]);
    setOpen(pages.length);
  };
  return (
    <>
      <ol ref={list} className="class-pages">
        {pages.map((page, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity
          <li key={i}>
            <div className="class-page-head">
              <button
                type="button"
                className="button quiet class-page-name"
                aria-expanded={open === i}
                onClick={() => setOpen(open === i ? -1 : i)}
              >
                <span aria-hidden="true">{open === i ? '▾' : '▸'}</span> Page {i + 1}
                {page.title && (
                  <>
                    : <bdi>{page.title}</bdi>
                  </>
                )}
                {page.question && <span className="class-page-mark"> asks</span>}
              </button>
              <MoveButton label={`Move page ${i + 1} up`} sign="↑" isOff={i === 0} onPress={() => move(i, -1)} />
              <MoveButton
                label={`Move page ${i + 1} down`}
                sign="↓"
                isOff={i === pages.length - 1}
                onPress={() => move(i, 1)}
              />
              <MoveButton
                label={`Remove page ${i + 1}`}
                sign="✕"
                isOff={false}
                onPress={() => {
                  setRemoved({ page, at: i });
                  onChange(pages.toSpliced(i, 1));
                }}
              />
            </div>
            {open === i && <PageEditor page={page} onChange={(next) => onChange(pages.with(i, next))} />}
          </li>
        ))}
      </ol>
      <div className="class-buttons">
        <button type="button" className="button small" disabled={isFull} onClick={add}>
          + Add a page
        </button>
        {removed && (
          <button
            type="button"
            className="button small"
            disabled={isFull}
            onClick={() => {
              setRemoved(undefined);
              setOpen(removed.at);
              onChange(pages.toSpliced(removed.at, 0, removed.page));
            }}
          >
            Bring the removed page back
          </button>
        )}
      </div>
    </>
  );
}

interface MoveProps {
  readonly label: string;
  readonly sign: string;
  readonly isOff: boolean;
  readonly onPress: () => void;
}

function MoveButton({ label, sign, isOff, onPress }: MoveProps) {
  return (
    <button
      type="button"
      className="button small square"
      aria-label={label}
      title={label}
      disabled={isOff}
      onClick={onPress}
    >
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}
