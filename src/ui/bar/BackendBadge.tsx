/** Which backend trains, why, how fast, and what else the machine has; the person may choose another. */
import { DropdownMenu } from 'radix-ui';
import { type BackendName, type BackendReport, backendNames, backendTexts } from '../../core/backends.ts';
import { numberText } from '../../core/words.ts';
import { measureBackends, setBackend } from '../actions/run.ts';
import { drivenRun, useStore } from '../store.ts';

export function BackendBadge() {
  const wanted = useStore((state) => state.backend);
  const choice = useStore((state) => drivenRun(state)?.choice);
  const stepMs = useStore((state) => drivenRun(state)?.pace?.stepMs);
  const name = choice?.name;
  const speed = stepMs === undefined ? '' : ` · ${Number(stepMs.toPrecision(2))} ms a step`;
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="button badge" aria-label={`Backend: ${name ?? 'choosing'}${speed}`}>
        <span>
          {name ?? (
            <>
              <span className="badge-word">backend </span>…
            </>
          )}
          <span className="badge-speed">{speed}</span>
        </span>
        <span aria-hidden="true">▾</span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu backend-menu" align="end" sideOffset={6} collisionPadding={8}>
          <DropdownMenu.Label className="menu-label">
            {name ? `${backendTexts[name].label} trains` : 'No backend yet'}
            {choice && <span className="menu-note">{choice.reason}</span>}
          </DropdownMenu.Label>
          <DropdownMenu.RadioGroup value={wanted} onValueChange={(value) => setBackend(value as BackendName | 'auto')}>
            <DropdownMenu.RadioItem value="auto" className="menu-item">
              <span className="menu-item-title">Automatic</span>
              <span className="menu-note">The best this machine has, after a test on a small network.</span>
            </DropdownMenu.RadioItem>
            {backendNames.map((backend) => (
              <BackendItem
                key={backend}
                backend={backend}
                report={choice?.alternatives.find((report) => report.name === backend)}
                isUsed={backend === name}
              />
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Item className="menu-item" onSelect={measureBackends}>
            <span className="menu-item-title">Measure again</span>
            <span className="menu-note">Times a step on every real backend, takes the fastest, and starts over.</span>
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function BackendItem(props: { backend: BackendName; report: BackendReport | undefined; isUsed: boolean }) {
  const { backend, report, isUsed } = props;
  const marks = [
    isUsed && 'in use',
    report?.software && 'emulated in software',
    report?.stepMs !== undefined && `${numberText(report.stepMs)} ms`,
    report && !report.available && 'not here',
  ].filter(Boolean);
  return (
    <DropdownMenu.RadioItem value={backend} className="menu-item" disabled={report?.available === false}>
      <span className="menu-item-title">
        {backendTexts[backend].label}
        {marks.length > 0 && <span className="menu-mark"> {marks.join(' · ')}</span>}
      </span>
      <span className="menu-note">{report?.why ?? backendTexts[backend].help}</span>
    </DropdownMenu.RadioItem>
  );
}
