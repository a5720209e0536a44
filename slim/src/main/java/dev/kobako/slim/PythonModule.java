package dev.kobako.slim;

import java.util.List;

/**
 * A module where the import system finds it.
 *
 * @param name dotted
 * @param form what it is
 * @param path its file, or the folder of a namespace package; absolute, perhaps through links
 * @param folders where modules below it are looked for; none where it is no package
 */
record PythonModule(String name, Form form, String path, List<String> folders) {
  /** What a module can be. */
  enum Form {
    /** Source text. */
    SOURCE,
    /** Byte code without source. */
    COMPILED,
    /** A library with C calls. */
    EXTENSION,
    /** A package without a file of its own. */
    NAMESPACE
  }

  PythonModule {
    folders = List.copyOf(folders);
  }

  boolean isPackage() {
    return !folders.isEmpty();
  }

  /** The package that relative imports in it start from. */
  String home() {
    return isPackage() ? name : name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }
}
