import { useId, useState } from 'preact/hooks';
import { day } from '../format';

interface Properties {
  title: string;
  /** When each day begins; ISO 8601. */
  days: string[];
  values: number[];
  words: (value: number) => string;
  /** In the table, where there is room for all digits. */
  exactly?: (value: number) => string;
  /** Whether the days add up to something; a size does not. */
  sum?: boolean;
  /** The tier's limit; shown once the values come near enough to see it. */
  limit?: number | null;
  /** Between a unit and the next: 1024 for bytes. */
  base?: number;
}

const WIDTH = 440;
const HEIGHT = 150;
const TOP = 20;

/** Bars, one a day; the same as a table for those who cannot see them or want the figures. */
export function DayChart({ title, days, values, words, exactly = words, sum = true, limit = null, base = 10 }: Properties) {
  const name = useId();
  const [shown, setShown] = useState<number | null>(null);
  const most = Math.max(...values, 0);
  const bound = limit !== null && most >= limit / 4 ? limit : null;
  const top = ceiling(Math.max(most, bound ?? 0), base);
  const step = WIDTH / Math.max(1, values.length);
  const height = (value: number) => (top === 0 ? 0 : ((HEIGHT - TOP) * value) / top);
  const total = sum ? values.reduce((all, value) => all + value, 0) : (values[values.length - 1] ?? 0);
  const figure = shown === null ? total : (values[shown] ?? 0);
  return (
    <figure class="chart" aria-labelledby={name}>
      <figcaption>
        <h2 id={name}>{title}</h2>
        <p>
          <strong>{words(figure)}</strong>
          <span>{shown !== null ? day(days[shown] ?? '') : sum ? `in ${values.length} days` : 'today'}</span>
        </p>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + 20}`} role="img" aria-labelledby={name} aria-describedby={`${name}-words`}
        onPointerLeave={() => setShown(null)}>
        <desc id={`${name}-words`}>{`One bar a day; the most is ${words(most)}. The table below has every figure.`}</desc>
        {[0, 0.5, 1].map((share) => (
          <line key={share} class="chart-line" x1="0" x2={WIDTH} y1={HEIGHT - height(top * share)}
            y2={HEIGHT - height(top * share)} />
        ))}
        {top > 0 && top !== bound && (
          <text class="chart-word" x={WIDTH} y={TOP - 4} text-anchor="end">
            {words(top)}
          </text>
        )}
        {bound !== null && <Limit y={HEIGHT - height(bound)} words={`Limit: ${words(bound)}`} />}
        {values.map((value, index) => (
          <g key={index} class="chart-day" data-shown={index === shown} onPointerEnter={() => setShown(index)}>
            <rect class="chart-reach" x={index * step} y="0" width={step} height={HEIGHT} />
            <rect class="chart-bar" x={index * step + step * 0.16} y={HEIGHT - height(value)} width={step * 0.68}
              height={height(value)} rx="2" />
          </g>
        ))}
        <text class="chart-word" x="0" y={HEIGHT + 16}>
          {day(days[0] ?? '')}
        </text>
        <text class="chart-word" x={WIDTH} y={HEIGHT + 16} text-anchor="end">
          {day(days[days.length - 1] ?? '')}
        </text>
      </svg>
      <details class="extra">
        <summary>
          Table<span class="visually-hidden"> of {title}</span>
        </summary>
        <div class="table" tabIndex={0} role="region" aria-labelledby={name}>
          <table>
            <thead>
              <tr>
                <th scope="col">Day</th>
                <th scope="col">{title}</th>
              </tr>
            </thead>
            <tbody>
              {days.map((from, index) => (
                <tr key={from}>
                  <th scope="row">{day(from)}</th>
                  <td>{exactly(values[index] ?? 0)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

function Limit({ y, words }: { y: number; words: string }) {
  return (
    <>
      <line class="chart-limit" x1="0" x2={WIDTH} y1={y} y2={y} />
      <text class="chart-word" x="0" y={y - 4}>
        {words}
      </text>
    </>
  );
}

/** The next round number, in the unit that people read. */
function ceiling(most: number, base: number): number {
  if (most <= 0) return 0;
  const unit = base === 10 ? 1 : base ** Math.floor(Math.log(most) / Math.log(base));
  const power = 10 ** Math.floor(Math.log10(most / unit));
  return ([1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((factor) => factor * power * unit >= most) ?? 10) * power * unit;
}
