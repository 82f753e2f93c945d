export type { LockFacts } from './locked.tsx'
export { Locked } from './locked.tsx'
export { SignIn, SignInAgain } from './sign-in.tsx'
export type { SignInRefusal, TrySignIn } from './sign-in-form.tsx'
