import type { Caption, Part, Pattern, Phase, Step } from './exercise.ts'

// Every exercise of the desk, as written down. Each length is filled to the second; a test adds them up.

const step = (phase: Phase, seconds: number, caption: Caption): Step => ({ phase, seconds, caption })
const once = (...steps: Step[]): Part => ({ steps, times: 1, isRound: false })
const rounds = (times: number, ...steps: Step[]): Part => ({ steps, times, isRound: true })

const settle = (seconds: number) => once(step('settle', seconds, 'settle'))
const easyBreath = (seconds: number) => once(step('rest', seconds, 'easyBreath'))

const longExhale = [step('in', 4, 'inNose'), step('hold', 2, 'holdEasy'), step('out', 6, 'outSlow')]
const box = [step('in', 4, 'inNose'), step('hold', 4, 'holdEasy'), step('out', 4, 'outSlow'), step('hold', 4, 'empty')]
const coherent = [step('in', 5, 'inNose'), step('out', 5, 'outNose')]
const longOut = [step('in', 4, 'inNose'), step('hold', 7, 'holdEasy'), step('out', 8, 'outMouth')]

// Each block of movements is one minute.
const neckSides = rounds(
  1,
  step('settle', 6, 'sitTall'),
  step('move', 14, 'earRight'),
  step('rest', 4, 'middle'),
  step('move', 14, 'earLeft'),
  step('rest', 4, 'middle'),
  step('move', 12, 'chinDown'),
  step('rest', 6, 'lookAhead'),
)
const neckTurns = rounds(
  1,
  step('move', 12, 'turnRight'),
  step('rest', 4, 'middle'),
  step('move', 12, 'turnLeft'),
  step('rest', 4, 'middle'),
  step('move', 12, 'halfCircle'),
  step('rest', 4, 'middle'),
  step('move', 8, 'nod'),
  step('rest', 4, 'lookAhead'),
)
const shoulderRolls = rounds(
  1,
  step('move', 12, 'shrug'),
  step('rest', 4, 'armsHang'),
  step('move', 14, 'rollBack'),
  step('rest', 4, 'armsHang'),
  step('move', 14, 'rollForward'),
  step('rest', 12, 'armsHang'),
)
const chestOpen = rounds(
  1,
  step('move', 16, 'openChest'),
  step('rest', 6, 'armsHang'),
  step('move', 14, 'acrossRight'),
  step('rest', 3, 'armsHang'),
  step('move', 14, 'acrossLeft'),
  step('rest', 7, 'armsHang'),
)
const wristBends = rounds(
  1,
  step('settle', 4, 'handsOff'),
  step('move', 13, 'wristRight'),
  step('move', 13, 'wristLeft'),
  step('move', 10, 'circleOne'),
  step('move', 10, 'circleOther'),
  step('rest', 10, 'shakeHands'),
)
const fingers = rounds(
  1,
  step('move', 10, 'fists'),
  step('move', 14, 'palmsTogether'),
  step('move', 14, 'backsTogether'),
  step('rest', 4, 'shakeHands'),
  step('move', 10, 'thumbs'),
  step('rest', 8, 'shakeHands'),
)
const seatedTurns = rounds(
  1,
  step('settle', 6, 'feetFlat'),
  step('move', 14, 'twistLeft'),
  step('rest', 4, 'middle'),
  step('move', 14, 'twistRight'),
  step('rest', 4, 'middle'),
  step('move', 12, 'reachUp'),
  step('rest', 6, 'armsHang'),
)
const seatedBack = rounds(
  1,
  step('move', 14, 'roundBack'),
  step('rest', 4, 'sitTall'),
  step('move', 14, 'hipRight'),
  step('move', 14, 'hipLeft'),
  step('rest', 4, 'feetFlat'),
  step('move', 10, 'pointFeet'),
)
const lookFar = rounds(
  1,
  step('look', 20, 'lookFar'),
  step('close', 10, 'eyesClosed'),
  step('move', 10, 'blink'),
  step('look', 20, 'lookFarAgain'),
)
const nearAndFar = rounds(
  1,
  step('look', 8, 'thumbNear'),
  step('look', 8, 'thumbFar'),
  step('look', 8, 'thumbNear'),
  step('look', 8, 'thumbFar'),
  step('close', 14, 'eyesClosed'),
  step('look', 14, 'lookFarAgain'),
)
const palming = [step('move', 8, 'warmPalms'), step('close', 40, 'cupEyes'), step('rest', 12, 'openEyes')]

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
  once(...captions.map((caption) => step('notice', seconds, caption)))

/** First the block, then the other, in turn. */
const inTurn = (first: Part, other: Part): Pattern['parts'] => ({
  1: [first],
  3: [first, other, first],
  5: [first, other, first, other, first],
})

export const PATTERNS: readonly Pattern[] = [
  {
    id: 'longExhale',
    kind: 'breathing',
    caution: null,
    parts: { 1: [rounds(5, ...longExhale)], 3: [rounds(15, ...longExhale)], 5: [rounds(25, ...longExhale)] },
  },
  {
    id: 'box',
    kind: 'breathing',
    caution: 'box',
    parts: {
      1: [settle(6), rounds(3, ...box), easyBreath(6)],
      3: [settle(10), rounds(10, ...box), easyBreath(10)],
      5: [settle(6), rounds(18, ...box), easyBreath(6)],
    },
  },
  {
    id: 'coherent',
    kind: 'breathing',
    caution: null,
    parts: { 1: [rounds(6, ...coherent)], 3: [rounds(18, ...coherent)], 5: [rounds(30, ...coherent)] },
  },
  {
    id: 'longOut',
    kind: 'breathing',
    caution: 'longOut',
    // Never more than four in a row: then the breath goes as it likes.
    parts: {
      1: [settle(3), rounds(3, ...longOut)],
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
    parts: { 1: [rounds(1, ...palming)], 3: [rounds(3, ...palming)], 5: [rounds(5, ...palming)] },
  },
  {
    id: 'bodyScan',
    kind: 'body',
    caution: null,
    parts: { 1: [scan(10, shortScan)], 3: [scan(15, longScan)], 5: [scan(25, longScan)] },
  },
]
