import { useEffect, useRef } from 'preact/hooks';

/** Ends a dialog. The form that had the focus is gone, so this takes it. */
export function DoneButton({ onClick }: { onClick: () => void }) {
    const element = useRef<HTMLButtonElement>(null);
    useEffect(() => element.current?.focus(), []);
    return (
        <button type="button" class="primary" ref={element} onClick={onClick}>
            Done
        </button>
    );
}
