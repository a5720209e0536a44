package dev.kobako.ladder;

import dev.kobako.image.Digest;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

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

  /** Build identifiers of programs and libraries are among the first bytes. */
  private static final int START = 4096;

  /** Two names of one file have all this in common, and the contents. */
  private record Look(long size, Attributes attributes) {}

  private record Candidate(ImagePath path, Entry.RegularFile file) {}

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
    Map<Look, List<Candidate>> alike = new LinkedHashMap<>();
    for (ImagePath path : CleanPaths.files(cleaning, path -> isStatic(path, cleaning))) {
      if (cleaning.tree().entry(path).orElse(null) instanceof Entry.RegularFile file
          && isRoots(file.attributes())
          && file.content().size() >= SMALLEST) {
        Look look = new Look(file.content().size(), file.attributes());
        alike.computeIfAbsent(look, _ -> new ArrayList<>()).add(new Candidate(path, file));
      }
    }
    for (List<Candidate> each : alike.values()) {
      for (List<Candidate> begins : groups(each, DuplicateFiles::start)) {
        for (List<Candidate> same : groups(begins, DuplicateFiles::digest)) {
          join(same, cleaning);
        }
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

  /** Something that is read of a file. */
  private interface Reading<T> {
    T of(InputStream in) throws IOException;
  }

  /** Those that have something in common, as far as there are several files; each is read once. */
  private static <T> Collection<List<Candidate>> groups(
      List<Candidate> candidates, Reading<T> reading) throws IOException {
    if (candidates.size() < 2) {
      return List.of();
    }
    Map<T, List<Candidate>> groups = new LinkedHashMap<>();
    Map<Long, T> known = new HashMap<>();
    for (Candidate each : candidates) {
      long inode = each.file().inode();
      T read = inode == 0 ? null : known.get(inode);
      if (read == null) {
        try (InputStream in = each.file().content().open()) {
          read = reading.of(in);
        }
        known.put(inode, read);
      }
      groups.computeIfAbsent(read, _ -> new ArrayList<>()).add(each);
    }
    return groups.values();
  }

  /** Tells nearly all files apart: the whole of them would be most of an image. */
  private static Long start(InputStream in) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(in.readNBytes(START));
    return sum.getValue();
  }

  private static Digest digest(InputStream in) throws IOException {
    return Digest.sha256(in);
  }

  private static void join(List<Candidate> same, Cleaning cleaning) {
    Candidate first = same.getFirst();
    for (Candidate each : same.subList(1, same.size())) {
      if (each.file().inode() == 0 || each.file().inode() != first.file().inode()) {
        cleaning.link(each.path(), first.path());
      }
    }
  }
}
