import type { IconName } from './icon.tsx'

/** The icon of a file by its media type. */
export const fileIcon = (mediaType: string): IconName => (mediaType.startsWith('image/') ? 'picture' : 'file')
