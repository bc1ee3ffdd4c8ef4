import type { ComponentChildren, InputHTMLAttributes } from 'preact';
import { useId } from 'preact/hooks';

/** A labelled input with its hint and its fault, told to screen readers too. */
export function Field(
    props: { label: string; hint?: ComponentChildren; fault?: string | null; unit?: string } & Omit<
        InputHTMLAttributes<HTMLInputElement>,
        'label'
    >,
) {
    const { label, hint, fault, unit, ...input } = props;
    const id = useId();
    const told = `${id}-told`;
    return (
        <div class={`field ${fault ? 'has-fault' : ''}`}>
            <label for={id}>{label}</label>
            <div class="field-input">
                <input
                    id={id}
                    aria-describedby={hint || fault ? told : undefined}
                    aria-invalid={fault ? true : undefined}
                    {...input}
                />
                {unit && <span class="unit">{unit}</span>}
            </div>
            {(hint || fault) && (
                <p id={told} class={fault ? 'field-fault' : 'field-hint'}>
                    {fault || hint}
                </p>
            )}
        </div>
    );
}

export function Choice<T extends string>(props: {
    label: string;
    value: T;
    options: readonly (readonly [value: T, label: string])[];
    onChange: (value: T) => void;
    hidden?: boolean;
    disabled?: boolean;
}) {
    const id = useId();
    return (
        <div class="field">
            <label for={id} class={props.hidden ? 'sr-only' : ''}>
                {props.label}
            </label>
            <select
                id={id}
                value={props.value}
                disabled={props.disabled}
                onChange={(event) => props.onChange(event.currentTarget.value as T)}
            >
                {props.options.map(([value, label]) => (
                    <option key={value} value={value}>
                        {label}
                    </option>
                ))}
            </select>
        </div>
    );
}
