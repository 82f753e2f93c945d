import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useWords } from '../../words/use-words.ts'
import type { Mode } from './draft-text.ts'
import type { Attaching } from './use-attaching.ts'

/** Which files are not with the reply, and why; and, for those who only hear it, which one is. */
export function NotAttached({ attaching, mode }: { attaching: Attaching; mode: Mode }) {
  const words = useWords()
  const { refused, attached } = attaching
  // Back in the reply there is nothing wrong any more.
  const [first, ...rest] = refused.filter(({ why }) => why !== 'note' || mode === 'note')
  return (
    <>
      <div className="reply-refused" hidden={first === undefined}>
        <div role="alert" className="reply-refused-words">
          {first === undefined ? null : (
            <>
              <Icon name="refused" size={14} />
              <span>
                {words('attach.not', { name: first.name, why: words(`attach.why.${first.why}`) })}
                {rest.length === 0 ? '' : ` ${words('attach.not-more', { count: rest.length })}`}
              </span>
            </>
          )}
        </div>
        {first === undefined ? null : (
          <Button tone="quiet" icon="close" label={words('attach.close')} onPress={attaching.dismiss} />
        )}
      </div>
      <span role="status" className="reply-heard">
        {attached === null ? '' : words('attach.kept', { name: attached })}
      </span>
    </>
  )
}
