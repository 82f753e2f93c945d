import type { Written, WrittenGuide } from './kit.ts'
import { choose, end, solved, tag, way } from './kit.ts'

/** A question of the source's list, in a few words, and what we tell. The answers are the demo shop's own. */
type Question = [id: string, words: string, answer: string]

/** Which of a few topics, which question, then the answer in the customer's words. */
function faq(topic: string, all: readonly string[], questions: Question[]): Written[] {
  const others = all.filter((each) => each !== topic)
  return [
    choose(
      'topic',
      'What it is about',
      'What is the customer asking about?',
      [
        way('this', topic, { next: 'question' }),
        ...others.map((each) => way(`is-${each.toLowerCase()}`, each, { next: 'other-guide' })),
      ],
      { from: [0, 1] },
    ),
    choose(
      'question',
      'Which question',
      'Which question is it?',
      [
        ...questions.map(([id, words]) => way(id, words, { next: id })),
        way('none', 'None of these', { next: 'not-listed' }),
      ],
      { from: 2 },
    ),
    ...questions.map(([id, words, answer]) =>
      end(id, words, {
        from: 3,
        disposition: 'question-answered',
        reply: answer,
        note: `Question answered: ${words}.`,
        actions: [tag('question'), solved],
        details: ['Explain it in your own words, do not copy it.'],
      }),
    ),
    end('not-listed', 'Look it up', {
      disposition: 'question-open',
      reply: 'Thank you for your question. I will look it up and write to you again.',
      note: `Question about ${topic.toLowerCase()} that the guide does not have.`,
      actions: [tag('question')],
      details: ['Search the knowledge, or ask the team.'],
    }),
    end('other-guide', 'Use another guide', {
      disposition: 'redirected',
      note: 'Question is about {{ answers.topic | downcase }}: went on with that guide.',
      details: ['Start the guide for that topic.'],
    }),
  ]
}

const ITEMS = ['Boots', 'Shirt', 'Jeans', 'Jacket']
const STORE = ['Pricing', 'Timing', 'Membership', 'Policy']

