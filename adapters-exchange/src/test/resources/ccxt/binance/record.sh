#!/bin/sh
# Records what CCXT answers and sends for these payloads: record.sh ORACLE_MJS NODE_MODULES
# (npm install --prefix /tmp/oracle ccxt@4.5.84 ws; record.sh …/oracle.mjs /tmp/oracle/node_modules)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
record() { # NAME METHOD ARGS
    NODE_PATH=$2 node "$1" "$here/fixtures" binance "$4" "$5" \
        | jq '.requests |= [.[] | select(.path | test("^/(sapi|fapi|dapi)/") | not) | {method, path, query, body}]
            | if .method == "loadMarkets" then . else .requests |= map(select(.path != "/api/v3/exchangeInfo")) end' \
        > "$here/recordings/$3.json"
}
oracle=$1
modules=$2
while IFS='|' read -r name method args; do
    echo "$name" >&2
    record "$oracle" "$modules" "$name" "$method" "$args" < /dev/null
done <<'CALLS'
loadMarkets|loadMarkets|[]
fetchTicker|fetchTicker|["BTC/USDT"]
fetchTicker-flat|fetchTicker|["ETH/BTC"]
fetchOrderBook|fetchOrderBook|["BTC/USDT"]
fetchOrderBook-limit|fetchOrderBook|["BTC/USDT",5]
fetchTrades|fetchTrades|["BTC/USDT"]
fetchTrades-page|fetchTrades|["BTC/USDT",1763990000150,1]
fetchOHLCV|fetchOHLCV|["BTC/USDT","1m"]
fetchOHLCV-page|fetchOHLCV|["BTC/USDT","1h",1763990000000,2]
fetchBalance|fetchBalance|[]
fetchOpenOrders|fetchOpenOrders|["BTC/USDT"]
fetchOrders|fetchOrders|["BTC/USDT"]
fetchOrders-page|fetchOrders|["BTC/USDT",1763999000000,3]
fetchMyTrades|fetchMyTrades|["BTC/USDT"]
fetchMyTrades-page|fetchMyTrades|["BTC/USDT",1764000000000,2]
createOrder-limit|createOrder|["BTC/USDT","limit","buy",0.01,50000]
createOrder-market|createOrder|["BTC/USDT","market","buy",0.01]
createOrder-ioc|createOrder|["BTC/USDT","limit","buy",0.01,50000,{"timeInForce":"IOC"}]
createOrder-postOnly|createOrder|["BTC/USDT","limit","buy",0.01,50000,{"postOnly":true}]
createOrder-stop|createOrder|["BTC/USDT","market","sell",0.01,null,{"triggerPrice":80000}]
createOrder-stopLossLimit|createOrder|["BTC/USDT","limit","sell",0.01,79990,{"stopLossPrice":80000}]
createOrder-takeProfit|createOrder|["BTC/USDT","market","sell",0.01,null,{"takeProfitPrice":90000}]
createOrder-takeProfitLimit|createOrder|["BTC/USDT","limit","sell",0.01,90010,{"takeProfitPrice":90000}]
cancelOrder|cancelOrder|["28","BTC/USDT"]
CALLS
