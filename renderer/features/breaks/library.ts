import type { Caption, Part, Pattern } from './exercise.ts'
import {
  chestOpen,
  fingers,
  lookFar,
  nearAndFar,
  neckSides,
  neckTurns,
  seatedBack,
  seatedTurns,
  shoulderRolls,
  wristBends,
} from './movements.ts'
import {
  allRounds,
  breatheIn,
  breatheOut,
  close,
  hold,
  inTurn,
  move,
  notice,
  once,
  rest,
  rounds,
  settle,
} from './write-down.ts'

// Every exercise of the desk. Each length is filled to the second; a test adds them up.

const settled = (seconds: number) => once(settle(seconds, 'settle'))
const easyBreath = (seconds: number) => once(rest(seconds, 'easyBreath'))

const longExhale = [breatheIn(4, 'inNose'), hold(2, 'holdEasy'), breatheOut(6, 'outSlow')]
const box = [breatheIn(4, 'inNose'), hold(4, 'holdEasy'), breatheOut(4, 'outSlow'), hold(4, 'empty')]
const coherent = [breatheIn(5, 'inNose'), breatheOut(5, 'outNose')]
const longOut = [breatheIn(4, 'inNose'), hold(7, 'holdEasy'), breatheOut(8, 'outMouth')]
const palming = [move(8, 'warmPalms'), close(40, 'cupEyes'), rest(12, 'openEyes')]

const shortScan: Caption[] = ['scanFeet', 'scanLegs', 'scanBelly', 'scanShoulders', 'scanFace', 'scanWhole']
const longScan: Caption[] = [
  'scanBegin',
  'scanFeet',
  'scanLegs',
  'scanSeat',
  'scanBelly',
  'scanBack',
  'scanHands',
  'scanArms',
  'scanShoulders',
  'scanNeck',
  'scanFace',
  'scanWhole',
]
const scan = (seconds: number, captions: Caption[]): Part =>
  once(...captions.map((caption) => notice(seconds, caption)))

export const PATTERNS: readonly Pattern[] = [
  {
    id: 'longExhale',
    kind: 'breathing',
    caution: null,
    parts: allRounds(5, ...longExhale),
  },
  {
    id: 'box',
    kind: 'breathing',
    caution: 'box',
    parts: {
      1: [settled(6), rounds(3, ...box), easyBreath(6)],
      3: [settled(10), rounds(10, ...box), easyBreath(10)],
      5: [settled(6), rounds(18, ...box), easyBreath(6)],
    },
  },
  {
    id: 'coherent',
    kind: 'breathing',
    caution: null,
    parts: allRounds(6, ...coherent),
  },
  {
    id: 'longOut',
    kind: 'breathing',
    caution: 'longOut',
    // Never more than four in a row: then the breath goes as it likes.
    parts: {
      1: [settled(3), rounds(3, ...longOut)],
      3: [rounds(4, ...longOut), easyBreath(28), rounds(4, ...longOut)],
      5: [rounds(4, ...longOut), easyBreath(36), rounds(4, ...longOut), easyBreath(36), rounds(4, ...longOut)],
    },
  },
  { id: 'seated', kind: 'stretch', caution: 'stretch', parts: inTurn(seatedTurns, seatedBack) },
  { id: 'neck', kind: 'stretch', caution: 'stretch', parts: inTurn(neckSides, neckTurns) },
  { id: 'shoulders', kind: 'stretch', caution: 'stretch', parts: inTurn(shoulderRolls, chestOpen) },
  { id: 'wrists', kind: 'stretch', caution: 'stretch', parts: inTurn(wristBends, fingers) },
  { id: 'twenty', kind: 'eyes', caution: null, parts: inTurn(lookFar, nearAndFar) },
  {
    id: 'palming',
    kind: 'eyes',
    caution: null,
    parts: allRounds(1, ...palming),
  },
  {
    id: 'bodyScan',
    kind: 'body',
    caution: null,
    parts: { 1: [scan(10, shortScan)], 3: [scan(15, longScan)], 5: [scan(25, longScan)] },
  },
]
