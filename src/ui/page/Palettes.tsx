import { Part } from './Part.tsx';
import { rankOf } from './pieces.ts';

const loadPalette = async () => (await import('../network/Palette.tsx')).Palette;

/** What can be put into the network. */
export function Palettes() {
  return <Part name="Palettes" rank={rankOf('palettes')} load={loadPalette} />;
}
