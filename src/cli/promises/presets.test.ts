import { describe } from 'vitest';
import { presetEffects } from '../../core/promises/ofPresets.ts';
import { testPromises } from './tried.ts';

describe('as the presets promise:', () => testPromises(presetEffects));
