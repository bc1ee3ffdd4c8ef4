import { render } from 'preact';

render(<h1>Profitmaker</h1>, document.getElementById('app')!);
