export { HelpPlace } from './help-place.tsx'
