import { expect, it } from 'vitest'
import { fetchQueueLetters } from '../../renderer/app/fetch-queue-letters.ts'
import type { QueueRow } from '../../renderer/data/repository.ts'

const row = (subject: string, customerName = 'Li') =>
  ({ case: { subject }, customerName, assigneeName: null, queueName: 'Orders' }) as unknown as QueueRow
const soon = () => new Promise((resolve) => setTimeout(resolve, 0))

/** A page that is idle when the test says so. */
function page() {
  const fetched: string[] = []
  const looked: string[] = []
  const idle: (() => void)[] = []
  let isOver = false
  const hear = fetchQueueLetters({
    letters: {
      missing(texts) {
        looked.push(...texts)
        const isMissing = (letter: string) => letter > '\u00FF' && !fetched.join('').includes(letter)
        const others = [...new Set(texts.join(''))].filter(isMissing).join('')
        return others === '' ? null : { chinese: '', others }
      },
      fetch: async ({ others }) => void fetched.push(others),
      come: () => null,
    },
    whenIdle: (run) => void idle.push(run),
    isOver: () => isOver,
  })
  return {
    hear,
    fetched,
    looked,
    end: () => (isOver = true),
    async isIdle(times: number) {
      for (let n = 0; n < times; n++) {
        idle.shift()?.()
        await soon()
      }
    },
  }
}

it('the letters of the queue are fetched when the page has nothing else to do, of some texts at a time', async () => {
  const { hear, fetched, isIdle } = page()
  hear([
    row('Where is it?'),
    row('あ'),
    row('い', '靴'),
    row('う'),
    row('え'),
    row('い'),
    row('あ'),
    row('う'),
    row('い'),
  ])
  await soon()
  expect(fetched).toEqual([])
  await isIdle(1)
  expect(fetched).toEqual([])
  await isIdle(1)
  expect(fetched).toEqual(['あい靴う'])
  await isIdle(9)
  expect(fetched).toEqual(['あい靴う', 'え'])
  hear([row('お')])
  await isIdle(2)
  expect(fetched.at(-1)).toBe('お')
})

it('of a queue that has changed only the rows that are others than before are looked at', async () => {
  const { hear, fetched, looked, isIdle } = page()
  const [first, second] = [row('靴'), row('色')]
  hear([first, second])
  await isIdle(3)
  looked.length = 0
  const changed = row('画面')
  hear([first, changed])
  await isIdle(3)
  expect([...new Set(looked)]).toEqual(['画面', 'Li', '', 'Orders'])
  expect(fetched).toEqual(['靴色', '画面'])
})

it('what is told while it is looked at is looked at behind it, the newest only', async () => {
  const { hear, fetched, isIdle } = page()
  hear([row('靴')])
  hear([row('色')])
  hear([row('画面')])
  await isIdle(5)
  expect(fetched.join('')).toBe('靴画面')
})

it('nothing is looked at any more when the desk is closed', async () => {
  const { hear, fetched, end, isIdle } = page()
  hear([row('靴')])
  end()
  await isIdle(3)
  expect(fetched).toEqual([])
})
