package dev.kobako.base;

import dev.kobako.debian.UnpackedPackages.UnpackedPackage;
import dev.kobako.image.Content;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.PathBytes;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * {@code /var/lib/dpkg/status.d/NAME}, a package's control file, with {@code NAME.md5sums} beside
 * it: where distroless images keep them and scanners look. Files that were left out are not in the
 * sums.
 */
final class PackageStanzas implements Effect {
  private static final String FOLDER = "/var/lib/dpkg/status.d";

  @Override
  public String standsFor() {
    return "dpkg";
  }

  @Override
  public void apply(Draft draft) {
    if (draft.packages().isEmpty()) {
      return;
    }
    ImagePath folder = draft.folder(FOLDER);
    Tree tree = draft.tree();
    for (UnpackedPackage each : draft.packages()) {
      ImagePath file = folder.child(fileName(draft, each));
      draft.put(file, file(draft, PathBytes.encode(each.stanza().text())));
      draft.put(
          folder.child(file.name() + ".md5sums"), file(draft, PathBytes.encode(sums(tree, each))));
    }
  }

  /** Of several architectures each has a file of its own. */
  private static String fileName(Draft draft, UnpackedPackage wanted) {
    String name = wanted.available().name();
    long same =
        draft.packages().stream().filter(each -> each.available().name().equals(name)).count();
    return same > 1 ? name + ":" + wanted.available().architecture() : name;
  }

  private static Entry file(Draft draft, byte[] bytes) {
    return new Entry.RegularFile(draft.attributes(0644), Content.of(bytes), 0);
  }

  private static String sums(Tree tree, UnpackedPackage each) {
    Content sums = each.control().get("md5sums");
    StringBuilder text = new StringBuilder();
    if (sums == null) {
      each.paths().forEach(path -> sum(tree, path).ifPresent(text::append));
    } else {
      PathBytes.decode(Draft.bytes(sums, each.available().name() + ": md5sums"))
          .lines()
          .filter(line -> isThere(tree, line))
          .forEach(line -> text.append(line).append('\n'));
    }
    return text.toString();
  }

  /** A line is 32 digits, two blanks, and a path without its first slash. */
  private static boolean isThere(Tree tree, String line) {
    return line.length() > 34
        && line.indexOf('\0') < 0
        && tree.resolve("/" + line.substring(34)).file().isPresent();
  }

  /** As dpkg makes them of packages that bring none. */
  private static Optional<String> sum(Tree tree, ImagePath path) {
    Resolution found = tree.resolve(path);
    boolean isLink = !found.links().isEmpty() && found.links().getLast().name().equals(path.name());
    return found
        .file()
        .filter(_ -> !isLink)
        .map(file -> digest(file.content(), path) + "  " + path.toString().substring(1) + "\n");
  }

  private static String digest(Content content, ImagePath path) {
    try (InputStream in = content.open()) {
      MessageDigest sum = MessageDigest.getInstance("MD5");
      byte[] buffer = new byte[1 << 16];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sum.update(buffer, 0, count);
      }
      return HexFormat.of().formatHex(sum.digest());
    } catch (IOException e) {
      throw Draft.unreadable(path.toString(), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
