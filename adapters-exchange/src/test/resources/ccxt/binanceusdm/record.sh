#!/bin/sh
# Records what CCXT answers and sends for these payloads: record.sh ORACLE_MJS NODE_MODULES
# (npm install --prefix /tmp/oracle ccxt@4.5.84 ws; record.sh …/oracle.mjs /tmp/oracle/node_modules)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
record() { # NAME METHOD ARGS
    NODE_PATH=$2 node "$1" "$here/fixtures" binanceusdm "$4" "$5" \
        '{"options":{"warnOnFetchOpenOrdersWithoutSymbol":false}}' \
        | jq '.requests |= [.[] | select(.path | test("^/(sapi/|fapi/v1/leverageBracket$)") | not) | {method, path, query, body}]
            | if .method == "loadMarkets" then . else .requests |= map(select(.path != "/fapi/v1/exchangeInfo")) end' \
        > "$here/recordings/$3.json"
}
oracle=$1
modules=$2
while IFS='|' read -r name method args; do
    echo "$name" >&2
    record "$oracle" "$modules" "$name" "$method" "$args" < /dev/null
done <<'CALLS'
loadMarkets|loadMarkets|[]
fetchTicker|fetchTicker|["BTC/USDT:USDT"]
fetchOrderBook|fetchOrderBook|["BTC/USDT:USDT"]
fetchOrderBook-limit|fetchOrderBook|["BTC/USDT:USDT",5]
fetchTrades|fetchTrades|["BTC/USDT:USDT"]
fetchTrades-page|fetchTrades|["BTC/USDT:USDT",1763990000150,1]
fetchOHLCV|fetchOHLCV|["BTC/USDT:USDT","1m"]
fetchOHLCV-page|fetchOHLCV|["BTC/USDT:USDT","1h",1763990000000,2]
fetchBalance|fetchBalance|[]
fetchOpenOrders|fetchOpenOrders|["BTC/USDT:USDT"]
fetchOpenOrders-all|fetchOpenOrders|[]
fetchOrders|fetchOrders|["BTC/USDT:USDT"]
fetchOrders-page|fetchOrders|["BTC/USDT:USDT",1763999000000,3]
fetchMyTrades|fetchMyTrades|["BTC/USDT:USDT"]
fetchMyTrades-page|fetchMyTrades|["BTC/USDT:USDT",1763000000000,2]
fetchPositions|fetchPositions|[]
fetchPositions-one|fetchPositions|[["BTC/USDT:USDT"]]
fetchLedger|fetchLedger|[]
fetchLedger-page|fetchLedger|["USDT",1763999000000,3]
fetchLeverages|fetchLeverages|[]
fetchLeverages-one|fetchLeverages|[["BTC/USDT:USDT"]]
setLeverage|setLeverage|[10,"BTC/USDT:USDT"]
createOrder-limit|createOrder|["BTC/USDT:USDT","limit","buy",0.01,50000]
createOrder-market|createOrder|["BTC/USDT:USDT","market","buy",0.01]
createOrder-ioc|createOrder|["BTC/USDT:USDT","limit","buy",0.01,50000,{"timeInForce":"IOC"}]
createOrder-fok|createOrder|["BTC/USDT:USDT","limit","buy",0.01,50000,{"timeInForce":"FOK"}]
createOrder-postOnly|createOrder|["BTC/USDT:USDT","limit","buy",0.01,50000,{"postOnly":true}]
createOrder-reduceOnly|createOrder|["BTC/USDT:USDT","limit","sell",0.01,90000,{"reduceOnly":true}]
createOrder-stop|createOrder|["BTC/USDT:USDT","market","sell",0.01,null,{"triggerPrice":80000}]
createOrder-stopReduceOnly|createOrder|["BTC/USDT:USDT","market","sell",0.01,null,{"triggerPrice":80000,"reduceOnly":true}]
createOrder-stopLimit|createOrder|["BTC/USDT:USDT","limit","buy",0.01,90010,{"triggerPrice":90000}]
createOrder-stopLoss|createOrder|["BTC/USDT:USDT","market","sell",0.01,null,{"stopLossPrice":80000}]
createOrder-stopLossIoc|createOrder|["BTC/USDT:USDT","limit","sell",0.01,79990,{"stopLossPrice":80000,"timeInForce":"IOC"}]
createOrder-stopPostOnly|createOrder|["BTC/USDT:USDT","limit","sell",0.01,80010,{"stopLossPrice":80000,"postOnly":true}]
createOrder-takeProfit|createOrder|["BTC/USDT:USDT","market","sell",0.01,null,{"takeProfitPrice":90000}]
createOrder-takeProfitLimit|createOrder|["BTC/USDT:USDT","limit","buy",0.01,79990,{"takeProfitPrice":80000}]
cancelOrder|cancelOrder|["28","BTC/USDT:USDT"]
cancelOrder-waiting|cancelOrder|["4000001795783401","BTC/USDT:USDT",{"trigger":true}]
fetchOpenOrders-waiting|fetchOpenOrders|["BTC/USDT:USDT",null,null,{"trigger":true}]
fetchOrder-waiting|fetchOrder|["","BTC/USDT:USDT",{"clientAlgoId":"waits-1","trigger":true}]
fetchOrder-canceled|fetchOrder|["","BTC/USDT:USDT",{"clientAlgoId":"canceled","trigger":true}]
fetchOrder-triggered|fetchOrder|["","BTC/USDT:USDT",{"clientAlgoId":"triggered","trigger":true}]
fetchOrder|fetchOrder|["","BTC/USDT:USDT",{"clientOrderId":"mine-28"}]
CALLS
