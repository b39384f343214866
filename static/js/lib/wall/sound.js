// The sound of the wall: it reads #wall-alarms after each `wall:news`.

export function sound(body) {
  return { body };
}
