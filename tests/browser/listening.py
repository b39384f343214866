"""What a page really lets out of its loudspeaker: the strongest frequency, read from the signal itself."""

from playwright.sync_api import Page

from tests.mailserver import wait_for

# Whatever goes to the loudspeaker goes through an analyser too, which is read every 40 ms.
EARS = """
window.heard = [];
const connect = AudioNode.prototype.connect;
AudioNode.prototype.connect = function (to, ...rest) {
  if (to instanceof AudioDestinationNode) {
    if (!to.context.ear) {
      to.context.ear = new AnalyserNode(to.context, { fftSize: 8192, smoothingTimeConstant: 0 });
      listen(to.context.ear);
    }
    connect.call(this, to.context.ear);
  }
  return connect.call(this, to, ...rest);
};
const every = window.setInterval.bind(window); // a test may set the page's own clock
function listen(ear) {
  const strength = new Float32Array(ear.frequencyBinCount);
  every(() => {
    ear.getFloatFrequencyData(strength);
    const loudest = strength.indexOf(Math.max(...strength));
    window.isSounding = strength[loudest] > -50;
    if (isSounding) heard.push((loudest * ear.context.sampleRate) / ear.fftSize);
  }, 40);
}
"""
STATE = (
    """() => JSON.stringify([document.documentElement.dataset, document.querySelector("[data-wall-sound]")?.dataset])"""
)
NEAR_HZ = 12.0


class Ears:
    """Of one page, put on before it is opened."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.add_init_script(EARS)

    def heard(self) -> list[float]:
        found: list[float] = self.page.evaluate("window.heard")
        return found

    def forget(self) -> None:
        """Once it is still."""
        wait_for(lambda: not self.page.evaluate("window.isSounding"), 15, "the end of the tones")
        self.page.evaluate("window.heard.length = 0")

    def has(self, *tones: float) -> bool:
        """Whether the tones (Hz) were heard, in this order; others may lie between."""
        heard = iter(self.heard())
        return all(any(abs(hz - tone) < NEAR_HZ for hz in heard) for tone in tones)

    def wait_for(self, *tones: float, within_s: float = 15.0) -> None:
        try:
            wait_for(lambda: self.has(*tones), within_s, f"the tones {tones}")
        except AssertionError as missed:
            heard = sorted(set(map(round, self.heard())))
            raise AssertionError(f"{missed}; heard {heard}; {self.page.evaluate(STATE)}") from missed
