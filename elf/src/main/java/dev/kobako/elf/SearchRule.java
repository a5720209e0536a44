package dev.kobako.elf;

/** Why a loader opened a library where it did. */
public enum SearchRule {
  /** {@code DT_RPATH} of the object that needs it or of one that loaded that object. */
  RPATH,
  /** {@code DT_RUNPATH} of the object that needs it; with musl, of its loaders too. */
  RUNPATH,
  LD_LIBRARY_PATH,
  /** Only {@code /etc/ld.so.cache} leads there. */
  CACHE,
  /** A default folder of the loader, or one of musl's path file. */
  DEFAULT,
  /** The name is a path. */
  SLASH,
  /** {@code LD_PRELOAD} or {@code /etc/ld.so.preload}. */
  PRELOAD,
  /** {@code DT_FILTER}. */
  FILTER,
  /** {@code DT_AUXILIARY}. */
  AUXILIARY
}
