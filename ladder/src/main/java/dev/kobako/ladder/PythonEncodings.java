package dev.kobako.ladder;

import dev.kobako.packages.CompiledPython;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Encodings of Python, with the modules in C for East Asian ones. The interpreter itself loads some
 * at the start, and modules for the network a few more: these show no interest in charsets. Nor
 * shows a run that only met UTF-8 and Latin 1 any, since these are built in; so the text of modules
 * outside of the library is asked as well.
 */
final class PythonEncodings implements Family {
  private static final String FOLDER = "encodings";
  private static final long LONGEST_SOURCE = 8 << 20;

  /** Of the interpreter, of file names, of domain names and of HTTP. */
  private static final Set<String> USUAL =
      Set.of(
          "__init__",
          "aliases",
          "ascii",
          "cp437",
          "idna",
          "iso8859_1",
          "latin_1",
          "punycode",
          "utf_8",
          "utf_8_sig",
          "unicode_escape",
          "raw_unicode_escape",
          "undefined");

  @Override
  public String name() {
    return "python-encodings";
  }

  @Override
  public String about() {
    return "All encodings of Python stay where a run used one beyond UTF-8, ASCII, Latin 1 and those"
        + " of domain names, or loaded a module outside of the library that computes a charset's"
        + " name.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (ImagePath opened : touched.opened()) {
      Optional<ImagePath> library = PythonLibrary.library(opened, touched);
      if (library.isPresent() && isUnusual(Ancestors.below(library.get(), opened))) {
        keep(library.get(), opened, touched);
      }
    }
    Optional<ImagePath> computes = computes(touched);
    if (computes.isPresent()) {
      for (ImagePath library :
          touched.openedIn(path -> PythonLibrary.library(path, touched)).keySet()) {
        keep(library, computes.get(), touched);
      }
    }
  }

  private static void keep(ImagePath library, ImagePath because, Touched touched)
      throws IOException {
    touched.keepAll(library, path -> contains(Ancestors.below(library, path)), because);
  }

  /** The first module outside of the library, by path, that calls for charsets by variables. */
  private static Optional<ImagePath> computes(Touched touched) throws IOException {
    for (ImagePath opened : touched.opened()) {
      ImagePath source = CompiledPython.is(opened) ? CompiledPython.source(opened) : opened;
      if (source.name().endsWith(".py")
          && PythonLibrary.library(source, touched).isEmpty()
          && touched.tree().entry(source).orElse(null) instanceof Entry.RegularFile file
          && file.content().size() <= LONGEST_SOURCE
          && PythonSources.computesCharset(
              new String(file.content().bytes(), StandardCharsets.UTF_8))) {
        return Optional.of(opened);
      }
    }
    return Optional.empty();
  }

  /** Used, compiled or not: {@code encodings/__pycache__/cp1252.cpython-311.pyc}. */
  private static boolean isUnusual(List<String> names) {
    return contains(List.of(names.getFirst(), names.getLast()));
  }

  /**
   * Whether a file of the library is an encoding that its interpreter does not load by itself.
   *
   * @param names from the library's folder down
   */
  static boolean contains(List<String> names) {
    String file = names.getLast();
    int dot = file.indexOf('.');
    return isExtension(file)
        || (names.size() == 2
            && names.getFirst().equals(FOLDER)
            && dot > 0
            && !USUAL.contains(file.substring(0, dot)));
  }

  private static boolean isExtension(String file) {
    return file.endsWith(".so")
        && (file.startsWith("_codecs_") || file.startsWith("_multibytecodec."));
  }
}
