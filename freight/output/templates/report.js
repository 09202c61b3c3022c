"use strict";
(function () {
  const report = JSON.parse(document.getElementById("report-data").textContent);
  const coarse = window.matchMedia("(pointer: coarse)").matches || window.innerWidth <= 640;
  const font = { family: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif", color: "#1f2937", size: 12 };
  const still = { displayModeBar: false, responsive: true };
  const fewVehicles = 4;

  function draw(id, figure, config) {
    figure.layout.font = font;
    return Plotly.newPlot(id, figure.data, figure.layout, config);
  }

  const map = document.getElementById("map");
  report.map.layout.dragmode = coarse ? false : "pan";
  const start = { x: report.map.layout.xaxis.range.slice(), y: report.map.layout.yaxis.range.slice() };
  draw("map", report.map, {
    responsive: true,
    scrollZoom: !coarse,
    displayModeBar: false,
    doubleClick: false,
  });
  draw("gantt", report.gantt, still);
  draw("emissions", report.emissions, still);
  draw("cost", report.cost, still);
  for (const [id, figure] of Object.entries(report.depots)) draw(id, figure, still);
  for (const panel of document.querySelectorAll(".panel")) {
    draw(panel.querySelector(".plot"), report.loads[panel.dataset.vehicle], still);
  }

  // Lanes: routes that share a street stay side by side, by the same number of pixels at every zoom.
  const lanePixels = 3.6;
  const middle = Math.cos(((start.y[0] + start.y[1]) / 2) * Math.PI / 180);
  const homes = report.map.data.map((trace) => trace.meta && trace.meta.aside ? { x: trace.x.slice(), y: trace.y.slice() } : null);
  const fixed = report.map.layout.annotations || [];
  let lanesAt = 0;

  function view() {
    const full = map._fullLayout;
    const x = full.xaxis.range, y = full.yaxis.range;
    return { x, y, lon: (x[1] - x[0]) / full.xaxis._length, lat: (y[1] - y[0]) / full.yaxis._length };
  }

  function layLanes(now) {
    if (Math.abs(now.lon / lanesAt - 1) < 0.01) return null;
    lanesAt = now.lon;
    const traces = [], x = [], y = [];
    homes.forEach((home, index) => {
      if (!home) return;
      const aside = report.map.data[index].meta.aside;
      traces.push(index);
      x.push(home.x.map((lon, i) => lon === null ? null : lon + aside[0][i] * lanePixels * now.lon));
      y.push(home.y.map((lat, i) => lat === null ? null : lat + aside[1][i] * lanePixels * now.lat));
    });
    return traces.length ? Plotly.restyle(map, { x, y }, traces) : null;
  }

  function textBox(lon, lat, text, place, now) {
    const rows = text.split("<br>").map((row) => row.replace(/<[^>]*>/g, "").length);
    const w = Math.max(...rows) * 6.6 + 12, h = rows.length * 16;
    const x = lon / now.lon + (place.includes("left") ? -w / 2 : place.includes("right") ? w / 2 : 0);
    return { x, y: lat / now.lat + (place.startsWith("top") ? h / 2 + 4 : 0), w, h };
  }

  function meets(one, other) {
    return Math.abs(one.x - other.x) < (one.w + other.w) / 2 && Math.abs(one.y - other.y) < (one.h + other.h) / 2;
  }

  function stopBoxes(now) {
    return report.map.data.filter((trace) => trace.meta && trace.meta.part === "stops" && trace.visible !== false)
      .flatMap((trace) => trace.x.map((lon, i) =>
        ({ x: lon / now.lon, y: trace.y[i] / now.lat, w: trace.marker.size + 2, h: trace.marker.size + 2 })));
  }

  function bridgeBoxes(now) {
    return report.map.data.filter((trace) => !trace.meta && trace.mode === "text" && trace.visible !== false)
      .flatMap((trace) => trace.x.map((lon, i) => textBox(lon, trace.y[i], trace.text[i], trace.textposition[i], now)));
  }

  function showBridges(now) {
    const near = now.lat * 111195 < 5;
    const traces = report.map.data.map((trace, index) => (!trace.meta && trace.mode === "text" ? index : -1))
      .filter((index) => index >= 0 && (report.map.data[index].visible !== false) !== near);
    return traces.length ? Plotly.restyle(map, { visible: near }, traces) : null;
  }

  // Plates of zones and depots: of the places round their corners, the one that covers least.
  function placePlates(now, stops) {
    const placed = [];
    const mapBox = { left: now.x[0] / now.lon, right: now.x[1] / now.lon, low: now.y[0] / now.lat, high: now.y[1] / now.lat };
    const plates = fixed.map((plate, index) => {
      const [west, south, east, north] = report.map.layout.meta.plates[index];
      const gap = west === east ? 12 : 4;
      const choices = [
        [west, north, "left", "bottom"], [east, north, "right", "bottom"], [west, south, "left", "top"],
        [east, south, "right", "top"], [east, north, "left", "top"], [west, north, "right", "top"],
      ].map(([lon, lat, xanchor, yanchor], rank) => {
        const box = textBox(lon, lat, plate.text, "middle " + (xanchor === "left" ? "right" : "left"), now);
        box.y += (yanchor === "bottom" ? 1 : -1) * (box.h / 2 + gap);
        const out = Math.max(0, mapBox.left - box.x + box.w / 2, box.x + box.w / 2 - mapBox.right)
          + Math.max(0, mapBox.low - box.y + box.h / 2, box.y + box.h / 2 - mapBox.high);
        const cost = stops.filter((stop) => meets(stop, box)).length + 6 * placed.filter((other) => meets(other, box)).length
          + out / 4 + rank / 10;
        return { cost, box, plate: { ...plate, x: lon, y: lat, xanchor, yanchor, align: xanchor, yshift: yanchor === "bottom" ? gap : -gap } };
      });
      const best = choices.reduce((a, b) => (b.cost < a.cost ? b : a));
      placed.push(best.box);
      return best.plate;
    });
    return { plates, boxes: placed };
  }

  // Names: the most important streets first, each only where it fits its street and covers nothing.
  function nameStreets(now) {
    const metres = now.lat * 111195;
    const stops = stopBoxes(now);
    const { plates, boxes: taken } = placePlates(now, stops.concat(bridgeBoxes(now)));
    const corners = [[now.y[0], 12], [now.y[1], -24]].map(([lat, up]) =>
      ({ x: now.x[0] / now.lon + 70, y: lat / now.lat + up, w: 140, h: 56 }));
    const boxes = stops.concat(taken, bridgeBoxes(now), corners);
    const free = (box) => !boxes.some((one) => meets(one, box));
    const chosen = [];
    for (const [text, lon, lat, angle, run] of report.map.layout.meta.names) {
      if (chosen.length >= 45) break;
      const long = text.length * 5.6, room = run / metres - long;
      if (room < -0.15 * long) continue;
      const turn = angle * Math.PI / 180, cos = Math.cos(turn), sin = -Math.sin(turn);
      const part = Math.max(3, Math.ceil(long / 14));
      for (const share of [0, 0.25, -0.25, 0.5, -0.5]) {
        const x = lon / now.lon + share * Math.max(room, 0) * cos, y = lat / now.lat + share * Math.max(room, 0) * sin;
        if (x * now.lon < now.x[0] + 30 * now.lon || x * now.lon > now.x[1] - 30 * now.lon) continue;
        if (y * now.lat < now.y[0] + 20 * now.lat || y * now.lat > now.y[1] - 20 * now.lat) continue;
        const pieces = Array.from({ length: part }, (_, i) => (i / (part - 1) - 0.5) * long)
          .map((at) => ({ x: x + at * cos, y: y + at * sin, w: 14, h: 14 }));
        if (!pieces.every(free)) continue;
        boxes.push(...pieces);
        const safe = text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
        chosen.push({ x: x * now.lon, y: y * now.lat, text: safe, textangle: angle, showarrow: false,
          font: { size: 11, color: "#374151", shadow: "0 0 2px #fff, 0 0 2px #fff, 0 0 3px #fff, 0 0 3px #fff" } });
        break;
      }
    }
    return Plotly.relayout(map, { annotations: plates.concat(chosen) });
  }

  function drawScale(now) {
    const metres = now.lon * 111195 * middle;
    const room = 130 * metres;
    const power = Math.pow(10, Math.floor(Math.log10(room)));
    const nice = [5, 2, 1].map((step) => step * power).find((step) => step <= room);
    const bar = document.getElementById("scale");
    bar.style.width = Math.round(nice / metres) + "px";
    bar.textContent = nice >= 1000 ? nice / 1000 + " km" : nice + " m";
  }

  let busy = false, again = false;
  async function settle() {
    again = true;
    if (busy) return;
    busy = true;
    while (again) {
      again = false;
      const now = view();
      await layLanes(now);
      await showBridges(now);
      await nameStreets(now);
      drawScale(now);
    }
    busy = false;
  }

  function zoom(span) {
    Plotly.relayout(map, { "xaxis.range": span.x.slice(), "yaxis.range": span.y.slice() });
  }
  const boxes = Array.from(document.querySelectorAll(".chip input"));

  function large(trace) {
    return trace.marker.symbol.startsWith("triangle") ? 28 : 19;
  }

  function apply() {
    const shown = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const few = shown.size <= fewVehicles;
    const traces = [];
    const update = { visible: [], mode: [], "marker.size": [] };
    report.map.data.forEach((trace, index) => {
      if (!trace.meta) return;
      const part = trace.meta.part;
      const on = shown.has(trace.meta.vehicle);
      traces.push(index);
      update.visible.push(part === "arrows" ? on && few : on);
      update.mode.push(part === "stops" ? (few ? "markers+text" : "markers") : trace.mode);
      update["marker.size"].push(part === "stops" ? (few ? large(trace) : 10) : part === "arrows" ? 13 : null);
    });
    if (traces.length) Plotly.restyle(map, update, traces);
    for (const panel of document.querySelectorAll(".panel")) {
      const hidden = !shown.has(panel.dataset.vehicle);
      if (panel.hidden && !hidden) {
        panel.hidden = false;
        Plotly.Plots.resize(panel.querySelector(".plot"));
      }
      panel.hidden = hidden;
    }
    settle();
    document.getElementById("shown").textContent = shown.size + " of " + boxes.length + " vehicles shown";
  }

  function choose(test) {
    boxes.forEach((box) => { box.checked = test(box); });
    apply();
  }
  boxes.forEach((box) => box.addEventListener("change", apply));
  document.getElementById("all").addEventListener("click", () => choose(() => true));
  document.getElementById("none").addEventListener("click", () => choose(() => false));
  document.querySelectorAll("button[data-type]").forEach((button) =>
    button.addEventListener("click", () => choose((box) => box.dataset.type === button.dataset.type)));
  document.getElementById("zoom-all").addEventListener("click", () => zoom(start));
  document.getElementById("zoom-stops").addEventListener("click", () => zoom(report.stopSpan));
  function nearer(factor) {
    const now = view();
    const about = (range) => range.map((end) => (range[0] + range[1]) / 2 + (end - (range[0] + range[1]) / 2) * factor);
    zoom({ x: about(now.x), y: about(now.y) });
  }
  document.getElementById("zoom-in").addEventListener("click", () => nearer(0.5));
  document.getElementById("zoom-out").addEventListener("click", () => nearer(2));
  const move = document.getElementById("move");
  move.setAttribute("aria-pressed", String(!coarse));
  move.addEventListener("click", () => {
    const on = move.getAttribute("aria-pressed") !== "true";
    move.setAttribute("aria-pressed", String(on));
    Plotly.relayout(map, { dragmode: on ? "pan" : false });
  });
  function refit() {
    document.querySelectorAll(".js-plotly-plot").forEach((plot) => Plotly.Plots.resize(plot));
  }
  window.matchMedia("print").addEventListener("change", refit);
  window.addEventListener("beforeprint", refit);
  zoom(report.stopSpan);
  apply();
  map.on("plotly_relayout", (change) => {
    if (Object.keys(change).some((key) => key.includes("axis") || key === "autosize")) settle();
  });
})();
