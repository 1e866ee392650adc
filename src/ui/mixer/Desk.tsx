/**
 * The channels side by side. They are sorted by dragging or with the arrow keys; a channel let go outside the desk is
 * removed, and undo brings it back. Losses from the palette are dropped here.
 */
import { useDndMonitor, useDroppable } from '@dnd-kit/core';
import { rectSortingStrategy, SortableContext } from '@dnd-kit/sortable';
import { moveChannel } from '../../core/edit/desk.ts';
import { edit } from '../actions/edit.ts';
import { useStore } from '../store.ts';
import { AddLoss } from './AddLoss.tsx';
import { Channel } from './Channel.tsx';
import { removeChannel } from './removeChannel.ts';

interface Props {
  readonly isLinked: (lossId: string) => boolean;
  readonly onFader: (lossId: string, fader: number) => void;
}

/** From that many on, channels lie as strips one below the other: six fit where two stand, and a second row would leave the screen. */
const leastStrips = 4;

/** All channels and the button that adds one. */
export function Desk({ isLinked, onFader }: Props) {
  const losses = useStore((state) => state.experiment.losses);
  const isStrips = losses.length >= leastStrips;
  const { setNodeRef, isOver } = useDroppable({ id: 'desk', data: { type: 'desk' } });

  useDndMonitor({
    onDragEnd({ active, over }) {
      const dragged = active.data.current;
      if (dragged?.type !== 'channel') return;
      const lossId = String(dragged.lossId);
      const target = over?.data.current;
      if (target?.type === 'channel') {
        edit((before) =>
          moveChannel(
            before,
            lossId,
            before.losses.findIndex(({ id }) => id === target.lossId),
          ),
        );
      } else if (target?.type !== 'desk' && isOutside(active.rect.current.translated)) {
        removeChannel(lossId);
      }
    },
  });

  return (
    <div ref={setNodeRef} className="desk" data-over={isOver || undefined} data-desk>
      <SortableContext items={losses.map(({ id }) => `channel-${id}`)} strategy={rectSortingStrategy}>
        <ol className={isStrips ? 'desk-channels is-strips' : 'desk-channels'} aria-label="Channels">
          {losses.map((loss, index) => (
            <Channel
              key={loss.id}
              loss={loss}
              index={index}
              isLinked={isLinked(loss.id)}
              isStrip={isStrips}
              onFader={onFader}
            />
          ))}
        </ol>
      </SortableContext>
      <AddLoss />
    </div>
  );
}

/** Whether a rectangle has its middle outside the desk, with some slack against slips. */
function isOutside(rect: { left: number; top: number; width: number; height: number } | null): boolean {
  const desk = document.querySelector('[data-desk]')?.getBoundingClientRect();
  if (!rect || !desk) return false;
  const x = rect.left + rect.width / 2;
  const y = rect.top + rect.height / 2;
  const slack = 24;
  return x < desk.left - slack || x > desk.right + slack || y < desk.top - slack || y > desk.bottom + slack;
}
