// A proxy in front of a service, which can go away and come back, and which follows the service where it goes.

import { connect, createServer } from "node:net";

export async function proxy(t, target) {
  let server;
  let to = new URL(target);
  const open = new Set();
  const start = (port) =>
    new Promise((resolve, reject) => {
      server = createServer((near) => {
        const far = connect(Number(to.port), to.hostname);
        for (const socket of [near, far]) {
          open.add(socket);
          socket.on("error", () => {}).on("close", () => {
            open.delete(socket);
            near.destroy();
            far.destroy();
          });
        }
        near.pipe(far).pipe(near);
      });
      server.on("error", reject).listen(port, "127.0.0.1", () => resolve(server.address().port));
    });
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  const stop = () => {
    cut();
    return new Promise((resolve) => server.close(resolve));
  };
  const port = await start(0);
  t.after(stop);
  return {
    url: `http://127.0.0.1:${port}`,
    cut,
    stop,
    start: () => start(port),
    follow(url) {
      to = new URL(url);
      cut();
    },
    get connections() {
      return open.size / 2;
    },
  };
}
