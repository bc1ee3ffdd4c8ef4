import { useEffect, useState } from 'preact/hooks';
import { sentence } from '../api/problem';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { Empty, Fault } from '../ui/pane';
import type { Instrument } from './choices';
import { loadAll, offers, search } from './offers';

const SHOWN = 100;

/** Looks through the markets of all exchanges; those that are slow come in as they answer. */
export function MarketsDialog(props: { chosen: Instrument; onChoose: (instrument: Instrument) => void; onClose: () => void }) {
    const [query, setQuery] = useState('');
    const [reading, setReading] = useState(true);
    const [failed, setFailed] = useState<[exchange: string, why: string][]>([]);
    useEffect(() => {
        let shown = true;
        loadAll((exchange, why) => shown && setFailed((before) => [...before, [exchange, sentence(why)]]))
            .catch((thrown: unknown) => shown && setFailed([['The list of exchanges', sentence(thrown)]]))
            .finally(() => shown && setReading(false));
        return () => {
            shown = false;
        };
    }, []);
    const found = search(offers.value, query, SHOWN);
    return (
        <Dialog title="Markets" onClose={props.onClose} class="markets">
            <Field
                label="Search markets"
                type="search"
                autocomplete="off"
                placeholder="btc usdt kraken"
                value={query}
                autoFocus
                onInput={(event) => setQuery(event.currentTarget.value)}
                onKeyDown={(event) => {
                    const first = found[0];
                    if (event.key === 'Enter' && first) {
                        event.preventDefault();
                        props.onChoose(first);
                    }
                }}
            />
            <ul class="market-list" aria-label="Markets found">
                {found.map((one) => (
                    <li key={`${one.exchange} ${one.marketType} ${one.symbol}`}>
                        <button
                            type="button"
                            aria-current={
                                one.symbol === props.chosen.symbol &&
                                one.exchange === props.chosen.exchange &&
                                one.marketType === props.chosen.marketType
                            }
                            onClick={() => props.onChoose(one)}
                        >
                            <strong>{one.symbol}</strong>
                            <span class="muted">{one.exchange}</span>
                            <span class="badge">{one.marketType}</span>
                        </button>
                    </li>
                ))}
            </ul>
            {found.length === 0 && !reading && <Empty>No market has all these words.</Empty>}
            <p class="muted" role="status">
                {reading ? 'Reading the exchanges’ markets …' : found.length === SHOWN ? `The first ${SHOWN}; type more to narrow it down.` : ''}
            </p>
            {failed.map(([exchange, why]) => (
                <Fault key={exchange}>
                    {exchange}: {why}
                </Fault>
            ))}
        </Dialog>
    );
}
