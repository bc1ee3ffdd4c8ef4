import { useRef } from 'preact/hooks';

/** The line between two panes: dragged, or moved with the arrow keys. */
export function Splitter(props: {
    label: string;
    direction: 'columns' | 'rows';
    /** Of the pane after the line, in pixels. */
    size: number;
    min: number;
    max: number;
    onSize: (size: number) => void;
    class?: string;
}) {
    const from = useRef<{ at: number; size: number } | null>(null);
    const place = (event: PointerEvent) => (props.direction === 'columns' ? event.clientX : event.clientY);
    const put = (size: number) => props.onSize(Math.round(Math.min(props.max, Math.max(props.min, size))));
    return (
        <div
            class={`splitter is-${props.direction} ${props.class ?? ''}`}
            role="separator"
            tabIndex={0}
            aria-label={props.label}
            aria-orientation={props.direction === 'columns' ? 'vertical' : 'horizontal'}
            aria-valuenow={props.size}
            aria-valuemin={props.min}
            aria-valuemax={props.max}
            onPointerDown={(event) => {
                event.currentTarget.setPointerCapture(event.pointerId);
                from.current = { at: place(event), size: props.size };
            }}
            onPointerMove={(event) => {
                if (from.current) {
                    put(from.current.size + from.current.at - place(event));
                }
            }}
            onPointerUp={() => (from.current = null)}
            onPointerCancel={() => (from.current = null)}
            onKeyDown={(event) => {
                const by = { ArrowLeft: 16, ArrowUp: 16, ArrowRight: -16, ArrowDown: -16 }[event.key];
                if (by) {
                    event.preventDefault();
                    put(props.size + by);
                }
            }}
        />
    );
}
