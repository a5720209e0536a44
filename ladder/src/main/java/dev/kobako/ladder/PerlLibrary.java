package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The modules that come with Perl, with the Unicode tables: regular expressions load a table when a
 * property is first named. Debian's minimal set ({@code perl-base}) and the full one are told
 * apart, since its own tools use only the minimal one.
 */
final class PerlLibrary implements Family {
  /** What is for making, testing and installing modules, or for reading. */
  private static final Set<String> DEAD =
      Set.of(
          "CORE",
          "CPAN",
          "CPAN.pm",
          "CPAN.pod",
          "App",
          "TAP",
          "Test",
          "Test2",
          "Test.pm",
          "Test2.pm",
          "ExtUtils",
          "CoreList",
          "CoreList.pm",
          "Perldoc",
          "perl5db.pl",
          "pod",
          "Devel",
          "DProf");

  /** Bindings to libraries of databases, one of them of two megabytes. */
  private static final Set<String> DATABASES =
      Set.of("DB_File", "GDBM_File", "NDBM_File", "ODBM_File");

  private static final List<String> DEAD_ENDINGS = List.of(".pod", ".h", ".ph", ".a", ".t", ".bs");

  @Override
  public String name() {
    return "perl-library";
  }

  @Override
  public String about() {
    return "The modules that come with Perl, with the Unicode tables, stay where a run loaded any of"
        + " them, without headers, manuals and what makes, tests and installs modules.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    SortedMap<ImagePath, ImagePath> folders = new TreeMap<>();
    touched
        .openedIn(path -> library(path, touched))
        .forEach((folder, file) -> {
          for (ImagePath each : twins(folder, touched)) {
            folders.putIfAbsent(each, file);
          }
        });
    Set<String> parts = new TreeSet<>();
    touched.opened().forEach(path -> part(path).ifPresent(parts::add));
    for (var each : folders.entrySet()) {
      ImagePath library = each.getKey();
      touched.keepAll(
          library,
          path ->
              !isDead(Ancestors.below(library, path))
                  && part(path).map(parts::contains).orElse(true),
          each.getValue());
    }
  }

  private static Optional<ImagePath> library(ImagePath path, Touched touched) {
    return path.toString().contains("/perl")
        ? Ancestors.nearest(path, folder -> isLibrary(folder, touched))
        : Optional.empty();
  }

  /** Sites' and vendors' folders look alike, but only the core's have these modules. */
  private static boolean isLibrary(ImagePath folder, Touched touched) {
    return (folder.name().equals("perl-base")
            || folder.name().startsWith("5.")
            || folder.name().equals("core_perl"))
        && (touched.tree().entry(folder.child("Config.pm")).isPresent()
            || touched.tree().entry(folder.child("unicore")).isPresent()
            || touched.tree().entry(folder.child("strict.pm")).isPresent());
  }

  /** Modules in Perl and those with a part in C lie in two folders of the same name. */
  private static List<ImagePath> twins(ImagePath folder, Touched touched) {
    if (!Ancestors.parentName(folder).equals("perl")) {
      return List.of(folder);
    }
    ImagePath libraries = ImagePath.of("/usr/lib");
    List<ImagePath> twins = new ArrayList<>();
    twins.add(ImagePath.of("/usr/share/perl").child(folder.name()));
    for (String name : touched.tree().names(libraries)) {
      twins.add(libraries.child(name).child("perl").child(folder.name()));
    }
    return twins.stream().filter(twin -> touched.tree().entry(twin).isPresent()).toList();
  }

  /**
   * Files of several megabytes that only their own callers load, and stay or go by themselves: the
   * converters of Encode, of which the module alone serves UTF-8 and Latin 1, Unicode::Collate, and
   * databases.
   */
  private static Optional<String> part(ImagePath path) {
    List<String> names = path.names();
    String last = path.name();
    if (DATABASES.contains(Ancestors.parentName(path))
        || (last.endsWith(".pm") && DATABASES.contains(last.substring(0, last.length() - 3)))) {
      return Optional.of("databases");
    }
    int encode = names.indexOf("Encode");
    if (encode > 0 && names.get(encode - 1).equals("auto")) {
      return encode + 2 < names.size() ? Optional.of("Encode") : Optional.empty();
    }
    int unicode = names.indexOf("Unicode");
    return unicode >= 0 && unicode + 2 < names.size() && names.get(unicode + 1).equals("Collate")
        ? Optional.of("Collate")
        : Optional.empty();
  }

  private static boolean isDead(List<String> names) {
    return names.stream().anyMatch(DEAD::contains)
        || DEAD_ENDINGS.stream().anyMatch(names.getLast()::endsWith);
  }
}
