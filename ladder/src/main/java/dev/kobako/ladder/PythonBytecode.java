package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;

/** Compiled Python modules beside their sources. */
final class PythonBytecode implements CleanRule {
  @Override
  public String name() {
    return "python-bytecode";
  }

  @Override
  public String about() {
    return "Compiled Python modules whose source is there: Python compiles it again when"
        + " it is imported.";
  }

  @Override
  public void clean(Cleaning cleaning) {
    for (ImagePath path : CleanPaths.files(cleaning, PythonBytecode::isCompiled)) {
      if (cleaning.stays(source(path))) {
        cleaning.remove(path);
      }
    }
  }

  private static boolean isCompiled(ImagePath path) {
    return path.name().endsWith(".pyc") || path.name().endsWith(".pyo");
  }

  /** {@code x/__pycache__/y.cpython-311.pyc} is made of {@code x/y.py}, as PEP 3147 says. */
  private static ImagePath source(ImagePath compiled) {
    String name = compiled.name();
    ImagePath folder = compiled.parent().orElseThrow();
    int dot = name.indexOf('.');
    return folder.name().equals("__pycache__") && dot > 0
        ? folder.parent().orElseThrow().child(name.substring(0, dot) + ".py")
        : folder.child(name.substring(0, name.length() - 1));
  }
}
