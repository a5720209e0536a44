package dev.kobako.ladder;

import dev.kobako.slim.PackageDeadWeight;
import dev.kobako.slim.SystemFolders;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a program reads out of a folder of its own, one file for each device, format, mode or module
 * of a language: devices of groff, templates of pandoc, modes of editors, libraries of Erlang,
 * Guile or Octave. FHS 3.0 (4.7, 4.11) gives each program such a folder.
 */
final class ProgramData implements Family {
  /** Folders of which other families or clean rules know more, and collections of many owners. */
  private static final Set<String> KNOWN =
      Set.of(
          "R",
          "applications",
          "aspell",
          "ca-certificates",
          "color",
          "debug",
          "dict",
          "doc",
          "doc-base",
          "firmware",
          "fonts",
          "gconv",
          "ghostscript",
          "hunspell",
          "i18n",
          "icons",
          "info",
          "java",
          "jvm",
          "locale",
          "man",
          "mime",
          "misc",
          "modules",
          "myspell",
          "mysql",
          "node_modules",
          "nodejs",
          "openssh",
          "perl",
          "perl5",
          "php",
          "pixmaps",
          "pkgconfig",
          "poppler",
          "postgresql",
          "rubygems-integration",
          "sgml",
          "systemd",
          "terminfo",
          "tesseract-ocr",
          "udev",
          "xml",
          "zoneinfo");

  /** The same with a version or without; {@code python-babel-localedata} is none of them. */
  private static final Pattern KNOWN_WITH_VERSION =
      Pattern.compile("(python|ruby|ImageMagick|GraphicsMagick)[-.0-9]*");

  /**
   * Sources of Erlang, which loads what was compiled of them. Those of Emacs are alive: it finds
   * the code of a mode by the sum of its source, and warns without end else.
   */
  private static final List<String> DEAD_ENDINGS = List.of(".erl", ".hrl");

  /** Where what is built by hand has its data, and no package says what belongs to what. */
  private static final ImagePath BY_HAND = ImagePath.of("/usr/local/share");

  /**
   * What belongs together in a program's folder.
   *
   * @param source of the packages that brought it: their maintainers cut one program into several;
   *     none of what no package owns
   */
  private record Kit(ImagePath folder, Optional<String> source) {}

  @Override
  public String name() {
    return "program-data";
  }

  @Override
  public String about() {
    return "The other data in a program's own folder below /usr/share or /usr/lib stay where a run"
        + " opened any of it, as far as packages of the same source bring them, without examples"
        + " and documentation.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    Set<Kit> done = new HashSet<>();
    for (ImagePath file : touched.opened()) {
      Optional<ImagePath> folder = folder(file);
      if (folder.isPresent() && isData(file, folder.get(), touched)) {
        Kit kit = new Kit(folder.get(), touched.packages().source(file));
        if (done.add(kit)) {
          keep(kit, file, touched);
        }
      }
    }
  }

  private static void keep(Kit kit, ImagePath because, Touched touched) throws IOException {
    ImagePath folder = kit.folder();
    StaticLibraries libraries = StaticLibraries.below(folder, touched);
    if (kit.source().isEmpty()) {
      if (folder.startsWith(BY_HAND)) {
        touched.keepAll(folder, path -> isAlive(path, folder, touched, libraries), because);
      }
      return;
    }
    for (ImagePath path : touched.packages().placesOfSource(kit.source().get())) {
      if (isBelow(path, folder) && isAlive(path, folder, touched, libraries)) {
        touched.keep(path, because);
      }
    }
  }

  private static boolean isBelow(ImagePath path, ImagePath folder) {
    return path.startsWith(folder) && !path.equals(folder);
  }

  private static boolean isAlive(
      ImagePath path, ImagePath folder, Touched touched, StaticLibraries libraries) {
    return (!StaticLibraries.isOne(path) || libraries.mayBeLinked(path))
        && Ancestors.below(folder, path).stream().noneMatch(PackageDeadWeight::isFolder)
        && DEAD_ENDINGS.stream().noneMatch(path.name()::endsWith)
        && (isData(path, folder, touched)
            || touched.tree().entry(path).orElse(null) instanceof Entry.Symlink);
  }

  /** Programs and loadable modules are none; nor is what lies in a folder of programs. */
  private static boolean isData(ImagePath path, ImagePath folder, Touched touched) {
    String name = path.name();
    return touched.tree().entry(path).orElse(null) instanceof Entry.RegularFile file
        && (file.attributes().mode() & 0111) == 0
        && !name.endsWith(".so")
        && !name.contains(".so.")
        && Ancestors.below(folder, path).stream().noneMatch("bin"::equals);
  }

  /** The folder of a program, such as {@code /usr/share/groff}, in which a file is. */
  private static Optional<ImagePath> folder(ImagePath path) {
    String text = path.toString();
    return text.startsWith("/usr/share/")
            || text.startsWith("/usr/lib/")
            || text.startsWith("/usr/local/share/")
        ? Ancestors.nearest(
                path, folder -> folder.parent().filter(SystemFolders::include).isPresent())
            .filter(folder -> !SystemFolders.include(folder) && !isKnown(folder.name()))
        : Optional.empty();
  }

  /** Whether a folder of this name is a language's, a collection, or of another family. */
  static boolean isKnown(String name) {
    return KNOWN.contains(name) || KNOWN_WITH_VERSION.matcher(name).matches();
  }
}
