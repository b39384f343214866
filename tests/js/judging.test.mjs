import assert from "node:assert/strict";
import { test } from "node:test";
import { judging } from "../../static/js/lib/wall/judging.js";

const BEGAN = Date.parse("2026-11-24T17:41:00Z") / 1000;
const WELL = { database: 0, worker: 3, sender: 2, beat: 4, sweep: 3, redis: 6, round: 6, watch: 6 };
const PERIOD = { worker: 5, sender: 5, beat: 5, sweep: 5, redis: 10.5, round: 10.5 };

/** A wall over a hub whose parts die and come back: seconds pass one by one, as on the page. */
class Wall {
  constructor() {
    this.second = 0;
    this.slept = 0; // s by which the steady clock stands still
    this.wrong = 0; // s by which the device's clock is wrong
    this.dead = new Set();
    this.diedAt = {};
    this.rings = [];
    this.judge = judging(this.at);
    this.verdict = null;
  }
  get at() {
    return { steady: this.second - this.slept, date: BEGAN + this.second + this.wrong };
  }
  kill(...parts) {
    for (const part of parts) this.dead.add(part), (this.diedAt[part] = this.second);
    return this;
  }
  heal(...parts) {
    for (const part of parts) this.dead.delete(part), (this.diedAt[part] = null);
    return this;
  }
  ages() {
    const seen = (part) => {
      const until = this.diedAt[part] ?? this.second;
      const last = Math.floor(until / PERIOD[part]) * PERIOD[part];
      return this.second - last;
    };
    const ages = { database: this.dead.has("database") ? this.second - this.diedAt.database : 0 };
    for (const part of Object.keys(PERIOD)) ages[part] = seen(part);
    ages.watch = this.rings.length ? 40 : ages.round;
    return ages;
  }
  message() {
    return { now: new Date((BEGAN + this.second) * 1000).toISOString(), ages: this.ages(), rings: this.rings };
  }
  pass(seconds) {
    for (let n = 0; n < seconds; n += 1) {
      this.second += 1;
      if (!this.dead.has("stream") && this.second % 5 === 0) this.judge.heard("socket", this.message(), this.at);
      if (this.judge.doorFor() >= (this.judge.socketFor() > 8 ? 5 : 8)) this.ask();
      this.verdict = this.judge.verdict(this.at);
    }
    return this;
  }
  ask() {
    if (this.dead.has("pages")) this.judge.failed(this.at);
    else if (this.dead.has("database")) this.judge.away(this.at);
    else this.judge.heard("door", this.message(), this.at);
  }
  /** Seconds until the verdict is as wanted. */
  until(wanted, most = 120) {
    const began = this.second;
    while (!wanted(this.pass(1).verdict)) assert.ok(this.second - began < most, JSON.stringify(this.verdict));
    return this.second - began;
  }
}

const live = (told) => told.isLive;
const says = (kind, ...parts) => (told) => told.kind === kind && parts.every((part) => told.silent.includes(part));

test("a hub in order is live for hours, whatever moment its signs come at", () => {
  const wall = new Wall();
  for (let n = 0; n < 7200; n += 1) assert.ok(wall.pass(1).verdict.isLive, JSON.stringify(wall.verdict));
});

const DEATHS = [
  [["stream", "pages"], "old", ["pages", "stream"]],
  [["pages"], "old", ["pages"]],
  [["database"], "old", ["database"]],
  [["stream"], "late", ["stream"]],
  [["worker", "beat"], "slow", ["worker"]],
  [["sender"], "slow", ["sender"]],
  [["beat"], "unguarded", ["beat"]],
  [["sweep", "round", "redis"], "unguarded", ["sweep"]],
  [["round", "redis"], "unguarded", ["watch"]],
  [["redis", "worker", "sender", "beat"], "slow", ["redis"]],
  [["worker", "beat", "sweep", "round", "redis"], "nobody", ["worker", "sweep"]],
  [["sender", "sweep", "round", "redis"], "nobody", ["sender", "sweep"]],
  [["beat", "sweep", "round", "redis", "worker", "sender"], "fails", ["unwoken", "beat", "sweep"]],
];

// What may be said at all of what died; a sweep takes the rounds of the watch along.
const TRUE_OF = Object.fromEntries(["stream", "pages", "database", "worker", "sender", "beat", "sweep", "redis"].map((part) => [part, [part]]));
TRUE_OF.watch = ["round"];
TRUE_OF.unwoken = ["beat"];

for (const [parts, kind, named] of DEATHS) {
  test(`${parts.join(", ")} dead: told within 30 s of any moment, by name, and live again by itself`, () => {
    for (let moment = 60; moment < 160; moment += 1) {
      const wall = new Wall().pass(moment).kill(...parts);
      const isTrue = ({ silent }) => silent.every((part) => TRUE_OF[part].some((one) => parts.includes(one)));
      wall.until((verdict) => {
        assert.ok(isTrue(verdict), `at ${wall.second}: ${verdict.silent}, though ${parts} died`);
        return says(kind, ...named)(verdict);
      }, 31);
      assert.equal(wall.verdict.silent.length, named.length, JSON.stringify(wall.verdict));
      wall.pass(90);
      assert.ok(says(kind, ...named)(wall.verdict), JSON.stringify(wall.verdict));
      wall.heal(...parts);
      assert.ok(wall.until(live) <= 30);
      wall.pass(120);
      assert.ok(wall.verdict.isLive, "no flicker");
    }
  });
}

