import { useState } from 'preact/hooks';
import { Refusal } from '../api/problem';
import { dateTime } from '../format';
import { Field } from '../ui/field';
import { Empty } from '../ui/pane';
import { toast } from '../ui/toasts';
import { browser } from './browser';
import { Confirm, Cut, Named } from './confirm';
import { endSession, MOST, sessions } from './desk';
import { Shown, useLoaded } from './loaded';
import { Cell, Table } from './table';
import type { LiveSession } from './types';

/** One that is gone already is as ended as one that we ended. */
async function end(id: string): Promise<void> {
    try {
        await endSession(id);
    } catch (thrown) {
        if (!(thrown instanceof Refusal && thrown.code === 'unknown_session')) {
            throw thrown;
        }
    }
}

/** Everybody's sessions, newest first. The one that shows this is ended by signing out, not here. */
export function Sessions({ filter, onFilter }: { filter: string; onFilter: (text: string) => void }) {
    const loaded = useLoaded('', sessions);
    const [ending, setEnding] = useState<LiveSession[] | null>(null);
    const wanted = filter.trim().toLowerCase();
    return (
        <div class="stack">
            <div class="row tools">
                <Field
                    label="Filter by e-mail or address"
                    type="search"
                    value={filter}
                    onInput={(event) => onFilter(event.currentTarget.value)}
                />
                <button type="button" onClick={loaded.reload} disabled={loaded.busy}>
                    Refresh
                </button>
            </div>
            <Shown loaded={loaded} what="the sessions">
                {(all) => {
                    const found = all.filter(
                        (one) => one.email.toLowerCase().includes(wanted) || one.ip.toLowerCase().includes(wanted),
                    );
                    return (
                        <>
                            {all.length >= MOST && (
                                <p class="note">The newest {MOST} sessions are shown; there may be older ones.</p>
                            )}
                            {found.length === 0 ? (
                                <Empty>{wanted ? 'No session fits the filter.' : 'Nobody is signed in.'}</Empty>
                            ) : (
                                <List found={found} all={all} onEnd={setEnding} />
                            )}
                        </>
                    );
                }}
            </Shown>
            {ending && (
                <Ending
                    chosen={ending}
                    onClose={() => setEnding(null)}
                    onSome={loaded.reload}
                    onDone={(said) => {
                        setEnding(null);
                        toast('good', said);
                        loaded.reload();
                    }}
                />
            )}
        </div>
    );
}

function List(props: { found: LiveSession[]; all: LiveSession[]; onEnd: (chosen: LiveSession[]) => void }) {
    const theirs = (one: LiveSession) => props.all.filter((other) => other.user_id === one.user_id && !other.current);
    return (
        <Table label="Sessions" columns={['User', 'Signed in', 'Last used', 'From', 'Browser', 'Actions']}>
            {props.found.map((one) => {
                const others = theirs(one);
                return (
                    <tr key={one.id} role="row">
                        <Cell label="User">
                            <Cut text={one.email} />
                        </Cell>
                        <Cell label="Signed in">{dateTime(one.created_at)}</Cell>
                        <Cell label="Last used">{dateTime(one.last_used_at)}</Cell>
                        <Cell label="From">
                            <Cut text={one.ip} />
                        </Cell>
                        <Cell label="Browser">
                            <bdi class="cut" title={one.user_agent}>
                                {browser(one.user_agent)}
                            </bdi>
                        </Cell>
                        <Cell label="Actions">
                            <div class="row tight">
                                {one.current ? (
                                    <span class="badge">This session</span>
                                ) : (
                                    <button
                                        type="button"
                                        aria-label={`End: session of ${one.email} since ${dateTime(one.created_at)}`}
                                        onClick={() => props.onEnd([one])}
                                    >
                                        End
                                    </button>
                                )}
                                {others.length > (one.current ? 0 : 1) && (
                                    <button
                                        type="button"
                                        aria-label={`${one.current ? 'End all my others' : 'End all of theirs'}: ${one.email}`}
                                        onClick={() => props.onEnd(others)}
                                    >
                                        {one.current ? 'End all my others' : 'End all of theirs'}
                                    </button>
                                )}
                            </div>
                        </Cell>
                    </tr>
                );
            })}
        </Table>
    );
}

function Ending(props: {
    chosen: LiveSession[];
    onClose: () => void;
    onSome: () => void;
    onDone: (said: string) => void;
}) {
    const [gone, setGone] = useState(0);
    const count = props.chosen.length;
    const run = async () => {
        let ended = 0;
        try {
            for (const one of props.chosen) {
                await end(one.id);
                ended += 1;
                setGone(ended);
            }
        } catch (thrown) {
            if (ended > 0) {
                props.onSome();
            }
            throw thrown;
        }
        props.onDone(count === 1 ? 'The session has ended.' : `${count} sessions have ended.`);
    };
    return (
        <Confirm
            title={count === 1 ? 'End this session?' : `End ${count} sessions?`}
            act={count === 1 ? 'End the session' : 'End them all'}
            danger
            onClose={props.onClose}
            run={run}
        >
            <Named text={props.chosen[0]?.email ?? ''} />
            <p>
                {count === 1
                    ? 'Whoever uses it is signed out at once, and its live data stops.'
                    : 'Whoever uses them is signed out at once, and their live data stops.'}{' '}
                They can sign in again; to keep them out, disable the user.
            </p>
            {count > 1 && gone > 0 && (
                <p role="status">
                    {gone} of {count} have ended.
                </p>
            )}
        </Confirm>
    );
}
