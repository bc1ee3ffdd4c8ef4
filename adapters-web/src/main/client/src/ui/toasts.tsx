import { signal } from '@preact/signals';

interface Toast {
    id: number;
    kind: 'good' | 'bad' | 'plain';
    text: string;
}

const shown = signal<Toast[]>([]);
let made = 0;

/** Says something in passing; what went wrong stays until it is put away. */
export function toast(kind: Toast['kind'], text: string): void {
    const id = ++made;
    shown.value = [...shown.value.slice(-4), { id, kind, text }];
    if (kind !== 'bad') {
        setTimeout(() => putAway(id), 6_000);
    }
}

function putAway(id: number): void {
    shown.value = shown.value.filter((other) => other.id !== id);
}

/** What was said to one identity is not for the next. */
export function putAllAway(): void {
    shown.value = [];
}

export function Toasts() {
    return (
        <div class="toasts" role="status" aria-live="polite">
            {shown.value.map((one) => (
                <div key={one.id} class={`toast is-${one.kind}`}>
                    <span>{one.text}</span>
                    <button type="button" class="icon" aria-label="Put away" onClick={() => putAway(one.id)}>
                        ×
                    </button>
                </div>
            ))}
        </div>
    );
}
