package dev.kobako.ladder;

import dev.kobako.image.Content;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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

  /** What parts are called that stay or go by themselves: that of Encode. */
  private static final String CONVERTERS = "Encode";

  private static final List<String> SOURCES = List.of(".pl", ".pm", ".cgi", ".psgi");
  private static final long LONGEST_SOURCE = 8 << 20;
  private static final int LONGEST_FIRST_LINE = 256;

  private static final List<String> DEAD_ENDINGS = List.of(".pod", ".h", ".ph", ".a", ".t", ".bs");

  @Override
  public String name() {
    return "perl-library";
  }

  @Override
  public String about() {
    return "The modules that come with Perl, with the Unicode tables, stay where a run loaded any of"
        + " them, without headers, manuals and what makes, tests and installs modules; all"
        + " converters of Encode where it loaded one, or a program or module outside of the"
        + " library that computes a charset's name.";
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
    if (!folders.isEmpty() && computesCharset(touched)) {
      parts.add(CONVERTERS);
    }
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

  /** Whether a program or a module outside of the library calls for charsets by variables. */
  private static boolean computesCharset(Touched touched) throws IOException {
    for (ImagePath opened : touched.opened()) {
      if (library(opened, touched).isEmpty()
          && touched.tree().entry(opened).orElse(null) instanceof Entry.RegularFile file
          && file.content().size() <= LONGEST_SOURCE
          && isPerl(opened, file.content())
          && PerlSources.computesCharset(
              new String(file.content().bytes(), StandardCharsets.ISO_8859_1))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPerl(ImagePath path, Content content) throws IOException {
    if (SOURCES.stream().anyMatch(path.name()::endsWith)) {
      return true;
    }
    try (InputStream in = content.open()) {
      String start = new String(in.readNBytes(LONGEST_FIRST_LINE), StandardCharsets.ISO_8859_1);
      return start.startsWith("#!") && start.lines().findFirst().orElse("").contains("perl");
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
      return encode + 2 < names.size() ? Optional.of(CONVERTERS) : Optional.empty();
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
