/** The key under which the agent's own list of breaks outlives a sign-out, beside what they had half filled in. No draft of theirs. */
export const DIARY_FORM = 'kept.break-diary'
