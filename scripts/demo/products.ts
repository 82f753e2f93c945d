/** How customers call what the shop sells. The first one that is named decides what a thread is about. */
const SOLD: [RegExp, string[]][] = [
  [/\bsmart ?watch(es)?\b/i, ['Smart Watch']],
  [/\bwrist ?watch(es)?\b/i, ['Wristwatch']],
  [/\bwatch(es)?\b/i, ['Wristwatch', 'Smart Watch']],
  [/\b(smart ?phones?|mobiles?( phones?)?|cell ?phones?|phones?)\b(?! (number|call|no\b|support))/i, ['Smartphone']],
  [/\bear ?(buds|pods)\b/i, ['Wireless Earbuds']],
  [/\b(head ?phones?|ear ?phones?|head ?sets?)\b/i, ['Headphones']],
  [/\blaptops?( bag)?\b/i, ['Laptop']],
  [/\btablets?\b/i, ['Tablet']],
  [/\baction cam(era)?s?\b/i, ['Action Camera']],
  [/\bsecurity cam(era)?s?\b|\bcctv\b/i, ['Indoor Security Camera']],
  [/\b(dslr|cameras?)\b/i, ['Digital Camera']],
  [/\b(back ?packs?|bags?)\b/i, ['Backpack']],
  [/\b(luggage|suit ?cases?|trolley)\b/i, ['Luggage Set']],
  [/\bt-? ?shirts?\b|\bshirts?\b/i, ['T-Shirt']],
  [/\b(jackets?|hood(ie|y)s?|sweaters?)\b/i, ['Fleece Jacket']],
  [/\btea kettles?\b/i, ['Tea Kettle']],
  [/\b(electric )?kettles?\b/i, ['Electric Kettle']],
  [/\bespresso\b/i, ['Espresso Machine']],
  [/\bcoffee (maker|machine)s?\b/i, ['Coffee Maker']],
  [/\blamps?\b/i, ['Desk Lamp']],
  [/\b(light )?bulbs?\b/i, ['LED Light Bulb']],
  [/\b(chargers?|power ?banks?)\b/i, ['Portable Charger']],
  [/\bspeakers?\b/i, ['Bluetooth Speaker']],
  [/\bmouse\b/i, ['Gaming Mouse']],
  [/\bkey ?boards?\b/i, ['Mechanical Keyboard']],
  [/\bchairs?\b/i, ['Office Chair']],
  [/\b(make ?up|lip ?sticks?|cosmetics?|eye ?liner|foundation)\b/i, ['Makeup Kit']],
  [/\bperfumes?\b/i, ['Perfume']],
  [/\btooth ?brush(es)?\b/i, ['Electric Toothbrush']],
  [/\bbottles?\b/i, ['Water Bottle']],
  [/\bwall clocks?\b|\bclocks?\b/i, ['Wall Clock']],
  [/\b(jigsaw|puzzles?)\b/i, ['Jigsaw Puzzle']],
  [/\bhelmets?\b/i, ['Cycling Helmet']],
  [/\b(bi)?cycles?\b|\bbikes?\b/i, ['Bicycle']],
  [/\bvacuum\b/i, ['Vacuum Cleaner']],
  [/\brunning shoes?\b/i, ['Running Shoes']],
  [/\bsneakers?\b/i, ['Sneakers']],
  [/\bshoes?\b/i, ['Running Shoes', 'Sneakers']],
  [/\bboots?\b/i, ['Hiking Boots']],
  [/\bsun ?glasses\b/i, ['Sunglasses']],
  [/\byoga\b/i, ['Yoga Mat']],
  [/\bdumb-?bells?\b/i, ['Dumbbell Set']],
  [/\bnote ?books?\b/i, ['Notebook']],
  [/\be-?readers?\b/i, ['E-Reader']],
  [/\bbook ?shel(f|ves)\b/i, ['Bookshelf']],
  [/\bpurifiers?\b/i, ['Air Purifier']],
  [/\bgrills?\b/i, ['Grill']],
  [/\bhoses?\b/i, ['Garden Hose']],
  [/\bumbrellas?\b/i, ['Patio Umbrella']],
  [/\bthermostats?\b/i, ['Smart Thermostat']],
  [/\bskate ?boards?\b/i, ['Skateboard']],
  [/\b(dog|cat|pet) beds?\b/i, ['Pet Bed']],
]

