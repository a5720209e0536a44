package dev.kobako.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

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
    return onHost().contains(port);
  }

  /** All of this machine. */
  public static SortedSet<Integer> onHost() {
    return seenBy("self");
  }

  /** All in the network of a process. */
  static SortedSet<Integer> inNetworkOf(long pid) {
    return seenBy(Long.toString(pid));
  }

  private static SortedSet<Integer> seenBy(String process) {
    SortedSet<Integer> ports = new TreeSet<>();
    TABLES.forEach(table -> read(Path.of("/proc", process, "net", table), ports));
    return ports;
  }

  /** The second field is the local address, the fourth the state. */
  private static void read(Path table, SortedSet<Integer> ports) {
    try {
      for (String line : Files.readAllLines(table, StandardCharsets.ISO_8859_1)) {
        String[] fields = line.strip().split(" +", 5);
        if (fields.length > 4 && fields[3].equals(LISTEN)) {
          ports.add(Integer.parseInt(fields[1].substring(fields[1].indexOf(':') + 1), 16));
        }
      }
    } catch (IOException _) {
      // a kernel without IPv6, or a process that has ended
    }
  }
}
