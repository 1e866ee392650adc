import { describe } from 'vitest';
import { weightEffects } from '../../core/promises/weights.ts';
import { testPromises } from './tried.ts';

describe('as the presets promise:', () => testPromises(weightEffects));
