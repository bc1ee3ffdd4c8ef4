import { effect } from '@preact/signals';
import { render } from 'preact';
import { activeId, boot } from './identity/identities';
import { keepLine } from './live/live';
import { readSettings } from './settings';
import './style/base.css';
import { keepTheme } from './ui/theme';
import { putAllAway } from './ui/toasts';
import { App } from './views/app';

const root = document.getElementById('app');
if (root) {
    keepTheme();
    const settings = readSettings(document);
    await boot(settings);
    keepLine();
    effect(() => {
        void activeId.value;
        putAllAway();
    });
    render(<App settings={settings} />, root);
}
