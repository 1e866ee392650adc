/** What can be done with a study: holding and calling it off, and the rest in a menu. */
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import { isUnderWay, type KeptStudy } from '../../../../core/study/keptStudy.ts';
import { counted } from '../../../../core/words.ts';
import { cancelStudy, deleteStudy, editStudy, pauseStudy, resumeStudy, retryFailed } from '../../../actions/study.ts';
import { showSetup } from '../../../actions/vary.ts';
import { copyStudyLink, saveStudy } from './share.ts';

export function Actions({ study }: { readonly study: KeptStudy }) {
  const { id, status } = study;
  const { title } = study.study;
  const failed = study.outcomes.filter(({ ending }) => ending === 'failed').length;
  const [isCopied, setCopied] = useState(false);
  const named = <span className="visually-hidden"> {title}</span>;
  return (
    <span className="study-actions">
      <span role="status" className="study-note">
        {isCopied && 'Link copied'}
      </span>
      {isUnderWay(status) && (
        <button type="button" className="button small" onClick={() => pauseStudy(id)}>
          Pause{named}
        </button>
      )}
      {(status === 'paused' || status === 'cancelled') && (
        <button type="button" className="button small" onClick={() => resumeStudy(id)}>
          Go on{named}
        </button>
      )}
      {(isUnderWay(status) || status === 'paused') && (
        <button type="button" className="button small" onClick={() => cancelStudy(id)}>
          Cancel{named}
        </button>
      )}
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger asChild>
          <button type="button" className="button small" onBlur={() => setCopied(false)}>
            More{named}
          </button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
            <Item
              label="Put it on the desk"
              note="Its experiment and what it varies, to be changed and started anew"
              onSelect={() => {
                editStudy(study);
                showSetup();
              }}
            />
            {failed > 0 && (
              <Item label={`Run the ${counted(failed, 'failed run')} again`} onSelect={() => retryFailed(id)} />
            )}
            <DropdownMenu.Separator className="menu-line" />
            <Item
              label="Save as a file"
              note="With what came out, for this page and the command line"
              onSelect={() => saveStudy(study)}
            />
            <Item
              label="Copy its link"
              note="Whoever opens it can start the same study"
              onSelect={() => void copyStudyLink(study).then(setCopied)}
            />
            <DropdownMenu.Separator className="menu-line" />
            <Item label="Delete" note="With its runs; can be undone" onSelect={() => void deleteStudy(id)} />
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </span>
  );
}

function Item({ label, note, onSelect }: { label: string; note?: string; onSelect: () => void }) {
  return (
    <DropdownMenu.Item className="menu-item" onSelect={onSelect}>
      <span className="menu-item-title">{label}</span>
      {note && <span className="menu-note">{note}</span>}
    </DropdownMenu.Item>
  );
}
