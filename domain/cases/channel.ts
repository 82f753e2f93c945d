/** How a customer and an agent meet. */
export const CHANNELS = ['email', 'phone', 'chat'] as const
export type Channel = (typeof CHANNELS)[number]
