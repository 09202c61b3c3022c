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
    displaylogo: false,
    displayModeBar: true,
    doubleClick: false,
    modeBarButtons: [["zoomIn2d", "zoomOut2d"]],
  });
  draw("gantt", report.gantt, still);
  draw("emissions", report.emissions, still);
  draw("cost", report.cost, still);
  for (const panel of document.querySelectorAll(".panel")) {
    draw(panel.querySelector(".plot"), report.loads[panel.dataset.vehicle], still);
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
  const move = document.getElementById("move");
  move.setAttribute("aria-pressed", String(!coarse));
  move.addEventListener("click", () => {
    const on = move.getAttribute("aria-pressed") !== "true";
    move.setAttribute("aria-pressed", String(on));
    Plotly.relayout(map, { dragmode: on ? "pan" : false });
  });
  apply();
  zoom(report.stopSpan);
})();
