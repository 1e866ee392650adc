import { describe } from 'vitest';
import { lessonEffects } from '../../core/lessons/effects.ts';
import { testPromises } from './tried.ts';

describe('as the lessons promise:', () => testPromises(lessonEffects));
