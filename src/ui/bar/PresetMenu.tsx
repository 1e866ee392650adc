/** The experiment's name; under it the presets, opening and saving. */
import { DropdownMenu } from 'radix-ui';
import { useRef } from 'react';
import { presetGroups, presetWith } from '../../core/presets.ts';
import { openDialog } from '../actions/look.ts';
import { loadEmpty, loadPreset } from '../actions/open.ts';
import { saveFile } from '../link/files.ts';
import { canvasStore } from '../network/canvasState.ts';
import { store, useStore } from '../store.ts';

export function PresetMenu() {
  const title = useStore((state) => state.experiment.title);
  const leadsToCanvas = useRef(false);
  const isPreset = useStore((state) => presetWith(state.experiment) !== undefined);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="button preset-button" aria-label={`Experiment: ${title}`}>
        <span className="preset-title">{title}</span>
        {!isPreset && <span className="preset-changed">changed</span>}
        <span aria-hidden="true">▾</span>
      </DropdownMenu.Trigger>
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
          {presetGroups.map((group) => (
            <DropdownMenu.Group key={group.label}>
              <DropdownMenu.Label className="menu-label">{group.label}</DropdownMenu.Label>
              {group.presets.map((preset) => (
                <DropdownMenu.Item key={preset.id} className="menu-item" onSelect={() => loadPreset(preset.id)}>
                  <span className="menu-item-title">{preset.experiment.title}</span>
                  <span className="menu-note">{preset.help}</span>
                </DropdownMenu.Item>
              ))}
            </DropdownMenu.Group>
          ))}
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
          <DropdownMenu.Item className="menu-item" onSelect={() => openDialog('open')}>
            Open a file or text …
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" onSelect={() => saveFile(store.getState().experiment)}>
            Save as a file
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
