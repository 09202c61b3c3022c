#!/bin/sh
# From the spreadsheet of 06:15 to drivers, and a new plan at 11:10: import, plan, print, replan, check.
# sh examples/drammen/morning/morning.sh FOLDER
set -eu
here=$(dirname "$0")
day=${1:-out/morning}

mkdir -p "$day"
cp "$here"/scenario.yaml "$here"/events.csv "$day"
cp "$here"/../fleet.yaml "$here"/../depots.csv "$here"/../zones.geojson "$here"/../chargers.csv "$day"

echo "06:15  The order list becomes orders.csv; what is not understood is in orders.rejected.xlsx"
freight import "$here"/bestillinger.xlsx --out "$day"/orders.csv --offline --date 23.11.2026 </dev/null

echo "06:25  The plan"
freight plan "$day"/scenario.yaml --out "$day"/plan --iterations 4000
freight check "$day"/plan

echo "06:40  Sheets for the drivers"
freight print "$day"/plan --lang both

echo "11:10  Five things have happened"
freight replan "$day"/plan --now 11:10 --events "$day"/events.csv --out "$day"/plan-1110
freight check "$day"/plan-1110
freight print "$day"/plan-1110 --lang both
