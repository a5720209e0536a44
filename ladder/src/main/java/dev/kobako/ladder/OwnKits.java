package dev.kobako.ladder;

import dev.kobako.image.Content;
import dev.kobako.slim.SystemFolders;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an image's author brought into a folder, as kits: lists of paths that are in use or not as
 * one. All is one kit, but for what other knowledge is better at:
 *
 * <ul>
 *   <li>folders in which package managers of languages install, and system folders for programs and
 *       libraries, are in no kit;
 *   <li>an installed runtime, a PREFIX with an ELF file in {@code bin} and with libraries or
 *       headers, has a kit for each of its other folders and each of those in {@code share};
 *   <li>other programs in {@code bin} of a PREFIX are in no kit;
 *   <li>an application's folder beside libraries, such as {@code /usr/local/lib/app}, is a kit of
 *       its own.
 * </ul>
 */
final class OwnKits {
  /** Tells paths apart by what is there. */
  @FunctionalInterface
  interface Filter {
    boolean test(ImagePath path) throws IOException;
  }

  /** Where programs, libraries and their documentation are, whoever put them there. */
  static final List<ImagePath> SYSTEM_FOLDERS =
      List.of(
          ImagePath.of("/bin"),
          ImagePath.of("/sbin"),
          ImagePath.of("/lib"),
          ImagePath.of("/lib32"),
          ImagePath.of("/lib64"),
          ImagePath.of("/boot"),
          ImagePath.of("/proc"),
          ImagePath.of("/sys"),
          ImagePath.of("/dev"),
          ImagePath.of("/usr/bin"),
          ImagePath.of("/usr/sbin"),
          ImagePath.of("/usr/lib"),
          ImagePath.of("/usr/lib32"),
          ImagePath.of("/usr/lib64"),
          ImagePath.of("/usr/libexec"),
          ImagePath.of("/usr/include"),
          ImagePath.of("/usr/share/doc"),
          ImagePath.of("/usr/share/man"),
          ImagePath.of("/usr/local/bin"),
          ImagePath.of("/usr/local/sbin"),
          ImagePath.of("/usr/local/lib"),
          ImagePath.of("/usr/local/libexec"),
          ImagePath.of("/usr/local/include"),
          ImagePath.of("/usr/local/share/man"));

  /** Those in which applications have folders beside libraries. */
  private static final Set<ImagePath> LIBRARIES =
      Set.of(ImagePath.of("/usr/lib"), ImagePath.of("/usr/local/lib"));

  /** What compilers and build systems have there; ProgramData knows the others. */
  private static final Set<String> TOOLCHAINS =
      Set.of("cmake", "dotnet", "erlang", "gcc", "ghc", "git-core", "go", "ocaml", "rustlib");

  private static final Set<String> PROGRAMS = Set.of("bin", "sbin");
  private static final Set<String> FOR_PROGRAMS =
      Set.of("lib", "lib32", "lib64", "libexec", "include");
  private static final Set<String> MANUALS = Set.of("doc", "info", "man");
  private static final String SHARE = "share";

  private final Tree brought;
  private final Touched touched;
  private final Filter leftOut;
  private final List<List<ImagePath>> kits = new ArrayList<>();

  private OwnKits(Tree brought, Touched touched, Filter leftOut) {
    this.brought = brought;
    this.touched = touched;
    this.leftOut = leftOut;
  }

  /**
   * The kits below a folder, none of them empty.
   *
   * @param brought what was brought at once; of it counts what the original still has
   * @param leftOut what is in no kit beside that, a folder with all below
   */
  static List<List<ImagePath>> below(
      ImagePath folder, Tree brought, Touched touched, Filter leftOut) throws IOException {
    OwnKits found = new OwnKits(brought, touched, leftOut);
    List<ImagePath> main = new ArrayList<>();
    found.kits.add(main);
    found.collect(folder, main);
    return found.kits.stream().filter(kit -> !kit.isEmpty()).toList();
  }

