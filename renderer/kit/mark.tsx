/** The mark: a level line over a keel. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M2.5 11h19" />
      <path d="M5 11c.6 4.6 3.4 7.5 7 7.5s6.4-2.9 7-7.5" />
      <path d="M12 18.5V22" />
      <path d="M12 7.5V4" />
    </svg>
  )
}
