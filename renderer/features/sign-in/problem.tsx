import { Icon } from '../../kit/icon.tsx'

/** Why nobody came in. Its room is kept free, so that nothing moves. */
export function Problem({ id, said }: { id: string; said: string | null }) {
  return (
    <div className="sign-in-problem" role="alert" id={id}>
      {said === null ? null : (
        <p className="problem">
          <Icon name="refused" />
          <span>{said}</span>
        </p>
      )}
    </div>
  )
}
