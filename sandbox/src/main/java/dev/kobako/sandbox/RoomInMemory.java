package dev.kobako.sandbox;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a tree is better laid out in memory or on disk. */
final class RoomInMemory {
  /** What a command may add before its tree is thought too large for memory. */
  private static final long GROWTH = 256L << 20;

  /** What tmpfs takes for an entry beside its content: an inode, a name, half a page. */
  private static final long PER_ENTRY = 4096;

  private RoomInMemory() {}

  /**
   * How large a file system in memory may become for a tree, in bytes: half of what is available; 0
   * where that would not do, so that the disk is the better place.
   */
  static long forTree(Tree tree) {
    long[] needed = {GROWTH};
    tree.walk(
        ImagePath.ROOT,
        (_, entry) ->
            needed[0] +=
                PER_ENTRY + (entry instanceof Entry.RegularFile file ? file.content().size() : 0));
    long room = available() / 2;
    return room >= needed[0] ? room : 0;
  }

  private static long available() {
    try {
      long system =
          Files.readAllLines(Path.of("/proc/meminfo")).stream()
              .filter(line -> line.startsWith("MemAvailable:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
              .findFirst()
              .orElse(0);
      return Math.min(system, left());
    } catch (IOException | NumberFormatException _) {
      return 0;
    }
  }

  /** What the control group of a container leaves; without a limit all. */
  private static long left() throws IOException {
    Path group = Path.of("/sys/fs/cgroup");
    Path max = group.resolve("memory.max");
    Path used = group.resolve("memory.current");
    if (!Files.isReadable(max) || !Files.isReadable(used)) {
      return Long.MAX_VALUE;
    }
    String limit = Files.readString(max).strip();
    return limit.equals("max")
        ? Long.MAX_VALUE
        : Long.parseLong(limit) - Long.parseLong(Files.readString(used).strip());
  }
}
