import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';

/** Arrow keys go from tab to tab, as the ARIA practices have it. */
export function Tabs<T extends string>(props: {
    label: string;
    tabs: readonly (readonly [key: T, title: string])[];
    chosen: T;
    onChoose: (key: T) => void;
    children: ComponentChildren;
    class?: string;
}) {
    const id = useId();
    const list = useRef<HTMLDivElement>(null);
    const step = (by: number) => {
        const at = props.tabs.findIndex(([key]) => key === props.chosen);
        const next = props.tabs[(at + by + props.tabs.length) % props.tabs.length];
        if (next) {
            props.onChoose(next[0]);
            list.current?.querySelector<HTMLElement>(`[data-tab="${next[0]}"]`)?.focus();
        }
    };
    return (
        <div class={`tabs ${props.class ?? ''}`}>
            <div
                class="tab-list"
                role="tablist"
                aria-label={props.label}
                ref={list}
                onKeyDown={(event) => {
                    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
                        event.preventDefault();
                        step(event.key === 'ArrowRight' ? 1 : -1);
                    }
                }}
            >
                {props.tabs.map(([key, title]) => (
                    <button
                        key={key}
                        type="button"
                        role="tab"
                        id={`${id}-${key}`}
                        data-tab={key}
                        aria-selected={key === props.chosen}
                        aria-controls={`${id}-panel`}
                        tabIndex={key === props.chosen ? 0 : -1}
                        onClick={() => props.onChoose(key)}
                    >
                        {title}
                    </button>
                ))}
            </div>
            <div class="tab-panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${props.chosen}`}>
                {props.children}
            </div>
        </div>
    );
}
