import { describe } from 'vitest';
import { combinationEffects } from '../../core/promises/combinations.ts';
import { testPromises } from './tried.ts';

describe('as the presets promise:', () => testPromises(combinationEffects));
