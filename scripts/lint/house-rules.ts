// Rules of this house that no ready-made linter rule says: which room makes what only one room may make.

type Node = { type: string; [key: string]: unknown }
type Context = {
  filename: string
  report: (found: { node: Node; message: string }) => void
}

const named = (node: unknown, name?: string): node is Node & { name: string } => {
  const candidate = node as Node | null | undefined
  return candidate?.type === 'Identifier' && (name === undefined || candidate['name'] === name)
}

/** Parts of Electron that have one home each, so that a reader of that room has seen every use. */
const HOMES: Record<string, { room: RegExp; home: string }> = {
  ipcMain: { room: /\/electron\/bridge\//, home: 'electron/bridge' },
  contextBridge: { room: /\/preload\//, home: 'preload' },
  ipcRenderer: { room: /\/preload\//, home: 'preload' },
}

/** Windows are made in one room, because their security settings are decided there. */
const WINDOW_CLASSES = new Set(['BrowserWindow', 'BaseWindow', 'WebContentsView', 'BrowserView'])
const WINDOW_ROOM = /\/electron\/windows\//

const slashed = (context: Context): string => context.filename.replaceAll('\\', '/')

const electronPartsAtHome = {
  create(context: Context) {
    const path = slashed(context)
    const judge = (node: Node, name: string): void => {
      const rule = Object.hasOwn(HOMES, name) ? HOMES[name] : undefined
      if (rule !== undefined && !rule.room.test(path))
        context.report({ node, message: `${name} is used in ${rule.home} only.` })
    }
    return {
      ImportSpecifier(node: Node) {
        if (named(node['imported'])) judge(node, node['imported'].name)
      },
      MemberExpression(node: Node) {
        if (named(node['property'])) judge(node, node['property'].name)
      },
    }
  },
}

const windowsMadeAtHome = {
  create(context: Context) {
    const path = slashed(context)
    return {
      NewExpression(node: Node) {
        const callee = node['callee'] as Node
        const made = named(callee) ? callee.name : named(callee['property']) ? callee['property'].name : ''
        if (WINDOW_CLASSES.has(made) && !WINDOW_ROOM.test(path))
          context.report({ node, message: `new ${made} is written in electron/windows only.` })
      },
    }
  },
}

const noAmbientDate = {
  create(context: Context) {
    const tell = (node: Node) =>
      context.report({ node, message: 'The time comes from the caller: take `now` as an argument or from Deps.' })
    return {
      NewExpression(node: Node) {
        if (named(node['callee'], 'Date') && (node['arguments'] as unknown[]).length === 0) tell(node)
      },
      CallExpression(node: Node) {
        if (named(node['callee'], 'Date')) tell(node)
      },
    }
  },
}

export default {
  meta: { name: 'house' },
  rules: {
    'electron-parts-at-home': electronPartsAtHome,
    'windows-made-at-home': windowsMadeAtHome,
    'no-ambient-date': noAmbientDate,
  },
}
