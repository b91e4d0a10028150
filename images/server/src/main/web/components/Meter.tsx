interface Properties {
  name: string;
  used: number;
  /** null: as agreed. */
  allowed: number | null;
  words: (value: number) => string;
}

/** How much of a limit is used. */
export function Meter({ name, used, allowed, words }: Properties) {
  const share = allowed === null || allowed === 0 ? 0 : used / allowed;
  return (
    <div class="meter" data-level={share >= 1 ? 'full' : share >= 0.8 ? 'near' : 'fine'}>
      <span class="meter-name">{name}</span>
      <span class="meter-words">
        <strong>{words(used)}</strong> {allowed === null ? 'as agreed' : `of ${words(allowed)}`}
      </span>
      {allowed !== null && (
        <progress max={1} value={Math.min(1, share)} aria-label={`${name}: ${words(used)} of ${words(allowed)}`} />
      )}
    </div>
  );
}
