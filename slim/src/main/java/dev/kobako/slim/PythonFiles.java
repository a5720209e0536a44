package dev.kobako.slim;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the files of Python modules: the source, the byte code beside it only where it is what
 * runs; and with a package the data in its folder.
 *
 * @param version as {@code 3.11}
 */
record PythonFiles(Closure closure, String version) {
  private static final Set<String> CODE =
      Set.of("py", "pyc", "pyo", "so", "pyi", "pyx", "pxd", "pxi", "c", "h", "cc", "cpp", "hpp");

  private static final Set<String> TESTS = Set.of("tests", "test", "testing", "__pycache__");

  /** Deeper folders of data are no longer data of a package. */
  private static final int DEEPEST = 32;

  /** Whether a folder's name says that it is for the developers of a package. */
  static boolean isTests(String name) {
    return TESTS.contains(name);
  }

  /** Keeps what a module needs to be imported. */
  void keep(PythonModule module, Reason reason) throws IOException {
    Optional<ImagePath> place = closure.keep(module.path(), reason);
    if (place.isEmpty()) {
      return;
    }
    switch (module.form()) {
      case SOURCE -> keepUnchecked(module, reason);
      case COMPILED -> {}
      case EXTENSION -> closure.keepData(place.get(), reason);
      case NAMESPACE -> {
        for (String folder : module.folders()) {
          closure.keep(folder, reason);
        }
      }
    }
    if (module.isPackage() && module.form() != PythonModule.Form.NAMESPACE) {
      keepData(
          closure.tree().resolve(module.folders().getFirst()).place(),
          Reason.needed(place.get(), "data in the package of"),
          0);
    }
  }

  /**
   * Byte code that is never compared with its source is what runs, whatever the source says (PEP
   * 552).
   */
  private void keepUnchecked(PythonModule module, Reason reason) throws IOException {
    int slash = module.path().lastIndexOf('/');
    String stem = module.path().substring(slash + 1, module.path().length() - 3);
    String tag = ".cpython-" + version.replace(".", "") + ".pyc";
    String path = module.path().substring(0, slash) + "/__pycache__/" + stem + tag;
    Optional<Entry.RegularFile> file = closure.tree().resolve(path).file();
    if (file.isPresent() && file.get().content().size() > 16) {
      try (InputStream in = file.get().content().open()) {
        byte[] head = in.readNBytes(8);
        if (head[4] == 1 && head[5] == 0 && head[6] == 0 && head[7] == 0) {
          closure.keep(path, reason.as("the byte code that runs; its source is " + reason.how()));
        }
      }
    }
  }

  /** Keeps what is no code in a package's folder, and folders in it that are no packages. */
  private void keepData(ImagePath folder, Reason reason, int depth) throws IOException {
    Tree tree = closure.tree();
    for (String name : tree.names(folder)) {
      ImagePath path = folder.child(name);
      Optional<Entry> entry = tree.entry(path);
      if (entry.isEmpty()) {
        continue;
      }
      if (entry.get() instanceof Entry.Directory) {
        if (!isTests(name) && depth < DEEPEST && (depth > 0 || !holdsCode(path))) {
          keepData(path, reason, depth + 1);
        }
      } else if (!CODE.contains(name.substring(name.lastIndexOf('.') + 1))
          || (depth > 0 && name.endsWith(".py"))) {
        closure.keep(path.toString(), reason);
      }
    }
  }

  private boolean holdsCode(ImagePath folder) {
    return closure.tree().names(folder).stream()
        .anyMatch(name -> name.endsWith(".py") || name.endsWith(".pyc") || name.endsWith(".so"));
  }
}
