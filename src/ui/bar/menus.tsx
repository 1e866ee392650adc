/** The menus of the bar: presets of one question, opening and saving; and the backends, of which a person may choose another. */
import { DropdownMenu } from 'radix-ui';
import { type ReactElement, useRef } from 'react';
import { type BackendName, type BackendReport, backendNames, backendTexts } from '../../core/backends.ts';
import { presetGroups, presets } from '../../core/presets.ts';
import { numberText } from '../../core/words.ts';
import { openDialog } from '../actions/look.ts';
import { loadEmpty, loadPreset } from '../actions/open.ts';
import { measureBackends, setBackend } from '../actions/run.ts';
import { saveShared } from '../link/files.ts';
import { canvasStore } from '../network/canvasState.ts';
import { drivenRun, store, useStore } from '../store.ts';

/** What a menu is given: its button, and whether it was pressed before the menu was there. */
export interface MenuProps {
  readonly isOpenAtFirst: boolean;
  readonly children: ReactElement;
}

export function PresetItems({ isOpenAtFirst, children }: MenuProps) {
  const leadsToCanvas = useRef(false);
  // Those with the same question as the one on the desk, also where that was changed.
  const near = useStore(({ experiment }) =>
    presetGroups.find((group) => group.presets.some((preset) => preset.experiment.title === experiment.title)),
  );
  return (
    <DropdownMenu.Root modal={false} defaultOpen={isOpenAtFirst}>
      <DropdownMenu.Trigger asChild>{children}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="menu preset-menu"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            if (!leadsToCanvas.current) return;
            // The next key is for the image: "I" inserts behind it.
            leadsToCanvas.current = false;
            event.preventDefault();
            canvasStore.setState({ focus: 'image' });
          }}
        >
          {near && (
            <DropdownMenu.Group>
              <DropdownMenu.Label className="menu-label">{near.label}</DropdownMenu.Label>
              {near.presets.map((preset) => (
                <DropdownMenu.Item key={preset.id} className="menu-item" onSelect={() => loadPreset(preset.id)}>
                  <span className="menu-item-title">{preset.experiment.title}</span>
                  <span className="menu-note">{preset.help}</span>
                </DropdownMenu.Item>
              ))}
            </DropdownMenu.Group>
          )}
          <DropdownMenu.Item className="menu-item" onSelect={() => openDialog('presets')}>
            <span className="menu-item-title">All experiments …</span>
            <span className="menu-note">
              {presets.length} to look through: their questions, networks, losses, and how long they take.
            </span>
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" data-control="commands" onSelect={() => openDialog('commands')}>
            <span className="menu-item-title">Find anything …</span>
            <span className="menu-note">By its words, and do it: the palette of commands, Ctrl K.</span>
          </DropdownMenu.Item>
          <DropdownMenu.Separator className="menu-line" />
          <DropdownMenu.Item
            className="menu-item"
            onSelect={() => {
              leadsToCanvas.current = true;
              loadEmpty();
            }}
          >
            <span className="menu-item-title">Empty canvas</span>
            <span className="menu-note">Nothing but the image: assemble a network from the palettes.</span>
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" data-control="open" onSelect={() => openDialog('open')}>
            Open a file or text …
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" onSelect={() => saveShared(store.getState().experiment)}>
            Save as a file
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export function BackendItems({ isOpenAtFirst, children }: MenuProps) {
  const wanted = useStore((state) => state.backend);
  const choice = useStore((state) => drivenRun(state)?.choice);
  const name = choice?.name;
  return (
    <DropdownMenu.Root modal={false} defaultOpen={isOpenAtFirst}>
      <DropdownMenu.Trigger asChild>{children}</DropdownMenu.Trigger>
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
