package dev.kobako.ladder;

import dev.kobako.elf.ElfMagic;
import dev.kobako.image.Content;
import dev.kobako.slim.SystemFolders;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
          ImagePath.of("/usr/local/share/man"),
          ImagePath.of("/nix/store"),
          ImagePath.of("/gnu/store"));

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
  private final Deque<Place> left = new ArrayDeque<>();

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

  /** What a path is, by the folder that it is in. */
  private enum Role {
    PLAIN,
    /** A folder of programs of a PREFIX. */
    PROGRAMS,
    /** What lies in such a folder. */
    PROGRAM
  }

  /** A path to be looked at, and the kit that it would be in. */
  private record Place(ImagePath path, List<ImagePath> kit, Role role) {}

  /** Goes through a folder: a path can be deeper than a stack. */
  private void collect(ImagePath folder, List<ImagePath> kit) throws IOException {
    expand(folder, kit);
    while (!left.isEmpty()) {
      add(left.pop());
    }
  }

  /** Notes places to be looked at next, in their order. */
  private void ahead(List<Place> places) {
    places.reversed().forEach(left::push);
  }

  private void expand(ImagePath folder, List<ImagePath> kit) throws IOException {
    boolean isPrefix = isPrefix(folder);
    if (isPrefix && isRuntime(folder)) {
      collectRuntime(folder);
      return;
    }
    List<Place> places = new ArrayList<>();
    for (String name : brought.names(folder)) {
      Role role = isPrefix && PROGRAMS.contains(name) ? Role.PROGRAMS : Role.PLAIN;
      places.add(new Place(folder.child(name), kit, role));
    }
    ahead(places);
  }

  private void add(Place place) throws IOException {
    ImagePath path = place.path();
    Optional<Entry> entry = touched.tree().entry(path);
    if (entry.isEmpty() || PackageTrees.isOne(path, touched.tree()) || leftOut.test(path)) {
      return;
    }
    if (LIBRARIES.contains(path)) {
      collectApplications(path);
    }
    if (SYSTEM_FOLDERS.contains(path) || isUnusedProgram(place)) {
      return;
    }
    boolean isFolder = entry.get() instanceof Entry.Directory;
    if (!isFolder || brought.names(path).isEmpty()) {
      place.kit().add(path);
    }
    if (!isFolder) {
      return;
    }
    if (place.role() == Role.PROGRAMS) {
      ahead(
          brought.names(path).stream()
              .map(name -> new Place(path.child(name), place.kit(), Role.PROGRAM))
              .toList());
    } else {
      expand(path, place.kit());
    }
  }

  /** In a folder of programs all stays but the programs that nobody started. */
  private boolean isUnusedProgram(Place place) throws IOException {
    return place.role() == Role.PROGRAM
        && !touched.asked().containsKey(place.path())
        && isElf(place.path());
  }

  private void collectApplications(ImagePath libraries) {
    List<Place> places = new ArrayList<>();
    for (String name : brought.names(libraries)) {
      ImagePath folder = libraries.child(name);
      if (isFolder(folder)
          && !SystemFolders.include(folder)
          && !TOOLCHAINS.contains(name)
          && !ProgramData.isKnown(name)) {
        places.add(ownKit(folder));
      }
    }
    ahead(places);
  }

  private void collectRuntime(ImagePath prefix) {
    List<ImagePath> loose = new ArrayList<>();
    kits.add(loose);
    List<Place> places = new ArrayList<>();
    for (String name : brought.names(prefix)) {
      ImagePath path = prefix.child(name);
      if (name.equals(SHARE)) {
        for (String each : brought.names(path)) {
          if (!MANUALS.contains(each)) {
            places.add(ownKit(path.child(each)));
          }
        }
      } else if (LIBRARIES.contains(path)) {
        collectApplications(path);
      } else if (!isFolder(path)) {
        places.add(new Place(path, loose, Role.PLAIN));
      } else if (!PROGRAMS.contains(name) && !FOR_PROGRAMS.contains(name)) {
        places.add(ownKit(path));
      }
    }
    ahead(places);
  }

  private Place ownKit(ImagePath path) {
    List<ImagePath> kit = new ArrayList<>();
    kits.add(kit);
    return new Place(path, kit, Role.PLAIN);
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
      return ElfMagic.begins(in);
    }
  }
}
