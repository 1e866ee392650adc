/** What a frame draws of the mixing desk. */
export type Desk = Pick<typeof import('../mixer/Mixer.tsx'), 'Fader' | 'lossRange' | 'penaltyRange' | 'LossEquation'>;

export async function loadDesk(): Promise<Desk> {
  return import('../mixer/Mixer.tsx');
}
