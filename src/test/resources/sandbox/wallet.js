// A browser wallet for trying things out, with keys that everybody knows. It asks before it signs, and shows what it would sign, as
// wallets do: bytes as hexadecimal digits, text as text, typed data member by member. Its keys are where the page came from.

(() => {
  const TEXT = /^[\P{C}\n]*$/u;
  const listeners = new Map();

  async function call(method, params) {
    const answer = await (await fetch("/sandbox/wallet", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ method, params }) })).json();
    if (answer.error) throw Object.assign(new Error(answer.error.message), { code: answer.error.code });
    return answer.result;
  }

  function shown(hex) {
    const bytes = Uint8Array.from(hex.slice(2).match(/../g) ?? [], (pair) => parseInt(pair, 16));
    try {
      const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
      return TEXT.test(text) ? text : hex;
    } catch {
      return hex;
    }
  }

  function typed(json) {
    const { domain, primaryType, message } = JSON.parse(json);
    return [`${primaryType} · ${domain.name}, version ${domain.version}`, ...Object.entries(message).map(([name, value]) => `${name}: ${value}`)].join("\n");
  }

  function agreed(what) {
    if (confirm(`Sandbox wallet\n\nSign this?\n\n${what}`)) return;
    throw Object.assign(new Error("User rejected the request."), { code: 4001 });
  }

  const provider = {
    async request({ method, params = [] }) {
      if (method === "personal_sign") agreed(shown(params[0]));
      if (method === "eth_signTypedData_v4") agreed(typed(params[1]));
      return call(method, params);
    },
    on: (type, listener) => listeners.set(type, [...(listeners.get(type) ?? []), listener]),
    removeListener: (type, listener) => listeners.set(type, (listeners.get(type) ?? []).filter((each) => each !== listener)),
  };

  addEventListener("sandbox-wallet", ({ detail }) => (listeners.get(detail.type) ?? []).forEach((listener) => listener(detail.value)));

  const icon = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20'><rect width='20' height='20' rx='5' fill='%23e0a526'/><path d='M4 12q3-6 6 0t6 0' fill='none' stroke='%23fff' stroke-width='2'/></svg>";
  const detail = Object.freeze({ info: Object.freeze({ uuid: "5a9d0c58-6c1e-4d55-9c57-0f6a1f0c5a11", name: "Sandbox wallet", icon, rdns: "dev.epilogue.sandbox" }), provider });
  const announce = () => dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));
  addEventListener("eip6963:requestProvider", announce);
  announce();
})();
