package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which users and groups of the host stand for those inside a namespace (user_namespaces(7)). A
 * number that no range holds can't be given to a file inside.
 *
 * @param users ranges of user ids
 * @param groups ranges of group ids
 * @param writer who may write such a map
 */
public record IdMap(List<Range> users, List<Range> groups, Writer writer) {
  /** What files of packages need: nobody is 65534, and it is the highest that Debian gives out. */
  static final long NEEDED = 65_535;

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int CAP_SETGID = 6;
  private static final int CAP_SETUID = 7;
  private static final int CAP_SYS_ADMIN = 21;

  /**
   * Numbers that follow each other.
   *
   * @param inside the first of them inside
   * @param outside the one that it is outside
   * @param count how many there are
   */
  public record Range(long inside, long outside, long count) {
    public Range {
      if (inside < 0 || outside < 0 || count < 1) {
        throw new IllegalArgumentException("no range: " + inside + " " + outside + " " + count);
      }
    }

    @Override
    public String toString() {
      return inside + " " + outside + " " + count;
    }
  }

  /** Who writes a map. */
  public enum Writer {
    /** We: the caller may be any of these users already. */
    SELF,
    /** newuidmap(1) and newgidmap(1), which look up what /etc/subuid and /etc/subgid allow. */
    NEWUIDMAP
  }

  public IdMap {
    users = List.copyOf(users);
    groups = List.copyOf(groups);
  }

  /**
   * All ids that the caller can have: for root those it has, as they are; for others themselves as
   * root and their subordinate ids as the rest.
   *
   * @throws KobakoException if there are fewer than the files of packages need
   */
  public static IdMap ofCaller() {
    try {
      String status = Files.readString(STATUS);
      return mayBeAnyUser(status)
          ? identity(
              Files.readString(Path.of("/proc/self/uid_map")),
              Files.readString(Path.of("/proc/self/gid_map")))
          : subordinate(
              System.getProperty("user.name", ""),
              firstNumber(status, "Uid:"),
              firstNumber(status, "Gid:"),
              Path.of("/etc"));
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of("/proc/self", "can't be read: " + e.getMessage(), "mount /proc"), e);
    }
  }

  /** Whether the caller is a root who may mount, and so needs no user namespace. */
  static boolean callerMayMount() {
    try {
      return isRootWith(Files.readString(STATUS), 1L << CAP_SYS_ADMIN);
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean mayBeAnyUser(String status) {
    return isRootWith(status, 1L << CAP_SETGID | 1L << CAP_SETUID);
  }

  private static boolean isRootWith(String status, long needed) {
    long capabilities = Long.parseUnsignedLong(field(status, "CapEff:"), 16);
    return firstNumber(status, "Uid:") == 0 && (capabilities & needed) == needed;
  }

  private static long firstNumber(String status, String name) {
    return Long.parseLong(field(status, name).split("\\s", 2)[0]);
  }

  private static String field(String status, String name) {
    return status
        .lines()
        .filter(line -> line.startsWith(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(STATUS + " lacks " + name))
        .substring(name.length())
        .strip();
  }

  /** Each id as itself, of those that the maps of the caller's own namespace have. */
  static IdMap identity(String userMap, String groupMap) {
    IdMap map = new IdMap(identity(userMap), identity(groupMap), Writer.SELF);
    if (count(map.users) < NEEDED || count(map.groups) < NEEDED) {
      throw KobakoException.outside(
          Diagnostic.of(
              "sandbox",
              "this user namespace has "
                  + Math.min(count(map.users), count(map.groups))
                  + " ids, expected at least "
                  + NEEDED
                  + " for the owners of files",
              "run kobako outside of it, or give it more ids (podman: --userns=auto:size=65536)"),
          null);
    }
    return map;
  }

  private static List<Range> identity(String map) {
    List<Range> ranges = new ArrayList<>();
    for (String line : map.lines().toList()) {
      String[] numbers = line.strip().split("\\s+");
      long inside = Long.parseLong(numbers[0]);
      ranges.add(new Range(inside, inside, Long.parseLong(numbers[2])));
    }
    return ranges;
  }

  /**
   * The caller as root, and the subordinate ids from 1 on.
   *
   * @param etc the folder of subuid and subgid
   */
  static IdMap subordinate(String name, long uid, long gid, Path etc) throws IOException {
    return new IdMap(
        new SubordinateIds(etc.resolve("subuid")).after(uid, name, uid),
        new SubordinateIds(etc.resolve("subgid")).after(gid, name, uid),
        Writer.NEWUIDMAP);
  }

  private static long count(List<Range> ranges) {
    return ranges.stream().mapToLong(Range::count).sum();
  }
}
