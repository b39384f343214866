// The first view: all alerts, else the bases, else the country. After that the view belongs to the person.

/** Gives `fit`, to be called at each drawing; it fits until list and paper were both there. */
export function fitted(map, state) {
  const container = map.getContainer();
  let [done, fitting] = [false, false]; // fitting ends in a drawing, which asks again
  const fit = () => {
    const { x: width, y: height } = map.getSize();
    const at = state.alerts.length ? state.alerts.map((one) => one.at) : state.positions.map(({ lat, lon }) => [lat, lon]);
    if (done || fitting || !width || !(at.length || state.letters?.home)) return;
    const tops = [...container.querySelectorAll(".leaflet-bottom")].map((corner) => corner.getBoundingClientRect().top);
    const foot = container.getBoundingClientRect().bottom - Math.min(...tops) + 16;
    const room = { paddingTopLeft: width > 600 ? [70, 60] : [40, 60], paddingBottomRight: [80, Math.min(foot, height / 3)] };
    done = at.length > 0 && state.settled;
    fitting = true;
    map.fitBounds(at.length ? L.latLngBounds(at) : state.letters.home, { ...room, maxZoom: 10, animate: false });
    fitting = false;
  };
  return Object.assign(fit, { isDone: () => done });
}
