import type { ComponentChildren } from 'preact';
import type { Heard } from '../live/live';

/** One part of the terminal, with its title and, when it shows something live, how sure that is. */
export function Pane(props: {
    title: string;
    class?: string;
    heard?: Heard;
    tools?: ComponentChildren;
    children: ComponentChildren;
}) {
    const doubtful = props.heard !== undefined && props.heard.state !== 'live';
    return (
        <section class={`pane ${props.class ?? ''} ${doubtful ? 'doubtful' : ''}`} aria-label={props.title}>
            <header class="pane-head">
                <h2>{props.title}</h2>
                {props.heard && <Liveness heard={props.heard} />}
                <div class="pane-tools">{props.tools}</div>
            </header>
            <div class="pane-body">{props.children}</div>
        </section>
    );
}

const WORDS = { waiting: 'waiting', live: 'live', stale: 'not live', ended: 'ended' } as const;

export function Liveness({ heard }: { heard: Heard }) {
    return (
        <span class={`liveness is-${heard.state}`} title={heard.why ?? undefined}>
            <span class="dot" aria-hidden="true" />
            {WORDS[heard.state]}
            {heard.state !== 'live' && heard.why && <span class="sr-only">: {heard.why}</span>}
        </span>
    );
}

export function Empty({ children }: { children: ComponentChildren }) {
    return <p class="empty">{children}</p>;
}

export function Fault({ children }: { children: ComponentChildren }) {
    return (
        <p class="fault" role="alert">
            {children}
        </p>
    );
}