test("it never says live between the first silence and the return", () => {
  const wall = new Wall().pass(63).kill("worker", "beat");
  wall.until((told) => !told.isLive);
  for (let n = 0; n < 600; n += 1) assert.ok(!wall.pass(1).verdict.isLive);
});

test("what is heard of through something silent is not named, but said to be unheard", () => {
  const worker = new Wall().pass(60).kill("worker", "beat").pass(60).verdict;
  assert.deepEqual([worker.silent, worker.unheard], [["worker"], ["beat"]]);
  const redis = new Wall().pass(60).kill("redis", "worker", "sender", "beat").pass(60).verdict;
  assert.deepEqual([redis.silent, redis.unheard], [["redis"], ["worker", "sender", "beat"]]);
  const database = new Wall().pass(60).kill("database").pass(60).verdict;
  assert.deepEqual(database.silent, ["database"]);
  assert.ok(["worker", "sweep", "watch", "redis"].every((part) => database.unheard.includes(part)));
  const web = new Wall().pass(60).kill("stream", "pages").pass(60).verdict;
  assert.ok(["database", "worker", "clock"].every((part) => web.unheard.includes(part)));
  const first = new Wall().pass(60).kill("stream", "pages");
  first.until(says("old", "stream", "pages"));
  assert.ok(first.verdict.unheard.includes("worker"), "from the first second on");
});

test("a stream that is cut leaves the rest known, by the door", () => {
  const told = new Wall().pass(60).kill("stream").pass(60).verdict;
  assert.deepEqual([told.kind, told.silent, told.unheard], ["late", ["stream"], []]);
  assert.ok(told.heard <= 8, "the picture is asked for");
});

test("with stream and database away, the door tells of the database", () => {
  const told = new Wall().pass(60).kill("stream", "database").pass(60).verdict;
  assert.ok(says("old", "database", "stream")(told), JSON.stringify(told));
});

test("what rings about telling is said for as long as it rings", () => {
  const wall = new Wall().pass(60);
  wall.rings = ["channel:email"];
  assert.ok(wall.until(says("fails", "channel:email")) <= 8);
  assert.equal(wall.pass(100).verdict.since, 40);
  wall.rings = [];
  assert.ok(wall.until(live) <= 12);
});

test("one beat that is lost, one question that fails, one round that misses Redis grey nothing", () => {
  const wall = new Wall().pass(60).kill("stream").pass(6).heal("stream").pass(20);
  assert.ok(wall.verdict.isLive);
  wall.judge.failed(wall.at);
  assert.ok(wall.pass(1).verdict.isLive);
  const missed = { ...WELL, redis: 14, round: 4 };
  wall.judge.heard("socket", { now: wall.message().now, ages: missed, rings: [] }, wall.at);
  assert.ok(wall.judge.verdict(wall.at).isLive);
});

test("a display that slept is silent until it has heard anew", () => {
  const wall = new Wall().pass(60);
  wall.second += 600;
  wall.slept = 600; // only the device's clock went on
  const told = wall.judge.verdict(wall.at);
  assert.deepEqual([told.isLive, told.kind], [false, "old"]);
  assert.ok(told.since >= 600);
  assert.ok(wall.until(live) <= 15);
});

test("timers that were held up count as time, too", () => {
  const wall = new Wall().pass(60);
  wall.second += 45;
  assert.equal(wall.judge.verdict(wall.at).kind, "old");
});

for (const wrong of [25, 3600, -25, -86400]) {
  test(`a device clock that goes ${wrong} s wrong is told within 30 s and forgiven once set right`, () => {
    const wall = new Wall().pass(60);
    wall.wrong = wrong;
    assert.ok(wall.until(says("clock", "clock")) <= 30);
    assert.ok(Math.abs(wall.pass(30).verdict.since - Math.abs(wrong)) < 2);
    wall.wrong = 0;
    assert.ok(wall.until(live, 4000) <= 30);
  });
}

test("some seconds of the device's clock are no matter, a slow line neither", () => {
  const wall = new Wall();
  wall.wrong = 8;
  wall.judge.heard("socket", { now: wall.message().now, ages: WELL, rings: [] }, wall.at);
  wall.pass(300);
  assert.ok(wall.verdict.isLive, JSON.stringify(wall.verdict));
});

test("a hub whose parts were never seen says so instead of calling itself live", () => {
  const wall = new Wall();
  const never = Object.fromEntries(Object.keys(WELL).map((part) => [part, null]));
  wall.judge.heard("socket", { now: wall.message().now, ages: { ...never, database: 0 }, rings: [] }, wall.at);
  const told = wall.judge.verdict(wall.at);
  assert.ok(!told.isLive && told.silent.includes("sweep"));
});

test("a beat of a hub that never reached its database says that the database is silent", () => {
  const wall = new Wall();
  for (let n = 0; n < 30; n += 1) {
    wall.second += 1;
    wall.judge.heard("socket", { ages: { database: null } }, wall.at);
    wall.judge.heard("door", null, wall.at);
  }
  assert.ok(says("old", "database")(wall.judge.verdict(wall.at)));
});

test("the gravest gives the headline, all are listed", () => {
  const told = new Wall().pass(60).kill("database", "stream", "pages").pass(60).verdict;
  assert.equal(told.kind, "old");
  const two = new Wall().pass(60).kill("sender", "beat").pass(60).verdict;
  assert.deepEqual([two.kind, two.silent], ["slow", ["sender", "beat"]]);
});
