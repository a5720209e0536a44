package dev.kobako.slim;

import java.util.Set;

/**
 * Modules that are part of Node: what they are called is never looked for in packages.
 *
 * <p>See <a href="https://nodejs.org/api/modules.html#built-in-modules">Built-in modules</a>.
 */
final class NodeBuiltIns {
  private static final Set<String> NAMES =
      Set.of(
          "assert",
          "async_hooks",
          "buffer",
          "child_process",
          "cluster",
          "console",
          "constants",
          "crypto",
          "dgram",
          "diagnostics_channel",
          "dns",
          "domain",
          "events",
          "fs",
          "http",
          "http2",
          "https",
          "inspector",
          "module",
          "net",
          "os",
          "path",
          "perf_hooks",
          "process",
          "querystring",
          "readline",
          "repl",
          "stream",
          "string_decoder",
          "sys",
          "timers",
          "tls",
          "trace_events",
          "tty",
          "url",
          "util",
          "v8",
          "vm",
          "wasi",
          "worker_threads",
          "zlib",
          "assert/strict",
          "dns/promises",
          "fs/promises",
          "inspector/promises",
          "path/posix",
          "path/win32",
          "readline/promises",
          "stream/consumers",
          "stream/promises",
          "stream/web",
          "timers/promises",
          "util/types",
          "punycode");

  private NodeBuiltIns() {}

  /** Whether a specifier names one. */
  static boolean has(String specifier) {
    return specifier.startsWith("node:") || NAMES.contains(specifier);
  }
}
