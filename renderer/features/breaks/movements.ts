import { close, look, minuteOf, move, rest, settle } from './write-down.ts'

// Movements and looks, each of one minute.

export const neckSides = minuteOf(
  settle(6, 'sitTall'),
  move(14, 'earRight'),
  rest(4, 'middle'),
  move(14, 'earLeft'),
  rest(4, 'middle'),
  move(12, 'chinDown'),
  rest(6, 'lookAhead'),
)
export const neckTurns = minuteOf(
  move(12, 'turnRight'),
  rest(4, 'middle'),
  move(12, 'turnLeft'),
  rest(4, 'middle'),
  move(12, 'halfCircle'),
  rest(4, 'middle'),
  move(8, 'nod'),
  rest(4, 'lookAhead'),
)
export const shoulderRolls = minuteOf(
  move(12, 'shrug'),
  rest(4, 'armsHang'),
  move(14, 'rollBack'),
  rest(4, 'armsHang'),
  move(14, 'rollForward'),
  rest(12, 'armsHang'),
)
export const chestOpen = minuteOf(
  move(16, 'openChest'),
  rest(6, 'armsHang'),
  move(14, 'acrossRight'),
  rest(3, 'armsHang'),
  move(14, 'acrossLeft'),
  rest(7, 'armsHang'),
)
export const wristBends = minuteOf(
  settle(4, 'handsOff'),
  move(13, 'wristRight'),
  move(13, 'wristLeft'),
  move(10, 'circleOne'),
  move(10, 'circleOther'),
  rest(10, 'shakeHands'),
)
export const fingers = minuteOf(
  move(10, 'fists'),
  move(14, 'palmsTogether'),
  move(14, 'backsTogether'),
  rest(4, 'shakeHands'),
  move(10, 'thumbs'),
  rest(8, 'shakeHands'),
)
export const seatedTurns = minuteOf(
  settle(6, 'feetFlat'),
  move(14, 'twistLeft'),
  rest(4, 'middle'),
  move(14, 'twistRight'),
  rest(4, 'middle'),
  move(12, 'reachUp'),
  rest(6, 'armsHang'),
)
export const seatedBack = minuteOf(
  move(14, 'roundBack'),
  rest(4, 'sitTall'),
  move(14, 'hipRight'),
  move(14, 'hipLeft'),
  rest(4, 'feetFlat'),
  move(10, 'pointFeet'),
)
export const lookFar = minuteOf(
  look(20, 'lookFar'),
  close(10, 'eyesClosed'),
  move(10, 'blink'),
  look(20, 'lookFarAgain'),
)
export const nearAndFar = minuteOf(
  look(8, 'thumbNear'),
  look(8, 'thumbFar'),
  look(8, 'thumbNear'),
  look(8, 'thumbFar'),
  close(14, 'eyesClosed'),
  look(14, 'lookFarAgain'),
)
