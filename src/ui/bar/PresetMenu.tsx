/** The experiment's name; under it those with the same question, the way to all, opening and saving. */
import { presetWith } from '../../core/presets.ts';
import { useStore } from '../store.ts';
import { LazyMenu } from './LazyMenu.tsx';

export function PresetMenu() {
  const title = useStore((state) => state.experiment.title);
  const isPreset = useStore((state) => presetWith(state.experiment) !== undefined);
  return (
    <LazyMenu of={(menus) => menus.PresetItems} className="button preset-button" aria-label={`Experiment: ${title}`}>
      <span className="preset-title">{title}</span>
      {!isPreset && <span className="preset-changed">changed</span>}
      <span aria-hidden="true">▾</span>
    </LazyMenu>
  );
}
