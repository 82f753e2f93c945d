declare const brand: unique symbol

/** A `Base` value that carries a meaning of its own, so that two of different meanings cannot be swapped by accident. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name }
