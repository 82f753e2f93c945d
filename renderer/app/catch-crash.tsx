import type { ReactNode } from 'react'
import { Component } from 'react'
import { Button } from '../kit/button.tsx'
import { useWords } from '../words/use-words.ts'

/** A bug in a screen ends in a sentence and a way on, never in an empty window. */
export class CatchCrash extends Component<{ children: ReactNode; help: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null }
  static getDerivedStateFromError(error: unknown) {
    return { error: error ?? new Error() }
  }
  override render() {
    const { error } = this.state
    if (error === null) return this.props.children
    return (
      <>
        <Crashed error={error} onAgain={() => this.setState({ error: null })} />
        {this.props.help}
      </>
    )
  }
}

function Crashed({ error, onAgain }: { error: unknown; onAgain: () => void }) {
  const words = useWords()
  return (
    <main className="notice" role="alert">
      <p>{words('app.crashed', { reason: error instanceof Error ? error.message : String(error) })}</p>
      <Button tone="primary" onPress={onAgain}>
        {words('app.openAgain')}
      </Button>
    </main>
  )
}
