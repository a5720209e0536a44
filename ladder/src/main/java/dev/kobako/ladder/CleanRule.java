package dev.kobako.ladder;

import java.io.IOException;
import java.util.List;

/**
 * One kind of things that nobody misses: package managers and languages make them again, or they
 * are only for reading. One class each; {@link #all()} lists them.
 */
public interface CleanRule {
  /** By which the user switches it off: lower case with hyphens, such as {@code apt-lists}. */
  String name();

  /** What goes and why nobody misses it, in one sentence. */
  String about();

  /** Takes away, or makes smaller, what this rule is about. */
  void clean(Cleaning cleaning) throws IOException;

  /** All of them, in the order in which they are applied. */
  static List<CleanRule> all() {
    return List.of(
        new AptLists(),
        new PackageCaches(),
        new DpkgLeftovers(),
        new PackageLogs(),
        new Manuals(),
        new Documentation(),
        new ShellCompletions(),
        new TranslationSources(),
        new Translations(),
        new PythonBytecode(),
        new PythonSourceTexts(),
        new LanguageCaches(),
        new DebugFiles(),
        new DebugSections(),
        new BackupFiles(),
        new LoaderLeftovers(),
        new HardwareData(),
        new TemporaryLeftovers(),
        new CoreDumps(),
        new DuplicateFiles());
  }
}
