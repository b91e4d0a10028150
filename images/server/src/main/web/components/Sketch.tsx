/** A drawing of a board at work, for the front page. */
export function Sketch() {
  return (
    <svg class="sketch" viewBox="0 0 420 340" aria-hidden="true" focusable="false">
      <rect x="10" y="10" width="400" height="320" rx="22" class="sketch-ground" />
      {[34, 160, 286].map((x) => (
        <rect key={x} x={x} y="36" width="100" height="268" rx="14" class="sketch-column" />
      ))}
      {[48, 174, 300].map((x) => (
        <rect key={x} x={x} y="52" width="44" height="7" rx="3.5" class="sketch-word" />
      ))}
      <Card x={44} y={74} />
      <Card x={44} y={132} />
      <Card x={170} y={74} progress={0.72} />
      <Card x={170} y={146} progress={0.34} />
      <Card x={170} y={218} progress={0.12} />
      <Card x={296} y={74} done />
      <Card x={296} y={132} done />
      <Card x={296} y={190} done />
      <path d="M134 98 C150 98 152 100 168 104" class="sketch-path" />
      <path d="M260 104 C276 100 278 98 294 98" class="sketch-path" />
    </svg>
  );
}

function Card({ x, y, progress, done = false }: { x: number; y: number; progress?: number; done?: boolean }) {
  return (
    <g>
      <rect x={x} y={y} width="80" height={progress === undefined ? 48 : 62} rx="9" class="sketch-card" />
      <rect x={x + 10} y={y + 12} width="52" height="6" rx="3" class="sketch-line" />
      <rect x={x + 10} y={y + 26} width="34" height="6" rx="3" class="sketch-faint" />
      {progress !== undefined && (
        <>
          <rect x={x + 10} y={y + 44} width="60" height="5" rx="2.5" class="sketch-faint" />
          <rect x={x + 10} y={y + 44} width={60 * progress} height="5" rx="2.5" class="sketch-progress" />
        </>
      )}
      {done && <circle cx={x + 64} cy={y + 30} r="6" class="sketch-done" />}
    </g>
  );
}
