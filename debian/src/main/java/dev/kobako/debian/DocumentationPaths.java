package dev.kobako.debian;

import dev.kobako.tree.ImagePath;
import java.util.List;

/**
 * What of a package is only for reading: documentation, manuals, and notes for Debian's own checks.
 * Translations of messages are not: programs read them.
 *
 * <p>The folders are those that the File System Hierarchy and Debian Policy 12 name, with the usual
 * desktop additions.
 */
public final class DocumentationPaths {
  private static final List<ImagePath> FOLDERS =
      List.of(
          ImagePath.of("/usr/share/bug"),
          ImagePath.of("/usr/share/doc"),
          ImagePath.of("/usr/share/doc-base"),
          ImagePath.of("/usr/share/gtk-doc"),
          ImagePath.of("/usr/share/help"),
          ImagePath.of("/usr/share/info"),
          ImagePath.of("/usr/share/lintian"),
          ImagePath.of("/usr/share/man"),
          ImagePath.of("/usr/local/share/doc"),
          ImagePath.of("/usr/local/share/info"),
          ImagePath.of("/usr/local/share/man"));

  private static final ImagePath DOC = ImagePath.of("/usr/share/doc");

  private DocumentationPaths() {}

  /** Whether {@code path} is one of the documentation folders or lies in one. */
  public static boolean contains(ImagePath path) {
    return FOLDERS.stream().anyMatch(path::startsWith);
  }

  /**
   * Whether {@code path} is a package's copyright file, which is documentation too but which
   * licences may oblige whoever hands on the image to keep.
   */
  public static boolean isCopyright(ImagePath path) {
    return path.name().equals("copyright") && path.names().size() == 5 && path.startsWith(DOC);
  }
}
