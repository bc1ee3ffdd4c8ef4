#!/bin/sh
# Records what CCXT answers and sends for these payloads: record.sh ORACLE_MJS NODE_MODULES
# (npm install --prefix /tmp/oracle ccxt@4.5.84 ws; record.sh …/oracle.mjs /tmp/oracle/node_modules)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
oracle=$1
modules=$2
anonymous='{"apiKey":"","secret":"","password":""}'
record() { # NAME METHOD ARGS OPTIONS
    NODE_PATH=$modules node --require "$here/clock.cjs" "$oracle" "$here/fixtures" kraken "$2" "$3" "$4" \
        | jq '.requests |= [.[] | select(.path != "/0/public/Assets") | {method, path, query, body}]
            | if .method == "loadMarkets" then . else .requests |= map(select(.path != "/0/public/AssetPairs")) end
            | if .method == "loadMarkets" then .answer |= map_values(del(.tiers)) else . end' \
        > "$here/recordings/$1.json"
}
while IFS='|' read -r keys name method args; do
    echo "$name" >&2
    if [ "$keys" = public ]; then options=$anonymous; else options='{}'; fi
    record "$name" "$method" "$args" "$options" < /dev/null
done <<'CALLS'
public|loadMarkets|loadMarkets|[]
public|fetchTicker|fetchTicker|["BTC/USDT"]
public|fetchTicker-untraded|fetchTicker|["BTC/USD"]
public|fetchOrderBook|fetchOrderBook|["BTC/USDT"]
public|fetchOrderBook-limit|fetchOrderBook|["BTC/USDT",2]
public|fetchTrades|fetchTrades|["BTC/USDT"]
public|fetchTrades-page|fetchTrades|["BTC/USDT",1764000000000,1]
public|fetchOHLCV|fetchOHLCV|["BTC/USDT","1m"]
public|fetchOHLCV-page|fetchOHLCV|["BTC/USDT","1h",1763990000000,2]
private|fetchBalance|fetchBalance|[]
private|fetchOpenOrders|fetchOpenOrders|[]
private|fetchOpenOrders-symbol|fetchOpenOrders|["BTC/USDT"]
private|fetchOpenOrders-page|fetchOpenOrders|["BTC/USDT",1763996000000,2]
private|fetchClosedOrders|fetchClosedOrders|[]
private|fetchClosedOrders-symbol|fetchClosedOrders|["BTC/USDT"]
private|fetchClosedOrders-page|fetchClosedOrders|["BTC/USDT",1763996000000,2]
private|fetchMyTrades|fetchMyTrades|[]
private|fetchMyTrades-page|fetchMyTrades|["BTC/USDT",1763999500000,1]
private|fetchLedger|fetchLedger|[]
private|fetchLedger-page|fetchLedger|["BTC",1763995000000,5]
private|createOrder-limit|createOrder|["BTC/USDT","limit","buy",0.01,50000]
private|createOrder-market|createOrder|["BTC/USDT","market","buy",0.01]
private|createOrder-ioc|createOrder|["BTC/USDT","limit","buy",0.01,50000,{"timeInForce":"IOC"}]
private|createOrder-gtc|createOrder|["BTC/USDT","limit","buy",0.01,50000,{"timeInForce":"GTC"}]
private|createOrder-postOnly|createOrder|["BTC/USDT","limit","buy",0.01,50000,{"postOnly":true}]
private|createOrder-reduceOnly|createOrder|["BTC/USDT","limit","buy",0.01,50000,{"reduceOnly":true}]
private|createOrder-stopLoss|createOrder|["BTC/USDT","market","sell",0.01,null,{"stopLossPrice":80000}]
private|createOrder-stopLossLimit|createOrder|["BTC/USDT","limit","sell",0.01,79990,{"stopLossPrice":80000}]
private|createOrder-takeProfit|createOrder|["BTC/USDT","market","sell",0.01,null,{"takeProfitPrice":90000}]
private|createOrder-takeProfitLimit|createOrder|["BTC/USDT","limit","buy",0.01,79990,{"takeProfitPrice":80000}]
private|cancelOrder|cancelOrder|["OQCLML-BW3P3-BUCMWZ","BTC/USDT"]
private|fetchOpenOrders-id|fetchOpenOrders|["BTC/USDT",null,null,{"clientOrderId":"6d1b345e-2821-40e2-ad83-4ecb18a06876"}]
private|fetchClosedOrders-id|fetchClosedOrders|["BTC/USDT",null,null,{"clientOrderId":"0f1b345e-2821-40e2-ad83-4ecb18a06877"}]
CALLS
