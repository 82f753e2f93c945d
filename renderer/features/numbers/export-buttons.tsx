import type { Figure } from '../../../domain/metrics/figure.ts'
import { Button } from '../../kit/button.tsx'
import { useCommand } from '../../kit/use-command.ts'
import { useWords } from '../../words/use-words.ts'
import { useExport } from './use-export.ts'

/** Export as a workbook (the key) or as CSV. */
export function ExportButtons({ figures, of }: { figures: readonly Figure[]; of: string }) {
  const words = useWords()
  const { said, save } = useExport()
  const isNothing = figures.length === 0
  useCommand('numbers.export', () => (isNothing ? false : void save('xlsx', figures, of)))
  return (
    <span className="numbers-exports">
      <span role="status" className="numbers-said">
        {said}
      </span>
      <Button
        tone="quiet"
        icon="save"
        command="numbers.export"
        isDisabled={isNothing}
        onPress={() => void save('xlsx', figures, of)}
      >
        {words('numbers.export.xlsx')}
      </Button>
      <Button tone="quiet" isDisabled={isNothing} onPress={() => void save('csv', figures, of)}>
        {words('numbers.export.csv')}
      </Button>
    </span>
  )
}
