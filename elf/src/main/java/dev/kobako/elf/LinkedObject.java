package dev.kobako.elf;

import org.jspecify.annotations.Nullable;

/**
 * A program or library in the list of one run of a loader. Two are the same only if they are the
 * same object, hence no record.
 */
final class LinkedObject {
  private final String path;
  private final String realPath;
  private final ElfFile elf;
  private final @Nullable LinkedObject loader;
  private final String origin;

  private LinkedObject(
      String path, String realPath, ElfFile elf, @Nullable LinkedObject loader, String origin) {
    this.path = path;
    this.realPath = realPath;
    this.elf = elf;
    this.loader = loader;
    this.origin = origin;
  }

  /** The kernel tells the loader the program's path without links. */
  static LinkedObject program(String path, String realPath, ElfFile elf) {
    return new LinkedObject(path, realPath, elf, null, PathText.folder(realPath));
  }

  /** A library's own folder is that of the path by which it was opened, links and all. */
  static LinkedObject library(String path, String realPath, ElfFile elf, LinkedObject loader) {
    return new LinkedObject(path, realPath, elf, loader, PathText.folder(path));
  }

  String path() {
    return path;
  }

  String realPath() {
    return realPath;
  }

  ElfFile elf() {
    return elf;
  }

  /** The object that needed it first; null for the program. */
  @Nullable LinkedObject loader() {
    return loader;
  }

  /** The folder that {@code $ORIGIN} stands for. */
  String origin() {
    return origin;
  }
}
