package dev.kobako.debian;

import dev.kobako.tree.Tree;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the package lists of a host know: which package would bring what is missing. For remedies,
 * so a guess by Debian's naming policy counts where the lists have a package of that name.
 *
 * <p>Nothing is read before the first question. Unpacking the lists of a Debian release takes a
 * second or two, a Contents file, which only apt-file fetches, several; neither is kept but for the
 * names of the packages. Safe for use by several threads.
 *
 * <p>Each question throws {@link dev.kobako.diagnostic.KobakoException} if a list is there but
 * can't be read.
 */
public final class PackageLists {
  private static final byte[] PACKAGE_FIELD = {'P', 'a', 'c', 'k', 'a', 'g', 'e', ':'};
  private static final int MAX_NAMES = 1_000_000;

  private final Tree host;
  private final AptLists lists;
  private final ContentsSearch contents;
  private @Nullable Set<String> names;
  private @Nullable Map<String, String> providers;

  private PackageLists(Tree host) {
    this.host = host;
    this.lists = AptLists.of(host);
    this.contents = new ContentsSearch(lists);
  }

  /** The lists under {@code /var/lib/apt/lists} of {@code host}; they may be missing. */
  public static PackageLists of(Tree host) {
    return new PackageLists(host);
  }

  /**
   * The package with a shared library: from Contents, else from what the installed packages say of
   * their libraries, else by Debian's naming policy.
   *
   * @param soname as in DT_NEEDED: {@code libpcre2-8.so.0}
   */
  public Optional<String> packageWithLibrary(String soname) {
    return contents
        .library(soname)
        .or(() -> Optional.ofNullable(providers().get(soname)))
        .or(() -> LibraryPackageNames.of(soname).stream().filter(names()::contains).findFirst());
  }

  /**
   * The package with a program: from Contents, else a package of that very name.
   *
   * @param name without folder: {@code redis-server}
   */
  public Optional<String> packageWithProgram(String name) {
    return contents.program(name).or(() -> Optional.of(name).filter(names()::contains));
  }

  private synchronized Map<String, String> providers() {
    if (providers == null) {
      providers = LibraryProviders.read(host);
    }
    return providers;
  }

  private synchronized Set<String> names() {
    if (names == null) {
      Set<String> read = new TreeSet<>();
      lists.read(
          file -> file.endsWith("_Packages"),
          (buffer, start, end) -> {
            if (isPackageField(buffer, start, end)) {
              read.add(AptLists.text(buffer, start + PACKAGE_FIELD.length, end).strip());
            }
            return read.size() < MAX_NAMES;
          });
      names = read;
    }
    return names;
  }

  private static boolean isPackageField(byte[] buffer, int start, int end) {
    if (end - start <= PACKAGE_FIELD.length) {
      return false;
    }
    for (int i = 0; i < PACKAGE_FIELD.length; i++) {
      if (buffer[start + i] != PACKAGE_FIELD[i]) {
        return false;
      }
    }
    return true;
  }
}
