package dev.kobako.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Removes a folder that a run may have made hard to remove: links, read-only folders. */
public final class FolderDeletion {
  private static final int OWNER_ALL = 0700;

  private FolderDeletion() {}

  /** Deletes what is at {@code path}, if there is anything; a link is deleted, not followed. */
  public static void delete(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      if ((mode & OWNER_ALL) != OWNER_ALL) {
        Files.setAttribute(path, "unix:mode", OWNER_ALL);
      }
      List<Path> below;
      try (Stream<Path> entries = Files.list(path)) {
        below = entries.toList();
      }
      for (Path each : below) {
        delete(each);
      }
    }
    Files.deleteIfExists(path);
  }
}
