package dev.kobako.packages;

import dev.kobako.tree.ImagePath;

/** Compiled Python modules by their names, as PEP 3147 gives them. */
public final class CompiledPython {
  /** The folder beside the sources. */
  public static final String CACHE = "__pycache__";

  private CompiledPython() {}

  /** Whether the name is that of a compiled module. */
  public static boolean is(ImagePath path) {
    return path.name().endsWith(".pyc") || path.name().endsWith(".pyo");
  }

  /** Whether it is one in the folder that Python itself writes to. */
  public static boolean isCached(ImagePath path) {
    return is(path) && path.parent().map(ImagePath::name).orElse("").equals(CACHE);
  }

  /** {@code x/__pycache__/y.cpython-311.pyc} is made of {@code x/y.py}, as is {@code x/y.pyc}. */
  public static ImagePath source(ImagePath compiled) {
    String name = compiled.name();
    ImagePath folder = compiled.parent().orElseThrow();
    int dot = name.indexOf('.');
    return folder.name().equals(CACHE) && dot > 0
        ? folder.parent().orElseThrow().child(name.substring(0, dot) + ".py")
        : folder.child(name.substring(0, name.length() - 1));
  }
}
