/** What can be done with the whole network: share or not, see all of it, copy its summary, start from nothing. */
import { useStore as useFlowStore } from '@xyflow/react';
import { DropdownMenu } from 'radix-ui';
import { removeLayers } from '../../core/edit/layers.ts';
import { joinTowers, splitTowers } from '../../core/edit/towers.ts';
import { graphOf } from '../../core/graphOf.ts';
import { isPenalty } from '../../core/losses/roles.ts';
import { summary } from '../../core/summary.ts';
import { copyText } from '../forms/copyText.ts';
import { Vary } from '../forms/vary/Vary.tsx';
import { store, useStore } from '../store.ts';
import type { Box } from './box.ts';
import { say } from './canvasState.ts';
import { perform } from './perform.ts';
import { foldAll } from './useFolding.ts';
import { beyond } from './useFraming.ts';

interface Props {
  readonly isShared: boolean;
  readonly canFold: boolean;
  readonly bounds: Box;
  readonly onFit: () => void;
}

export function CanvasTools({ isShared, canFold, bounds, onFit }: Props) {
  const several = useStore((state) => state.experiment.losses.filter((loss) => !isPenalty(loss)).length > 1);
  return (
    <div className="net-tools" role="toolbar" aria-label="The whole network">
      {isShared && (
        <button
          type="button"
          className="button small"
          title="Give every loss its own copy of the shared layers"
          onClick={() => {
            if (perform(splitTowers)) say('Every loss has its own tower now. Joining or undo brings the trunk back.');
          }}
        >
          Split into towers
        </button>
      )}
      {!isShared && several && (
        <button
          type="button"
          className="button small"
          title="Let the losses share the layers in which their towers are equal"
          onClick={() => {
            if (perform(joinTowers)) say('The equal layers are shared now.');
          }}
        >
          Join the towers
        </button>
      )}
      {(isShared || several) && <Vary at={networkPlaces} join="each" name="network" />}
      {canFold && (
        <button
          type="button"
          className="button small"
          title="Show equal layers that follow each other as one card"
          onClick={foldAll}
        >
          Fold
        </button>
      )}
      <FitButton bounds={bounds} onFit={onFit} />
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className="button small" aria-label="More for the network">
          ⋯
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
            <DropdownMenu.Item className="menu-item" onSelect={copySummary}>
              Copy as text
              <span className="menu-note">A summary in the style of Keras</span>
            </DropdownMenu.Item>
            <DropdownMenu.Item className="menu-item" onSelect={clear}>
              Start from the image alone
              <span className="menu-note">Removes every layer and loss; undo brings them back</span>
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </div>
  );
}

/** What the networks of a study set (`core/study/setup/networks.ts`). */
const networkPlaces = ['network', 'losses'];

/** Stands out while a part of the network is out of sight. */
function FitButton({ bounds, onFit }: Pick<Props, 'bounds' | 'onFit'>) {
  const arrows = useFlowStore(({ width, height, transform }) => beyond(bounds, { width, height }, transform));
  const isCut = arrows !== '';
  return (
    <>
      {isCut && (
        <span className="net-more" aria-hidden="true">
          more {arrows}
        </span>
      )}
      <button
        type="button"
        className={isCut ? 'button small primary' : 'button small'}
        title={isCut ? `There is more ${arrows}: show all of the network` : 'Show all of the network'}
        onClick={onFit}
      >
        Fit
      </button>
    </>
  );
}

async function copySummary(): Promise<void> {
  const { experiment } = store.getState();
  if (await copyText(summary(experiment, graphOf(experiment)))) say('The summary is in the clipboard.');
  else say('The browser does not let this page write to the clipboard.', true);
}

function clear(): void {
  perform((experiment) =>
    removeLayers(
      { ...experiment, losses: [] },
      experiment.network.layers.filter((layer) => layer.kind !== 'input').map((layer) => layer.id),
    ),
  );
}
