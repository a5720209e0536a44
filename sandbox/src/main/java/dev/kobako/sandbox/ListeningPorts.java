package dev.kobako.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The TCP ports on which something listens, as the kernel tells in {@code /proc/PID/net/tcp}
 * (proc(5)). Nothing is connected: some servers serve one connection only, and some complain in
 * their log of those that say nothing.
 */
public final class ListeningPorts {
  private static final List<String> TABLES = List.of("tcp", "tcp6");

  /** TCP_LISTEN of the kernel's tcp_states.h. */
  private static final String LISTEN = "0A";

  private ListeningPorts() {}

  /** Whether something listens there on this machine. */
  public static boolean onHost(int port) {
    return seenBy("self", port);
  }

  /** Whether something listens there in the network of a process. */
  static boolean inNetworkOf(long pid, int port) {
    return seenBy(Long.toString(pid), port);
  }

  private static boolean seenBy(String process, int port) {
    String suffix = ":" + String.format(Locale.ROOT, "%04X", port);
    return TABLES.stream().anyMatch(table -> has(Path.of("/proc", process, "net", table), suffix));
  }

  /** The second field is the local address, the fourth the state. */
  private static boolean has(Path table, String suffix) {
    try {
      return Files.readString(table, StandardCharsets.ISO_8859_1)
          .lines()
          .map(line -> line.strip().split(" +", 5))
          .anyMatch(fields ->
              fields.length > 4 && fields[1].endsWith(suffix) && fields[3].equals(LISTEN));
    } catch (IOException _) {
      return false; // a kernel without IPv6, or a process that has ended
    }
  }
}
