import { describe } from 'vitest';
import { questionEffects } from '../../core/promises/questions.ts';
import { testPromises } from './tried.ts';

describe('as the presets promise:', () => testPromises(questionEffects));
