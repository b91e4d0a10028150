import { ago, moment } from '../format';
import { useNow } from '../hooks';

/** A moment, as how long ago it was. */
export function Ago({ at }: { at: string }) {
  const now = useNow(15);
  return (
    <time dateTime={at} title={moment(at)}>
      {ago(at, now)}
    </time>
  );
}
