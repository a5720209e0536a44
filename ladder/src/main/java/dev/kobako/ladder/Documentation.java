package dev.kobako.ladder;

import dev.kobako.debian.DocumentationPaths;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.util.List;

/** Documentation of packages but for copyright files, which licences may oblige to hand on. */
final class Documentation implements CleanRule {
  private static final ImagePath DOC = ImagePath.of("/usr/share/doc");

  private static final List<String> FOLDERS =
      List.of(
          "/usr/local/share/doc",
          "/usr/share/doc-base",
          "/usr/share/gtk-doc",
          "/usr/share/help",
          "/usr/share/bug",
          "/usr/share/lintian",
          "/usr/share/linda");

  @Override
  public String name() {
    return "documentation";
  }

  @Override
  public String about() {
    return "Documentation of packages and notes for Debian's own checks; copyright files"
        + " stay, since licences ask for them.";
  }

  @Override
  public void clean(Cleaning cleaning) {
    for (String folder : FOLDERS) {
      CleanPaths.empty(cleaning, folder);
    }
    for (String name : cleaning.tree().names(DOC)) {
      ImagePath folder = DOC.child(name);
      if (cleaning.tree().entry(folder).orElse(null) instanceof Entry.Directory) {
        CleanPaths.empty(cleaning, folder, path -> !DocumentationPaths.isCopyright(path));
      }
    }
  }
}
