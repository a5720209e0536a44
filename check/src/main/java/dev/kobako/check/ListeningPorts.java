package dev.kobako.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The TCP ports of this machine on which something listens, as the kernel tells in {@code
 * /proc/net/tcp} (proc(5)). Nothing is connected: some servers serve one connection only, and some
 * complain in their log of those that say nothing.
 */
final class ListeningPorts {
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

  /** TCP_LISTEN of the kernel's tcp_states.h. */
  private static final String LISTEN = "0A";

  private ListeningPorts() {}

  /** Whether something listens there now. */
  static boolean has(int port) {
    String suffix = ":" + String.format(Locale.ROOT, "%04X", port);
    return TABLES.stream().anyMatch(table -> has(table, suffix));
  }

  /** The second field is the local address, the fourth the state. */
  private static boolean has(Path table, String suffix) {
    try {
      return Files.readString(table, StandardCharsets.ISO_8859_1)
          .lines()
          .map(line -> line.strip().split(" +", 5))
          .anyMatch(f -> f.length > 4 && f[1].endsWith(suffix) && f[3].equals(LISTEN));
    } catch (IOException _) {
      return false; // a kernel without IPv6
    }
  }
}
