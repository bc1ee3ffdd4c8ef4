#!/bin/sh
# Records what CCXT answers and sends for these payloads: record.sh ORACLE_MJS NODE_MODULES
# (npm install --prefix /tmp/oracle ccxt@4.5.84 ws; record.sh …/oracle.mjs /tmp/oracle/node_modules)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
oracle=$1
modules=$2
anonymous='{"apiKey":"","secret":"","password":""}'
warm='^/api/(v1/(contracts/active|isolated/symbols|hf/accounts/opened)|v3/(currencies|margin/symbols)|ua/v1/account/mode)$'
record() { # NAME METHOD ARGS OPTIONS
    NODE_PATH=$modules node --require "$here/clock.cjs" "$oracle" "$here/fixtures" kucoin "$2" "$3" "$4" \
        | jq --arg warm "$warm" '.requests |= [.[] | select(.path | test($warm) | not) | {method, path, query, body}]
            | if .method == "loadMarkets" then . else .requests |= map(select(.path | test("^/api/(v2/symbols|v1/market/allTickers)$") | not)) end
            | if .method == "loadMarkets" then .answer |= map_values(del(.tiers)) else . end
            | if .answer | type == "object" and .fee == {} then .answer |= (del(.fee) | .fees = []) else . end
            | if .method == "fetchLedger" then .requests |= map(select(.path != "/api/v1/accounts")) else . end' \
        > "$here/recordings/$1.json"
}
while IFS='|' read -r keys name method args; do
    echo "$name" >&2
    if [ "$keys" = public ]; then options=$anonymous; else options='{}'; fi
    record "$name" "$method" "$args" "$options" < /dev/null
done <<'CALLS'
public|loadMarkets|loadMarkets|[]
public|fetchTicker|fetchTicker|["BTC/USDT"]
public|fetchTicker-flat|fetchTicker|["WAXP/USDT"]
public|fetchTicker-untraded|fetchTicker|["ETH/BTC"]
public|fetchOrderBook|fetchOrderBook|["BTC/USDT"]
public|fetchOrderBook-limit|fetchOrderBook|["BTC/USDT",20]
public|fetchTrades|fetchTrades|["BTC/USDT"]
public|fetchTrades-page|fetchTrades|["BTC/USDT",1764000000000,1]
public|fetchOHLCV|fetchOHLCV|["BTC/USDT","1m"]
public|fetchOHLCV-page|fetchOHLCV|["BTC/USDT","1h",1763990000000,2]
private|fetchBalance|fetchBalance|[]
private|fetchOpenOrders|fetchOpenOrders|["BTC/USDT"]
private|fetchOpenOrders-page|fetchOpenOrders|["BTC/USDT",1763998500000,1]
private|fetchClosedOrders|fetchClosedOrders|["BTC/USDT"]
private|fetchClosedOrders-page|fetchClosedOrders|["BTC/USDT",1763998500000,1]
private|fetchMyTrades|fetchMyTrades|["BTC/USDT"]
private|fetchMyTrades-page|fetchMyTrades|["BTC/USDT",1763999500000,1]
private|fetchLedger|fetchLedger|[]
private|fetchLedger-page|fetchLedger|["USDT",1763998500000,5]
private|createOrder-limit|createOrder|["BTC/USDT","limit","buy",0.01,50000]
private|createOrder-market|createOrder|["BTC/USDT","market","buy",0.01]
private|createOrder-ioc|createOrder|["BTC/USDT","limit","buy",0.01,50000,{"timeInForce":"IOC"}]
private|createOrder-fok|createOrder|["BTC/USDT","limit","sell",0.01,50000.1,{"timeInForce":"FOK"}]
private|createOrder-gtc|createOrder|["BTC/USDT","limit","sell",0.01,50000.1,{"timeInForce":"GTC"}]
private|createOrder-postOnly|createOrder|["BTC/USDT","limit","buy",0.01,50000,{"postOnly":true}]
private|createOrder-stop|createOrder|["BTC/USDT","market","sell",0.01,null,{"triggerPrice":80000}]
private|createOrder-stopLimit|createOrder|["BTC/USDT","limit","buy",0.01,90010,{"triggerPrice":90000}]
private|createOrder-stopLoss|createOrder|["BTC/USDT","market","sell",0.01,null,{"stopLossPrice":80000}]
private|createOrder-stopLossLimit|createOrder|["BTC/USDT","limit","sell",0.01,79990,{"stopLossPrice":80000}]
private|createOrder-takeProfit|createOrder|["BTC/USDT","market","sell",0.01,null,{"takeProfitPrice":90000}]
private|createOrder-takeProfitLimit|createOrder|["BTC/USDT","limit","buy",0.01,79990,{"takeProfitPrice":80000}]
private|createOrder-stopPostOnly|createOrder|["BTC/USDT","limit","sell",0.01,80010,{"stopLossPrice":80000,"postOnly":true}]
private|cancelOrder|cancelOrder|["670fd33bf9406e0007ab3945","BTC/USDT"]
private|cancelOrder-stop|cancelOrder|["vs93gpupfa48anof003u85mb","BTC/USDT",{"trigger":true}]
private|fetchOrder-done|fetchOrder|["","BTC/USDT",{"clientOid":"done-id"}]
private|fetchOrder-canceled|fetchOrder|["","BTC/USDT",{"clientOid":"canceled-id"}]
private|fetchOpenOrders-stopPage|fetchOpenOrders|["BTC/USDT",1763998500000,1,{"trigger":true}]
private|fetchOpenOrders-stop|fetchOpenOrders|["BTC/USDT",0,50,{"trigger":true}]
CALLS