  /** No deeper than a path is long, so recursion is bounded. */
  private void collect(ImagePath folder, List<ImagePath> kit) throws IOException {
    if (!isPrefix(folder)) {
      for (String name : brought.names(folder)) {
        add(folder.child(name), kit);
      }
    } else if (isRuntime(folder)) {
      collectRuntime(folder);
    } else {
      for (String name : brought.names(folder)) {
        if (PROGRAMS.contains(name)) {
          collectBesidePrograms(folder.child(name), kit);
        } else {
          add(folder.child(name), kit);
        }
      }
    }
  }

  private void add(ImagePath path, List<ImagePath> kit) throws IOException {
    Optional<Entry> entry = touched.tree().entry(path);
    if (entry.isEmpty() || PackageTrees.isOne(path, touched.tree()) || leftOut.test(path)) {
      return;
    }
    if (LIBRARIES.contains(path)) {
      collectApplications(path);
    }
    if (SYSTEM_FOLDERS.contains(path)) {
      return;
    }
    boolean isFolder = entry.get() instanceof Entry.Directory;
    if (!isFolder || brought.names(path).isEmpty()) {
      kit.add(path);
    }
    if (isFolder) {
      collect(path, kit);
    }
  }

  private void collectApplications(ImagePath libraries) throws IOException {
    for (String name : brought.names(libraries)) {
      ImagePath folder = libraries.child(name);
      if (isFolder(folder)
          && !SystemFolders.include(folder)
          && !TOOLCHAINS.contains(name)
          && !ProgramData.isKnown(name)) {
        addOwnKit(folder);
      }
    }
  }

  private void collectRuntime(ImagePath prefix) throws IOException {
    List<ImagePath> loose = new ArrayList<>();
    kits.add(loose);
    for (String name : brought.names(prefix)) {
      ImagePath path = prefix.child(name);
      if (name.equals(SHARE)) {
        for (String each : brought.names(path)) {
          if (!MANUALS.contains(each)) {
            addOwnKit(path.child(each));
          }
        }
      } else if (LIBRARIES.contains(path)) {
        collectApplications(path);
      } else if (!isFolder(path)) {
        add(path, loose);
      } else if (!PROGRAMS.contains(name) && !FOR_PROGRAMS.contains(name)) {
        addOwnKit(path);
      }
    }
  }

  private void addOwnKit(ImagePath path) throws IOException {
    List<ImagePath> kit = new ArrayList<>();
    kits.add(kit);
    add(path, kit);
  }

  /** All in a folder of programs but the programs that nobody started. */
  private void collectBesidePrograms(ImagePath programs, List<ImagePath> kit) throws IOException {
    List<ImagePath> all = new ArrayList<>();
    add(programs, all);
    for (ImagePath path : all) {
      boolean isIn = path.parent().filter(programs::equals).isPresent();
      if (!isIn || touched.asked().containsKey(path) || !isElf(path)) {
        kit.add(path);
      }
    }
  }

  /** Whether a folder is the PREFIX of an installation. */
  private boolean isPrefix(ImagePath folder) throws IOException {
    if (folder.isRoot()) {
      return false;
    }
    ImagePath programs = folder.child("bin");
    for (String name : brought.names(programs)) {
      if (isElf(programs.child(name))) {
        return true;
      }
    }
    return false;
  }

  private boolean isFolder(ImagePath path) {
    return touched.tree().entry(path).orElse(null) instanceof Entry.Directory;
  }

  private boolean isRuntime(ImagePath prefix) {
    return brought.names(prefix).stream().anyMatch(FOR_PROGRAMS::contains);
  }

  private boolean isElf(ImagePath path) throws IOException {
    return brought.resolve(path).entry().orElse(null) instanceof Entry.RegularFile file
        && isElf(file.content());
  }

  /** Whether a file is a program, a library or an object for linkers. */
  static boolean isElf(Content content) throws IOException {
    try (InputStream in = content.open()) {
      byte[] magic = in.readNBytes(4);
      return magic.length == 4
          && magic[0] == 0x7f
          && magic[1] == 'E'
          && magic[2] == 'L'
          && magic[3] == 'F';
    }
  }
}
