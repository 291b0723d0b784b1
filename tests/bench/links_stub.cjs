// Put in place of the resolver of a Node program: every name is this machine, but for those that end in .invalid.
const dns = require("node:dns");

dns.lookup = (host, options, done) => {
  const answer = typeof options === "function" ? options : done;
  const all = typeof options === "object" && options !== null && options.all;
  if (host.endsWith(".invalid")) {
    const fault = new Error(`getaddrinfo ENOTFOUND ${host}`);
    process.nextTick(answer, Object.assign(fault, { code: "ENOTFOUND", hostname: host, syscall: "getaddrinfo" }));
  } else if (all) {
    process.nextTick(answer, null, [{ address: "127.0.0.1", family: 4 }]);
  } else {
    process.nextTick(answer, null, "127.0.0.1", 4);
  }
};
