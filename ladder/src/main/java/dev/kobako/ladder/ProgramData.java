package dev.kobako.ladder;

import dev.kobako.debian.InstalledPackage;
import dev.kobako.slim.PackageDeadWeight;
import dev.kobako.slim.PackageFiles;
import dev.kobako.slim.SystemFolders;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a program reads out of a folder of its own, one file for each device, format, mode or module
 * of a language: devices of groff, templates of pandoc, modes of editors, libraries of Erlang,
 * Guile or Octave. FHS 3.0 (4.7, 4.11) gives each program such a folder.
 */
final class ProgramData implements Family {
  /** Folders of which other families or clean rules know more, and collections of many owners. */
  private static final Set<String> KNOWN =
      Set.of(
          "R", "applications", "aspell", "ca-certificates", "color", "debug", "dict", "doc",
          "doc-base", "firmware", "fonts", "gconv", "ghostscript", "hunspell", "i18n", "icons", "info",
          "java", "jvm", "locale", "man", "mime", "misc", "modules", "myspell", "mysql",
          "node_modules", "nodejs", "openssh", "perl", "perl5", "php", "pixmaps", "pkgconfig",
          "poppler", "postgresql", "rubygems-integration", "sgml", "systemd", "terminfo",
          "tesseract-ocr", "udev", "xml", "zoneinfo");

  /** How the names of such folders begin where a version may follow. */
  private static final List<String> KNOWN_STARTS = List.of("python", "ruby", "ImageMagick", "GraphicsMagick");

  /** A program's folder and the package whose files in it belong together; none below /usr/local. */
  private record Kit(ImagePath folder, Optional<InstalledPackage> owner) {}

  @Override
  public String name() {
    return "program-data";
  }

  @Override
  public String about() {
    return "The other data in a program's own folder below /usr/share or /usr/lib stay where a run"
        + " opened any of it, as far as the same package brings them, without examples,"
        + " documentation and headers.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    Set<Kit> done = new HashSet<>();
    for (ImagePath file : touched.opened()) {
      Optional<ImagePath> folder = folder(file);
      if (folder.isPresent() && isData(file, folder.get(), touched)) {
        Kit kit = new Kit(folder.get(), touched.packages().owner(file));
        if (done.add(kit)) {
          keep(kit, file, touched);
        }
      }
    }
  }

  private static void keep(Kit kit, ImagePath because, Touched touched) throws IOException {
    ImagePath folder = kit.folder();
    if (kit.owner().isPresent()) {
      for (ImagePath path : PackageFiles.places(kit.owner().get(), touched.tree())) {
        if (isBelow(path, folder) && isAlive(path, folder, touched)) {
          touched.keep(path, because);
        }
      }
    } else if (folder.toString().startsWith("/usr/local/")) {
      touched.keepAll(folder, path -> isAlive(path, folder, touched), because);
    }
  }

  private static boolean isBelow(ImagePath path, ImagePath folder) {
    return path.startsWith(folder) && !path.equals(folder);
  }

  private static boolean isAlive(ImagePath path, ImagePath folder, Touched touched) {
    return !PackageDeadWeight.contains(Ancestors.below(folder, path))
        && !path.name().endsWith(".hrl")
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
            || text.startsWith("/usr/local/lib/")
        ? Ancestors.nearest(
                path, folder -> folder.parent().filter(SystemFolders::include).isPresent())
            .filter(folder -> !SystemFolders.include(folder) && !isKnown(folder.name()))
        : Optional.empty();
  }

  private static boolean isKnown(String name) {
    return KNOWN.contains(name) || KNOWN_STARTS.stream().anyMatch(name::startsWith);
  }
}
