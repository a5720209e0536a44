package dev.kobako.debian;

import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.util.List;

/**
 * The links {@code /bin}, {@code /lib}, … to {@code /usr} that must be there before a package is
 * unpacked. From bookworm on Debian supports no other system, but no package of bookworm brings the
 * links (debootstrap and mmdebstrap make them first, and usrmerge makes sure of them), and trixie's
 * packages, which are built for them, bring them in base-files alone: a set without base-files
 * would have its loader at {@code /usr/lib64} and look for it at {@code /lib64}.
 *
 * <p>So a link is made for each of the names that any package uses, with or without {@code /usr}. A
 * package that has one of the names as a directory puts its files behind the link; one that has the
 * link itself has it already.
 */
final class UsrLinks {
  private static final List<String> NAMES =
      List.of("bin", "lib", "lib32", "lib64", "libo32", "libx32", "sbin");
  private static final ImagePath USR = ImagePath.of("/usr");

  private UsrLinks() {}

  /** Makes those that the packages need. */
  static void make(List<DebFile> debs, MemoryTree.Builder tree) {
    for (String name : NAMES) {
      ImagePath link = ImagePath.ROOT.child(name);
      ImagePath target = USR.child(name);
      boolean used =
          debs.stream()
              .map(DebFile::data)
              .anyMatch(data -> data.entry(link).isPresent() || data.entry(target).isPresent());
      if (used) {
        tree.put(target, new Entry.Directory(Attributes.of(0755)));
        tree.put(link, new Entry.Symlink(Attributes.of(0777), "usr/" + name));
      }
    }
  }
}
