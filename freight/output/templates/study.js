"use strict";
(function () {
  const figures = JSON.parse(document.getElementById("study-data").textContent);
  const font = { family: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif", color: "#1f2937", size: 12 };
  for (const [id, figure] of Object.entries(figures)) {
    figure.layout.font = font;
    Plotly.newPlot(id, figure.data, figure.layout, { displayModeBar: false, responsive: true });
  }
  function refit() {
    document.querySelectorAll(".js-plotly-plot").forEach((plot) => Plotly.Plots.resize(plot));
  }
  window.matchMedia("print").addEventListener("change", refit);
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("details.print").forEach((one) => { one.open = true; });
    refit();
  });
})();
