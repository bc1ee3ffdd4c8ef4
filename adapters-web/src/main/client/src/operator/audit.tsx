import { useId, useMemo, useState } from 'preact/hooks';
import { dateTime } from '../format';
import { Choice, Field } from '../ui/field';
import { Empty } from '../ui/pane';
import { detailsOf, eventName, EVENTS, lineOf, type Name, type Part } from './audit-lines';
import { people } from './desk';
import { useLoaded } from './loaded';
import { useTrail } from './trail';
import type { AuditEntry, Person } from './types';
import { VerifyTrail } from './verification';

const ANY: [string, string] = ['', 'All events'];
const CHOICES: [string, string][] = [
    ANY,
    ...EVENTS.map((event): [string, string] => [event, eventName(event)]).sort((a, b) => a[1].localeCompare(b[1])),
];
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whom the filter means: an address of somebody here, or an id. */
export function userOf(typed: string, everybody: Person[]): string | null {
    const wanted = typed.trim().toLowerCase();
    return everybody.find((one) => one.email.toLowerCase() === wanted)?.id ?? (ID.test(wanted) ? wanted : null);
}

/** What happened here, newest first, and whether it still is what was written. */
export function Audit() {
    const everybody = useLoaded('', (signal) => people('', signal));
    const [typed, setTyped] = useState('');
    const [event, setEvent] = useState('');
    const known = everybody.value ?? [];
    const user = userOf(typed, known);
    const read = useTrail({ ...(user ? { user } : {}), ...(event ? { event } : {}) });
    const names = useId();
    const name: Name = useMemo(() => {
        const emails = new Map(known.map((one) => [one.id, one.email]));
        return (id) => emails.get(id) ?? id;
    }, [everybody.value]);

    return (
        <div class="stack">
            <VerifyTrail />
            <div class="row tools">
                <Field
                    label="Who"
                    type="search"
                    list={names}
                    value={typed}
                    placeholder="E-mail or user id"
                    fault={typed.trim() && !user ? 'Nobody here has that whole address or id; everybody is shown.' : null}
                    onInput={(change) => setTyped(change.currentTarget.value)}
                />
                <datalist id={names}>
                    {known.map((one) => (
                        <option key={one.id} value={one.email} />
                    ))}
                </datalist>
                <Choice label="Event" value={event} options={CHOICES} onChange={setEvent} />
                <button type="button" onClick={read.refresh} disabled={read.busy}>
                    Refresh
                </button>
            </div>
            {read.fault && (
                <div class="fault row" role="alert">
                    <span class="grow">
                        {read.fault} {read.begun && 'What is shown may be out of date.'}
                    </span>
                    <button type="button" onClick={read.refresh} disabled={read.busy}>
                        Try again
                    </button>
                </div>
            )}
            {!read.begun && read.busy && (
                <p class="empty" role="status">
                    Loading the audit trail…
                </p>
            )}
            {read.begun && (
                <div aria-busy={read.busy} class="stack">
                    {read.entries.length === 0 && !read.busy && (
                        <Empty>
                            {read.next === null
                                ? user || event
                                    ? 'Nothing in the trail fits the filter.'
                                    : 'The trail is empty.'
                                : 'Nothing that fits was found so far.'}
                        </Empty>
                    )}
                    <ol class="trail" aria-label="Audit trail">
                        {read.entries.map((entry) => (
                            <Entry key={entry.seq} entry={entry} name={name} />
                        ))}
                    </ol>
                    {read.next !== null ? (
                        <button type="button" class="centre" onClick={read.older} disabled={read.busy}>
                            Load older
                        </button>
                    ) : (
                        read.entries.length > 0 && (
                            <p class="empty">
                                {user || event ? 'Nothing older fits the filter.' : 'This is the beginning of the trail.'}
                            </p>
                        )
                    )}
                </div>
            )}
        </div>
    );
}

function Entry({ entry, name }: { entry: AuditEntry; name: Name }) {
    return (
        <li>
            <details>
                <summary>
                    <time dateTime={entry.at}>{dateTime(entry.at)}</time>
                    <span class="said">
                        <Line parts={lineOf(entry, name)} />
                    </span>
                    {!entry.sealed && <span class="badge">Not sealed yet</span>}
                </summary>
                <dl>
                    {detailsOf(entry, name).map(([label, value]) => (
                        <div key={label}>
                            <dt>{label}</dt>
                            <dd>
                                <bdi>{value}</bdi>
                            </dd>
                        </div>
                    ))}
                </dl>
            </details>
        </li>
    );
}

function Line({ parts }: { parts: Part[] }) {
    return (
        <>
            {parts.map((part, i) =>
                typeof part === 'string' ? (
                    part
                ) : (
                    <bdi key={i} class="theirs" title={part.said.length > 60 ? part.said : undefined}>
                        {part.said}
                    </bdi>
                ),
            )}
        </>
    );
}
