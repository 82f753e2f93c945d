export { SignIn, SignInAgain } from './sign-in.tsx'
export type { SignInRefusal, TrySignIn } from './sign-in-form.tsx'
