package dev.kobako.slim;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
    boolean compiled =
        module.form() == PythonModule.Form.SOURCE
            && closure.options().pythonCode() == ClosureOptions.PythonCode.COMPILED
            && keepCompiled(module, reason);
    Optional<ImagePath> place =
        compiled
            ? Optional.of(besideSource(closure.tree().resolve(module.path()).place()))
            : closure.keep(module.path(), reason);
    if (place.isEmpty()) {
      return;
    }
    switch (module.form()) {
      case SOURCE -> {
        if (!compiled) {
          keepUnchecked(module, reason);
        }
      }
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

  /** Where byte code is imported from that has no source. */
  private static ImagePath besideSource(ImagePath source) {
    return source.parent().orElseThrow().child(source.name() + "c");
  }

  /** Puts byte code in the place of its source; false where there is none that fits. */
  private boolean keepCompiled(PythonModule module, Reason reason) throws IOException {
    Resolution source = closure.tree().resolve(module.path());
    Optional<Entry.RegularFile> code = closure.tree().resolve(codePath(module)).file();
    if (source.file().isEmpty() || code.isEmpty() || !fits(code.get(), source.file().get())) {
      return false;
    }
    closure.keep(module.path().substring(0, module.path().lastIndexOf('/')), reason);
    closure.generate(
        besideSource(source.place()),
        code.get(),
        reason.as("in place of its source " + reason.how()));
    return true;
  }

  /** The header has flags, and the time and size of the source or a hash of it (PEP 552). */
  private static boolean fits(Entry.RegularFile code, Entry.RegularFile source) throws IOException {
    Optional<ByteBuffer> head = head(code);
    return head.isPresent()
        && (head.get().getInt(4) == 1
            || (head.get().getInt(4) == 0
                && head.get().getInt(8) == (int) source.attributes().mtime().getEpochSecond()
                && head.get().getInt(12) == (int) source.content().size()));
  }

  private static Optional<ByteBuffer> head(Entry.RegularFile code) throws IOException {
    if (code.content().size() <= 16) {
      return Optional.empty();
    }
    try (InputStream in = code.content().open()) {
      return Optional.of(ByteBuffer.wrap(in.readNBytes(16)).order(ByteOrder.LITTLE_ENDIAN));
    }
  }

  private String codePath(PythonModule module) {
    int slash = module.path().lastIndexOf('/');
    String stem = module.path().substring(slash + 1, module.path().length() - 3);
    String tag = ".cpython-" + version.replace(".", "") + ".pyc";
    return module.path().substring(0, slash) + "/__pycache__/" + stem + tag;
  }

  /** Byte code that is never compared with its source is what runs, whatever the source says. */
  private void keepUnchecked(PythonModule module, Reason reason) throws IOException {
    Optional<Entry.RegularFile> file = closure.tree().resolve(codePath(module)).file();
    if (file.isPresent() && head(file.get()).filter(head -> head.getInt(4) == 1).isPresent()) {
      closure.keep(
          codePath(module), reason.as("the byte code that runs; its source is " + reason.how()));
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
      } else if ((!CODE.contains(name.substring(name.lastIndexOf('.') + 1))
              && !isTranslatorsText(path))
          || (depth > 0 && name.endsWith(".py"))) {
        closure.keep(path.toString(), reason);
      }
    }
  }

  /** Messages as a text beside the table that was made of it, which is what gettext reads. */
  private boolean isTranslatorsText(ImagePath path) {
    String name = path.name();
    return name.endsWith(".po")
        && closure
            .tree()
            .entry(path.parent().orElseThrow().child(name.substring(0, name.length() - 3) + ".mo"))
            .isPresent();
  }

  private boolean holdsCode(ImagePath folder) {
    return closure.tree().names(folder).stream()
        .anyMatch(name -> name.endsWith(".py") || name.endsWith(".pyc") || name.endsWith(".so"));
  }
}
