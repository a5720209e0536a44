package dev.kobako.base;

import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a run of maintainer scripts leaves that says when and where it ran, and nothing else: it
 * goes, so that the same packages give the same tree. What packages themselves hold always stays.
 */
final class RunTraces {
  /** The unit of shadow(5). */
  static final long SECONDS_A_DAY = 86_400;

  /**
   * All below goes, what packages hold aside: it lives in the run's own mounts, or is a cache. In
   * {@code /run} programs miss folders that scripts have made; those stay.
   */
  private static final List<ImagePath> EMPTIED =
      paths("/dev", "/proc", "/run", "/sys", "/tmp", "/var/tmp", "/var/lib/apt/lists");

  /**
   * Files that go.
   *
   * <p>The cache of ldconfig(8) has inode numbers, apt's are made again by the next command, what
   * ends in {@code -} or {@code -old} is the state before the last change, and the rest is the
   * machine's.
   */
  private static final Set<ImagePath> REMOVED =
      Set.copyOf(
          paths(
              "/etc/.pwd.lock",
              "/etc/group-",
              "/etc/gshadow-",
              "/etc/hostname",
              "/etc/passwd-",
              "/etc/resolv.conf",
              "/etc/shadow-",
              "/etc/subgid-",
              "/etc/subuid-",
              "/usr/sbin/policy-rc.d",
              "/var/cache/apt/pkgcache.bin",
              "/var/cache/apt/srcpkgcache.bin",
              "/var/cache/debconf/config.dat-old",
              "/var/cache/debconf/passwords.dat-old",
              "/var/cache/debconf/templates.dat-old",
              "/var/cache/ldconfig/aux-cache",
              "/var/lib/dbus/machine-id",
              "/var/lib/dpkg/available-old",
              "/var/lib/dpkg/diversions-old",
              "/var/lib/dpkg/statoverride-old",
              "/var/lib/dpkg/status-old",
              "/var/lib/systemd/random-seed",
              "/var/log/alternatives.log",
              "/var/log/bootstrap.log",
              "/var/log/dpkg.log"));

  private static final ImagePath RUN = ImagePath.of("/run");
  private static final ImagePath ANSWERS = ImagePath.of(MaintainerScripts.ANSWERS);
  private static final ImagePath LOGS = ImagePath.of("/var/log");
  private static final ImagePath MACHINE_ID = ImagePath.of("/etc/machine-id");
  private static final ImagePath SHADOW = ImagePath.of("/etc/shadow");

  private final MemoryTree before;
  private final Instant time;

  /**
   * The traces of a run.
   *
   * @param before what the packages hold
   * @param time the latest that an entry may have
   */
  RunTraces(MemoryTree before, Instant time) {
    this.before = before;
    this.time = time;
  }

  private static List<ImagePath> paths(String... paths) {
    return List.of(paths).stream().map(ImagePath::of).toList();
  }

  /**
   * The tree without them.
   *
   * @throws IOException if a content can't be read
   */
  MemoryTree removedFrom(MemoryTree after) throws IOException {
    MemoryTree.Builder builder = MemoryTree.builder();
    NavigableMap<ImagePath, Entry> all = new TreeMap<>();
    after.walk(ImagePath.ROOT, all::put);
    List<ImagePath> gone = new ArrayList<>();
    for (var each : all.entrySet()) {
      ImagePath path = each.getKey();
      Entry entry = each.getValue();
      builder.put(path, inTime(withoutTraces(path, entry)));
      if (before.entry(path).isEmpty() && isTrace(path, entry)) {
        gone.add(path);
      }
    }
    gone.forEach(builder::remove);
    return builder.build();
  }

  private static boolean isTrace(ImagePath path, Entry entry) {
    if (entry instanceof Entry.Directory && path.startsWith(RUN)) {
      return path.startsWith(ANSWERS);
    }
    return REMOVED.contains(path)
        || EMPTIED.stream().anyMatch(folder -> path.startsWith(folder) && !path.equals(folder));
  }

  private Entry withoutTraces(ImagePath path, Entry entry) throws IOException {
    if (!(entry instanceof Entry.RegularFile file)) {
      return entry;
    }
    if (path.equals(SHADOW)) {
      return new Entry.RegularFile(file.attributes(), daysOf(file.content()), file.inode());
    }
    boolean emptied = path.equals(MACHINE_ID) || path.startsWith(LOGS);
    return emptied && before.entry(path).isEmpty()
        ? new Entry.RegularFile(file.attributes(), Content.empty(), file.inode())
        : entry;
  }

  /** The third field of shadow(5) is the day when the password changed. */
  private Content daysOf(Content shadow) throws IOException {
    String day = Long.toString(Math.floorDiv(time.getEpochSecond(), SECONDS_A_DAY));
    StringBuilder text = new StringBuilder();
    for (String line : new String(shadow.bytes(), StandardCharsets.ISO_8859_1).split("\n", -1)) {
      String[] fields = line.split(":", -1);
      if (fields.length > 2 && !fields[2].isEmpty() && !fields[2].equals("0")) {
        fields[2] = day;
      }
      text.append(text.isEmpty() ? "" : "\n").append(String.join(":", fields));
    }
    return Content.of(text.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Whole seconds, since a file system's fractions differ each time. */
  private Entry inTime(Entry entry) {
    Attributes attributes = entry.attributes();
    Instant clamped = attributes.mtime().isAfter(time) ? time : attributes.mtime();
    return entry.withAttributes(
        attributes.withMtime(Instant.ofEpochSecond(clamped.getEpochSecond())));
  }
}