export const questions: WrittenGuide[] = [
  {
    subflow: 'Boots FAQ',
    title: 'Questions about boots',
    steps: faq('Boots', ITEMS, [
      [
        'paint',
        'Remove a paint stain',
        'Let the paint dry, then rub it off with a soft cloth and a little white spirit. Care for the leather afterwards.',
      ],
      [
        'width',
        'How wide is the shoe',
        'The boots are 10 cm wide at the ball in size 42, and a few millimetres more or less for each size up or down.',
      ],
      [
        'gum',
        'Remove chewing gum',
        'Put the boots into the freezer for an hour. The gum gets hard and can be broken off.',
      ],
      ['wear-in', 'How long to wear them in', 'About two weeks: an hour on the first days, then longer.'],
      [
        'waterproof',
        'Are they waterproof',
        'The leather is waterproof against rain; for deep snow please use a spray before.',
      ],
      ['laces', 'Colour of the laces', 'The laces are dark brown. A second, black pair lies in the box.'],
      [
        'stock',
        'Size is out of stock',
        'The size you want is out of stock now. It comes back about every three weeks; on its page you can ask for an e-mail.',
      ],
      ['warranty', 'Is there a warranty', 'Yes, one year from the day of delivery, on seams and soles.'],
    ]),
  },
  {
    subflow: 'Shirt FAQ',
    title: 'Questions about shirts',
    steps: faq('Shirt', ITEMS, [
      ['stain', 'Remove a stain', 'Wet the spot with cold water, rub in a little soap and wash the shirt at 30 °C.'],
      ['wash', 'How to wash it', 'In the machine at 30 °C, inside out, with similar colours. Do not tumble-dry it.'],
      ['arm', 'Length of the arm', 'The sleeve is 64 cm long in size M, and 1 cm more or less for each size.'],
      ['collar', 'Width of the collar', 'The collar is 39 cm wide in size M, and 2 cm more or less for each size.'],
      ['shrink', 'Does it shrink', 'By no more than 1 % in the first wash; the sizes are made for that.'],
      [
        'stock',
        'Are small, medium and large in stock',
        'All three are on our list; what is in stock now stands on the shirt’s page beside the size.',
      ],
      [
        'buttons',
        'Are the buttons brown or black',
        'The white and the blue shirt have brown buttons, all others black ones.',
      ],
      ['material', 'What it is made of', 'It is made of 100 % cotton.'],
    ]),
  },
  {
    subflow: 'Jeans FAQ',
    title: 'Questions about jeans',
    steps: faq('Jeans', ITEMS, [
      [
        'grass',
        'Remove a grass stain',
        'Dab the spot with white vinegar, leave it for half an hour and wash the jeans at 30 °C.',
      ],
      ['wash', 'How often to wash them', 'After every fifth time you wear them is enough, inside out and at 30 °C.'],
      ['leg', 'Length of the leg', 'The inner leg is 81 cm long in length 32, and 5 cm more or less for each length.'],
      ['tailor', 'Cost of tailoring', 'Shortening the legs costs 15, taking in the waist 20, in our stores.'],
      ['shrink', 'Do they shrink', 'The cloth is washed before it is sewn, so they keep their size.'],
      ['colour', 'Dark blue or black', 'They come in both dark blue and black.'],
      [
        'size',
        'A larger or smaller size',
        'They come from waist 26 to 40; what is in stock now stands on their page beside the size.',
      ],
      ['ripped', 'A design with holes', 'Yes, the model "Breakwater" comes with ripped knees.'],
    ]),
  },
  {
    subflow: 'Jacket FAQ',
    title: 'Questions about jackets',
    steps: faq('Jacket', ITEMS, [
      [
        'wine',
        'Remove a wine stain',
        'Put salt on it at once, rinse it with cold water after ten minutes and bring it to the cleaner’s.',
      ],
      ['clean', 'Washer or dry-clean only', 'Dry-clean only: the lining does not bear the machine.'],
      ['arm', 'Length of the arm', 'The sleeve is 66 cm long in size M, and 1 cm more or less for each size.'],
      ['hood', 'Detach the hood', 'Open the two buttons under the collar, then the zip around the neck.'],
      ['shrink', 'Does it shrink', 'No, as long as it is dry-cleaned.'],
      ['stock', 'Is it in a store', 'The jacket’s page shows for each store whether it is there today.'],
      ['material', 'What it is made of', 'The outside is 70 % wool and 30 % polyester, the lining is viscose.'],
      [
        'warm',
        'Is it warm enough',
        'It keeps warm down to about 5 °C; below that a pullover underneath is a good idea.',
      ],
    ]),
  },
  {
    subflow: 'Pricing FAQ',
    title: 'Questions about prices',
    steps: faq('Pricing', STORE, [
      ['wrapping', 'Gift wrapping', 'Gift wrapping costs 4 for each item.'],
      ['stitching', 'Stitching of a name', 'Stitching a name costs 10 for each item and takes two days longer.'],
      ['overnight', 'Overnight shipping', "Overnight delivery costs {{ '20' | money }}; for Gold members it is free."],
      [
        'free',
        'Is the shopping cart shipped free',
        'The basket shows it before you pay: from 50 on, standard delivery is free.',
      ],
    ]),
  },
  {
    subflow: 'Membership FAQ',
    title: 'Questions about membership',
    steps: faq('Membership', STORE, [
      ['levels', 'The levels', 'There are three: Bronze, Silver and Gold. Whoever has none of them orders as a guest.'],
      [
        'qualify',
        'How to become a premium member',
        "Premium membership costs {{ '99' | money }} a year. The level grows with what you order in that year.",
      ],
      [
        'benefits',
        'What it brings',
        'More time for returns, free overnight delivery for Gold members and new vouchers for all.',
      ],
      ['length', 'How long it lasts', 'One year from the day of payment. It renews by itself unless you cancel.'],
    ]),
  },
  {
    subflow: 'Timing FAQ',
    title: 'Questions about dates and hours',
    steps: faq('Timing', STORE, [
      ['spring', 'When the spring collection comes', 'The spring collection comes on the first Monday of March.'],
      ['store', 'When the store opens', 'Our stores open at 9:00 and close at 20:00, Monday to Saturday.'],
      ['sale', 'When the annual sale begins', 'The annual sale begins on the last Friday of November.'],
      ['voucher', 'When vouchers expire', 'A voucher holds for 7 days from the day it was made.'],
    ]),
  },
  {
    subflow: 'Policy FAQ',
    title: 'Questions about our terms',
    steps: faq('Policy', STORE, [
      [
        'cancel',
        'Cancelling a membership',
        'You can cancel your membership in your account at any time. It goes on until the end of the year you have paid for.',
      ],
      [
        'late',
        'Late with the membership payment',
        'A day or two late is no problem for Gold and Silver members; please write to us if you need more time.',
      ],
      [
        'refund',
        'Refunds',
        'A refund starts when the item is back with us, and is with you within 7 days, the way you paid.',
      ],
      [
        'return',
        'Returns',
        'Guests can return within 30 days, Bronze members within 90 days, Silver members within 6 months and Gold members at any time.',
      ],
    ]),
  },
]
