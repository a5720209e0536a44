package dev.kobako.ladder;

import dev.kobako.image.Digest;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files of the distribution that are the same but for their names: they become names of one file,
 * as hard links. Only what nobody writes to while it runs: below {@code /usr}, which the file
 * system hierarchy standard (FHS 3.0) has for static files, and for its owner root alone to change.
 */
final class DuplicateFiles implements CleanRule {
  private static final ImagePath STATIC = ImagePath.of("/usr");

  /** Where people put their own programs, which may write beside themselves. */
  private static final List<ImagePath> OWN =
      List.of(ImagePath.of("/usr/local"), ImagePath.of("/usr/src"));

  /** To read smaller ones takes longer than they are worth. */
  private static final long SMALLEST = 512;

  private static final int WRITABLE_BY_OTHERS = 0022;

  /** Two names of one file have all this in common, and the contents. */
  private record Look(long size, Attributes attributes) {}

  @Override
  public String name() {
    return "duplicate-files";
  }

  @Override
  public String about() {
    return "Of files below /usr that only root may change and that are the same in contents, owner,"
        + " mode and time one stays, and the others become hard links to it.";
  }

  @Override
  public void clean(Cleaning cleaning) throws IOException {
    Map<Look, List<ImagePath>> alike = new LinkedHashMap<>();
    for (ImagePath path : CleanPaths.files(cleaning, path -> isStatic(path, cleaning))) {
      if (cleaning.tree().entry(path).orElse(null) instanceof Entry.RegularFile file
          && isRoots(file.attributes())
          && file.content().size() >= SMALLEST) {
        alike
            .computeIfAbsent(
                new Look(file.content().size(), file.attributes()), _ -> new ArrayList<>())
            .add(path);
      }
    }
    for (List<ImagePath> candidates : alike.values()) {
      if (candidates.size() > 1) {
        join(candidates, cleaning);
      }
    }
  }

  private static boolean isStatic(ImagePath path, Cleaning cleaning) {
    return path.startsWith(STATIC)
        && OWN.stream().noneMatch(path::startsWith)
        && cleaning.stays(path);
  }

  private static boolean isRoots(Attributes attributes) {
    return attributes.uid() == 0 && (attributes.mode() & WRITABLE_BY_OTHERS) == 0;
  }

  private static void join(List<ImagePath> candidates, Cleaning cleaning) throws IOException {
    Map<Digest, ImagePath> first = new LinkedHashMap<>();
    Map<Long, Digest> inodes = new LinkedHashMap<>();
    for (ImagePath path : candidates) {
      if (!(cleaning.tree().entry(path).orElse(null) instanceof Entry.RegularFile file)) {
        continue;
      }
      ImagePath same = first.putIfAbsent(digest(file, inodes), path);
      if (same != null) {
        cleaning.link(path, same);
      }
    }
  }

  /** Names of one file are read once. */
  private static Digest digest(Entry.RegularFile file, Map<Long, Digest> inodes)
      throws IOException {
    Digest known = file.inode() == 0 ? null : inodes.get(file.inode());
    if (known != null) {
      return known;
    }
    try (InputStream in = file.content().open()) {
      Digest digest = Digest.sha256(in);
      if (file.inode() != 0) {
        inodes.put(file.inode(), digest);
      }
      return digest;
    }
  }
}
