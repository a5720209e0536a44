package dev.kobako.ladder;

import dev.kobako.slim.Closure;
import dev.kobako.slim.Reason;
import dev.kobako.slim.SystemFolders;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What every image keeps of its original, whatever its programs ask for: accounts and what says
 * which system it is, so that people and scanners find their way; places in which programs make
 * files: empty folders, folders of users and those that the file system hierarchy standard (FHS
 * 3.0) has for data that changes; volumes with what is in them.
 */
final class StandingPlaces {
  /** Small files that libraries and scanners look for whatever the program is. */
  private static final List<String> FILES =
      List.of(
          "/etc/passwd",
          "/etc/group",
          "/etc/nsswitch.conf",
          "/etc/os-release",
          "/usr/lib/os-release",
          "/etc/debian_version",
          "/etc/alpine-release",
          "/etc/hosts",
          "/etc/hostname",
          "/etc/resolv.conf",
          "/etc/host.conf",
          "/etc/services",
          "/etc/protocols");

  private static final ImagePath USR = ImagePath.of("/usr");
  private static final ImagePath LOCAL = ImagePath.of("/usr/local");
  private static final ImagePath SOURCES = ImagePath.of("/usr/src");
  private static final ImagePath VAR = ImagePath.of("/var");

  /** Bits by which others than root can make something in a root's folder. */
  private static final int WRITABLE_BY_ALL = 0002;

  private static final ImagePath TMP = ImagePath.of("/tmp");

  private final Original original;
  private final Closure closure;

  StandingPlaces(Original original, Closure closure) {
    this.original = original;
    this.closure = closure;
  }

  /** Whether a folder is made where an original lacks it. */
  static boolean isMade(ImagePath path) {
    return path.equals(TMP);
  }

  /** Such a folder. */
  static Entry.Directory made() {
    return new Entry.Directory(Attributes.of(01777));
  }

  /** Keeps what no clean rule may take: accounts and names, volumes, the working directory. */
  void keepContents() throws IOException {
    Reason known = Reason.asked("says who and what this system is");
    for (String file : FILES) {
      if (original.tree().resolve(file).file().isPresent()) {
        closure.keep(file, known);
      }
    }
    String start = original.config().workingDir();
    closure.keep(start.startsWith("/") ? start : "/" + start, Reason.asked("WORKDIR of the image"));
    for (String volume : original.config().volumes()) {
      if (volume.startsWith("/") && volume.indexOf('\0') < 0) {
        keepVolume(volume);
      }
    }
  }

  /** Keeps the folders in which programs make files, without what is in them. */
  void keepFolders() {
    Tree tree = original.tree();
    tree.walk(
        ImagePath.ROOT,
        (path, entry) -> {
          Optional<String> why =
              switch (entry) {
                case Entry.Directory folder -> reason(path, folder);
                case Entry.Symlink _ when isTop(path) -> Optional.of("a name of a system folder");
                case Entry.Symlink _ -> Optional.empty();
                case Entry.RegularFile _ -> Optional.empty();
                case Entry.Device _ -> Optional.empty();
                case Entry.Fifo _ -> Optional.empty();
              };
          why.ifPresent(words -> closure.add(path, entry, Reason.asked(words)));
        });
    if (tree.entry(TMP).isEmpty()) {
      closure.add(
          TMP, made(), Reason.asked("every program may expect a place for temporary files"));
    }
  }

  private Optional<String> reason(ImagePath path, Entry.Directory folder) {
    Attributes attributes = folder.attributes();
    boolean foreign = attributes.uid() != 0 || attributes.gid() != 0;
    if (foreign && !PackageTrees.contains(path, original.tree())) {
      return Optional.of("a folder of another user than root");
    }
    if ((attributes.mode() & WRITABLE_BY_ALL) != 0) {
      return Optional.of("a folder that all can write to");
    }
    if (isTop(path)) {
      return Optional.of("a system folder");
    }
    boolean isEmpty = original.tree().names(path).isEmpty();
    return isEmpty && (!path.startsWith(USR) || isByHand(path))
        ? Optional.of("an empty folder, made to be filled")
        : Optional.empty();
  }

  /** Made by somebody for a program of their own: no package may put anything there. */
  private static boolean isByHand(ImagePath path) {
    return (path.startsWith(LOCAL) || path.startsWith(SOURCES)) && !SystemFolders.include(path);
  }

  /** In the root, or in the folder that the standard has for data that changes. */
  private static boolean isTop(ImagePath path) {
    Optional<ImagePath> parent = path.parent();
    return parent.isPresent() && (parent.get().isRoot() || parent.get().equals(VAR));
  }

  private void keepVolume(String volume) throws IOException {
    closure.keepAll(volume, Reason.asked("VOLUME of the image"));
  }
}
