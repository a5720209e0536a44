package dev.kobako.base;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate that update-ca-certificates(8) takes.
 *
 * @param path of its file, {@code .crt}
 * @param listed its name in {@code /etc/ca-certificates.conf}; empty for a local one
 */
record TrustedCertificate(ImagePath path, String listed) {
  private static final ImagePath SHARED = ImagePath.of("/usr/share/ca-certificates");
  private static final ImagePath LOCAL = ImagePath.of("/usr/local/share/ca-certificates");

  /** All of a tree in the order in which they are taken: Debian's, then local ones, by path. */
  static List<TrustedCertificate> all(Tree tree) {
    List<TrustedCertificate> all = new ArrayList<>();
    for (ImagePath path : files(tree, SHARED)) {
      all.add(
          new TrustedCertificate(path, path.toString().substring(SHARED.toString().length() + 1)));
    }
    for (ImagePath path : files(tree, LOCAL)) {
      all.add(new TrustedCertificate(path, ""));
    }
    return all;
  }

  /** As sort(1) has it: by the characters of the whole path, slashes too. */
  private static List<ImagePath> files(Tree tree, ImagePath folder) {
    List<ImagePath> files = new ArrayList<>();
    tree.walk(
        folder,
        (path, entry) -> {
          if (path.name().endsWith(".crt") && isFile(tree, path, entry)) {
            files.add(path);
          }
        });
    files.sort((a, b) -> a.toString().compareTo(b.toString()));
    return files;
  }

  private static boolean isFile(Tree tree, ImagePath path, Entry entry) {
    return switch (entry) {
      case Entry.RegularFile _ -> true;
      case Entry.Symlink _ -> tree.resolve(path).file().isPresent();
      case Entry.Directory _, Entry.Device _, Entry.Fifo _ -> false;
    };
  }

  /** The name of the link to it in {@code /etc/ssl/certs}. */
  String pemName() {
    String name = path.name();
    return name.substring(0, name.length() - ".crt".length())
            .replace(' ', '_')
            .replace('(', '=')
            .replace(')', '=')
            .replace(',', '_')
        + ".pem";
  }
}
