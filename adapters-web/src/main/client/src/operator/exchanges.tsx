import { useState } from 'preact/hooks';
import { sentence } from '../api/problem';
import { dateTime, time } from '../format';
import { Empty } from '../ui/pane';
import { Cut } from './confirm';
import { check, exchanges } from './desk';
import { breakerWords, clock, errorWords, isBanned, stateWords, weight } from './health';
import { Shown, useAct, useAgain, useLoaded } from './loaded';
import { Cell, Table } from './table';
import type { Check, ExchangeHealth, Standing } from './types';

/** How the server gets on with each exchange, asked again every ten seconds while it is looked at. */
export function Exchanges() {
    const loaded = useLoaded('', exchanges);
    const { now, old } = useAgain(loaded);
    return (
        <div class="stack">
            <div class="row tools">
                <p class="grow muted">
                    {loaded.at !== null && `As of ${time(loaded.at)}${old ? ': out of date' : ', asked again every 10 s'}.`}{' '}
                    {old && 'The server has not answered since.'}
                </p>
                <button type="button" onClick={loaded.reload} disabled={loaded.busy}>
                    Refresh
                </button>
            </div>
            <Shown loaded={loaded} what="the exchanges">
                {(all) =>
                    all.length === 0 ? (
                        <Empty>This server has no exchanges.</Empty>
                    ) : (
                        <div class={old || loaded.fault ? 'doubtful' : ''}>
                            <Table
                                label="Exchanges"
                                columns={['Exchange', 'State', 'Told to wait until', 'Last error', 'Last answer', 'Allowance used', 'Its clock', 'Streams', 'Actions']}
                            >
                                {all.map((one) => (
                                    <Rows key={one.id} health={one} now={now} onChecked={loaded.reload} />
                                ))}
                            </Table>
                        </div>
                    )
                }
            </Shown>
        </div>
    );
}

function Rows({ health, now, onChecked }: { health: ExchangeHealth; now: number; onChecked: () => void }) {
    const [open, setOpen] = useState(false);
    const [found, setFound] = useState<Check | string | null>(null);
    const { busy, act } = useAct();
    const { word, look } = stateWords(health, now);
    return (
        <>
            <tr role="row">
                <Cell label="Exchange">
                    <Cut text={health.id} />
                    {health.configured && <span class="muted">at hosts of your choice</span>}
                </Cell>
                <Cell label="State">
                    <span class={`health is-${look}`}>
                        <span class="dot" aria-hidden="true" />
                        {word}
                    </span>
                </Cell>
                <Figures standing={health} now={now} />
                <Cell label="Streams">{health.streams}</Cell>
                <Cell label="Actions">
                    <div class="row tight">
                        <button
                            type="button"
                            aria-label={`Check: ${health.id}`}
                            disabled={busy}
                            onClick={() =>
                                act(async () => {
                                    try {
                                        setFound(await check(health.id));
                                    } catch (thrown) {
                                        setFound(sentence(thrown));
                                    }
                                    onChecked();
                                })
                            }
                        >
                            {busy ? 'Checking…' : 'Check'}
                        </button>
                        {health.hosts.length > 0 && (
                            <button
                                type="button"
                                aria-label={`Hosts: ${health.id}`}
                                aria-expanded={open}
                                onClick={() => setOpen(!open)}
                            >
                                Hosts
                            </button>
                        )}
                    </div>
                    <div role="status">{!busy && found !== null && <CheckFound found={found} />}</div>
                </Cell>
            </tr>
            {open &&
                health.hosts.map((host) => (
                    <tr key={host.host} role="row" class="host">
                        <Cell label="Host">
                            <Cut text={host.host} />
                        </Cell>
                        <Cell label="State">{breakerWords(host)}</Cell>
                        <Figures standing={host} now={now} />
                        <Cell label="Streams">–</Cell>
                        <Cell label="Actions">–</Cell>
                    </tr>
                ))}
        </>
    );
}

function Figures({ standing, now }: { standing: Standing; now: number }) {
    const error = errorWords(standing.last_error_code);
    return (
        <>
            <Cell label="Told to wait until">{isBanned(standing, now) ? dateTime(standing.banned_until) : '–'}</Cell>
            <Cell label="Last error">
                {error ? (
                    <>
                        <Cut text={error} />
                        <span class="muted">{dateTime(standing.last_error_at)}</span>
                    </>
                ) : (
                    'None'
                )}
            </Cell>
            <Cell label="Last answer">{dateTime(standing.last_ok_at)}</Cell>
            <Cell label="Allowance used">{weight(standing)}</Cell>
            <Cell label="Its clock">{clock(standing.clock_offset_ms)}</Cell>
        </>
    );
}

function CheckFound({ found }: { found: Check | string }) {
    if (typeof found === 'string') {
        return <p class="field-fault">{found}</p>;
    }
    if (found.reachable) {
        return <p class="field-hint">It answers: {found.markets ?? 0} markets.</p>;
    }
    return (
        <p class="field-fault">
            <bdi>{found.error ?? 'It did not answer.'}</bdi>
        </p>
    );
}
