import assert from "node:assert/strict";
import { test } from "node:test";
import { address, isAsked, listOf, queryOf } from "../../static/js/lib/board/address.js";

test("which list an address shows does not depend on order, place or what stands open", () => {
  const same = ["?tab=open&level=low&text=a", "?text=a&level=low&open=BEN-2026-0001&pages=3", "level=low&text=a&tab=open&after=x&kind="];
  assert.equal(new Set(same.map(listOf)).size, 1);
  assert.notEqual(listOf("?level=low"), listOf("?level=high"));
  assert.equal(listOf(""), "tab=open");
});

test("several values of a filter become one, and what is empty is left out", () => {
  const entries = [["tab", "open"], ["level", "critical"], ["level", "low"], ["from", ""], ["text", "  l'est & “x” "]];
  assert.equal(queryOf(entries), "tab=open&level=critical,low&text=l%27est+%26+%E2%80%9Cx%E2%80%9D");
  assert.equal(new URLSearchParams(queryOf(entries)).get("text"), "l'est & “x”");
});

test("an address names the list, what stands open, and pages beyond the first", () => {
  assert.equal(address("tab=open"), "?tab=open");
  assert.equal(address("tab=open", { open: "BEN-2026-0001", pages: 2 }), "?tab=open&pages=2&open=BEN-2026-0001");
});

test("a word is looked for from three letters on, a number from the first", () => {
  for (const text of ["", "  ", "1", "x-1", "mbau", "à Oicha", "l'est"]) assert.equal(isAsked(text), true, text);
  for (const text of ["m", "mb", "à l'"]) assert.equal(isAsked(text), false, text);
});
