package dev.kobako.cli;

import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Kept;
import dev.kobako.tree.Entry;
import java.io.PrintStream;

/** The paths of files and links, one a line; directories follow from them. */
final class ListReport {
  private ListReport() {}

  static void print(KeepSet keepSet, PrintStream out) {
    StringBuilder text = new StringBuilder();
    for (Kept kept : keepSet.all()) {
      if (!(kept.entry() instanceof Entry.Directory)) {
        text.append(kept.path()).append('\n');
      }
    }
    out.print(text);
  }
}
