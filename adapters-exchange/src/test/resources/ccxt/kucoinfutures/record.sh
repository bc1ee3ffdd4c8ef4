#!/bin/sh
# Records what CCXT answers and sends for these payloads: record.sh ORACLE_MJS NODE_MODULES
# (npm install --prefix /tmp/oracle ccxt@4.5.84 ws; record.sh …/oracle.mjs /tmp/oracle/node_modules)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
oracle=$1
modules=$2
anonymous='{"apiKey":"","secret":"","password":""}'
warm='^/api/(v1/(isolated/symbols|hf/accounts/opened|accounts)|v3/(currencies|margin/symbols)|ua/v1/account/mode)$'
record() { # NAME METHOD ARGS OPTIONS
    NODE_PATH=$modules node --require "$here/clock.cjs" "$oracle" "$here/fixtures" kucoinfutures "$2" "$3" "$4" \
        | jq --arg warm "$warm" '.requests |= [.[] | select(.path | test($warm) | not) | {method, path, query, body}]
            | if .method == "loadMarkets" then (.answer |= map_values(del(.tiers))) else .requests |= map(select(.path != "/api/v1/contracts/active")) end' \
        > "$here/recordings/$1.json"
}
while IFS='|' read -r keys name method args; do
    echo "$name" >&2
    if [ "$keys" = public ]; then options=$anonymous; else options='{}'; fi
    record "$name" "$method" "$args" "$options" < /dev/null
done <<'CALLS'
public|loadMarkets|loadMarkets|[]
public|fetchTicker|fetchTicker|["BTC/USDT:USDT"]
public|fetchOrderBook|fetchOrderBook|["BTC/USDT:USDT"]
public|fetchOrderBook-20|fetchOrderBook|["BTC/USDT:USDT",20]
public|fetchOrderBook-100|fetchOrderBook|["BTC/USDT:USDT",100]
public|fetchTrades|fetchTrades|["BTC/USDT:USDT"]
public|fetchTrades-page|fetchTrades|["BTC/USDT:USDT",1764000000000,1]
public|fetchOHLCV|fetchOHLCV|["BTC/USDT:USDT","1m"]
public|fetchOHLCV-page|fetchOHLCV|["BTC/USDT:USDT","1h",1763990000000,2]
private|fetchBalance|fetchBalance|[]
private|fetchOpenOrders|fetchOpenOrders|["BTC/USDT:USDT"]
private|fetchOpenOrders-all|fetchOpenOrders|[]
private|fetchOpenOrders-page|fetchOpenOrders|["BTC/USDT:USDT",1763999600000,1]
private|fetchClosedOrders|fetchClosedOrders|["BTC/USDT:USDT"]
private|fetchClosedOrders-all|fetchClosedOrders|[]
private|fetchMyTrades|fetchMyTrades|["BTC/USDT:USDT"]
private|fetchMyTrades-all|fetchMyTrades|[]
private|fetchMyTrades-page|fetchMyTrades|["BTC/USDT:USDT",1763999500000,1]
private|fetchPositions|fetchPositions|[]
private|fetchPositions-one|fetchPositions|[["BTC/USDT:USDT"]]
private|fetchLeverage|fetchLeverage|["BTC/USDT:USDT",{"marginMode":"cross"}]
private|setLeverage|setLeverage|[5,"BTC/USDT:USDT"]
private|fetchLedger|fetchLedger|[]
private|fetchLedger-page|fetchLedger|["USDT",1763998000000,5]
private|createOrder-limit|createOrder|["BTC/USDT:USDT","limit","buy",2,50000]
private|createOrder-market|createOrder|["BTC/USDT:USDT","market","sell",10]
private|createOrder-ioc|createOrder|["BTC/USDT:USDT","limit","buy",2,50000,{"timeInForce":"IOC"}]
private|createOrder-fok|createOrder|["BTC/USDT:USDT","limit","buy",2,50000,{"timeInForce":"FOK"}]
private|createOrder-gtc|createOrder|["BTC/USDT:USDT","limit","buy",2,50000,{"timeInForce":"GTC"}]
private|createOrder-postOnly|createOrder|["BTC/USDT:USDT","limit","buy",2,50000,{"postOnly":true}]
private|createOrder-reduceOnly|createOrder|["BTC/USDT:USDT","market","sell",2,null,{"reduceOnly":true}]
private|createOrder-reduceOnlyLimit|createOrder|["BTC/USDT:USDT","limit","sell",2,90000.1,{"reduceOnly":true}]
private|createOrder-stop|createOrder|["BTC/USDT:USDT","market","sell",2,null,{"triggerPrice":80000}]
private|createOrder-stopLimit|createOrder|["BTC/USDT:USDT","limit","buy",2,90010,{"triggerPrice":90000}]
private|createOrder-stopLoss|createOrder|["BTC/USDT:USDT","market","sell",2,null,{"stopLossPrice":80000}]
private|createOrder-stopLossLimit|createOrder|["BTC/USDT:USDT","limit","buy",2,90010,{"stopLossPrice":90000}]
private|createOrder-takeProfit|createOrder|["BTC/USDT:USDT","market","sell",2,null,{"takeProfitPrice":90000}]
private|createOrder-takeProfitLimit|createOrder|["BTC/USDT:USDT","limit","buy",2,79990,{"takeProfitPrice":80000}]
private|cancelOrder|cancelOrder|["234125150956625920","BTC/USDT:USDT"]
private|fetchOrder-done|fetchOrder|["","BTC/USDT:USDT",{"clientOid":"done-id"}]
private|fetchOpenOrders-stop|fetchOpenOrders|["BTC/USDT:USDT",null,null,{"trigger":true}]
private|fetchOpenOrders-stopPage|fetchOpenOrders|["BTC/USDT:USDT",1763999600000,1,{"trigger":true}]
private|fetchOrder-stop|fetchOrder|["","BTC/USDT:USDT",{"clientOid":"stop-id"}]
CALLS
