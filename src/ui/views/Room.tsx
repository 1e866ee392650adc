/** How much room the kept runs take, and clearing it. */
import { isAlive } from '../../core/run/run.ts';
import { clearLibrary } from '../actions/keep.ts';
import { bytesText, usedBytes } from '../runs/room.ts';
import { useStore } from '../store.ts';

/** A few words for the foot of the table of runs; where nothing is kept, that. */
export function Room() {
  const kept = useStore((state) => state.kept);
  const { isOpen, limitBytes } = useStore((state) => state.library);
  if (!isOpen) return <span>Not kept in this browser</span>;
  const canClear = kept.some(({ isPinned, status }) => !isPinned && !isAlive(status));
  return (
    <span>
      {bytesText(usedBytes(kept))}
      {limitBytes !== undefined && <> of {bytesText(limitBytes)}</>} kept in this browser{' '}
      <button
        type="button"
        className="button small"
        disabled={!canClear}
        title="Deletes all runs but those that are pinned or go on. It can be undone."
        onClick={() => void clearLibrary()}
      >
        Clear
      </button>
    </span>
  );
}
