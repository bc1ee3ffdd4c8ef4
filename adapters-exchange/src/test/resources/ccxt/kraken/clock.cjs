// CCXT's clock stands at the instant the payloads are about.
Date.now = () => 1764000000000;
