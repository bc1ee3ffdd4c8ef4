import { effect } from '@preact/signals';
import { kept } from './preferences';

export type Theme = 'system' | 'dark' | 'light';

export const theme = kept<Theme>(
    'theme',
    'system',
    (value): value is Theme => value === 'system' || value === 'dark' || value === 'light',
);

const light = matchMedia('(prefers-color-scheme: light)');

export function isLight(): boolean {
    return theme.value === 'light' || (theme.value === 'system' && light.matches);
}

export function keepTheme(): void {
    const put = () => {
        document.documentElement.dataset['theme'] = isLight() ? 'light' : 'dark';
    };
    effect(put);
    light.addEventListener('change', put);
}