/** What threads are about and the sources' catalogue lacks: the shop sells it too, at this price in cents. */
const ALSO_SOLD: [RegExp, string, number][] = [
  [/\b(books?|novels?|text ?books?)\b/i, 'Book', 1_890],
  [/\b(toys?|dolls?|action figures?)\b/i, 'Wooden Toy', 2_450],
  [/\b(dress(es)?|gowns?|lehenga)\b/i, 'Summer Dress', 6_400],
  [/\b(jeans|trousers|pants)\b/i, 'Jeans', 5_900],
  [/\b(sarees?|saris?)\b/i, 'Saree', 7_200],
  [/\b(kurtas?|kurtis?)\b/i, 'Kurta', 3_800],
  [/\bwallets?\b/i, 'Leather Wallet', 4_500],
  [/\b(mattress(es)?)\b/i, 'Mattress', 38_900],
  [/\b(tv|television)s?\b/i, 'Television', 52_900],
  [/\bwashing machines?\b/i, 'Washing Machine', 61_000],
  [/\b(fridge|refrigerator)s?\b/i, 'Refrigerator', 74_900],
  [/\b(pressure )?cookers?\b/i, 'Pressure Cooker', 8_900],
  [/\b(mixer|blender|juicer|grinder)s?\b/i, 'Blender', 7_900],
  [/\b(microwave|oven)s?\b/i, 'Microwave Oven', 14_900],
  [/\b(air )?fryers?\b/i, 'Air Fryer', 11_900],
  [/\bprinters?\b/i, 'Printer', 13_900],
  [/\bmonitors?\b(?! (the|your|this|it))/i, 'Monitor', 21_900],
  [/\b(hard (drive|disk)|ssd|pen ?drive)s?\b/i, 'External Drive', 9_900],
  [/\brouters?\b/i, 'Router', 8_400],
  [/\b(phone case|back cover)s?\b/i, 'Phone Case', 1_900],
  [/\bvases?\b/i, 'Vase', 3_900],
  [/\b(dinner ?(set|ware)|plates?|crockery|bowls?)\b/i, 'Dinner Set', 8_800],
  [/\bmugs?\b/i, 'Mug', 1_400],
  [/\b(necklace|earrings?|bracelet|jewell?ery)s?\b/i, 'Necklace', 6_900],
  [/\b(face ?cream|creams?|serums?|moisturi[sz]er|face ?wash)\b/i, 'Face Cream', 2_900],
  [/\b(bed ?sheets?|bedding|blankets?)\b/i, 'Bed Linen', 5_400],
  [/\bcurtains?\b/i, 'Curtains', 4_900],
  [/\b(sofa|couch)s?\b/i, 'Sofa', 69_000],
  [/\b(ceiling |table )?fans?\b/i, 'Fan', 6_200],
  [/\bguitars?\b/i, 'Guitar', 18_900],
  [/\bdrills?\b/i, 'Cordless Drill', 12_400],
  [/\b(coffee |dining |study )?tables?\b/i, 'Side Table', 15_900],
  [/\bpaintings?\b/i, 'Framed Print', 5_600],
  [/\b(carpets?|rugs?)\b/i, 'Rug', 11_900],
  [/\b(lanterns?|string lights|fairy lights|lights)\b/i, 'String Lights', 2_400],
  [/\b(iron)\b/i, 'Steam Iron', 5_900],
]

/** Nothing a shop like this sells. */
const NOT_SOLD =
  /\b(medicines?|medcines?|meds|tablets? strip|insulin|rice|atta|ghee|spices?|diapers?|groceries|grocery|vegetables?|fruits?|milk|chocolates?|food|protein|supplements?|vitamins?|seeds|gold|idols?|statues?|incense|pooja|puja|rakhi|laddoos?|sweets|mithai|formula|graphics? card|gpu|processor|motherboard|gift cards?|recharge)\b/i

/** What a thread is about. names: one of these must be in the order; alsoSold: added to it; null: nothing named. */
export type Topic = { names: string[]; alsoSold: { name: string; priceMinor: number } | null } | 'not-sold' | null

export function topicOf(said: string): Topic {
  if (NOT_SOLD.test(said)) return 'not-sold'
  const first = <T>(list: readonly (readonly [RegExp, ...T[]])[]) =>
    list
      .map((entry) => ({ entry, at: said.search(entry[0]) }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => a.at - b.at)[0]
  const sold = first(SOLD)
  const also = first(ALSO_SOLD)
  if (sold !== undefined && (also === undefined || sold.at <= also.at))
    return { names: sold.entry[1] as string[], alsoSold: null }
  if (also === undefined) return null
  const [, name, priceMinor] = also.entry as [RegExp, string, number]
  return { names: [], alsoSold: { name, priceMinor } }
}
